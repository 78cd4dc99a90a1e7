"""A file of a store on this machine, for what opens files by their path: fetched once, whoever asks first."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE, S_ISDIR
from typing import Any

from kanwu.batch.stores import Store, store_faults
from kanwu.errors import UnreadableError

_in_use: list[int] = []  # copies that this process opens, each locked as long as it lives


@lru_cache(maxsize=2)
def on_this_machine(store: Store, name: str, mark: str) -> str:
    """The path of a file: its own where the store is of this machine, else that of a copy that processes share.

    `mark` is another when the file is. A copy is there whole or not at all; those that no process has in use go when
    one is fetched. Raises UnreadableError.
    """
    place = store.at(name)
    if store.is_local:
        return place
    with store_faults(place, UnreadableError):
        folder = _folder()
        with _alone(folder):
            copy = folder / f"{sha256(repr((place, mark)).encode()).hexdigest()[:32]}.copy"
            if not copy.exists():
                _fetch(store.fs, place, copy)
            _use(copy)
            _sweep(folder)
    return str(copy)


def _fetch(fs: Any, place: str, copy: Path) -> None:
    part = copy.with_suffix(f".{os.getpid()}.part")
    try:
        fs.get_file(place, str(part))
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)


def _folder() -> Path:
    """The folder of the copies, which is this user's alone; where that is not to be had, one of this process."""
    own = os.getuid() if hasattr(os, "getuid") else None
    folder = Path(tempfile.gettempdir(), f"kanwu-{own}")
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    is_ours = S_ISDIR(status.st_mode) and status.st_uid == own and not S_IMODE(status.st_mode) & 0o077
    return folder if is_ours or own is None else Path(tempfile.mkdtemp(prefix="kanwu-"))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other processes waiting; where there are no locks, several may fetch at once, which does no harm."""
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _use(copy: Path) -> None:
    with suppress(ImportError, OSError):
        import fcntl

        _in_use.append(os.open(copy, os.O_RDONLY))
        fcntl.flock(_in_use[-1], fcntl.LOCK_SH)


def _sweep(folder: Path) -> None:
    """Take away the copies that no process has in use, and what one that died had fetched of one."""
    with suppress(ImportError):
        import fcntl

        for file in (*folder.glob("*.copy"), *folder.glob("*.part")):
            held = os.open(file, os.O_RDONLY)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                file.unlink()
            except OSError:
                continue
            finally:
                os.close(held)
