"""Which characters look alike, and how much: the channel from a misread character back to the printed one.

A table of 8,400 common Traditional and Simplified characters with some 145 neighbours each, computed from
open fonts and from components (see ``data/SOURCES.md``). A similarity s stands for a probability of about
10 ** (3.3 * (s - 1)) that one, once misread, is read as the other.

Measured: two characters drawn from running text score above 0.29 once in 200 times, above 0.51 once in 1,000;
two of the table above 0.18 and 0.41. Of the characters that OCR of newspaper pages put for another, those of
one engine score above 0.2 in 9 of 10 cases, of another in 1 of 3: half of its errors have no likeness.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple

from kanwu.evidence.packed import mapped, numbers_in

LEVELS = 63
"""A pair's score is stored as a whole number of 1 to LEVELS; 0 only bridges a wide gap between neighbours."""
SCORE_BITS = 6

_FILE = Path(__file__).parent.parent / "data" / "lookalikes.bin"
_HEADER = 12


class _Table(NamedTuple):
    chars: str
    starts: Sequence[int]
    cells: Sequence[int]


def similarity(a: str, b: str) -> float:
    """How alike two characters look: 0 (no neighbours) to 1 (equal), the same both ways.

    A string that is no single character of the table is like nothing but itself.
    """
    return 1.0 if a == b else likeness(a).get(b, 0.0)


def neighbours(char: str) -> tuple[tuple[str, float], ...]:
    """The characters that look like this one, each with its similarity, best first; ties in code point order.

    Empty for a character outside the table. The character itself is not among them.
    """
    return tuple(sorted(likeness(char).items(), key=lambda pair: (-pair[1], pair[0])))


@lru_cache(maxsize=1024)
def likeness(char: str) -> Mapping[str, float]:
    """The characters that look like this one, in code point order, each with its similarity."""
    table = _table()
    place = bisect_left(table.chars, char)
    if len(char) != 1 or table.chars[place : place + 1] != char:
        return {}
    row: dict[str, float] = {}
    at = 0
    for cell in table.cells[table.starts[place] : table.starts[place + 1]]:
        at += cell >> SCORE_BITS
        if score := cell & LEVELS:
            row[table.chars[at]] = score / LEVELS
    return row


@cache
def _table() -> _Table:
    data = mapped(_FILE)
    count, cells = unpack_from("<2I", data, 4)
    starts_at = _HEADER + 2 * count
    cells_at = starts_at + 4 * (count + 1)
    chars = str(data[_HEADER:starts_at], "utf-16-le")
    starts = numbers_in(data[starts_at:], "I", count + 1)
    return _Table(chars, starts, numbers_in(data[cells_at:], "H", cells))
