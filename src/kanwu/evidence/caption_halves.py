"""Halves of a caption that the edge of a tile cut through, line by line."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from rapidfuzz import fuzz

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.captions import dated, ends_caption, has_credit, is_credit, opens_caption, points, scene
from kanwu.evidence.columns import set_width
from kanwu.evidence.continuity import JOIN, continues
from kanwu.evidence.echoes import echoes, key
from kanwu.evidence.furniture import letters
from kanwu.evidence.lexicon import fold
from kanwu.evidence.sentence import PAUSES, cannot_start, ends_sentence, sentence_ends
from kanwu.evidence.signs import Sign
from kanwu.model import SILENT, Block, Document, Kind, is_han, joined
from kanwu.patterns import late

_HEAD = (7, 60)  # letters of a first half: one line, two or three
_TAIL = (2, 40)  # letters of a second half with a credit
_BARE = 20  # letters of one without
_LINES = 3  # of either half
_LEAST = 14  # letters before the credit; with more a second half is a caption by itself
_PICTURE = 10  # letters of what is read in half a picture
_WIDER = 1.5  # ems by which small type in a tile's whole width is longer than the columns' lines
_SHARED = 4  # characters at most that both tiles read at the cut
_READ = {1: 1.0, 2: 2.0}  # what one such character says, and several
_ECHO, _LONGER = 80.0, 2  # likeness to a stretch of a text at least twice as long: a pull-quote has it
_ANY = 0.5  # how well words go together of which one is a pause
_SAYS = 1.0  # what the words of the whole must come to; one sentence alone has 0.5
_ACTS = 1.0  # the weight of what people do in a picture
_TWIN = 70.0  # likeness of two readings of one half, of 100
_CREDIT = "a credit behind it"
_BRACKET = late(r"[\uff08(〈【\[〔]")
_OPEN = late(r"[\uff08(〈【\[〔][^\uff09)〉】\]〕]*$")


class Half(NamedTuple):
    """The first characters of a block, or all of them, that may be half of a caption."""

    block: int
    end: int


def first_halves(document: Document, columns: tuple[float | None, ...]) -> Iterator[Half]:
    """What stops in mid-sentence and is set wider than the columns' lines: paragraphs, and first lines of them.

    `columns` are the widths of the blocks' columns in ems, see `column_widths`.
    """
    for number, block in document.of(Kind.PARAGRAPH):
        lines, near = block.text.split("\n"), _columns(document, columns, number)
        if not near or set_width(lines[0]) < min(near) + _WIDER or not _may_open(block, lines[0]):
            continue
        rest = "\n".join(lines[1:])
        if rest and not is_credit(rest) and set_width(lines[0]) >= max(map(set_width, lines[1:])) + 2 * _WIDER:
            yield Half(number, len(lines[0]))
        if len(lines) <= _LINES and letters(block.text) <= _HEAD[1] and not _is_whole(lines):
            yield Half(number, len(block))


def _may_open(block: Block, line: str) -> bool:
    if not _HEAD[0] <= letters(line) <= _HEAD[1] or is_byline(block.text) or cannot_start(line):
        return False
    return bool(_OPEN.search(line)) or not (ends_sentence(line) or ends_caption(line))


def _is_whole(lines: list[str]) -> bool:
    """Whether several lines are a caption with its end: a credit that stands alone behind half a sentence is no end."""
    if len(lines) < 2 or _OPEN.search("\n".join(lines)):
        return False
    if not (ends_caption("\n".join(lines)) or ends_sentence(lines[-1])):
        return False
    return not (_BRACKET.match(lines[-1]) and is_credit(lines[-1])) or ends_sentence("\n".join(lines[:-1]))


def second_halves(document: Document) -> Iterator[Half]:
    """The blocks that are the ends of a caption's lines: a short end of a sentence, a credit, or both."""
    for number, block in document.of(Kind.PARAGRAPH, Kind.HEADING):
        text = block.text
        size = _TAIL[1] if ends_caption(text) else _BARE
        if not _TAIL[0] <= letters(text) <= size or text.count("\n") >= _LINES or cannot_start(text):
            continue
        if block.kind == Kind.HEADING and not (ends_caption(text) or ends_sentence(text)):
            continue
        if not (opens_caption(text) or points(text) or is_byline(text) or _is_other(text)):
            yield Half(number, len(text))


