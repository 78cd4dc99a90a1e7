"""Sums for more keys than memory holds: sorted runs in files, merged by key.

A sum does not ask in which order its parts come, so neither does what is read in the end.
"""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from struct import Struct
from typing import NamedTuple

ROW = Struct("<QIQ")
"""How a row lies in a file."""
MOST_PAGES = (1 << 32) - 1
_BLOCK = ROW.size * 4096  # bytes that are read at once
_AT_ONCE = 64  # files that are merged at once


class Row(NamedTuple):
    """A key, on how many pages it is, and its bits."""

    key: int
    pages: int
    bits: int


class Runs:
    """Rows in the files of a folder; none of them is in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._tiers: list[list[Path]] = []  # by how often they were merged

    def add(self, rows: Iterable[Row]) -> None:
        """A run more, its keys ascending."""
        self._put(0, rows)

    def rows(self) -> Iterator[Row]:
        """All rows by their keys ascending, those of one key as one: pages added, bits joined."""
        with ExitStack() as stack:
            yield from _summed([_read(stack, file) for tier in self._tiers for file in tier])

    def _put(self, tier: int, rows: Iterable[Row]) -> None:
        self._count += 1
        file = self._folder / f"{self._count}.run"
        with file.open("wb") as stream:
            stream.writelines(ROW.pack(*row) for row in rows)
        while len(self._tiers) <= tier:
            self._tiers.append([])
        self._tiers[tier].append(file)
        if len(self._tiers[tier]) == _AT_ONCE:
            self._merge(tier)

    def _merge(self, tier: int) -> None:
        files, self._tiers[tier] = self._tiers[tier], []
        with ExitStack() as stack:
            self._put(tier + 1, _summed([_read(stack, file) for file in files]))
        for file in files:
            file.unlink()


def _read(stack: ExitStack, file: Path) -> Iterator[tuple[int, int, int]]:
    stream = stack.enter_context(file.open("rb"))
    return chain.from_iterable(ROW.iter_unpack(block) for block in iter(lambda: stream.read(_BLOCK), b""))


def _summed(runs: list[Iterator[tuple[int, int, int]]]) -> Iterator[Row]:
    key, pages, bits = -1, 0, 0
    for row in heapq.merge(*runs):
        if row[0] == key:
            pages += row[1]
            bits |= row[2]
            continue
        if key >= 0:
            yield Row(key, min(pages, MOST_PAGES), bits)
        key, pages, bits = row
    if key >= 0:
        yield Row(key, min(pages, MOST_PAGES), bits)
