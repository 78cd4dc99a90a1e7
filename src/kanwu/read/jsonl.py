"""JSON Lines: a JSON object in each line, in UTF-8, plain or in a gzip.

Lines are read one by one. One that is no record is named and handed on as it is, so that the others can be cleaned.
"""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from kanwu.errors import UnreadableError
from kanwu.read.inputs import unreadable
from kanwu.read.records import LOG, Batch, Fields, Record, ident_of, no_text, value_at
from kanwu.read.stretches import Stretch

LONGEST = 64 << 20
"""Bytes of a line that is read; a longer one is handed on in pieces."""
MOST_VALUES = 2_000_000
"""Values in a line that is read: a hostile line of empty lists would take some hundred times its size of memory."""
MOST_INFLATED = 200
"""How many times its size a gzip may unpack to, beyond the first LONGEST bytes. Articles pack 3 to 20 times."""

_PIECE = 1 << 20  # bytes of a line too long that are handed on at once
_BOM = b"\xef\xbb\xbf"
_STRANGE = (
    (b"PAR1", "a Parquet file, not JSON Lines", "give it a name in .parquet"),
    (b"\x1f\x8b", "a gzip, not JSON Lines", "give it a name in .jsonl.gz, or pipe it through gunzip"),
    (b"\xff\xfe", "UTF-16; JSON Lines are UTF-8", "convert it"),
    (b"\xfe\xff", "UTF-16; JSON Lines are UTF-8", "convert it"),
    (LOG, "a log of kanwu's, with no articles in it", "name the file that was cleaned"),
)


class _Number(str):
    """A number as it is written: no digit is lost, and none is taken for a text."""

    __slots__ = ()


_DECODER = json.JSONDecoder(parse_int=_Number, parse_float=_Number, parse_constant=_Number)


class Line(NamedTuple):
    """A line with its line end, or, of one that is too long, a piece of it.

    `number` counts lines from 1. `end` is where it ends in the text, in bytes, `at` how far the file was read for it.
    `fault`: None for a whole line; what is wrong with the last piece of a line too long, "" with those before it.
    """

    number: int
    raw: bytes
    end: int
    at: int
    fault: str | None = None


class Lines(NamedTuple):
    """The records of a file of JSON Lines, or of standard input for None."""

    source: Path | None
    fields: Fields

    def batches(self) -> Iterator[Batch]:
        """Each line, in a batch of its own. Raises UnreadableError for a file that cannot be read to its end."""
        for line in self.lines():
            yield _batch(line, self.fields)

    def lines(self, end: int = 0, number: int = 1) -> Iterator[Line]:
        """Each line behind the first `end` bytes of the text, where line `number` begins. Raises UnreadableError as
        `batches` does. Standard input is read from where it is."""
        try:
            if self.source is None:
                if sys.stdin is None:
                    raise UnreadableError("standard input is closed", "name a file")
                yield from _lines(_Plain(sys.stdin.buffer), number)
                return
            with self.source.open("rb") as file:
                given = _Inflated(file) if self.source.name.lower().endswith(".gz") else _Plain(file)
                given.skip(end)
                yield from _lines(given, number)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnreadableError("no gzip, or one that is cut off or damaged", "fetch or make it anew") from error
        except OSError as error:
            raise unreadable(self.source, error) from error


def batches_in(
    file: BinaryIO | Stretch, fields: Fields, packed: bool = False, is_start: bool = True
) -> Iterator[Batch]:
    """The lines of a file that is open, `packed` in a gzip, or of a stretch of one, where `is_start` says that no line
    comes before. Raises UnreadableError, and OSError."""
    try:
        given = _Inflated(file) if packed and not isinstance(file, Stretch) else _Plain(file)
        for line in _lines(given, 1, is_start):
            yield _batch(line, fields, is_start)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableError("no gzip, or one that is cut off or damaged", "fetch or make it anew") from error


def _batch(line: Line, fields: Fields, is_start: bool = True) -> Batch:
    if line.fault is None:
        return Batch([record_of(line.number, line.raw, fields, is_start)])
    return Batch([Record(line.number, str(line.number), None, line.fault, line.raw)])


class _Plain:
    """The lines of a file. `end` and `at` are as those of a Line."""

    def __init__(self, file: BinaryIO | Stretch) -> None:
        self._file = file
        self.end = 0

    @property
    def at(self) -> int:
        return self.end

    def skip(self, size: int) -> None:
        if size:
            self.end = self._file.seek(size)

    def readline(self, size: int = -1) -> bytes:
        line = self._file.readline(size)
        self.end += len(line)
        return line


