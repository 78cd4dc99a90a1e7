"""How wide the columns of a page are, inferred from the document's own lines. Widths are in ems."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kanwu.evidence.sentence import ends_sentence
from kanwu.evidence.widths import ems
from kanwu.model import Document, Kind
from kanwu.patterns import simple

WIDEST = 48.0  # no newspaper sets a column of running text wider than this
_NEAR = 1.0  # lines of one column differ by this much: hanging punctuation, half-width signs
_FEWEST = 3  # lines that make a column
_LINES, _STARTS = 10, 4  # full lines, and first lines of paragraphs, from which on a page shows its habits
_USUAL_SLACK = 1.0  # ems that a full line may lack where a page has too few lines to tell
INDENT = (1.5, 2.75)  # ems that a first line lacks, with its indent of two gone
_THIN = simple(
    r"[,;:!?().](?:(?:(?<=[^\x00-\x7f].)|(?<=[^\x00-\x7f][ ].))(?![0-9A-Za-z])|(?<!\.)(?=[ ]?[^\x00-\x7f]))"
)


@lru_cache(maxsize=8192)
def set_width(line: str) -> float:
    """The width of a line as it was printed: an ASCII sign beside a Chinese character stood for a full-width one."""
    width = ems(line)
    return width if width == len(line) else width + 0.5 * len(_THIN.findall(line))


def commonest(widths: Sequence[float]) -> float | None:
    """The width that most lines share, give or take an em; the larger of two as common. None for too few lines."""
    ordered = sorted(w for w in widths if 4 <= w <= WIDEST)
    if len(ordered) < _FEWEST:
        return None
    counts = [(bisect_right(ordered, w + _NEAR) - bisect_left(ordered, w - _NEAR), w) for w in set(ordered)]
    most, width = max(counts)
    return width if most >= max(2, 0.25 * len(ordered)) else None


def widest(widths: Sequence[float]) -> float | None:
    """The greatest width that several lines share, give or take an em: within a column, lines are short but
    never long."""
    ordered = sorted((w for w in widths if 4 <= w <= WIDEST), reverse=True)
    if len(ordered) < _FEWEST:
        return None
    least = max(2, len(ordered) // 4)
    groups = zip(ordered, ordered[least - 1 :], strict=False)
    return next((most for most, last in groups if last >= most - _NEAR), None)


@lru_cache(maxsize=4)
def column_widths(document: Document) -> tuple[float | None, ...]:
    """For each block the width of the column it stands in: its own lines' if they show it, else the document's,
    else None."""
    return _column_widths(tuple(b.text for b in document.blocks))


@lru_cache(maxsize=4)
def _column_widths(texts: tuple[str, ...]) -> tuple[float | None, ...]:
    own = [_inner_widths(text) if "\n" in text else ((), None) for text in texts]
    page = commonest([w for widths, _ in own for w in widths])
    return tuple(most or page for _, most in own)


@lru_cache(maxsize=1024)
def _inner_widths(text: str) -> tuple[tuple[float, ...], float | None]:
    """The widths of a text's lines but the last, and the greatest that several share."""
    widths = tuple(map(set_width, text.split("\n")[:-1]))
    return widths, widest(widths)


@lru_cache(maxsize=4)
def has_columns(document: Document) -> bool:
    """Whether the width of any column is known."""
    return any(column_widths(document))


class Habits(NamedTuple):
    """How the lines of a page are set, as far as its running text shows."""

    slack: float
    """Ems that nine of ten full lines lack at most: hanging signs, and characters that the engine dropped."""
    indented: float | None
    """The share of paragraphs whose first line is set in; None where too few show it."""


@lru_cache(maxsize=4)
def line_habits(document: Document) -> Habits:
    """The habits of a document's lines."""
    texts = [(n, b.text.split("\n")) for n, b in document.of(Kind.PARAGRAPH)]
    widths = column_widths(document)
    inner = [(widths[n], line) for n, lines in texts for line in lines[1:-1] if not ends_sentence(line)]
    lacks = sorted(width - set_width(line) for width, line in inner if width)
    slack = lacks[9 * len(lacks) // 10] if len(lacks) >= _LINES else _USUAL_SLACK
    first = list(_first_lines(texts, widths))
    shown = [lack for lack in first if -_NEAR <= lack <= _NEAR or INDENT[0] <= lack <= INDENT[1]]
    indents = sum(lack > _NEAR for lack in shown)
    return Habits(slack, indents / len(shown) if len(shown) >= _STARTS else None)


def _first_lines(texts: Sequence[tuple[int, list[str]]], widths: Sequence[float | None]) -> Iterator[float]:
    """What the first line of each block lacks that stands behind a finished one."""
    for (_, before), (number, lines) in pairwise([(-1, ["\u3002"]), *texts]):
        width = widths[number]
        if width and len(lines) > 1 and ends_sentence(before[-1]):
            yield width - set_width(lines[0])
