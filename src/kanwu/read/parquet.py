"""Parquet: a record in each row, its text in a column of strings. Needs pyarrow, which kanwu[parquet] brings."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from kanwu.errors import UnreadableError
from kanwu.read.inputs import unreadable
from kanwu.read.records import Batch, Fields, Record, ident_of, no_text

_BATCH = 32 << 20  # bytes that the rows of a batch have, by the mean of their row group
_MOST_ROWS = 4096
_MOST_NAMED = 12  # columns that a message lists


class Parquet:
    """The rows of a Parquet file, some at a time. Raises UnreadableError for one without a column of text.

    `given` is the file where it is already open, `groups` are the row groups that are read, None for all. `file` is
    pyarrow's, `path` leads to the text: the number of a column, and of a field in each struct below.
    """

    def __init__(
        self, source: Path, fields: Fields, given: BinaryIO | None = None, groups: range | None = None
    ) -> None:
        self.source = source
        self.fields = fields
        self.file = parquet_file(source, given)
        self.groups = range(self.file.num_row_groups) if groups is None else groups
        try:
            with _faults(source):
                self.path = _text_path(self.file.schema_arrow, fields.text)
                self._id_path = _path(self.file.schema_arrow, fields.id or "id")
        except BaseException:
            self.file.close()
            raise

    def batches(self, done: int = 0) -> Iterator[Batch]:
        """The rows in order, without row groups that are among the first `done` rows; no batch reaches over the end
        of a row group. Raises UnreadableError."""
        before = 0
        with self.file:
            for number in self.groups:
                group = self.file.metadata.row_group(number)
                end = before + group.num_rows
                if end <= done:
                    before = end
                    continue
                mean = max(1, group.total_byte_size // max(1, group.num_rows))
                size = max(1, min(_MOST_ROWS, _BATCH // mean))
                for rows in self._rows(number, size):
                    records = self._records(rows, before)
                    before += len(records)
                    yield Batch(records, rows, before >= end)

    def _rows(self, group: int, size: int) -> Iterator[Any]:
        with _faults(self.source):
            found = self.file.iter_batches(batch_size=size, row_groups=[group], use_threads=False)
        while True:
            with _faults(self.source):
                rows = next(found, None)
            if rows is None:
                return
            yield rows

    def _records(self, rows: Any, before: int) -> list[Record]:
        with _faults(self.source):
            texts = raw_texts(column(rows, self.path, nulls=True))
            ids = [None] * len(texts) if self._id_path is None else column(rows, self._id_path, nulls=True).to_pylist()
        both = enumerate(zip(texts, ids, strict=True), before + 1)
        return [_record(number, raw, value, self.fields.text) for number, (raw, value) in both]


def raw_texts(values: Any) -> list[bytes | None]:
    """The bytes of each string in an Arrow array."""
    import pyarrow as pa

    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    found: list[bytes | None] = values.cast(pa.large_binary()).to_pylist()
    return found


def column(rows: Any, path: tuple[int, ...], nulls: bool = False) -> Any:
    """The Arrow array that a path leads to; with `nulls`, a value is null where the struct that holds it is."""
    values = rows.column(path[0])
    for number in path[1:]:
        values = values.flatten()[number] if nulls else values.field(number)
    return values


def _record(number: int, raw: bytes | None, value: object, field: str) -> Record:
    ident = ident_of(value, number)
    if raw is None:
        return Record(number, ident, None, no_text(field))
    try:
        return Record(number, ident, raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Record(number, ident, None, f"not UTF-8 (byte 0x{raw[error.start]:02X} at byte offset {error.start})")


def parquet_file(source: Path, given: BinaryIO | None = None) -> Any:
    """pyarrow's reader of a file, `given` where it is already open. Raises UnreadableError."""
    if given is None and not source.is_file():
        if source.exists() and not source.is_dir():
            raise UnreadableError("Parquet is not read from a pipe or device", "make it a file first")
        missing = IsADirectoryError() if source.is_dir() else FileNotFoundError()
        raise unreadable(source, missing)
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UnreadableError("Parquet needs pyarrow, which is not there", "pip install kanwu[parquet]") from error
    with _faults(source):
        return pq.ParquetFile(given or source, pre_buffer=False, page_checksum_verification=True)


@contextmanager
def _faults(source: Path) -> Iterator[None]:
    """Turns what pyarrow finds wrong into an UnreadableError."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, MemoryError, ValueError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno:
            raise unreadable(source, error) from error
        reason = " ".join(str(error).split())[:200]
        raise UnreadableError(f"no Parquet file, or a damaged one ({reason})", "fetch or make it anew") from error


def _text_path(schema: Any, name: str) -> tuple[int, ...]:
    import pyarrow as pa

    path = _path(schema, name)
    if path is None:
        names = ", ".join(schema.names[:_MOST_NAMED]) + (", ..." if len(schema.names) > _MOST_NAMED else "")
        raise UnreadableError(f"no column {name!r}, or more than one", f"--text-field can name one of {names}")
    kind = schema.field(path[0]).type
    for number in path[1:]:
        kind = kind.field(number).type
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_string(plain) or pa.types.is_large_string(plain) or pa.types.is_string_view(plain)):
        raise UnreadableError(f"the column {name!r} holds {kind}, not text", "name another with --text-field")
    return path


def _path(fields: Any, name: str) -> tuple[int, ...] | None:
    """Where the column of a name is, in a schema or struct; a name with dots leads into structs where no column is
    called so."""
    import pyarrow as pa

    found = fields.get_all_field_indices(name)
    if len(found) == 1:
        return (found[0],)
    first, dot, rest = name.partition(".")
    outer = fields.get_all_field_indices(first)
    if found or not dot or len(outer) != 1 or not pa.types.is_struct(fields.field(outer[0]).type):
        return None
    inner = _path(fields.field(outer[0]).type, rest)
    return None if inner is None else (outer[0], *inner)