def _is_other(text: str) -> bool:
    """Whether it is a whole caption, or an end of running text: something long before a credit, more behind a stop."""
    ends = sentence_ends(text.replace("·", "。"))
    if ends and ends[0] < len(text) and not ends_caption(text):
        return True
    if text[0] in "「『" and ends and ends[-1] == len(text):
        return True
    body = text[: ends[0]] if ends else _BRACKET.split(text, 1)[0]
    return letters(body) > _LEAST and len(body) < len(text)


def halves(document: Document, columns: tuple[float | None, ...], first: Half,
           second: Half) -> tuple[list[Sign], Block, Block]:  # fmt: skip
    """The signs that two stretches are halves of one caption, the caption, and what both tiles read at the cut.

    The first sign is how well the words go together.
    """
    head, tail = document.blocks[first.block].part(0, first.end), document.blocks[second.block]
    lines = _lines(head)
    size = _shared(lines[0].text, tail.text)
    twice = lines[0].part(len(lines[0]) - size, None, Kind.COPY)
    lines[0] = lines[0].part(0, len(lines[0]) - size)
    bond, whole = max((_woven(order) for order in _orders(lines, tail)), key=lambda w: w[0][0])
    signs = [bond, *_signs(document, columns, first, second, bond[0], whole)]
    own = _own_link(document.blocks[first.block])
    if own is not None and own > bond[0] + 0.5:
        signs.append((-1.5, "its own lines go together better"))
    if size:
        signs.append((_READ[min(size, 2)], f"both tiles read {twice.text}"))
    return signs, whole, twice


def _own_link(block: Block) -> float | None:
    """How well the first line goes on in the second one."""
    lines = _lines(block)
    return None if len(lines) < 2 or is_credit(lines[1].text) else _linked(*lines[:2])[0]


def _orders(lines: list[Block], tail: Block) -> Iterator[list[Block]]:
    """The lines of both halves as they may follow: one half after the other, or by turns."""
    if len(lines) < 2 or not is_credit(lines[-1].text):
        yield [*lines, tail]
    if len(lines) > 1:
        yield [line for both in zip_longest(lines, _lines(tail)) for line in both if line]


def _lines(block: Block) -> list[Block]:
    at = [n + 1 for n, c in enumerate(block.text) if c == "\n"]
    return list(block.cut(*at))


def _woven(lines: list[Block]) -> tuple[Sign, Block]:
    """How well pieces go together, the worst of their joints, and the whole."""
    links = [_linked(one, other) for one, other in pairwise(lines)]
    links = [link for link in links if link[1] != _CREDIT] or links
    return min(links, key=lambda link: link[0]), joined(lines).tagged(Kind.CAPTION)


def _linked(one: Block, other: Block) -> Sign:
    """How well one piece goes on in the other; behind a pause and at a mere end of a sentence any piece does."""
    if is_credit(other.text):
        return (1.0, _CREDIT) if not has_credit(one.text) or _OPEN.search(one.text) else (-1.0, "two credits")
    ends = sentence_ends(other.text)
    score, why = continues(one, other.part(0, ends[0] if ends else None), None, None)
    return (min(score, _ANY), why) if one.text[-1] in PAUSES else (score, why)


