"""The first pass over a set of pages: what they print, counted, for `kanwu.evidence.corpus`.

Each page is counted by itself, in any process; the sums are kept in files beside the one that comes of them.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType

from kanwu.batch.kept import LEAST, MOST, Kept, least_kept
from kanwu.batch.sums import HELD, Sums
from kanwu.errors import UnwritableError
from kanwu.evidence.grams import bare, grams

LONGEST = 1_000_000  # characters of one page that are counted


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
        self._path, self._most, self._least = path, most, least
        self.pages = 0
        try:
            self._folder = Path(mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        except OSError as error:
            raise _unwritable(path, error) from error
        self._sums, self._held = Sums(self._folder, held), held

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
        try:
            self._sums.add(counts)
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def finish(self) -> None:
        """Writes the file, whole or not at all."""
        try:
            kept, part = Kept(self._folder, self._held), self._folder / "whole"
            kept.add(row for row in self._sums.rows() if row.pages >= self._least)
            kept.write(part, self.pages, least_kept(kept.sizes(), self._least, self._most))
            part.replace(self._path)
        except OSError as error:
            raise _unwritable(self._path, error) from error
        finally:
            self.close()


def _unwritable(path: Path, error: OSError) -> UnwritableError:
    reason = (error.strerror or str(error)).lower()
    return UnwritableError(f"{path} cannot be written: {reason}", "name another file")
