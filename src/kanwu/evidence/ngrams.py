"""How likely a Chinese character is between those around it.

A model of three characters (see ``data/SOURCES.md``): 8,000 characters, 400,000 pairs and 600,000 triples, folded to
Simplified. Characters go by their number in the table: `numbers` gives them, 0 stands for whatever is not Chinese.
Perplexity on newspaper articles that it never saw: 214 to 253 a character, on an encyclopaedia 150. The table is looked
at where it lies in its file, which all processes share.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from operator import getitem
from pathlib import Path
from struct import unpack_from
from typing import Any, NamedTuple

from kanwu.evidence.characters import Characters
from kanwu.evidence.lexicon import fold
from kanwu.evidence.packed import mapped, numbers_in
from kanwu.model import is_han

RARE = 8191
"""The number of a Chinese character that the table lacks."""

_FILE = Path(__file__).parent.parent / "data" / "ngrams.bin"
_HEADER = 24
STEP, _LEAST_BACK = 0.025, -3.2
"""log10 of a chance = -STEP * the table's byte, of backing off = _LEAST_BACK + STEP * byte, as tools/make_ngrams.py
writes them."""
_CHANCE = tuple(-STEP * byte for byte in range(256))
_BACK = tuple(_LEAST_BACK + STEP * byte for byte in range(256))
_NEVER = _CHANCE[-1]
_MANY = 16  # pairs of a character
_COMMON = 2048  # characters; they are in the order of how common they are, and these make up 97 % of running text


class _Table(NamedTuple):
    chars: str
    numbers: dict[str, int]
    single: Sequence[int]
    single_back: Sequence[int]
    pair_starts: Sequence[int]
    seconds: Sequence[int]
    pair: Sequence[int]
    pair_back: Sequence[int]
    triple_starts: Sequence[int]
    thirds: Sequence[int]
    triple: Sequence[int]
    behind_starts: Sequence[int]
    behind: memoryview
    before_starts: Sequence[int]
    before: memoryview


def numbers(text: str) -> list[int]:
    """Each character's number in the table, the text folded first; RARE for a Chinese one that the table lacks."""
    return code_points(numbered(text))


def numbered(text: str) -> str:
    """The same, each number as the character of that code point."""
    return text.translate(_numbering)


def code_points(text: str) -> list[int]:
    """The code points of a text that has none beyond U+FFFF."""
    return memoryview(text.encode(_UNITS)).cast("H").tolist()


def _number(char: str) -> int:
    char = fold(char)
    return _table().numbers.get(char) or (RARE if is_han(char) else 0)


_numbering: Characters[int] = Characters(_number)


def character(number: int) -> str:
    """The (Simplified) character of that number."""
    return _table().chars[number]


def chance(first: int, second: int, third: int) -> float:
    """log10 of the third character's probability after the two before it; characters by their numbers."""
    return _asker()(first, second, third)


@cache
def _asker() -> Callable[[int, int, int], float]:
    """`chance` with the table at hand: it is asked a dozen times for each doubtful character."""
    chars, _, _, _, pair_starts, seconds, _, pair_back, triple_starts, thirds, triple, *_ = _table()
    size = len(chars)

    def ask(first: int, second: int, third: int) -> float:
        if first < size:
            high = pair_starts[first + 1]
            place = bisect_left(seconds, second, pair_starts[first], high)
            if place < high and seconds[place] == second:
                end = triple_starts[place + 1]
                at = bisect_left(thirds, third, triple_starts[place], end)
                if at < end and thirds[at] == third:
                    return _CHANCE[triple[at]]
                return _BACK[pair_back[place]] + pair_chance(second, third)
        return pair_chance(second, third)

    return ask


@lru_cache(maxsize=1 << 14)
def pair_chance(first: int, second: int) -> float:
    """log10 of the second character's probability after the first; by their numbers."""
    backs, starts, seconds, pairs = _pairs()
    if first < len(backs):
        high = starts[first + 1]
        place = bisect_left(seconds, second, starts[first], high)
        if place < high and seconds[place] == second:
            return _CHANCE[pairs[place]]
        return _BACK[backs[first]] + single_chance(second)
    return single_chance(second)


@cache
def _pairs() -> tuple[Sequence[int], Sequence[int], Sequence[int], Sequence[int]]:
    """What `pair_chance` needs of the table."""
    table = _table()
    return table.single_back, table.pair_starts, table.seconds, table.pair


