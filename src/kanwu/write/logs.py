"""Logs by what their pages came out as: a small one in memory, a large one left in its file.

The log of a million pages has many times their size. Of such a one only the places of the pages' head lines are held,
some 200 bytes a page, and a head is read when its page is asked for.
"""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from kanwu.errors import RevertError
from kanwu.read.inputs import read_bytes, unreadable
from kanwu.write.log import PageLog, read_log, written_text

HELD = 64 << 20  # bytes of a log that is read in whole
_OPENING = b'{"kanwu"'  # of a head line
_KEY = b'"output_sha256": "'
_DIGITS = 64  # of a digest in hexadecimal


class Logs(Protocol):
    """The pages of a log."""

    def of(self, digest: str) -> Sequence[PageLog]:
        """The head of each page whose output has this SHA-256, in the order of the log. Raises RevertError."""
        ...


def open_log(path: Path) -> Logs:
    """The log in a file, which must stay while it is asked. Raises RevertError and UnreadableError."""
    try:
        status = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    if stat.S_ISREG(status.st_mode) and status.st_size > HELD:
        return Far(path)
    return Held(read_log(written_text(read_bytes(path))))


class Held:
    """A log in memory."""

    def __init__(self, pages: Sequence[PageLog]) -> None:
        self._pages: dict[str, list[PageLog]] = {}
        for page in pages:
            self._pages.setdefault(str(page.head.get("output_sha256")), []).append(page)

    def of(self, digest: str) -> Sequence[PageLog]:
        return self._pages.get(digest, [])


class Far:
    """A log in its file. Raises UnreadableError for one that cannot be read to its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places: dict[bytes, int | list[int]] = {}  # of head lines, by the digests of their outputs
        try:
            self._file = path.open("rb")
            self._index(self._file)
        except OSError as error:
            raise unreadable(path, error) from error

    def of(self, digest: str) -> Sequence[PageLog]:
        places = self._places.get(_packed(digest.encode()), [])
        return [self._head(place) for place in ([places] if isinstance(places, int) else places)]

    def _head(self, place: int) -> PageLog:
        try:
            self._file.seek(place)
            line = self._file.readline()
        except OSError as error:
            raise unreadable(self._path, error) from error
        try:
            return read_log(line.decode("utf-8"))[0]
        except (RevertError, UnicodeDecodeError, IndexError) as error:
            what = f"the head line at byte {place:,} of the log is damaged"
            raise RevertError(what, "give the file that --log wrote") from error

    def _index(self, file: BinaryIO) -> None:
        at = 0
        for line in file:
            if line.startswith(_OPENING) and (found := line.find(_KEY)) >= 0:
                start = found + len(_KEY)
                self._note(_packed(line[start : start + _DIGITS]), at)
            at += len(line)

    def _note(self, digest: bytes, place: int) -> None:
        before = self._places.setdefault(digest, place)
        if isinstance(before, list):
            before.append(place)
        elif before != place:
            self._places[digest] = [before, place]


def _packed(digest: bytes) -> bytes:
    """A digest in half its length; what is none stays as it is."""
    try:
        return bytes.fromhex(digest.decode("ascii"))
    except ValueError:
        return digest
