"""Records out, in the format that they came in: only texts that changed are written anew."""

import json
import re
import zlib
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from kanwu.read.records import Batch, Record

_ENOUGH = 256 << 10  # bytes that are gathered before they are written
_SURROGATE = re.compile("[\ud800-\udfff]")
_GZIP = 31  # zlib's number for a gzip with the widest window


class New(NamedTuple):
    """The new text of a record, and of a JSON line the literal that stands for it."""

    text: str
    literal: bytes = b""


class Out(Protocol):
    """Where records go: each batch with the new texts, None for those that stay; then `finish`, and always `close`."""

    def add(self, batch: Batch, texts: Sequence[New | None]) -> None: ...
    def finish(self) -> None: ...
    def close(self) -> None: ...


class Nowhere:
    """Where records go that are looked at alone."""

    def add(self, batch: Batch, texts: Sequence[New | None]) -> None:
        """Nothing."""

    def finish(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class LinesOut:
    """Writes JSON Lines with `put`; `packed`: as a gzip, without a date."""

    def __init__(self, put: Callable[[bytes], None], packed: bool = False) -> None:
        self._put = put
        self._packer = zlib.compressobj(wbits=_GZIP) if packed else None
        self._pieces: list[bytes] = []
        self._size = 0

    def add(self, batch: Batch, texts: Sequence[New | None]) -> None:
        """Write lines; one whose text stays, byte for byte."""
        for record, new in zip(batch.records, texts, strict=True):
            line = record.raw if new is None else replaced(record, new.literal)
            self._pieces.append(line)
            self._size += len(line)
        if self._size >= _ENOUGH:
            self._flush()

    def finish(self) -> None:
        """Write what is still held."""
        self._flush()
        if self._packer:
            self._put(self._packer.flush())

    def close(self) -> None:
        """Leave what was not finished unwritten."""
        self._pieces = []

    def _flush(self) -> None:
        data = b"".join(self._pieces)
        self._pieces, self._size = [], 0
        self._put(self._packer.compress(data) if self._packer else data)


def replaced(record: Record, literal: bytes) -> bytes:
    """The line of a record with another literal in its text's place."""
    start, end = record.span
    return record.raw[:start] + literal + record.raw[end:]


def literal_of(text: str, line: bytes) -> bytes:
    """The JSON literal of a text, with Chinese characters escaped where the line that it is for has them escaped."""
    if line.isascii() and b"\\u" in line:
        return json.dumps(text).encode()
    plain = json.dumps(text, ensure_ascii=False)
    return _SURROGATE.sub(lambda lone: f"\\u{ord(lone[0]):04x}", plain).encode()
