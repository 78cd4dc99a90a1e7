"""What all pages of a paper print: how many of them have three characters in a row, read-only, in one file.

`kanwu.batch.gathering` writes it. Nothing of it is held in memory but what is looked at; processes share it.
"""

import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from os import PathLike
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from kanwu.errors import UnreadableError
from kanwu.evidence.grams import SIZE
from kanwu.evidence.packed import mapped, numbers_in
from kanwu.prints import Count

MAGIC = b"KWCORP1\n"
HEADER = Struct("<8s4QQ")
"""The magic; pages; three characters in a row; pages below which such are left out; size of the file; CRC-32 of all
behind the header, and then of the header with none. Behind it: keys ascending, the same turned by the first and by the
second character, uint64; pages of each key, uint32; classes of contexts, one byte."""
WIDTH = 8 * SIZE + 4 + 1  # bytes for each key


NONE = Count(0, 0)


class _Table(NamedTuple):
    turned: tuple[Sequence[int], ...]  # keys, by the character that is put last: the first, the second, the third
    pages: Sequence[int]
    contexts: Sequence[int]


class Corpus:
    """The counts of a whole set of pages, for `kanwu.clean`; pickled as its path."""

    def __init__(self, path: Path, data: memoryview) -> None:
        self.path = path
        _, self.pages, self._size, self.least, _, _ = HEADER.unpack_from(data)
        self._data = data
        # Phrases come again and again, and each page is looked at twice at least.
        self.count = lru_cache(maxsize=1 << 14)(self._count)
        self.others = lru_cache(maxsize=1 << 14)(self._others)

    @classmethod
    def open(cls, path: "str | PathLike[str]") -> "Corpus":
        """The counts in a file. Raises UnreadableError for one that is not there or holds none."""
        file = Path(path)
        try:
            held = mapped(file)
        except (OSError, ValueError) as error:
            what = (getattr(error, "strerror", None) or "is empty").lower()
            raise UnreadableError(f"{file}: {what}", "name a file that kanwu batch --corpus wrote") from error
        _check(file, held)
        return cls(file, held)

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Corpus.open, (self.path,)

    def _count(self, key: int) -> Count:
        """How often these three stand; nothing for what fewer than `least` pages have."""
        keys = self._table.turned[2]
        at = bisect_left(keys, key)
        if at == len(keys) or keys[at] != key:
            return NONE
        return Count(self._table.pages[at], self._table.contexts[at])

    def _others(self, stem: int, hole: int) -> str:
        """What stands in the place of the character of that number, 0 to 2, between the two of the stem; folded."""
        keys, last = self._table.turned[hole], stem | 0xFFFF
        at = bisect_left(keys, stem)
        if at == len(keys) or keys[at] > last:
            return ""
        return "".join(chr(key & 0xFFFF) for key in keys[at : bisect_right(keys, last, at)])

    @cached_property
    def _table(self) -> _Table:
        size, at = self._size, HEADER.size
        parts = []
        for code, width in (("Q", 8), ("Q", 8), ("Q", 8), ("I", 4), ("B", 1)):
            parts.append(numbers_in(self._data[at:], code, size))
            at += width * size
        third, first, second, pages, contexts = parts
        return _Table((first, second, third), pages, contexts)


def _check(file: Path, data: memoryview) -> None:
    if data[: len(MAGIC)] != MAGIC or len(data) < HEADER.size:
        raise UnreadableError(f"{file} holds no counts of pages", "name a file that kanwu batch --corpus wrote")
    magic, pages, size, least, length, digest = HEADER.unpack_from(data)
    head = HEADER.pack(magic, pages, size, least, length, 0)
    whole = length == len(data) == HEADER.size + WIDTH * size
    if not whole or zlib.crc32(head, zlib.crc32(data[HEADER.size :])) != digest:
        raise UnreadableError(f"{file} is damaged or cut off", "gather the counts again")
