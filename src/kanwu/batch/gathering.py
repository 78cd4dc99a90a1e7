"""The first pass over a set of pages: what they print, counted, for `kanwu.evidence.corpus`.

Each page is counted by itself, in any process; the sums are kept in files beside the one that comes of them.
"""

import heapq
import shutil
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType

from kanwu.batch.runs import Row, Runs
from kanwu.errors import UnwritableError
from kanwu.evidence.corpus import HEADER, MAGIC, WIDTH
from kanwu.evidence.grams import bare, grams, turned

LONGEST = 1_000_000  # characters of one page that are counted
HELD = 400_000  # keys that are held in memory: some 80 MB
LEAST = 3  # pages that must have three characters for them to be kept
MOST = 16_000_000  # keys that are kept, some 460 MB on disk; of more, those on the fewest pages go


def counted(text: str) -> dict[int, int]:
    """What one page has: keys of three characters in a row, each with the classes of its contexts as bits."""
    found: dict[int, int] = {}
    for block in bare(text[:LONGEST]):
        for gram in grams(block):
            found[gram.key] = found.get(gram.key, 0) | gram.context
    return found


class Gathering:
    """Adds up the counts of pages; the outcome is the same for any order of them.

    To be closed, or used in a `with` statement: what it keeps beside `path` meanwhile goes then. Raises
    UnwritableError where there is no room, or no permission.
    """

    def __init__(self, path: Path, held: int = HELD, most: int = MOST, least: int = LEAST) -> None:
        self._path, self._most_held, self._most, self._least = path, held, most, least
        self.pages = 0
        self._pages: dict[int, int] = {}
        self._bits: dict[int, int] = {}
        try:
            self._folder = Path(mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        except OSError as error:
            raise _unwritable(path, error) from error
        self._runs = Runs(self._folder)

    def __enter__(self) -> "Gathering":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Takes away what was kept beside the file."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def add(self, counts: Mapping[int, int]) -> None:
        """A page more."""
        self.pages += 1
        pages, bits = self._pages, self._bits
        for key, context in counts.items():
            pages[key] = pages.get(key, 0) + 1
            bits[key] = bits.get(key, 0) | context
        if len(pages) >= self._most_held:
            try:
                self._flush()
            except OSError as error:
                raise _unwritable(self._path, error) from error

    def finish(self) -> None:
        """Writes the file, whole or not at all."""
        try:
            self._flush()
            part = self._folder / "whole"
            self._write(part)
            part.replace(self._path)
        except OSError as error:
            raise _unwritable(self._path, error) from error
        finally:
            self.close()

    def _flush(self) -> None:
        self._runs.add(Row(key, pages, self._bits[key]) for key, pages in sorted(self._pages.items()))
        self._pages, self._bits = {}, {}

    def _write(self, part: Path) -> None:
        sizes, kept = Counter[int](), self._frequent()
        for row in kept.rows():
            sizes[row.pages] += 1
        least = _least(sizes, self._least, self._most)
        size = sum(count for pages, count in sizes.items() if pages >= least)
        digest, length = 0, HEADER.size + WIDTH * size
        with part.open("wb") as stream:
            stream.write(bytes(HEADER.size))
            for piece in self._parts(kept, least):
                digest = zlib.crc32(piece, digest)
                stream.write(piece)
            digest = zlib.crc32(HEADER.pack(MAGIC, self.pages, size, least, length, 0), digest)
            stream.seek(0)
            stream.write(HEADER.pack(MAGIC, self.pages, size, least, length, digest))

    def _frequent(self) -> Runs:
        """What stands on enough pages, in one run; most does not."""
        folder = self._folder / "frequent"
        folder.mkdir()
        runs = Runs(folder)
        runs.add(row for row in self._runs.rows() if row.pages >= self._least)
        return runs

    def _parts(self, kept: Runs, least: int) -> Iterator[bytes]:
        """The columns of the file, one after the other, in pieces."""

        def rows() -> Iterator[Row]:
            return (row for row in kept.rows() if row.pages >= least)

        yield from (row.key.to_bytes(8, "little") for row in rows())
        for hole in (0, 1):
            yield from self._turned(hole, (row.key for row in rows()))
        yield from (row.pages.to_bytes(4, "little") for row in rows())
        yield from (row.bits.bit_count().to_bytes(1, "little") for row in rows())

    def _turned(self, hole: int, keys: Iterable[int]) -> Iterator[bytes]:
        """The keys turned by this character, ascending."""
        folder = self._folder / str(hole)
        folder.mkdir()
        runs, held = Runs(folder), list[int]()
        for key in keys:
            held.append(turned(key, hole))
            if len(held) >= self._most_held:
                runs.add(Row(key, 1, 0) for key in sorted(held))
                held.clear()
        last = (Row(key, 1, 0) for key in sorted(held))
        yield from (row.key.to_bytes(8, "little") for row in heapq.merge(runs.rows(), last))


def _least(sizes: Mapping[int, int], least: int, most: int) -> int:
    """On how many pages three characters must be, so that no more than `most` are kept."""
    kept = 0
    for pages in sorted(sizes, reverse=True):
        kept += sizes[pages]
        if kept > most:
            return max(least, pages + 1)
    return least


def _unwritable(path: Path, error: OSError) -> UnwritableError:
    reason = (error.strerror or str(error)).lower()
    return UnwritableError(f"{path} cannot be written: {reason}", "name another file")
