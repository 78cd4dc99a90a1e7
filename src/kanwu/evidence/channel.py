"""From a character that was read back to those that may have been printed.

Two sources in one table: what Tesseract and RapidOCR made of some 900,000 rendered characters, newsprint and worse, and
where nothing was counted, how alike the characters look (see ``data/SOURCES.md``). Measured on newspaper pages that
neither knows: the printed one of 74 in 100 misread characters is in the table, of 50 among the first five.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, compress
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple

from kanwu.evidence.forms import classes
from kanwu.evidence.packed import mapped, numbers_in
from kanwu.evidence.script import TRADITIONAL, suspects

UNSEEN = -1.3
"""What `doubt` gives for a character that no engine ever read."""

_FILE = Path(__file__).parent.parent / "data" / "channel.bin"
_HEADER = 12
_STEP, _LEAST_DOUBT = 0.025, -3.2  # as tools/make_channel.py writes them


class Printed(NamedTuple):
    """A character that may have been printed."""

    char: str
    chance: float  # log10 of the probability that it was read so
    seen: int  # times that an engine read it so, at most 255


class _Table(NamedTuple):
    chars: str
    doubts: Sequence[int]
    starts: Sequence[int]
    printed: str
    numbers: Sequence[int]
    chances: Sequence[int]
    seen: Sequence[int]


def read_characters() -> str:
    """All characters that the table knows, in code point order."""
    return _table().chars


def doubt(char: str) -> float:
    """log10 of the odds that this character is wrong where it is read."""
    table, place = _table(), _place(char)
    return UNSEEN if place < 0 else _LEAST_DOUBT + _STEP * table.doubts[place]


def doubted(least: float) -> Iterator[str]:
    """The characters of which `doubt` gives that much or more, in code point order."""
    table = _table()
    enough = bytes(_LEAST_DOUBT + _STEP * byte >= least for byte in range(256))
    return compress(table.chars, bytes(table.doubts).translate(enough))


def candidates(char: str) -> frozenset[int]:
    """What may have been printed where this character was read: numbers in `kanwu.evidence.ngrams`."""
    table, place = _table(), _place(char)
    return frozenset() if place < 0 else frozenset(table.numbers[table.starts[place] : table.starts[place + 1]])


def costs(char: str) -> dict[int, int]:
    """For each candidate the least that one of its forms costs: its chance in steps of 0.025 below 0."""
    table, place = _table(), _place(char)
    if place < 0:
        return {}
    every = slice(table.starts[place], table.starts[place + 1])
    return dict(zip(reversed(table.numbers[every]), reversed(table.chances[every]), strict=True))  # the best come first


@lru_cache(maxsize=8192)
def printed_as(char: str, number: int, script: str) -> Printed | None:
    """The most probable form of that candidate that the script (hk, tw, hant, hans) prints, or None."""
    table, place = _table(), _place(char)
    if place < 0:
        return None
    foreign = _foreign(script)
    for at in range(table.starts[place], table.starts[place + 1]):
        if table.numbers[at] == number and table.printed[at] not in foreign:
            return Printed(table.printed[at], -_STEP * table.chances[at], table.seen[at])
    return None


def _place(char: str) -> int:
    table = _table()
    place = bisect_left(table.chars, char)
    return place if table.chars[place : place + 1] == char else -1


@cache
def _foreign(script: str) -> frozenset[str]:
    """What the script does not print: its standard's suspects, and Simplified characters of several forms."""
    return frozenset(suspects(script)) | (classes()[0] if script in TRADITIONAL else frozenset())


@cache
def _table() -> _Table:
    data = mapped(_FILE)
    if bytes(data[:4]) != b"KWCH":
        raise ValueError(f"{_FILE.name} is no table of readings")
    size, pairs = unpack_from("<2I", data, 4)
    sizes = (2 * size, size, 4 * size + 4, 2 * pairs, 2 * pairs, pairs)
    ends = list(accumulate(sizes, initial=_HEADER))
    chars, printed = (str(data[ends[n] : ends[n + 1]], "utf-16-le") for n in (0, 3))
    doubts, starts = numbers_in(data[ends[1] :], "B", size), numbers_in(data[ends[2] :], "I", size + 1)
    known = numbers_in(data[ends[4] :], "H", pairs)
    chances, seen = (numbers_in(data[ends[n] :], "B", pairs) for n in (5, 6))
    return _Table(chars, doubts, starts, printed, known, chances, seen)
