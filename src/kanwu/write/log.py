"""The edit log: JSON Lines that explain every change and give the input back byte for byte.

A page's part of a log starts with a head line: the input's name and encoding, digests of input and output, `map` (runs
of output characters that are source characters: [output start, source start, length]) and `removed` (source characters
that the output has not: [source start, text]). One line for each edit follows. The edits explain; the map makes the way
back exact, whatever the edits were. Where the input is no plain text, or the output neither Markdown nor plain text,
the head has the input's bytes too, as `original` (Base64 of zlib); of a folder, which is never changed, its files'
names and digests; of a record, the JSON literal of its text as `raw`, if that is no usual one.
"""

import hashlib
import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from kanwu import Result, __version__
from kanwu.errors import KanwuError, RevertError
from kanwu.model import Entry, Sure
from kanwu.read.encoding import Decoded, encode
from kanwu.read.files import FOLDER, Page
from kanwu.runs import Run, runs

_MOST = 600 << 20  # bytes of an input: what unpacks to more was never one
_SURROGATE = re.compile("[\ud800-\udfff]")
_as_json = json.JSONEncoder(ensure_ascii=False).encode
_SURE = {sure: sure.name.lower() for sure in Sure}
DAMAGED = (TypeError, ValueError, LookupError, OverflowError, RecursionError)
"""What comes of a record of a log whose values are not of the kind that kanwu writes."""


def log_lines(result: Result, data: bytes, decoded: Decoded, name: str, output: bytes | None = None,
              way: dict[str, Any] | None = None) -> Iterator[str]:  # fmt: skip
    """The lines, each with its newline, that log one page; `data` are the input's bytes.

    `output` are the bytes that were delivered, where they are not the text of the result in UTF-8; `way` is
    `way_back(page)` for what the text alone does not lead back to.
    """
    head: dict[str, Any] = {
        "kanwu": __version__, "input": name, "encoding": decoded.encoding, "bom": decoded.bom.hex(),
        "oddities": [[at, raw.hex()] for at, raw in decoded.oddities],
        "input_sha256": sha256(data), "output_sha256": digest(result.text) if output is None else sha256(output),
    }  # fmt: skip
    if output is None:
        kept = list(runs(result.origin))
        head |= {"map": kept, "removed": list(_removed(result.source, kept))}
    yield json_line(head | (way or {}))
    for entry in sorted((*result.edits, *result.flags), key=attrgetter("source")):
        yield _entry_line(entry)


def way_back(page: Page) -> dict[str, Any]:
    """What a log's head says of an input that is no plain text: its format, and what gives its bytes back."""
    if page.format == FOLDER:
        return {"format": page.format, "members": [{"name": name, "sha256": digest} for name, digest in page.parts]}
    return {"format": page.format, "original": b64encode(zlib.compress(page.data)).decode("ascii")}


def sha256(data: bytes) -> str:
    """The digest of some bytes, as the log has it."""
    return hashlib.sha256(data).hexdigest()


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8; lone surrogates are taken as they are."""
    return sha256(text.encode("utf-8", "surrogatepass"))


def json_line(record: object) -> str:
    """A record as a line of JSON, with Chinese characters as they are; all escaped where a lone surrogate is in it."""
    line = _as_json(record)
    return (json.dumps(record) if _SURROGATE.search(line) else line) + "\n"


def _entry_line(entry: Entry) -> str:
    """`json_line` of an entry, put together by hand: a log has hundreds a page."""
    rule, verb, source, number, output, before, after, why, sure, applied, kinds = entry
    line = (
        f'{{"rule": "{rule}", "verb": "{verb}", "source": [{source[0]}, {source[1]}], "line": {number}, '
        f'"output": [{output[0]}, {output[1]}], "before": {_as_json(before)}, "after": {_as_json(after)}, '
        f'"why": {_as_json(why)}, "sure": "{_SURE[sure]}", "applied": {"true" if applied else "false"}}}\n'
    )
    return json_line(entry.as_dict()) if kinds or _SURROGATE.search(line) else line


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
        except (ValueError, RecursionError) as error:
            raise RevertError(f"line {number} of the log is no JSON", "give the file that --log wrote") from error
        if isinstance(record, dict) and "kanwu" in record:
            pages.append(PageLog(record))
        elif pages and isinstance(record, dict):
            pages[-1].edits.append(record)
        else:
            what = f"line {number} of the log comes before any page's head"
            raise RevertError(what, "give the whole file that --log wrote")
    return pages


def revert(output: str | bytes, pages: Iterable[PageLog]) -> bytes:
    """The bytes of the input that an output, text or bytes, was made from.

    Raises RevertError when no page of the log has this as its output, when the log itself was changed, or when the
    input was a folder.
    """
    data = output if isinstance(output, bytes) else output.encode("utf-8", "surrogatepass")
    wanted = sha256(data)
    page = next((p for p in pages if p.head.get("output_sha256") == wanted), None)
    if page is None:
        raise RevertError("the log was not made with this text", "give the output as kanwu wrote it, unchanged")
    if page.head.get("format") == FOLDER:
        what = f"{page.head.get('input')} was a folder, which kanwu left as it was"
        raise RevertError(what, "its pages are still there")
    try:
        packed = page.head.get("original")
        data = _rebuilt(data.decode("utf-8", "surrogatepass"), page.head) if packed is None else _unpacked(packed)
    except (*DAMAGED, KanwuError, zlib.error) as error:
        raise RevertError("the log's head line is damaged", "give the file that --log wrote") from error
    if sha256(data) != page.head.get("input_sha256"):
        raise RevertError("the log does not lead back to the input it names", "give the file that --log wrote")
    return data


def _unpacked(original: str) -> bytes:
    return zlib.decompressobj().decompress(b64decode(original, validate=True), _MOST)


def _rebuilt(text: str, head: dict[str, Any]) -> bytes:
    source = source_of(head, text)
    oddities = tuple((int(at), bytes.fromhex(raw)) for at, raw in head["oddities"])
    return encode(source, str(head["encoding"]), bytes.fromhex(head["bom"]), oddities)


def source_of(head: dict[str, Any], text: str) -> str:
    """The text that a page was before, of what its head line says was removed and what `text` kept.

    Raises one of DAMAGED, also where more is said to be kept than there is.
    """
    pieces = [(int(start), str(gone)) for start, gone in head["removed"]]
    left = len(text)
    for at, start, size in head["map"]:
        pieces.append((int(start), text[at : at + size]))
        left -= len(pieces[-1][1])
        if left < 0:
            raise ValueError("a character is kept twice")
    return "".join(piece for _, piece in sorted(pieces, key=lambda p: p[0]))


def written_text(data: bytes) -> str:
    """Text that kanwu wrote, which is UTF-8. Raises RevertError for what is not."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        what = f"not UTF-8 (byte offset {error.start}), so kanwu did not write it"
        raise RevertError(what, "give the file as kanwu wrote it") from error
