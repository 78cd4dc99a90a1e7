"""Where paragraphs begin in lines that stand below one another: at a line set in, or after one that stops short."""

from collections.abc import Sequence

from kanwu.evidence.sentence import cannot_start, ends_sentence
from kanwu.geometry import Box

INDENT = (1.2, 3.3)  # ems that a first line is set in
SHORT = 2.5  # ems that a paragraph's last line lacks, where the next one is not set in
_LACKS = 1.0  # ems that a line lacks at least for a paragraph to end without a stop
FULL = 1.5  # ems that a full line lacks at most: a sign at its end leaves half an em
_EVEN = 0.8  # ems by which lines that begin at one edge may differ
_NEAR = 4  # lines above and below that show the column's edges


def starts_paragraph(boxes: Sequence[Box], texts: Sequence[str], number: int, em: float) -> str:
    """Why a line begins a paragraph, or nothing: `boxes` and `texts` are those of the lines of one column, from the
    top; the first one is not asked about."""
    before = texts[number - 1]
    if cannot_start(texts[number]):
        return ""
    lacks = (_right(boxes, number - 1) - boxes[number - 1].right) / em
    if is_set_in(boxes, number, em) and (ends_sentence(before) or lacks >= _LACKS):
        return "an indent"
    if ends_sentence(before) and lacks >= SHORT:
        return "a last line that is short"
    return ""


def goes_on(last: Box, column: Box, first: Sequence[Box], next_column: Box, em: float, habit: bool, text: str) -> bool:
    """Whether a paragraph runs on from the last line of one column's piece to the first lines of the next one's.

    The last line is full and the next one not set in; where a sentence ends at the break, that tells only if first
    lines are set in as a `habit`.
    """
    if (column.right - last.right) / em > FULL:
        return False
    lefts = [next_column.left, *(box.left for box in first[1:2])]
    if all(first[0].left - left > _EVEN * em for left in lefts):
        return False
    return habit or not ends_sentence(text)


def is_set_in(boxes: Sequence[Box], number: int, em: float) -> bool:
    """Whether a line begins further right than those next to it, by an indent."""
    beside = [boxes[n].left for n in (number - 1, number + 1, number + 2) if 0 <= n < len(boxes)]
    return bool(beside) and INDENT[0] <= (boxes[number].left - min(beside)) / em <= INDENT[1]


def _right(boxes: Sequence[Box], number: int) -> float:
    """Where the lines around this one end; one that sticks out does not count."""
    near = sorted(box.right for box in boxes[max(0, number - _NEAR) : number + _NEAR + 1])
    return near[-2] if len(near) > 3 else near[-1]
