"""Sums over pages, key by key: as many as are usual in memory, the others in sorted files."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from kanwu.batch.runs import MOST_PAGES, Row, Runs
from kanwu.write.files import faults

HELD = 400_000  # keys that are held in memory: some 80 MB


class Sums:
    """Adds up rows; the outcome is the same for any order of them. `folder` is for what memory does not hold.

    Raises OSError where there is no room.
    """

    def __init__(self, folder: Path, held: int = HELD) -> None:
        self._most_held = held
        self._pages: dict[int, int] = {}
        self._bits: dict[int, int] = {}
        self._runs = Runs(folder)

    def add(self, page: Mapping[int, int]) -> None:
        """A page more: the bits of each key that it has."""
        self.add_rows(zip(page, repeat(1), page.values(), strict=False))

    def add_rows(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """What was added up elsewhere: keys, on how many pages they are, and their bits. All of it is in memory."""
        pages, bits = self._pages, self._bits
        for key, count, context in rows:
            pages[key] = pages.get(key, 0) + count
            bits[key] = bits.get(key, 0) | context
        if len(pages) >= self._most_held:
            self._flush()

    def rows(self) -> Iterator[Row]:
        """The sums by their keys ascending."""
        self._flush()
        return self._runs.rows()

    def _flush(self) -> None:
        self._runs.add(Row(key, min(pages, MOST_PAGES), self._bits[key]) for key, pages in sorted(self._pages.items()))
        self._pages, self._bits = {}, {}


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder that is there as long as the work takes. Raises UnwritableError where there is no room."""
    with faults(Path(gettempdir())), TemporaryDirectory(prefix="kanwu-") as folder:
        yield Path(folder)
