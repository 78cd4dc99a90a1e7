"""Files of records opened, each by the reader of its kind."""

from pathlib import Path

from kanwu.errors import UnreadableError
from kanwu.read.records import Fields, Given, Kind


def opened(source: Path | None, kind: Kind, fields: Fields) -> Given:
    """The records of a file, or of standard input for None. Raises UnreadableError."""
    if kind == "lines":
        from kanwu.read.jsonl import Lines

        return Lines(source, fields)
    from kanwu.read.parquet import Parquet

    if source is None:
        raise UnreadableError("Parquet is not read from standard input", "name a file")
    return Parquet(source, fields)
