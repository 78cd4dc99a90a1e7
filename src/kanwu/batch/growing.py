"""The output of a file of records while it grows: a hidden file beside it, to which records are only added.

JSON Lines have their name when all are there. For a gzip and for Parquet what grows holds what they are made of.
"""

import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from struct import Struct
from typing import BinaryIO

from kanwu.batch.inputs import Input
from kanwu.batch.manifest import Growing
from kanwu.errors import UnreadableError, UnwritableError
from kanwu.read.records import Batch, Fields, Record
from kanwu.write.files import faults
from kanwu.write.records import LinesOut, New

_PIECE = 1 << 20
_SIZE = Struct("<q")  # of a text, in bytes; _SAME for one that stays as it is
_SAME = -1


class RecordsOut:
    """The records of an input that are written. Raises UnwritableError.

    `grown` has been added to so far. An earlier run may have written so many bytes; if it gave the file its name and
    came no further, the name is taken back.
    """

    def __init__(self, given: Input, target: Path, fields: Fields, written: int = 0) -> None:
        self._given, self._target, self._fields = given, target, fields
        part = part_of(target)
        if written and not part.exists():
            with faults(target):
                os.replace(target, part)
        self.grown = Growing(part)
        self.grown.cut(written)

    @property
    def _is_plain(self) -> bool:
        return _is_plain(self._given)

    def add(self, line: bytes, new: bytes | None) -> None:
        """Add a record: its line and the new one, or a row's new text; None for the old one."""
        if self._given.kind == "lines":
            self.grown.add(line if new is None else new)
        elif new is None:
            self.grown.add(_SIZE.pack(_SAME))
        else:
            self.grown.add(_SIZE.pack(len(new)) + new)

    def finish(self, part: Path) -> None:
        """Put the file in its place, by way of `part`. Raises ValueError of a fault that lies in the input."""
        self.grown.flush()
        if self._is_plain:
            self.grown.close()
            with faults(self._target):
                os.replace(part_of(self._target), self._target)
            return
        with faults(self._target), part.open("wb") as file:
            make = self._packed if self._given.kind == "lines" else self._assembled
            make(file)
        with faults(self._target):
            os.replace(part, self._target)

    def _packed(self, file: BinaryIO) -> None:
        with part_of(self._target).open("rb") as lines, closing(LinesOut(_putting(file), packed=True)) as out:
            while piece := lines.read(_PIECE):
                out.add(Batch([Record(0, "", raw=piece)]), [None])
            out.finish()

    def _assembled(self, file: BinaryIO) -> None:
        from kanwu.read.parquet import Parquet
        from kanwu.write.parquet import ParquetOut

        assert self._given.source is not None
        try:
            given = Parquet(self._given.source, self._fields)
            with part_of(self._target).open("rb") as texts, closing(ParquetOut(given, _putting(file))) as out:
                for batch in given.batches():
                    out.add(batch, [_next(texts) for _ in batch.records])
                out.finish()
        except (UnreadableError, UnwritableError) as error:
            raise ValueError(error) from error

    def remove(self) -> None:
        """Take away what grew."""
        self.grown.close()
        part_of(self._target).unlink(missing_ok=True)


def can_go_on(given: Input, out: Path, written: int) -> bool:
    """Whether what an earlier run wrote of an input is still there."""
    target = out / given.output
    part = part_of(target)
    grown = part if part.exists() or not _is_plain(given) else target
    return not written or (grown.exists() and grown.stat().st_size >= written)


def _is_plain(given: Input) -> bool:
    """Whether what grows is the output itself."""
    return given.kind == "lines" and not given.output.lower().endswith(".gz")


def part_of(target: Path) -> Path:
    """Where an output grows."""
    return target.with_name(f".kanwu-{target.name}.part")


def _next(texts: BinaryIO) -> New | None:
    """The next of the new texts, None for one that stays."""
    (size,) = _SIZE.unpack(texts.read(_SIZE.size))
    return None if size == _SAME else New(texts.read(size).decode("utf-8", "surrogatepass"))


def _putting(file: BinaryIO) -> Callable[[bytes], None]:
    def put(data: bytes) -> None:
        file.write(data)

    return put
