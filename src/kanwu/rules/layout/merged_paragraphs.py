"""Paragraphs that ran together."""

from collections.abc import Iterator, Sequence

from kanwu.evidence.columns import WIDEST, column_widths, set_width
from kanwu.evidence.sentence import cannot_start, ends_sentence
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure

_SHORT = 1.75  # ems that a paragraph's last line lacks at least; justified lines vary by one
_INDENT = (1.5, 2.75)  # ems that a first line lacks, with its indent of two gone
_FULL = 0.85  # share of the column that a line within a paragraph fills
_WRAPPED = 0.5  # share of full lines from which on a block is set in a column at all


def merged_paragraphs(document: Document) -> Iterator[Edit]:
    """Splits a block where a line that ended a sentence was clearly shorter than the column, or the next one
    was indented.

    The column's width is inferred from the lines of the document. Where the lines of a block show no common width, they
    are no printed lines but paragraphs, one a line.
    """
    widths = column_widths(document)
    for number, block in document.of(Kind.PARAGRAPH):
        if "\n" not in block.text:
            continue
        places = _places(block, widths[number])
        if places:
            why = "a sentence ended on a line shorter than the column, or before an indent"
            yield Regroup(number, number, block.cut(*places), why, Sure.LIKELY)


def _places(block: Block, column: float | None) -> list[int]:
    lines = block.text.split("\n")
    widths = [set_width(line) for line in lines]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    if column is None or not _is_wrapped(widths, column):
        return starts[1:-1] if column is None or _are_sentences(lines) else []
    return [starts[n + 1] for n in range(len(lines) - 1) if _is_end(n, lines, widths, column)]


def _is_wrapped(widths: Sequence[float], column: float) -> bool:
    """Whether the lines are lines of a column: most of those before the last fill it, or are runs of lines
    joined before."""
    inner = widths[:-1]
    full = sum(_FULL * column <= w <= column + _INDENT[0] or w > WIDEST for w in inner)
    return full >= _WRAPPED * len(inner)


def _are_sentences(lines: Sequence[str]) -> bool:
    return all(ends_sentence(line) for line in lines[:-1])


def _is_end(n: int, lines: Sequence[str], widths: Sequence[float], column: float) -> bool:
    """Whether line n is a paragraph's last one."""
    if not ends_sentence(lines[n]) or cannot_start(lines[n + 1]):
        return False
    if widths[n] > WIDEST:
        return True  # lines joined before, all but this one: a paragraph's end is what was kept
    indent = 2.0 if n == 0 else 0.0  # a first line with its indent gone is as short as that and yet full
    if widths[n] <= column - indent - _SHORT:
        return True
    indented = _INDENT[0] <= column - widths[n + 1] <= _INDENT[1]
    return indented and n + 2 < len(lines)
