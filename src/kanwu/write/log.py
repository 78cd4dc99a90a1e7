"""The edit log: JSON Lines that explain every change and give the input back byte for byte.

A page's part of a log starts with a head line: the input's name and encoding, digests of input and output, `map` (runs
of output characters that are source characters: [output start, source start, length]) and `removed` (source characters
that the output has not: [source start, text]). One line for each edit follows. The edits explain; the map makes the way
back exact, whatever the edits were. `raw` is the JSON literal of a record's text, if that is no usual one.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kanwu import Result, __version__
from kanwu.errors import KanwuError, RevertError
from kanwu.model import Run, runs
from kanwu.read.encoding import Decoded, encode

_SURROGATE = re.compile("[\ud800-\udfff]")


def log_lines(
    result: Result, data: bytes, decoded: Decoded, name: str, more: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The lines, each with its newline, that log one page; `data` are the input's bytes, `more` joins the head line."""
    kept = list(runs(result.origin))
    head = {
        "kanwu": __version__, "input": name, "encoding": decoded.encoding, "bom": decoded.bom.hex(),
        "oddities": [[at, raw.hex()] for at, raw in decoded.oddities],
        "input_sha256": hashlib.sha256(data).hexdigest(), "output_sha256": digest(result.text),
        "map": kept, "removed": list(_removed(result.source, kept)),
    }  # fmt: skip
    yield json_line(head | dict(more or {}))
    for entry in sorted((*result.edits, *result.flags), key=lambda e: (e.source.start, e.source.end)):
        yield json_line(entry.as_dict())


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8; lone surrogates are taken as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def json_line(record: dict[str, Any]) -> str:
    """A record as a line of JSON, with Chinese characters as they are; all escaped where a lone surrogate is in it."""
    line = json.dumps(record, ensure_ascii=False)
    return (json.dumps(record) if _SURROGATE.search(line) else line) + "\n"


def _removed(source: str, kept: Iterable[Run]) -> Iterator[list[Any]]:
    at = 0
    for start, size in sorted((run.source, run.size) for run in kept):
        if start > at:
            yield [at, source[at:start]]
        at = max(at, start + size)
    if at < len(source):
        yield [at, source[at:]]


@dataclass(frozen=True)
class PageLog:
    """One page's part of a log: its head line and its edit lines, as JSON objects."""

    head: dict[str, Any]
    edits: list[dict[str, Any]] = field(default_factory=list)


def read_log(text: str) -> list[PageLog]:
    """The pages of a log. Raises RevertError, naming the line, for what is no log of kanwu's."""
    pages: list[PageLog] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise RevertError(f"line {number} of the log is no JSON", "give the file that --log wrote") from error
        if isinstance(record, dict) and "kanwu" in record:
            pages.append(PageLog(record))
        elif pages and isinstance(record, dict):
            pages[-1].edits.append(record)
        else:
            what = f"line {number} of the log comes before any page's head"
            raise RevertError(what, "give the whole file that --log wrote")
    return pages


def revert(text: str, pages: Iterable[PageLog]) -> bytes:
    """The bytes of the input that a cleaned text was made from.

    Raises RevertError when no page of the log has this text as its output, or when the log itself was changed.
    """
    wanted = digest(text)
    page = next((p for p in pages if p.head.get("output_sha256") == wanted), None)
    if page is None:
        raise RevertError("the log was not made with this text", "give the output as kanwu wrote it, unchanged")
    try:
        data = _rebuilt(text, page.head)
    except (TypeError, ValueError, LookupError, KanwuError) as error:
        raise RevertError("the log's head line is damaged", "give the file that --log wrote") from error
    if hashlib.sha256(data).hexdigest() != page.head.get("input_sha256"):
        raise RevertError("the log does not lead back to the input it names", "give the file that --log wrote")
    return data


def _rebuilt(text: str, head: dict[str, Any]) -> bytes:
    source = source_of(head, text)
    oddities = tuple((int(at), bytes.fromhex(raw)) for at, raw in head["oddities"])
    return encode(source, str(head["encoding"]), bytes.fromhex(head["bom"]), oddities)


def source_of(head: dict[str, Any], text: str) -> str:
    """The text that a page was before, of what its head line says was removed and what `text` kept."""
    pieces = [(int(start), str(gone)) for start, gone in head["removed"]]
    pieces += [(int(start), text[at : at + size]) for at, start, size in head["map"]]
    return "".join(piece for _, piece in sorted(pieces, key=lambda p: p[0]))


def written_text(data: bytes) -> str:
    """Text that kanwu wrote, which is UTF-8. Raises RevertError for what is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"not UTF-8 (byte offset {error.start}), so kanwu did not write it"
        raise RevertError(what, "give the file as kanwu wrote it") from error