@cache
def _unseen(back: int) -> bytes:
    """What all characters cost behind one of whose pairs none was seen, by what backing off from it costs."""
    table = _table()
    more = round(-_LEAST_BACK / STEP) - back
    row = bytes(table.single).translate(bytes(range(more, 256)) + _UNKNOWN[:more])
    return row + _UNKNOWN[len(row) :]


class _Costs(dict[int, "bytes | _Few"]):
    """For each common character the costs of all that may stand behind it; at most 16 MB. For a rare one: all 255."""

    def __missing__(self, first: int) -> "bytes | _Few":
        return _UNKNOWN if first >= _COMMON else self.setdefault(first, _Few(first))


class _Few(dict[int, int]):
    """The costs of those that were asked for, until they are so many that all of them are worth the time."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self._first = first

    def __missing__(self, second: int) -> int:
        if len(self) >= _MANY:
            _costs[self._first] = _row(self._first)
            return _costs[self._first][second]
        self[second] = min(255, round(-pair_chance(self._first, second) / STEP))
        return self[second]


def _row(first: int) -> bytes:
    """What each character costs behind this one."""
    table = _table()
    row = bytearray(_unseen(table.single_back[first]))
    low, high = table.pair_starts[first : first + 2]
    for second, cost in zip(table.seconds[low:high], table.pair[low:high], strict=True):
        row[second] = cost
    return bytes(row)


_UNITS = f"utf-16-{sys.byteorder[:1]}e"  # as this machine has numbers of two bytes
_UNKNOWN = b"\xff" * (RARE + 1)
_costs = _Costs()


def pair_costs(codes: Sequence[int]) -> list[int]:
    """For each two characters in a row, by their numbers, what they cost: `pair_chance` in steps of STEP below 0.

    255 stands for 255 and more, and for whatever stands behind a rare character.
    """
    return list(map(getitem, map(_costs.__getitem__, codes), codes[1:]))


def pair_cost(first: int, second: int) -> int:
    """What two characters cost side by side, 255 for more; by their numbers, with no exception for rare ones."""
    if first < _COMMON:
        return _costs[first][second]
    return min(255, round(-pair_chance(first, second) / STEP))


def single_chance(number: int) -> float:
    """log10 of the character's probability after one that says nothing; by its number."""
    table = _table()
    return _CHANCE[table.single[number]] if number < len(table.chars) else _NEVER


def fit(one: int, two: int, this: int, four: int, five: int) -> float:
    """log10 of the probability of the three trigrams that the middle one of five characters is in."""
    ask = _asker()
    return ask(one, two, this) + ask(two, this, four) + ask(this, four, five)


def likelihood(run: str) -> float:
    """log10 of the probability of a run of Chinese characters, from its beginning to its end."""
    ask, codes = _asker(), [0, 0, *numbers(run), 0]
    return sum(ask(codes[n - 2], codes[n - 1], codes[n]) for n in range(2, len(codes)))


class _Bonds(dict[int, int]):
    """For each character, as bits, those that stand on one side of it at least twice as often as chance would have."""

    def __init__(self, columns: Callable[[_Table], tuple[Sequence[int], memoryview]]) -> None:
        super().__init__()
        self._columns = columns

    def __missing__(self, number: int) -> int:
        starts, bits = self._columns(_table())
        known = 0 < number < len(starts) - 1
        row = bits[starts[number] : starts[number + 1]] if known else b""
        return self.setdefault(number, int.from_bytes(row, "little"))


bound_behind = _Bonds(lambda table: (table.behind_starts, table.behind))
bound_before = _Bonds(lambda table: (table.before_starts, table.before))


@cache
def _table() -> _Table:
    data = mapped(_FILE)
    if bytes(data[:4]) != b"KWNG":
        raise ValueError(f"{_FILE.name} is no table of n-grams")
    size, pairs, triples, behind, before = unpack_from("<5I", data, 4)
    at = _HEADER + 2 * size
    chars = str(data[_HEADER:at], "utf-16-le")
    parts: list[Any] = []
    for code, count in (
        ("B", size), ("B", size), ("I", size + 1), ("H", pairs), ("B", pairs), ("B", pairs), ("I", pairs + 1),
        ("H", triples), ("B", triples), ("I", size + 1), ("B", behind), ("I", size + 1), ("B", before),
    ):  # fmt: skip
        parts.append(numbers_in(data[at:], code, count))
        at += count * array(code).itemsize
    known = dict(zip(chars, range(size), strict=True))
    del known[chars[0]]
    return _Table(chars, known, *parts)
