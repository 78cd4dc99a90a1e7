"""Captions in the flow of the text."""

from collections.abc import Iterator

from kanwu.evidence.captions import LIKELY, has_credit, is_credit, wording
from kanwu.evidence.columns import column_widths
from kanwu.evidence.continuity import JOIN, continues
from kanwu.evidence.sentence import cannot_start, ends_sentence
from kanwu.model import SILENT, Document, Edit, Kind, Regroup, Sure, joined

_SHORTEST = 8  # characters; shorter ones are labels or debris
_PIECES = 2  # blocks that may follow as the rest of a caption
_PIECE = 45  # characters; a piece of a caption is one or two lines
_WHOLE = 25  # characters; a piece with a credit that is as long as this needs no other
_TEXT = (Kind.PARAGRAPH, Kind.HEADING)


def captions(document: Document) -> Iterator[Edit]:
    """Recognises captions by their wording, their place and what they interrupt, and joins those in two pieces.

    Signs are weighed: a photo credit, an opening such as 圖為 or 左起, a date with an event, debris of a picture beside
    it, wide blank space around it, and above all a paragraph that stops before it and goes on behind it.
    """
    columns = column_widths(document)
    found: set[int] = set()
    number = 0
    while number < len(document.blocks):
        last = _last_piece(document, number)
        signs = list(_signs(document, columns, number, last, found))
        if sum(weight for weight, _ in signs) >= LIKELY:
            found.add(last)
            whole = joined(document.blocks[number : last + 1]).tagged(Kind.CAPTION)
            yield Regroup(number, last, (whole,), ", ".join(f"{name} {weight:+g}" for weight, name in signs), Sure.LIKELY)
        number = last + 1


def _signs(document: Document, columns: tuple[float | None, ...], number: int, last: int,
           found: set[int]) -> Iterator[tuple[float, str]]:  # fmt: skip
    text = "\n".join(b.text for b in document.blocks[number : last + 1])
    if document.blocks[number].kind not in _TEXT or len(text) < _SHORTEST or cannot_start(text):
        return
    yield from wording(text)
    yield from _interrupts(document, columns, number, last)
    neighbours = [n for n in (number - 1, last + 1) if 0 <= n < len(document.blocks)]
    if any(document.blocks[n].kind == Kind.NOISE for n in neighbours):
        yield 1.0, "beside the debris of a picture"
    if any(n in found or document.blocks[n].kind == Kind.CAPTION for n in neighbours):
        yield 0.5, "beside another caption"
    apart = _apart(document, number - 1, number) + _apart(document, last, last + 1)
    if apart:
        yield 1.0 * apart, "wide blank space around it"
    if document.blocks[number].kind == Kind.HEADING and ends_sentence(text):
        yield 0.5, "other type than the text"


def _last_piece(document: Document, number: int) -> int:
    """The last block of a caption that starts here: short pieces up to the one with the credit; the block
    itself otherwise."""
    first = document.blocks[number]
    if first.kind not in _TEXT or has_credit(first.text) or len(first) > _PIECE:
        return number
    for after in range(number + 1, min(number + 1 + _PIECES, len(document.blocks))):
        block, before = document.blocks[after], document.blocks[after - 1]
        if block.kind not in _TEXT or len(block) > _PIECE:
            break
        if is_credit(block.text):
            return after if after > number + 1 or ends_sentence(before.text) else number
        if has_credit(block.text):
            return number if ends_sentence(before.text) or len(block) >= _WHOLE else after
    return number


def _interrupts(document: Document, columns: tuple[float | None, ...], number: int, last: int) -> Iterator[tuple[float, str]]:
    """Whether a paragraph stops before the block and goes on behind it, better than in the block itself."""
    blocks, before, after = document.blocks, _body(document, number, -1), _body(document, last, 1)
    if before is None or after is None or ends_sentence(blocks[before].text) or not ends_sentence(blocks[last].text):
        return
    over, _ = continues(blocks[before], blocks[after], columns[before], columns[after])
    into, _ = continues(blocks[before], blocks[number], columns[before], columns[number])
    if over >= JOIN and over > into:
        yield (2.5, "a paragraph stops before it and goes on behind")


def _body(document: Document, number: int, step: int) -> int | None:
    """The nearest paragraph of running text before or after, over noise and captions."""
    number += step
    while 0 <= number < len(document.blocks):
        block = document.blocks[number]
        if block.kind == Kind.PARAGRAPH:
            return number
        if block.kind not in SILENT | {Kind.CAPTION, Kind.QUOTE}:
            return None
        number += step
    return None


def _apart(document: Document, first: int, second: int) -> bool:
    """Whether the source has more than one blank line between two neighbouring blocks."""
    if first < 0 or second >= len(document.blocks):
        return False
    gap = document.source[document.blocks[first].where.end : document.blocks[second].where.start]
    return not gap.strip("\r\n\t *_>#") and gap.count("\n") > 2
