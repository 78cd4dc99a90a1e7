"""What was counted piece by piece made one file: shares of the keys are added up apart, and then put together.

A hundred million pages have some 20 thousand million rows in their pieces, each half a microsecond or more to add up:
hours for one process, minutes for each of many. Few are on enough pages to be kept, so one process does the rest.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain, groupby
from typing import NamedTuple

from kanwu.batch.counting import counts
from kanwu.batch.kept import LEAST, Kept, least_kept
from kanwu.batch.manifest import CORPUS
from kanwu.batch.part import Done, Job, begin
from kanwu.batch.pieces import OWN
from kanwu.batch.runs import Row
from kanwu.batch.shares import SHARES, bare_key, head_of, read_head, read_rows, share_of, write_sums
from kanwu.batch.stores import Store
from kanwu.batch.sums import Sums, working_folder

SUMS = f"{OWN}/sums"
_PIECES = 8
"""Pieces for each task that adds up: with pieces of 16 MB some 6 million rows, seconds of work. A run of fewer than two
thousand pieces has fewer tasks than shares, as each task opens each piece."""


class Shares(NamedTuple):
    """Some of the shares of all keys."""

    first: int
    last: int
    size: int = 1

    @property
    def key(self) -> str:
        return f"{self.first:03d}-{self.last:03d}"


class Whole(NamedTuple):
    """The file of all shares."""

    parts: tuple[Shares, ...]
    key: str = CORPUS
    size: int = 1


def shares(pieces: int) -> tuple[Shares, ...]:
    """All shares, for the work of so many pieces in so many tasks that each has about as much to do."""
    tasks = min(SHARES, 1 + pieces // _PIECES)
    cuts = [SHARES * at // tasks for at in range(tasks + 1)]
    return tuple(map(Shares, cuts, cuts[1:]))


@dataclass(frozen=True)
class Adding:
    """Adds up what was counted in pieces, by their keys. It can be pickled."""

    keys: tuple[str, ...]

    @cached_property
    def _home(self) -> str:
        """The folder of their sums, another for other pieces."""
        return f"{SUMS}/{sha256(repr(sorted(self.keys)).encode()).hexdigest()[:32]}"

    def done(self, out: Store) -> set[str]:
        """The keys of the shares that were added up before. Raises UnreadableError."""
        return set(out.names(self._home))

    def add(self, shares: Shares, job: Job) -> Done:
        """Add up some shares, or nothing if that was done. Raises UnreadableError, UnwritableError."""
        out, place = job.out, f"{self._home}/{shares.key}"
        if read_head(out, place) is not None:
            return Done(shares.key)
        begin(f"sums-{shares.key}", out)
        pages = 0
        with working_folder() as folder:
            sums = Sums(folder)
            for key in self.keys:
                head = head_of(out, counts(key))
                pages += head.pages
                for rows in read_rows(out, counts(key), head, range(shares.first, shares.last)):
                    sums.add_rows(rows)
            write_sums(out, place, pages, (row for row in sums.rows() if row.pages >= LEAST), folder)
        return Done(shares.key)

    def finish(self, whole: Whole, job: Job) -> Done:
        """Put all shares together to the one file, whole or not at all. Raises UnreadableError, UnwritableError."""
        if job.out.read(CORPUS, 0, 1) is None:
            begin(whole.key, job.out)
            with working_folder() as folder:
                pages = head_of(job.out, f"{self._home}/{whole.parts[0].key}").pages
                least = least_kept(Counter(row[1] for part in whole.parts for row in self._rows(part, job.out)))
                kept, file = Kept(folder), folder / "whole"
                for part in whole.parts:
                    for _, rows in groupby(self._rows(part, job.out), lambda row: share_of(row[0])):
                        kept.add(Row(bare_key(key), on, bits) for key, on, bits in rows if on >= least)
                kept.write(file, pages, least)
                with job.out.upload(CORPUS) as upload:
                    upload.add_file(file)
                    upload.commit()
        return Done(whole.key)

    def _rows(self, shares: Shares, out: Store) -> Iterator[tuple[int, int, int]]:
        place = f"{self._home}/{shares.key}"
        return chain.from_iterable(read_rows(out, place, head_of(out, place), range(shares.first, shares.last)))