def _signs(document: Document, columns: tuple[float | None, ...], first: Half, second: Half, bond: float,
           whole: Block) -> Iterator[Sign]:  # fmt: skip
    head, tail = document.blocks[first.block].part(0, first.end).text, document.blocks[second.block].text
    words = list(scene(whole.text))
    if dated(head) and not any(weight > _SAYS for weight, _ in words):
        words.append((_SAYS, "opens with a date"))
    if sum(max(0.0, weight) for weight, _ in words) < _SAYS:
        yield -3.0, "says nothing of a picture"
    yield from words
    if is_credit(tail):
        yield (0.0, "the rest of a credit") if _OPEN.search(head) else (-4.0, "nothing but a credit")
    elif not (ends_caption(tail) or ends_sentence(tail.replace("·", "。"))):
        yield -2.0, "no end of a sentence"
    if not any(True for _ in document.of(Kind.COPY)):
        yield (-1.0 if second.block > first.block + 1 else -3.0), "no line of the page was read twice"
    if sentence_ends(head):
        yield -1.0, "a sentence ends in the first half"
    if ends_caption(tail) and bond < JOIN and any(weight == _ACTS for weight, _ in scene(tail)):
        yield -1.0, "the second half is a caption by itself"
    if fuzz.ratio(key(head), key(tail)) >= _TWIN:
        yield -5.0, "two readings of one half"
    if _is_below_picture(document, first.block) and _is_below_picture(document, second.block):
        yield 1.5, "both below half a picture"
    if _is_pull_quote(document, first.block, head):
        yield -3.0, "the text has the same words"
    after, before = _beside(document, first.block, 1), _beside(document, second.block, -1)
    if first.end == len(document.blocks[first.block]) and after not in (None, second.block):
        if _link(document, columns, first.block, after) >= max(JOIN, bond):
            yield -1.0, "the first half goes on behind it"
    if before not in (None, first.block) and _link(document, columns, before, second.block) >= max(JOIN, bond):
        yield -1.0, "the second half goes on from before it"
    for half, name in ((first, "first"), (second, "second")):
        if _interrupts(document, columns, half.block):
            yield 1.0, f"the {name} half stands inside a sentence"


def _shared(head: str, tail: str) -> int:
    """How many characters at the end of the one stand at the beginning of the other, too."""
    for size in range(min(_SHARED, len(head), len(tail)), 0, -1):
        if fold(head[-size:]) == fold(tail[:size]) and is_han(head[-1]):
            return size
    return 0


def _is_pull_quote(document: Document, number: int, text: str) -> bool:
    size = len(key(text))
    return any(len(key(document.blocks[n].text)) >= _LONGER * size for n in echoes(document, number, text, _ECHO))


def twins(document: Document, half: Half) -> Iterator[int]:
    """The neighbours that are the same half, read a second time."""
    mine = key(document.blocks[half.block].text[: half.end])
    for step in (-1, 1):
        number = _beside(document, half.block, step, Kind.HEADING)
        if number is not None and len(mine) >= _HEAD[0] and fuzz.ratio(mine, key(document.blocks[number].text)) >= _TWIN:
            yield number


def _is_below_picture(document: Document, number: int) -> bool:
    """Whether the block before is noise or a few characters that are no sentence, as the text in a picture is."""
    block = document.blocks[max(0, number - 1)]
    return block.kind == Kind.NOISE or (block.kind == Kind.HEADING and letters(block.text) <= _PICTURE)


def _columns(document: Document, columns: tuple[float | None, ...], number: int) -> list[float]:
    """The widths of the nearest columns of running text before and after, where there are any."""
    found: list[float | None] = []
    for step in (-1, 1):
        for at in range(number + step, number + 5 * step, step):
            if 0 <= at < len(document.blocks) and document.blocks[at].text.count("\n") > 1:
                found.append(columns[at])
                break
    return [w for w in found or [columns[number]] if w]


def _beside(document: Document, number: int, step: int, *kinds: Kind) -> int | None:
    """The paragraph (or block of these kinds) right before or behind, over what is not written."""
    number += step
    while 0 <= number < len(document.blocks) and document.blocks[number].kind in SILENT:
        number += step
    if not 0 <= number < len(document.blocks) or document.blocks[number].kind not in (Kind.PARAGRAPH, *kinds):
        return None
    return number


def _interrupts(document: Document, columns: tuple[float | None, ...], number: int) -> bool:
    """Whether the paragraphs around are halves of one, over what else is short there."""
    before, after = (_text(document, number, step) for step in (-1, 1))
    if before is None or after is None or ends_sentence(document.blocks[before].text):
        return False
    return _link(document, columns, before, after) >= JOIN


def _text(document: Document, number: int, step: int) -> int | None:
    """The nearest paragraph of several lines within a few blocks."""
    for at in range(number + step, number + 5 * step, step):
        if 0 <= at < len(document.blocks) and document.blocks[at].kind == Kind.PARAGRAPH:
            if document.blocks[at].text.count("\n") > 1 or letters(document.blocks[at].text) > _HEAD[1]:
                return at
    return None


def _link(document: Document, columns: tuple[float | None, ...], first: int, second: int) -> float:
    return continues(document.blocks[first], document.blocks[second], columns[first], columns[second])[0]
