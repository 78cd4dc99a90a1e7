"""The file of `kanwu.evidence.corpus`, made of the sums over all pages."""

import heapq
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kanwu.batch.runs import Row, Runs
from kanwu.batch.sums import HELD
from kanwu.evidence.corpus import HEADER, MAGIC, WIDTH
from kanwu.evidence.grams import turned

LEAST = 3  # pages that must have three characters for them to be kept
MOST = 16_000_000  # keys that are kept, some 460 MB on disk; of more, those on the fewest pages go


def least_kept(sizes: Mapping[int, int], least: int = LEAST, most: int = MOST) -> int:
    """On how many pages three characters must be, `least` or more, so that no more than `most` are kept; `sizes` tells
    how many are on so many pages."""
    kept = 0
    for pages in sorted(sizes, reverse=True):
        kept += sizes[pages]
        if kept > most:
            return max(least, pages + 1)
    return least


@dataclass
class Kept:
    """What stands on enough pages, as sorted rows. `folder` is for what memory does not hold. Raises OSError."""

    folder: Path
    held: int = HELD

    def __post_init__(self) -> None:
        self._runs = Runs(self._made("kept"))

    def add(self, rows: Iterable[Row]) -> None:
        """Rows more, their keys ascending."""
        self._runs.add(rows)

    def sizes(self) -> Counter[int]:
        """How many keys are on so many pages."""
        return Counter(row.pages for row in self._runs.rows())

    def write(self, file: Path, pages: int, least: int) -> None:
        """Write the file: what is on `least` pages or more, of so many pages."""
        size = sum(count for on, count in self.sizes().items() if on >= least)
        digest, length = 0, HEADER.size + WIDTH * size
        with file.open("wb") as stream:
            stream.write(bytes(HEADER.size))
            for piece in self._parts(least):
                digest = zlib.crc32(piece, digest)
                stream.write(piece)
            digest = zlib.crc32(HEADER.pack(MAGIC, pages, size, least, length, 0), digest)
            stream.seek(0)
            stream.write(HEADER.pack(MAGIC, pages, size, least, length, digest))

    def _parts(self, least: int) -> Iterator[bytes]:
        """The columns of the file, one after the other, in pieces."""

        def rows() -> Iterator[Row]:
            return (row for row in self._runs.rows() if row.pages >= least)

        yield from (row.key.to_bytes(8, "little") for row in rows())
        for hole in (0, 1):
            yield from self._turned(hole, (row.key for row in rows()))
        yield from (row.pages.to_bytes(4, "little") for row in rows())
        yield from (row.bits.bit_count().to_bytes(1, "little") for row in rows())

    def _turned(self, hole: int, keys: Iterable[int]) -> Iterator[bytes]:
        """The keys turned by this character, ascending."""
        runs, held = Runs(self._made(str(hole))), list[int]()
        for key in keys:
            held.append(turned(key, hole))
            if len(held) >= self.held:
                runs.add(Row(key, 1, 0) for key in sorted(held))
                held.clear()
        last = (Row(key, 1, 0) for key in sorted(held))
        yield from (row.key.to_bytes(8, "little") for row in heapq.merge(runs.rows(), last))

    def _made(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir()
        return folder
