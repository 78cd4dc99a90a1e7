"""Bytes out: a file whole or not at all, and standard output."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from kanwu.errors import UnwritableError


class Draft:
    """A file in the making: bytes go to a hidden file in the same folder, which takes its place on `commit`.

    Symbolic links are followed; mode bits and owner of a file that is replaced are kept. A device or a pipe
    is written to directly. Leaving the `with` block without a commit leaves all as it was.
    Raises UnwritableError.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0  # bytes written so far
        with faults(path):
            self._old = _status(path)
            self._target = Path(os.path.realpath(path))
            self._part: Path | None = None
            if self._old is not None and not stat.S_ISREG(self._old.st_mode):
                self._descriptor = os.open(path, os.O_WRONLY | _BINARY)
            else:
                self._descriptor = self._started()

    def __enter__(self) -> "Draft":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    def _started(self) -> int:
        """The hidden file, open; private while a file that may be private is copied."""
        if self._old is not None and not os.access(self._target, os.W_OK):
            raise PermissionError(None, "permission denied, the file is read-only")
        self._part = self._target.with_name(f".kanwu-{os.urandom(6).hex()}.part")
        mode = 0o666 if self._old is None else 0o600
        return os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)

    def write(self, data: bytes) -> None:
        """Add bytes at the end; all of them, or none and an error."""
        with faults(self.path):
            rest = memoryview(data)
            try:
                while rest:
                    rest = rest[os.write(self._descriptor, rest) :]
            except OSError:
                self.cut(self.size)
                raise
            self.size += len(data)

    def cut(self, size: int) -> None:
        """Take back what was written after the first `size` bytes; a device keeps it."""
        if self._part is not None:
            os.ftruncate(self._descriptor, size)
            os.lseek(self._descriptor, size, os.SEEK_SET)
            self.size = size

    def commit(self, durable: bool = False) -> None:
        """Put the file in its place; what replaces a file, and what is `durable`, is on the disk before."""
        with faults(self.path):
            if self._part is not None:
                self._keep_status()
                if durable or self._old is not None:
                    os.fsync(self._descriptor)
                self._close()
                os.replace(self._part, self._target)
                self._part = None
            self._close()

    def discard(self) -> None:
        """Leave no trace; after a commit, nothing."""
        self._close()
        if self._part is not None:
            with suppress(OSError):
                self._part.unlink()
            self._part = None

    def _keep_status(self) -> None:
        if self._old is None or self._part is None:
            return
        if hasattr(os, "chown"):
            with suppress(OSError):  # only the superuser may give a file away
                os.chown(self._part, self._old.st_uid, self._old.st_gid)
        os.chmod(self._part, stat.S_IMODE(self._old.st_mode))

    def _close(self) -> None:
        if self._descriptor >= 0:
            descriptor, self._descriptor = self._descriptor, -1
            os.close(descriptor)


_BINARY = getattr(os, "O_BINARY", 0)  # Windows would write line feeds as CR LF


def write_file(path: Path, data: bytes) -> None:
    """Make or replace a file, whole or not at all, as `Draft` does. Raises UnwritableError."""
    with Draft(path) as draft:
        draft.write(data)
        draft.commit()


def make_folder(path: Path) -> None:
    """Make a folder and those above it; nothing when it is there. Raises UnwritableError."""
    with faults(path):
        path.mkdir(parents=True, exist_ok=True)


def write_out(data: bytes) -> None:
    """Bytes to standard output, at once.

    Raises UnwritableError, or BrokenPipeError when the reader has gone, and then gives standard output up:
    the interpreter would try to write the rest once more when it ends.
    """
    if sys.stdout is None:
        raise UnwritableError("standard output is closed", "name a file with -o")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        give_up_output()
        if isinstance(error, BrokenPipeError):
            raise
        raise UnwritableError(f"cannot write standard output: {_reason(error)}") from error


def give_up_output() -> None:
    """Send what is left for standard output nowhere."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turns an OSError into an UnwritableError that names the file; a closed pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = f"there is no folder {path.parent}" if missing else _reason(error)
        raise UnwritableError(f"cannot write {path}: {reason}", "make it first" if missing else "") from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None
