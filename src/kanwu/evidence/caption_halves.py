"""Halves of a caption that the edge of a tile cut through."""

from collections.abc import Iterator

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.captions import ends_caption, is_credit, opens_caption, scene
from kanwu.evidence.columns import set_width
from kanwu.evidence.continuity import JOIN, continues
from kanwu.evidence.sentence import cannot_start, ends_sentence, sentence_ends
from kanwu.model import SILENT, Block, Document, Kind, joined

_HEAD = (8, 45)  # characters of a first half: one line, or two with the credit
_TAIL = (5, 24)  # characters of a second half: the end of one line and the credit
_LEAST = 14  # characters before the credit; with more it is a caption by itself
_PICTURE = 10  # characters of what is read in half a picture
_WIDER = 1.5  # ems by which small type in a tile's whole width is longer than the columns' lines


def is_head(document: Document, columns: tuple[float | None, ...], number: int) -> bool:
    """Whether the block may be a first half: a line or two that stop in mid-sentence, longer than the columns' lines.

    `columns` are the widths of the blocks' columns in ems, see `column_widths`.
    """
    text = document.blocks[number].text
    if not _HEAD[0] <= len(text) <= _HEAD[1] or text.count("\n") > 1 or is_byline(text):
        return False
    if ends_sentence(text) or cannot_start(text) or ends_caption(text):
        return False
    return _is_wider(document, columns, number)


def is_tail(block: Block) -> bool:
    """Whether the block may be a second half: a line's end that ends a sentence or has a credit, no whole caption."""
    text = block.text
    if not _TAIL[0] <= len(text) <= _TAIL[1] or cannot_start(text) or is_byline(text) or opens_caption(text):
        return False
    ends = sentence_ends(text.replace("·", "。"))
    if ends and ends[0] > (_LEAST if ends[0] < len(text) else _TAIL[1]):
        return False
    return ends_caption(text) or ends_sentence(text)


def _is_wider(document: Document, columns: tuple[float | None, ...], number: int) -> bool:
    near = [w for step in (-1, 1) if (w := _column(document, columns, number, step))]
    return bool(near) and set_width(document.blocks[number].text.split("\n")[0]) >= max(near) + _WIDER


def halves(document: Document, columns: tuple[float | None, ...], first: int,
           second: int) -> Iterator[tuple[float, str]]:  # fmt: skip
    """The signs that two blocks are halves of one caption; the first sign is how well the words go together."""
    head, tail = document.blocks[first], document.blocks[second]
    score, why = continues(head, tail, None, None)
    yield score, why
    yield from scene(joined((head, tail)).text)
    if is_credit(tail.text):
        yield -1.0, "nothing but a credit"
    if _is_below_picture(document, first) and _is_below_picture(document, second):
        yield 1.5, "both below half a picture"
    after = _beside(document, first, 1)
    if after not in (None, second) and _link(document, columns, first, after) >= max(JOIN, score):
        yield -1.5, "the first half goes on behind it"
    before = _beside(document, second, -1)
    if before not in (None, first) and _link(document, columns, before, second) >= max(JOIN, score):
        yield -1.5, "the second half goes on from before it"


def _is_below_picture(document: Document, number: int) -> bool:
    """Whether the block before is noise or a few characters that are no sentence, as the text in a picture is."""
    block = document.blocks[max(0, number - 1)]
    return block.kind == Kind.NOISE or (block.kind == Kind.HEADING and len(block) <= _PICTURE)


def _column(document: Document, columns: tuple[float | None, ...], number: int, step: int) -> float | None:
    """The width of the nearest column of running text before or after, or None."""
    for at in range(number + step, number + 5 * step, step):
        if 0 <= at < len(document.blocks) and document.blocks[at].text.count("\n") > 1:
            return columns[at]
    return None


def _beside(document: Document, number: int, step: int) -> int | None:
    """The paragraph right before or behind, over what is not written."""
    number += step
    while 0 <= number < len(document.blocks) and document.blocks[number].kind in SILENT:
        number += step
    return number if 0 <= number < len(document.blocks) and document.blocks[number].kind == Kind.PARAGRAPH else None


def _link(document: Document, columns: tuple[float | None, ...], first: int, second: int) -> float:
    return continues(document.blocks[first], document.blocks[second], columns[first], columns[second])[0]
