"""Misread characters that the page's other sentences give away."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, count
from operator import ne

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.glyphs import similarity
from kanwu.evidence.lexicon import best_cut, fold, folded, outside_words
from kanwu.model import Document, Edit, Kind, Replace, Sure, is_han
from kanwu.patterns import late, simple

_SHAPES = ((2, 2), (3, 1), (1, 3))  # signs that must be the same before and behind
_HAN = 3  # Chinese characters among those signs
_WIDE = 5  # from so many signs on the context alone names the phrase
_ALIKE = 0.3  # glyph similarity; 1 in 200 pairs drawn from running text reaches it
_ALIKE_HEADING = 0.18  # the same for a heading beside the body; 1 in 200 pairs drawn from the table reaches it
_REACH = 4  # signs that are compared on either side
# Log10: how much more like language the reading must be; 450,000 characters of clean text hold 4 such pairs.
_GAIN = 1.5
_GAIN_WIDE = 0.7  # the same, in a wide context
_PAGE = 20_000  # characters; what stands further off is on another page
_AROUND = 6  # characters on either side that are weighed
_FREE = frozenset("一二三四五六七八九十百千零〇两幾几兩年月日上下左右前后東西南北他她它牠祂你妳您們们這这那")
_QUOTED = late(r"(?<=[「『“‘])\p{Han}(?=[」』”’])")
_FAST = simple(r"[「『“‘].[」』”’]")
_START, _END, _ANY = "\x02", "\x03", "\x00"


_Place = tuple[int, int]  # a block's number, and the place in its text


def look_alikes(document: Document) -> Iterator[Edit]:
    """Corrects a character that the same phrase, elsewhere on the page, has otherwise.

    The two must look alike, four or five signs around them must be the same (a single quoted character may
    vary), the one to be changed stands in no word, and the other makes one and is more like language; or a
    heading differs so from a paragraph. Numbers, dates, directions and pronouns are never touched: phrases
    differ in them on purpose. Where the readings are as good as each other, both stay.
    """
    stream, places = _stream(document)
    done: set[int] = set()
    for at, others in _conflicts(stream):
        edit = None if at in done else _decided(document, stream, places, at, others)
        if edit is not None:
            done.add(at)
            yield edit


class _Places:
    """Where each sign of the stream stands in the document."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._blocks: list[tuple[int, Sequence[int]]] = []

    def add(self, start: int, number: int, kept: Sequence[int]) -> None:
        """A block's signs, from this place of the stream on."""
        self._starts.append(start)
        self._blocks.append((number, kept))

    def __getitem__(self, at: int) -> _Place:
        nearest = bisect_right(self._starts, at) - 1
        number, kept = self._blocks[nearest]
        return number, kept[at - self._starts[nearest]]


def _stream(document: Document) -> tuple[str, _Places]:
    """All running text in one script without white space, block ends marked; and where each sign of it stands."""
    texts: list[str] = []
    places, size = _Places(), 0
    for number, block in document.prose():
        if block.kind == Kind.BYLINE or is_byline(block.text):
            continue  # names prove nothing, and nothing proves them
        bare, kept = _bare(block.text)
        places.add(size + 1, number, kept)
        texts += (_START, bare, _END)
        size += len(bare) + 2
    return "".join(texts), places


@lru_cache(maxsize=256)  # most blocks of a page are as the pass before had them
def _bare(text: str) -> tuple[str, Sequence[int]]:
    """The text as the stream has it, and where each sign of it stands in the text."""
    text = fold(_QUOTED.sub(_ANY, text)) if _FAST.search(text) else folded(text)
    bare = "".join(text.split())
    return bare, range(len(text)) if len(bare) == len(text) else [i for i, c in enumerate(text) if not c.isspace()]


@lru_cache(maxsize=2)
def _conflicts(stream: str) -> list[tuple[int, list[int]]]:
    """Each Chinese character whose surroundings stand elsewhere too, with another one; and those places. First all of
    the first shape, then the others."""
    disputed = _disputed(stream)
    return [found for shape in _SHAPES for found in _of_shape(stream, disputed, shape)]


def _disputed(stream: str) -> list[int]:
    """The places whose two neighbours stand elsewhere too, around another sign."""
    if len(stream) < 3:
        return []
    signs = array("I", stream.encode("utf-32-le", "surrogatepass"))
    around = array("I", bytes(8 * len(signs) - 16))
    around[::2], around[1::2] = signs[:-2], signs[2:]
    keys, middle = memoryview(around).cast("B").cast("Q").tolist(), signs[1:-1].tolist()  # one number for both
    last = dict(zip(keys, middle, strict=True))
    differing = set(compress(keys, map(ne, map(last.__getitem__, keys), middle)))
    return list(compress(count(1), map(differing.__contains__, keys))) if differing else []


