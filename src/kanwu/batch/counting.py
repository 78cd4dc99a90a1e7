"""One piece counted: what its pages print, added up, and written under a name that depends on the piece alone.

It is there whole or not at all, so that a piece that is counted twice counts once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from kanwu.batch.gathering import counted
from kanwu.batch.guarded import guarded
from kanwu.batch.holdings import files_of, records_of
from kanwu.batch.pages import CleanPage
from kanwu.batch.part import Done, Job, begin
from kanwu.batch.pieces import OWN, Piece
from kanwu.batch.shares import placed, read_head, write_sums
from kanwu.batch.stores import StoreError
from kanwu.batch.sums import Sums, working_folder
from kanwu.errors import UnreadableError

COUNTS = f"{OWN}/counts"


@dataclass(frozen=True)
class CountPage:
    """Counts what a page prints; None for what is none, and for one that cannot be read: cleaning it will tell.
    `pages` says how page files are read. It can be pickled."""

    pages: CleanPage

    def row(self, given: str | bytes, inside: str = "", is_named: bool = False) -> dict[int, int] | None:
        """The counts of a record's text, or of the bytes of a page file as `CleanPage` has them."""
        try:
            text = given if isinstance(given, str) else self.pages.text(given, inside, is_named)
            return None if text is None else {placed(key): bits for key, bits in counted(text).items()}
        except Exception:
            return None

    def untouched(self, *_: object) -> None:
        """A page over a limit is not counted."""


def counts(key: str) -> str:
    """The place of what was counted in a piece."""
    return f"{COUNTS}/{key}"


def count(piece: Piece, job: Job) -> Done:
    """Count a piece, or nothing if that was done. What can be read of a damaged file counts, as where one process
    reads it. Raises UnreadableError, UnwritableError."""
    before = read_head(job.out, counts(piece.key))
    if before is not None:
        return Done(piece.key, texts=before.pages)
    start = perf_counter()
    begin(f"counts-{piece.key}", job.out)
    unit = guarded(CountPage(CleanPage(encoding=job.encoding, kind=job.kind)), job.limits)
    done = Done(piece.key)
    with working_folder() as folder:
        sums = Sums(folder)
        for page in _pages(piece, job):
            found = unit.row(*page)
            if found is not None:
                sums.add(found)
                done.texts += 1
        write_sums(job.out, counts(piece.key), done.texts, sums.rows(), folder)
    done.seconds = round(perf_counter() - start, 3)
    return done


def _pages(piece: Piece, job: Job) -> Iterator[tuple[Any, ...]]:
    """What `CountPage.row` takes, page by page."""
    if piece.kind == "pages":
        yield from ((data, file.inside, piece.is_named) for file, data in files_of(piece))
        return
    try:
        with records_of(piece, job.fields) as given:
            for batch in given.batches():
                yield from ((record.text,) for record in batch.records if record.text is not None)
    except UnreadableError as fault:
        if _is_of_the_store(fault):
            raise


def _is_of_the_store(fault: UnreadableError) -> bool:
    """Whether a file is to blame that did not come, and not what is in it; pyarrow hands on what it met."""
    cause = fault.__cause__
    met = isinstance(cause, OSError) and (bool(cause.errno) or isinstance(cause, TimeoutError))
    return isinstance(fault, StoreError) or met
