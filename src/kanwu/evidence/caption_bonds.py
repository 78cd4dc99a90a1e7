"""How well two halves of a caption go together that the edge of a tile cut through."""

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from rapidfuzz import fuzz

from kanwu.evidence.caption_halves import LONGEST, OPEN, TWIN, Half, beside
from kanwu.evidence.captions import ACTS, SOMEWHERE, dated, opens_caption, scene
from kanwu.evidence.continuity import JOIN, bond, continues
from kanwu.evidence.credits import ends_caption, has_credit, is_credit
from kanwu.evidence.echoes import echoes, key
from kanwu.evidence.furniture import letters
from kanwu.evidence.lexicon import fold
from kanwu.evidence.sentence import PAUSES, ends_sentence, sentence_ends
from kanwu.evidence.signs import Sign, total
from kanwu.model import Block, Document, Kind, is_han, joined
from kanwu.patterns import late

_PICTURE = 10  # letters of what is read in half a picture
_SHARED = 4  # characters at most that both tiles read at the cut
_READ = {1: 1.0, 2: 2.0}  # what one such character says, and several
_ECHO, _LONGER = 80.0, 2  # likeness to a stretch of a text at least twice as long: a pull-quote has it
_ANY = 0.5  # how well words go together of which one is a pause
_OWN = 0.5  # by which a first line must go on better in the second half than in its own second line
_SAYS = 1.0  # what the words of the whole must come to; one sentence alone has 0.5
_WEAK = {ACTS: 1.0, SOMEWHERE: 0.0}  # what says less of two halves that may be of two texts
_INSIDE = 1.0  # what a half counts that stands inside a sentence
_CREDIT = "a credit behind it"
_CLAUSES = 4  # pauses and stops in a first half, those of a list aside
_CLAUSE = late(r"[\uff0c\uff1b,;·。](?=[^\d])")


def halves(document: Document, columns: tuple[float | None, ...], first: Half, second: Half,
           least: float) -> tuple[list[Sign], Block, Block]:  # fmt: skip
    """The signs that two stretches are halves of one caption, the caption, and what both tiles read at the cut.

    The first sign is how well the words go together. Where the sum cannot reach `least` any more, the signs that take
    long to find are left out.
    """
    head, tail = document.blocks[first.block].part(0, first.end), document.blocks[second.block]
    lines = _lines(head)
    size = _shared(lines[0].text, tail.text)
    twice = lines[0].part(len(lines[0]) - size, None, Kind.COPY)
    lines[0] = lines[0].part(0, len(lines[0]) - size)
    linked, whole = max((_woven(order) for order in _orders(lines, tail)), key=lambda w: w[0][0])
    signs = [linked, *_signs(document, first, second, whole)]
    own = _own_link(document.blocks[first.block])
    if own is not None and own > linked[0] + _OWN:
        signs.append((-1.5, "its own lines go together better"))
    if not size and linked[0] < JOIN and ends_caption(tail.text) and any(name == ACTS for _, name in scene(tail.text)):
        signs.append((-1.0, "the second half is a caption by itself"))
    if size:
        signs.append((_READ[min(size, 2)], f"both tiles read {twice.text}"))
    if total(signs) + 2 * _INSIDE >= least:
        signs += _around(document, columns, first, second, linked[0])
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
        return (1.0, _CREDIT) if not has_credit(one.text) or OPEN.search(one.text) else (-1.0, "two credits")
    ends = sentence_ends(other.text)
    score, why = continues(one, other.part(0, ends[0] if ends else None), None, None)
    return (min(score, _ANY), why) if one.text[-1] in PAUSES else (score, why)


