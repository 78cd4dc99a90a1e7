"""Files of many articles, each a record with its text in one field: which files are such, and what a record is."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
PARQUET = (".parquet",)
RECORDS = LINES + PARQUET
"""What the name of a file of records ends in, in either case."""
LOG = b'{"kanwu"'
"""How a log of kanwu's begins, which is JSON Lines too."""

Kind = Literal["lines", "parquet", ""]
"""JSON Lines, Parquet, or no file of records."""

_MAGIC = b"PAR1"
_HEAD = 4096  # bytes of a file that are looked at
_LONGEST_NAME = 200  # characters of an id that are kept for messages and logs


class Fields(NamedTuple):
    """Where in a record its text and its name are. A dot leads into an object that the field before it holds.

    `id` None: "id" where that is there, else the record's number.
    """

    text: str = "text"
    id: str | None = None


@dataclass(slots=True)
class Record:
    """One record. `number` counts lines or rows from 1; `ident` is its name within the file.

    `text` is None where there is none to clean; `fault` then says why, and is "" for what is no record at all, as a
    blank line. Of a JSON line, `raw` are its bytes with the line end, `span` the bytes of the text's literal in it.
    """

    number: int
    ident: str
    text: str | None = None
    fault: str = ""
    raw: bytes = b""
    span: tuple[int, int] = (0, 0)


class Batch(NamedTuple):
    """Some records, and the rows of a Parquet file that they stand for. `ends`: the row group ends with them."""

    records: list[Record]
    rows: Any = None
    ends: bool = False


class Given(Protocol):
    """A file of records that is read. Iterating raises UnreadableError."""

    def batches(self) -> Iterator[Batch]: ...


def kind_of(source: Path | None, text_field: str | None = None) -> Kind:
    """What kind of file of records an input is: by its name, by how a Parquet file begins, or, where a text field is
    named, also by how a JSON object does. Standard input (None) is one where a text field is named."""
    if source is None:
        return "lines" if text_field is not None else ""
    name = source.name.lower()
    if name.endswith(RECORDS):
        return "lines" if name.endswith(LINES) else "parquet"
    head = _head(source)
    if head is not None and head.startswith(_MAGIC):
        return "parquet"
    if text_field is None:
        return ""
    return "lines" if head is None or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") else ""


def is_log(file: Path) -> bool:
    """Whether a file is called as JSON Lines are and is a log of kanwu's."""
    return file.name.lower().endswith(LINES) and (_head(file) or b"").startswith(LOG)


def value_at(record: dict[str, Any], path: str) -> Any:
    """The value of a field, None where there is none. A key that is called as the whole path is, dots and all, comes
    before one that is called as its first part is."""
    if path in record:
        return record[path]
    first, dot, rest = path.partition(".")
    inner = record.get(first)
    return value_at(inner, rest) if dot and isinstance(inner, dict) else None


def ident_of(value: object, number: int) -> str:
    """The name of a record: its id where that is text or an integer, else its number."""
    is_name = isinstance(value, str | int) and not isinstance(value, bool)
    return (str(value).strip()[:_LONGEST_NAME] if is_name else "") or str(number)


def no_text(path: str) -> str:
    """The fault of a record without text in the field."""
    return f"no text in the field {path!r}"


def _head(file: Path) -> bytes | None:
    """The first bytes of a file; none where it cannot be read, None for what is no ordinary file."""
    if not file.is_file():
        return None if file.exists() else b""
    try:
        with file.open("rb") as data:
            return data.read(_HEAD)
    except OSError:
        return b""
