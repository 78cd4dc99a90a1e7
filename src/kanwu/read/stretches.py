"""A stretch of a file of lines: each line is in the one in which it begins."""

from typing import BinaryIO

_PIECE = 1 << 20  # bytes of a line that are passed over at once


class Stretch:
    """The lines that begin in a stretch of the bytes of a file that is open; the last one may reach beyond it."""

    def __init__(self, file: BinaryIO, start: int, stop: int) -> None:
        self._file = file
        self._stop = stop
        self._begins = not start
        self._at = file.seek(max(0, start - 1))
        while self._at < stop and not self._begins and self._next(_PIECE):
            pass  # the rest of a line that began before
        self._begins = True  # or none begins here

    def readline(self, size: int = -1, /) -> bytes:
        return b"" if self._begins and self._at >= self._stop else self._next(size)

    def seek(self, offset: int, /) -> int:
        """Go on from a place of the file, where a line begins."""
        self._at, self._begins = self._file.seek(offset), True
        return self._at

    def _next(self, size: int) -> bytes:
        piece = self._file.readline(size)
        self._at += len(piece)
        self._begins = piece.endswith(b"\n")
        return piece