def _signs(document: Document, first: Half, second: Half, whole: Block) -> Iterator[Sign]:
    """The signs in the words of both halves and right above them."""
    head, tail = document.blocks[first.block].part(0, first.end).text, document.blocks[second.block].text
    words = [(_WEAK.get(name, weight), name) for weight, name in scene(whole.text)]
    if dated(head) and not any(weight > _SAYS for weight, _ in words):
        words.append((_SAYS, "opens with a date"))
    if sum(max(0.0, weight) for weight, _ in words) < _SAYS:
        yield -3.0, "says nothing of a picture"
    yield from words
    if is_credit(tail):
        yield (0.0, "the rest of a credit") if OPEN.search(head) else (-4.0, "nothing but a credit")
    elif not (ends_caption(tail) or ends_sentence(tail.replace("·", "。"))):
        yield -2.0, "no end of a sentence"
    if Kind.COPY not in document.kinds:
        yield (-1.0 if second.block > first.block + 1 else -3.0), "no line of the page was read twice"
    if sentence_ends(head) and not is_credit(tail):
        yield -1.0, "a sentence ends in the first half"
    if fuzz.ratio(key(head), key(tail)) >= TWIN:
        yield -5.0, "two readings of one half"
    if first.end < len(document.blocks[first.block]) and not opens_caption(head):
        yield -1.0, "the first line of a paragraph"
    if len(_CLAUSE.findall(head)) >= _CLAUSES:
        yield -2.0, "more clauses than captions have"
    if _is_below_picture(document, first.block) and _is_below_picture(document, second.block):
        yield 1.5, "both below half a picture"


def _around(document: Document, columns: tuple[float | None, ...], first: Half, second: Half,
            linked: float) -> Iterator[Sign]:  # fmt: skip
    """The signs in the rest of the page: who else has the words, and what goes on where the halves stand."""
    head = document.blocks[first.block].part(0, first.end).text
    if _is_pull_quote(document, first.block, head):
        yield -3.0, "the text has the same words"
    if _is_of_whole(document, first.block, head):
        yield -4.0, "a whole caption has the same words"
    after, before = beside(document, first.block, 1), beside(document, second.block, -1)
    if first.end < len(document.blocks[first.block]) or after == second.block:
        after = None
    if _link(document, columns, first.block, after) >= max(JOIN, linked):
        yield -1.0, "the first half goes on behind it"
    if before != first.block and _link(document, columns, before, second.block) >= max(JOIN, linked):
        yield -1.0, "the second half goes on from before it"
    for half, name in ((first, "first"), (second, "second")):
        if _interrupts(document, columns, half.block):
            yield _INSIDE, f"the {name} half stands inside a sentence"


def _shared(head: str, tail: str) -> int:
    """How many characters at the end of the one stand at the beginning of the other, too."""
    for size in range(min(_SHARED, len(head), len(tail)), 0, -1):
        if fold(head[-size:]) == fold(tail[:size]) and is_han(head[-1]):
            return size
    return 0


def _is_pull_quote(document: Document, number: int, text: str) -> bool:
    size = len(key(text))
    return any(len(key(document.blocks[n].text)) >= _LONGER * size for n in echoes(document, number, text, _ECHO))


def _is_of_whole(document: Document, number: int, text: str) -> bool:
    """Whether another block has the words that is a caption with its end: what was read once more needs no other."""
    blocks = (document.blocks[n].text for n in echoes(document, number, text, _ECHO))
    return any(opens_caption(t) and (ends_caption(t) or ends_sentence(t)) for t in blocks)


def _is_below_picture(document: Document, number: int) -> bool:
    """Whether the block before is noise or a few characters that are no sentence, as the text in a picture is."""
    block = document.blocks[max(0, number - 1)]
    return block.kind == Kind.NOISE or (block.kind == Kind.HEADING and letters(block.text) <= _PICTURE)


def _interrupts(document: Document, columns: tuple[float | None, ...], number: int) -> bool:
    """Whether the paragraphs around are halves of one, over what else is short there."""
    before, after = (_text(document, number, step) for step in (-1, 1))
    if before is None or ends_sentence(document.blocks[before].text):
        return False
    return _link(document, columns, before, after) >= JOIN


def _text(document: Document, number: int, step: int) -> int | None:
    """The nearest paragraph of several lines within a few blocks."""
    for at in range(number + step, number + 5 * step, step):
        if not 0 <= at < len(document.blocks):
            return None
        block = document.blocks[at]
        if block.kind == Kind.PARAGRAPH and (block.text.count("\n") > 1 or letters(block.text) > LONGEST):
            return at
    return None


def _link(document: Document, columns: tuple[float | None, ...], first: int | None, second: int | None) -> float:
    if first is None or second is None:
        return 0.0
    return bond(document.blocks[first].text, document.blocks[second].text, columns[first], columns[second])
