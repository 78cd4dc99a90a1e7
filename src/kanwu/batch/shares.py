"""Sums on a store, cut into shares by their keys, so that each share of many files can be added up apart.

A file has the number of its pages, where each share ends, in rows, and the rows, by share and key.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from kanwu.batch.runs import ROW, Row
from kanwu.batch.stores import Store
from kanwu.errors import UnreadableError

SHARES = 251
"""A prime, so that all of the three characters that a key has decide on its share: of a million keys of minutes of a
parliament the largest share has 1.05 times the mean."""

_KEY = 48  # bits of a key
_LOW = (1 << _KEY) - 1
_HEAD = Struct(f"<{1 + SHARES}Q")
_AT_ONCE = ROW.size << 17  # bytes that are fetched or copied at once: some 2.6 MB


class Head(NamedTuple):
    """How many pages were counted, and up to which row each share reaches."""

    pages: int
    ends: tuple[int, ...]


def placed(key: int) -> int:
    """A key behind the number of its share."""
    return key % SHARES << _KEY | key


def share_of(placed: int) -> int:
    """The number of the share of a key that has it before it."""
    return placed >> _KEY


def bare_key(placed: int) -> int:
    """The key without the number of its share."""
    return placed & _LOW


def write_sums(out: Store, name: str, pages: int, rows: Iterable[Row], folder: Path) -> None:
    """Write rows with placed keys, ascending, whole or not at all. `folder` is for what memory does not hold.

    Raises UnwritableError, and OSError where that folder has no room.
    """
    sizes = [0] * SHARES
    held = folder / "rows"
    with held.open("wb") as stream:
        for row in rows:
            sizes[share_of(row.key)] += 1
            stream.write(ROW.pack(*row))
    with out.upload(name) as upload:
        upload.write(_HEAD.pack(pages, *accumulate(sizes)))
        upload.add_file(held)
        upload.commit()


def read_head(out: Store, name: str) -> Head | None:
    """The head of a file of sums; None when there is no such file. Raises UnreadableError."""
    data = out.read(name, 0, _HEAD.size)
    if data is None:
        return None
    pages, *ends = _HEAD.unpack(data)
    return Head(pages, tuple(ends))


def head_of(out: Store, name: str) -> Head:
    """The head of a file of sums that must be there. Raises UnreadableError."""
    head = read_head(out, name)
    if head is None:
        raise UnreadableError(f"{out.at(name)}: what was counted is gone", "run the same command again")
    return head


def read_rows(out: Store, name: str, head: Head, shares: range) -> Iterator[Iterator[tuple[int, int, int]]]:
    """The rows of some shares, some at a time. Raises UnreadableError."""
    first, last = (0, *head.ends)[shares.start], (0, *head.ends)[shares.stop]
    at, end = (_HEAD.size + ROW.size * row for row in (first, last))
    while at < end:
        stop = min(at + _AT_ONCE, end)
        data = out.read(name, at, stop)
        if data is None or len(data) != stop - at:
            raise UnreadableError(f"{out.at(name)}: what was counted is gone or cut off", "run it with --restart")
        yield ROW.iter_unpack(data)
        at = stop
