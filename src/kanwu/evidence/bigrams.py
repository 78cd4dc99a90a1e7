"""How well two Chinese characters go together side by side."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple

from kanwu.evidence.lexicon import fold
from kanwu.evidence.packed import mapped, numbers_in

UNSEEN = -1.0
"""What affinity gives for a pair that the counts hold too few of: rarer than chance."""

_FILE = Path(__file__).parent.parent / "data" / "bigrams.bin"
_HEADER = 12
_FLOOR, _STEP = -2.0, 0.025  # as tools/make_bigrams.py writes them


class _Table(NamedTuple):
    numbers: dict[str, int]
    keys: Sequence[int]
    scores: Sequence[int]


@lru_cache(maxsize=1 << 14)
def affinity(first: str, second: str) -> float:
    """log10 of how many times more often the two characters stand side by side than chance would have it.

    -2 to 4.4; 0 is chance; UNSEEN for pairs below 12 in some 50 million characters, and for what is no Chinese
    character. Asked in either script; source: see ``data/SOURCES.md``.
    """
    table = _table()
    a, b = (table.numbers.get(c) for c in fold(first + second)[:2]) if first and second else (None, None)
    if a is None or b is None:
        return UNSEEN
    key = a * 8192 + b
    at = bisect_left(table.keys, key)
    if at == len(table.keys) or table.keys[at] != key:
        return UNSEEN
    return _FLOOR + _STEP * table.scores[at]


@cache
def _table() -> _Table:
    data = mapped(_FILE)
    if bytes(data[:4]) != b"KWBG":
        raise ValueError(f"{_FILE.name} is no table of pairs")
    characters, pairs = unpack_from("<2I", data, 4)
    start = _HEADER + 2 * characters
    keys = numbers_in(data[start:], "I", pairs)
    text = str(data[_HEADER:start], "utf-16-le")
    return _Table(dict(zip(text, range(characters), strict=True)), keys, data[start + 4 * pairs :])
