"""What a piece holds: the bytes of its page files, or the records of its file, as they are read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kanwu.batch.pieces import Piece
from kanwu.batch.stores import File, StoreError, opened, store_faults
from kanwu.read.records import Fields, Given


def files_of(piece: Piece) -> Iterator[tuple[File, bytes]]:
    """Its page files with their bytes. Raises StoreError."""
    for file in piece.files:
        with store_faults(file.name, StoreError):
            data = piece.fs.cat_file(file.path)
        yield file, data


@contextmanager
def records_of(piece: Piece, fields: Fields) -> Iterator[Given]:
    """The records of its file, which is open meanwhile. Raises StoreError, and UnreadableError for what is in it."""
    (file,) = piece.files
    with store_faults(file.name, StoreError), opened(piece.fs, file.path) as data:
        yield _given(piece, data, fields)


class Stretched:
    """The records of JSON Lines that are open, or of a stretch of them."""

    def __init__(self, piece: Piece, data: Any, fields: Fields) -> None:
        self._piece, self._data, self._fields = piece, data, fields

    def batches(self) -> Iterator[Any]:
        from kanwu.read.jsonl import batches_in
        from kanwu.read.stretches import Stretch

        piece = self._piece
        if piece.is_whole:
            return batches_in(self._data, self._fields, piece.files[0].inside.lower().endswith(".gz"))
        return batches_in(Stretch(self._data, piece.start, piece.end), self._fields, is_start=not piece.start)


def _given(piece: Piece, data: Any, fields: Fields) -> Given:
    if piece.kind == "lines":
        return Stretched(piece, data, fields)
    from kanwu.read.parquet import Parquet

    return Parquet(Path(piece.files[0].name), fields, data, range(piece.start, piece.end))
