"""Sums over pages, key by key: as many as are usual in memory, the others in sorted files."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from kanwu.batch.runs import MOST_PAGES, Row, Runs
from kanwu.write.files import faults

_PAGES = 40  # bits of the number of pages, which leave room for more than a row can have
_LOW = (1 << _PAGES) - 1
HELD = 400_000  # keys that are held in memory: some 80 MB


class Sums:
    """Adds up rows; the outcome is the same for any order of them. `folder` is for what memory does not hold.

    Raises OSError where there is no room.
    """

    def __init__(self, folder: Path, held: int = HELD) -> None:
        self._most_held = held
        self._held: dict[int, int] = {}  # the bits and, below them, the number of pages
        self._runs = Runs(folder)

    def add(self, page: Mapping[int, int]) -> None:
        """A page more: the bits of each key that it has."""
        self.add_rows(zip(page, repeat(1), page.values(), strict=False))

    def add_rows(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """What was added up elsewhere: keys, on how many pages they are, and their bits. All of it is in memory."""
        held = self._held
        for key, pages, bits in rows:
            held[key] = held.get(key, 0) + pages | bits << _PAGES
        if len(held) >= self._most_held:
            self._runs.add(self._given_up())

    def rows(self) -> Iterator[Row]:
        """The sums by their keys ascending, once."""
        self._runs.add(self._given_up())
        return self._runs.rows()

    def _given_up(self) -> Iterator[Row]:
        held, self._held = sorted(self._held.items()), {}
        return (Row(key, min(sum_ & _LOW, MOST_PAGES), sum_ >> _PAGES) for key, sum_ in held)


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder that is there as long as the work takes. Raises UnwritableError where there is no room."""
    with faults(Path(gettempdir())), TemporaryDirectory(prefix="kanwu-") as folder:
        yield Path(folder)
