"""How wide the columns of a page are, inferred from the document's own lines. Widths are in ems."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

import regex

from kanwu.model import Document, ems

WIDEST = 48.0  # no newspaper sets a column of running text wider than this
_NEAR = 1.0  # lines of one column differ by this much: hanging punctuation, half-width signs
_FEWEST = 3  # lines that make a column
_THIN = regex.compile(r"(?<=[^\x00-\x7f])[ ]?[,;:!?().](?![0-9A-Za-z])|[,;:!?()](?=[ ]?[^\x00-\x7f])")


@lru_cache(maxsize=8192)
def set_width(line: str) -> float:
    """The width of a line as it was printed: an ASCII sign beside a Chinese character stood for a full-width one."""
    return ems(line) + 0.5 * len(_THIN.findall(line))


def commonest(widths: Sequence[float]) -> float | None:
    """The width that most lines share, give or take an em; the larger of two as common. None for too few lines."""
    ordered = sorted(w for w in widths if 4 <= w <= WIDEST)
    if len(ordered) < _FEWEST:
        return None
    counts = [(bisect_right(ordered, w + _NEAR) - bisect_left(ordered, w - _NEAR), w) for w in ordered]
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
    own = [[set_width(line) for line in text.split("\n")] if "\n" in text else [] for text in texts]
    page = commonest([w for widths in own for w in widths[:-1]])
    return tuple(widest(widths[:-1]) or page for widths in own)
