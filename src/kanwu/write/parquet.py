"""Parquet out: the file that was read, with schema, metadata, row groups and compression, but new texts."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from kanwu.errors import UnwritableError
from kanwu.read.parquet import Parquet, column, raw_texts
from kanwu.read.records import Batch
from kanwu.write.records import New

_MOST_HELD = 256 << 20  # bytes of a row group that are held; a larger one is written as several


class ParquetOut:
    """Writes the rows of a Parquet file with `put`, row group by row group. Raises UnwritableError."""

    def __init__(self, given: Parquet, put: Callable[[bytes], None]) -> None:
        import pyarrow.parquet as pq

        self._path = given.path
        self._schema = given.file.schema_arrow
        self._held: list[Any] = []
        self._size = 0
        self._sink = _Sink(put)
        where: Any = self._sink
        self._writer = pq.ParquetWriter(where, self._schema, **_manner(given.file.metadata))

    def add(self, batch: Batch, texts: Sequence[New | None]) -> None:
        """Take rows; those of a batch in which no text changes, as they are."""
        rows = batch.rows
        if any(texts):
            rows = self._with(rows, [new and new.text for new in texts])
        self._held.append(rows)
        self._size += rows.nbytes
        if batch.ends or self._size >= _MOST_HELD:
            self._write()

    def finish(self) -> None:
        """Write the end of the file."""
        self._writer.close()

    def close(self) -> None:
        """Write nothing more, also when pyarrow's writer, given up, ends the file once it is collected."""
        self._sink.put = None

    def _write(self) -> None:
        import pyarrow as pa

        table = pa.Table.from_batches(self._held, self._schema)
        self._held, self._size = [], 0
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))

    def _with(self, rows: Any, texts: Sequence[str | None]) -> Any:
        """The rows with these texts where they are not None."""
        import pyarrow as pa

        old = column(rows, self._path)
        values = [raw if new is None else new.encode() for raw, new in zip(raw_texts(old), texts, strict=True)]
        columns = list(rows.columns)
        columns[self._path[0]] = _put(columns[self._path[0]], self._path[1:], _strings(values, old.type))
        return pa.RecordBatch.from_arrays(columns, schema=rows.schema)


class _Sink(io.RawIOBase):
    """What pyarrow writes to: bytes go to `put`; to nowhere when that is None."""

    def __init__(self, put: Callable[[bytes], None]) -> None:
        self.put: Callable[[bytes], None] | None = put

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.put is not None:
            self.put(bytes(data))
        return len(data)


def _manner(metadata: Any) -> dict[str, Any]:
    """How a file is written, as far as it says so itself: the options of a ParquetWriter."""
    if not metadata.num_row_groups:
        return {}
    group = metadata.row_group(0)
    parts = [group.column(number) for number in range(metadata.num_columns)]
    codecs = {part.path_in_schema: part.compression.replace("UNCOMPRESSED", "NONE") for part in parts}
    return {
        "compression": codecs,
        "use_compliant_nested_type": not any(".list.item" in path for path in codecs),
        "use_deprecated_int96_timestamps": any(part.physical_type == "INT96" for part in parts),
    }


def _strings(values: list[bytes | None], kind: Any) -> Any:
    """An Arrow array of texts in UTF-8, or of what was no UTF-8 before. Raises UnwritableError."""
    import pyarrow as pa
    import pyarrow.compute as pc

    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    options = pc.CastOptions(target_type=plain, allow_invalid_utf8=True)
    array: Any = pa.array(values, pa.large_binary())
    try:
        texts = array.cast(options=options)
        return texts if plain is kind else texts.cast(kind)
    except pa.ArrowException as error:
        raise UnwritableError(f"the new texts do not fit into a column of {kind}", "make it one of strings") from error


def _put(array: Any, path: tuple[int, ...], values: Any) -> Any:
    """The array with other values where the path leads, through structs."""
    import pyarrow as pa

    if not path:
        return values
    parts = [array.field(number) for number in range(array.type.num_fields)]
    parts[path[0]] = _put(parts[path[0]], path[1:], values)
    return pa.StructArray.from_arrays(parts, fields=list(array.type), mask=array.is_null())