def _of_shape(stream: str, disputed: Sequence[int], shape: tuple[int, int]) -> Iterator[tuple[int, list[int]]]:
    before, behind = shape
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in disputed:
        if before <= at < len(stream) - behind:
            groups[stream[at - before : at], stream[at + 1 : at + 1 + behind]].append(at)
    for found in groups.values():
        if len(found) > 1:
            around = {stream[at] for at in found}
            doubtful = {char for char in around - _FREE if is_han(char) and any(_alike(char, c) for c in around)}
            yield from ((at, found) for at in found if stream[at] in doubtful)


def _alike(char: str, other: str) -> bool:
    return char != other and is_han(other) and similarity(char, other) >= _ALIKE_HEADING


def _decided(document: Document, stream: str, places: _Places, at: int, others: Sequence[int]) -> Edit | None:
    """The correction of the character at this place by what stands in the same surroundings elsewhere."""
    head, tail = stream[max(0, at - _AROUND) : at], stream[at + 1 : at + 1 + _AROUND]
    if not _is_bare(head, stream[at], tail):
        return None
    others = _nearest(stream, at, others[bisect_left(others, at - _PAGE) : bisect_right(others, at + _PAGE)])
    readings = {stream[other] for other in others} - {stream[at]}
    if len(readings) != 1:
        return None
    right = readings.pop()
    wrong, rights = (sum(stream[other] == char for other in others) for char in (stream[at], right))
    if wrong > rights:
        return None
    alike = similarity(stream[at], right)
    if alike < _ALIKE_HEADING or not is_han(right):
        return None
    there = next(o for o in others if stream[o] == right)
    around = _alike_around(stream, at, there)
    if "、" in stream[at - 1 : at + 3] or (sum(map(is_han, around)) < _HAN and _ANY not in around):
        return None  # a list: its members differ on purpose
    heading = len(around) >= _WIDE and _echoes_body(document, places[at], places[there])
    if alike < _ALIKE and not heading:
        return None
    wide = heading or (len(around) >= _WIDE and rights > wrong)
    gain = best_cut(head + right + tail) - best_cut(head + stream[at] + tail)
    if gain < (_GAIN_WIDE if wide else _GAIN) or (_is_bare(head, right, tail) and not heading):
        return None
    return _edit(document, places[at], places[there], f"alike {alike:.2f}, gain {gain:.1f}")


@lru_cache(maxsize=4096)
def _is_bare(head: str, char: str, tail: str) -> bool:
    """Whether the character between the two stands in no word."""
    return len(head) in outside_words(head + char + tail)


def _nearest(stream: str, at: int, others: Sequence[int]) -> list[int]:
    """Those places whose surroundings agree the furthest; the place itself among them."""
    reach = {other: len(_alike_around(stream, at, other)) for other in others if stream[other] != stream[at]}
    most = max(reach.values(), default=0)
    return [other for other in others if reach.get(other, most) == most]


def _alike_around(stream: str, at: int, there: int) -> str:
    """The signs that are the same before and behind two places, one after the other, up to four a side, within
    a block."""
    before, behind = (_run(stream, at, there, step, mark) for step, mark in ((-1, _START), (1, _END)))
    return stream[at - before : at] + stream[at + 1 : at + 1 + behind]


def _run(stream: str, at: int, there: int, step: int, mark: str) -> int:
    size = 0
    while size < _REACH and stream[at + step * (size + 1)] == stream[there + step * (size + 1)]:
        size += 1
        if stream[at + step * size] == mark:
            break
    return size


def _echoes_body(document: Document, here: _Place, there: _Place) -> bool:
    """Whether a heading has what a paragraph has otherwise: large, decorated type is what engines misread most."""
    return document.blocks[here[0]].kind == Kind.HEADING and document.blocks[there[0]].kind == Kind.PARAGRAPH


def _edit(document: Document, here: _Place, there: _Place, figures: str) -> Edit:
    """The character as the other place has it, in that place's own script."""
    before, after = (document.blocks[number].text[at] for number, at in (here, there))
    why = f"the same phrase elsewhere on the page has {after} ({figures})"
    return Replace(here[0], here[1], here[1] + 1, before, after, why, Sure.LIKELY)
