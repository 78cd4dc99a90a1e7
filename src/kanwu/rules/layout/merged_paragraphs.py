"""Paragraphs that ran together."""

from collections.abc import Iterator, Sequence

from kanwu.evidence.columns import INDENT, WIDEST, Habits, column_widths, line_habits, set_width
from kanwu.evidence.sentence import cannot_start, ends_sentence
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure

# Measured at 514 sentence ends at line ends of 224 pages read by OCR whose truth is known.
_SHORT = 3.0  # ems that a paragraph's last line lacks at least: of 67 such before an indent 46 were ends
_OVER = -1.0  # a next line longer than the column is no line of it
_INDENTED = 0.5  # share of paragraphs set in from which on a full line is no first one
_ALWAYS = 0.65  # the same from which on an indent tells by itself, where lines lack little else
_STRICT = 1.0  # ems of slack; engines that drop characters make full lines look indented
_FULL = 0.85  # share of the column that a line within a paragraph fills
_WRAPPED = 0.5  # share of full lines from which on a block is set in a column at all


def merged_paragraphs(document: Document) -> Iterator[Edit]:
    """Splits a block where a line that ended a sentence was clearly shorter than the column, or the next one
    was indented.

    The column's width is inferred from the lines of the document. Where the lines of a block show no common width, they
    are no printed lines but paragraphs, one a line.
    """
    widths, habits = column_widths(document), line_habits(document)
    for number, block in document.of(Kind.PARAGRAPH):
        if "\n" not in block.text:
            continue
        places = _places(block, widths[number], habits)
        if places:
            why = "a sentence ended on a line shorter than the column, or before an indent"
            yield Regroup(number, number, block.cut(*places), why, Sure.LIKELY)


def _places(block: Block, column: float | None, habits: Habits) -> list[int]:
    lines = block.text.split("\n")
    widths = [set_width(line) for line in lines]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    if column is None or not _is_wrapped(widths, column):
        long = column is None or max(widths) > column + INDENT[1]  # no line of a column: a paragraph
        return starts[1:-1] if column is None or (long and _are_sentences(lines)) else []
    return [starts[n + 1] for n in range(len(lines) - 1) if _is_end(n, lines, column, habits)]


def _is_wrapped(widths: Sequence[float], column: float) -> bool:
    """Whether the lines are lines of a column: most of those before the last fill it, or are runs of lines
    joined before."""
    inner = widths[:-1]
    full = sum(_FULL * column <= w <= column + INDENT[0] or w > WIDEST for w in inner)
    return full >= _WRAPPED * len(inner)


def _are_sentences(lines: Sequence[str]) -> bool:
    return all(ends_sentence(line) for line in lines[:-1])


def _is_end(n: int, lines: Sequence[str], column: float, habits: Habits) -> bool:
    """Whether line n is a paragraph's last one."""
    if not ends_sentence(lines[n]) or cannot_start(lines[n + 1]):
        return False
    if set_width(lines[n]) > WIDEST:
        return True  # lines joined before, all but this one: a paragraph's end is what was kept
    indent = 2.0 if n == 0 else 0.0  # a first line with its indent gone is as short as that and yet full
    lacks, following = column - indent - set_width(lines[n]), column - set_width(lines[n + 1])
    set_in = following >= INDENT[0] and n + 2 < len(lines)  # a last line is short anyway
    if lacks >= _SHORT:
        often = habits.indented is not None and habits.indented >= _INDENTED
        return set_in or (following > _OVER and not (often and n + 2 < len(lines)))
    strict = habits.indented is not None and habits.indented >= _ALWAYS and habits.slack < _STRICT
    return strict and set_in and following <= INDENT[1] and lacks > -_STRICT