class _Inflated:
    """The lines of a gzip, of which no more is unpacked than articles would be."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.at = self.end = 0
        self._gzip = gzip.GzipFile(fileobj=self, mode="rb")  # type: ignore[call-overload]  # it calls `read` alone

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.at += len(data)
        return data

    def skip(self, size: int) -> None:
        while self.end < size and self.readline(min(_PIECE, size - self.end)):
            pass

    def readline(self, size: int = -1) -> bytes:
        line: bytes = self._gzip.readline(size)
        self.end += len(line)
        if self.end > LONGEST + MOST_INFLATED * self.at:
            raise UnreadableError(f"a gzip that unpacks to over {MOST_INFLATED} times its size", "unpack it first")
        return line


def _lines(file: _Plain | _Inflated, number: int, is_start: bool = True) -> Iterator[Line]:
    """The lines in order, one that is too long in pieces. `is_start`: line 1 is the first of the file."""
    while piece := file.readline(LONGEST + 1):
        if number == 1 and is_start:
            _check_head(piece)
        if len(piece) > LONGEST and not piece.endswith(b"\n"):
            fault = f"line {number} is longer than {LONGEST >> 20} MB"
            while piece and not piece.endswith(b"\n"):
                yield Line(number, piece, file.end, file.at, "")
                piece = file.readline(_PIECE)
            yield Line(number, piece, file.end, file.at, fault)
        else:
            yield Line(number, piece, file.end, file.at)
        number += 1


def _check_head(line: bytes) -> None:
    for magic, what, advice in _STRANGE:
        if line.startswith(magic):
            raise UnreadableError(what, advice)


def record_of(number: int, raw: bytes, fields: Fields, is_start: bool = True) -> Record:
    """The record of a line, or its fault. `is_start`: line 1 is the first of the file, which a BOM may begin."""
    body = raw.removeprefix(_BOM) if number == 1 and is_start else raw
    if not body.strip():
        return Record(number, str(number), raw=raw)
    try:
        line = body.decode("utf-8")
        found = _object(line)
        if isinstance(found, str):
            return Record(number, str(number), None, f"line {number} {found}", raw)
        ident = ident_of(value_at(found, fields.id or "id"), number)
        text = value_at(found, fields.text)
        if type(text) is not str:
            return Record(number, ident, None, _without(found, fields.text), raw)
        start, end = _span(line, len(line) - len(line.lstrip()), fields.text)
    except UnicodeDecodeError as error:
        fault = f"line {number} is not UTF-8 (byte 0x{body[error.start]:02X} at byte offset {error.start})"
        return Record(number, str(number), None, fault, raw)
    except RecursionError:
        return Record(number, str(number), None, f"line {number} is nested too deep", raw)
    before = len(raw) - len(body) + len(line[:start].encode())
    return Record(number, ident, text, "", raw, (before, before + len(line[start:end].encode())))


def _object(line: str) -> dict[str, Any] | str:
    """The JSON object that a line is, or what is wrong with it."""
    if sum(map(line.count, ",[{")) > MOST_VALUES:
        return f"has more than {MOST_VALUES:,} values"
    try:
        found = _DECODER.decode(line)
    except json.JSONDecodeError as error:
        return f"is no JSON ({error.msg[:1].lower()}{error.msg[1:]} at column {error.colno})"
    return found if isinstance(found, dict) else "is no JSON object"


def _without(record: dict[str, Any], path: str) -> str:
    """The fault of a record without text, with the fields that have some."""
    others = [key for key, value in record.items() if type(value) is str][:5]
    return no_text(path) + (f"; --text-field can name {', '.join(others)}" if others else "")


def _span(line: str, at: int, path: str) -> tuple[int, int]:
    """Where the literal of a field's value stands, as `value_at` finds it, in the object that begins at `at`."""
    spans = {key: (start, end) for key, start, end in _members(line, at)}  # of a key given twice, the last one counts
    if path in spans:
        return spans[path]
    first, _, rest = path.partition(".")
    return _span(line, spans[first][0], rest)


def _members(line: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Each key of the object that begins at `at`, and where its value begins and ends. The line is sound JSON."""
    at = _behind_blanks(line, at + 1)
    while line[at] != "}":
        key, at = _DECODER.raw_decode(line, at)
        start = _behind_blanks(line, _behind_blanks(line, at) + 1)
        _, end = _DECODER.raw_decode(line, start)
        yield key, start, end
        at = _behind_blanks(line, end)
        if line[at] == ",":
            at = _behind_blanks(line, at + 1)


def _behind_blanks(line: str, at: int) -> int:
    while line[at] in " \t\r\n":
        at += 1
    return at
