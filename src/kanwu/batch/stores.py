"""Files on any store that fsspec knows: found, read, and written whole or not at all."""

import io
import os
import posixpath
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple

from kanwu.errors import KanwuError, UnreadableError, UnwritableError, UsageError
from kanwu.write.files import Draft, make_folder

_BLOCK = 4 << 20  # bytes that are fetched at once
_AT_ONCE = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "memory"}
"""Stores on which a file is there when it is there whole, and a move is a copy."""
_MARKS = ("ETag", "etag", "md5Hash", "crc32c", "content_hash", "mtime", "LastModified", "last_modified", "modify",
          "updated", "created", "CRC", "date_time")  # fmt: skip


class StoreError(UnreadableError):
    """A store that did not give what it has: another time it may."""


class File(NamedTuple):
    """A file of an input: its place on the store, its place below the input, what messages call it, its size in bytes
    (-1: not known), and what is another as soon as its content is."""

    path: str
    inside: str
    name: str
    size: int
    mark: str


@dataclass(frozen=True)
class Store:
    """A folder on a store. `fs` is a file system of fsspec's. It can be pickled."""

    fs: Any
    root: str

    @classmethod
    def of(cls, url: str) -> "Store":
        """The store and the place of a URL or path. Raises UsageError."""
        try:
            from fsspec.core import url_to_fs
        except ImportError as error:
            raise UsageError("this needs fsspec, which is not there", "pip install 'kanwu[ray]'") from error
        try:
            return cls(*url_to_fs(url))
        except (ImportError, ValueError) as error:
            raise UsageError(f"{url}: {error}", "check the name, or install what it needs") from error

    @property
    def is_local(self) -> bool:
        """Whether the files are ordinary ones of this machine."""
        return "file" in _protocols(self.fs)

    def at(self, name: str) -> str:
        """The place of a name in the folder."""
        return posixpath.join(self.root, name)

    def names(self, folder: str = "") -> list[str]:
        """All files below a folder of the store, by their place in it; none when it is not there."""
        top = self.at(folder).rstrip("/")
        self.fs.invalidate_cache()
        with store_faults(top, UnreadableError):
            try:
                return [path[len(top) :].lstrip("/") for path in self.fs.find(top)]
            except (FileNotFoundError, NotADirectoryError):
                return []

    def read(self, name: str, start: int | None = None, end: int | None = None) -> bytes | None:
        """The bytes of a file, or those from `start` to `end`; None when it is not there. Raises UnreadableError."""
        path = self.at(name)
        with store_faults(path, UnreadableError):
            try:
                return bytes(self.fs.cat_file(path, start=start, end=end))
            except FileNotFoundError:
                return None

    def write(self, name: str, data: bytes) -> None:
        """Make or replace a file. Raises UnwritableError."""
        with self.upload(name) as upload:
            upload.write(data)
            upload.commit()

    def remove(self, *names: str) -> None:
        """Take away files and folders, if they are there. Raises UnwritableError."""
        self.fs.invalidate_cache()
        for path in map(self.at, names):
            with store_faults(path, UnwritableError), suppress(FileNotFoundError):
                if self.fs.exists(path):
                    self.fs.rm(path, recursive=True)

    def upload(self, name: str) -> "Upload":
        return Upload(self, name)


class Upload:
    """A file in the making, which is there, whole, on `commit`, and not before. Raises UnwritableError.

    What is not of this machine is gathered on this machine's disk first.
    """

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._path = store.at(name)
        self._draft: Draft | None = None
        if store.is_local:
            make_folder(Path(self._path).parent)
            self._draft = Draft(Path(self._path))
        else:
            self._held = tempfile.NamedTemporaryFile(prefix="kanwu-")  # noqa: SIM115

    def __enter__(self) -> "Upload":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._draft:
            self._draft.discard()
        else:
            self._held.close()

    def write(self, data: bytes) -> None:
        """Add bytes at the end."""
        if self._draft:
            self._draft.write(data)
            return
        with store_faults(self._path, UnwritableError):
            self._held.write(data)

    def add_file(self, file: Path) -> None:
        """Add the bytes of a file of this machine."""
        with file.open("rb") as stream:
            while data := stream.read(_BLOCK):
                self.write(data)

    def commit(self) -> None:
        """Put the file in its place."""
        if self._draft:
            self._draft.commit()
            return
        fs, path = self._store.fs, self._path
        with store_faults(path, UnwritableError):
            self._held.flush()
            if _AT_ONCE & _protocols(fs):
                fs.put_file(self._held.name, path)
                return
            folder = posixpath.dirname(path)
            fs.makedirs(folder, exist_ok=True)
            hidden = posixpath.join(folder, f".kanwu-{os.urandom(6).hex()}.part")
            fs.put_file(self._held.name, hidden)
            _moved(fs, hidden, path)


def _moved(fs: Any, hidden: str, path: str) -> None:
    """Give a file its name, also where another one has it and the store does not replace it."""
    try:
        fs.mv(hidden, path)
    except Exception:
        if not fs.exists(hidden):
            raise
        with suppress(FileNotFoundError):
            fs.rm_file(path)
        fs.mv(hidden, path)


def found(url: str, leave_out: Store) -> tuple[Any, list[File]]:
    """The file system and the files of an input: a file, all in a folder, or what a pattern with * fits, sorted.

    Hidden ones and those below `leave_out` are left out. Raises UsageError, UnreadableError.
    """
    store = Store.of(url)
    fs, root = store.fs, store.root
    with store_faults(url, UnreadableError):
        fs.invalidate_cache()
        if "*" in root:
            at = root[: root.index("*")].rpartition("/")[0]
            infos = [i for i in fs.glob(root, detail=True).values() if i["type"] == "file"]
            return fs, _files(infos, at, lambda path: _named(fs, url, path))
        info = fs.info(root)
        if info["type"] != "directory":
            return fs, [_file(info, posixpath.basename(info["name"]), url)]
        infos = [i for i in fs.find(root, detail=True).values() if not _below(fs, i["name"], leave_out)]
        top = root.rstrip("/")
        return fs, _files(infos, top, lambda path: f"{url.rstrip('/')}/{path[len(top):].lstrip('/')}")


def _files(infos: list[dict[str, Any]], top: str, name: Any) -> list[File]:
    files = [_file(info, info["name"][len(top) :].lstrip("/"), name(info["name"])) for info in infos]
    shown = [f for f in files if not any(part.startswith(".") for part in f.inside.split("/"))]
    return sorted(shown, key=lambda file: file.inside.split("/"))


def _file(info: dict[str, Any], inside: str, name: str) -> File:
    mark = next((str(info[key]) for key in _MARKS if info.get(key)), "")
    size = info.get("size")
    return File(info["name"], inside, name, -1 if size is None else int(size), mark)


def _named(fs: Any, url: str, path: str) -> str:
    """A file of a pattern as a URL, if the pattern is one."""
    if "://" not in url:
        return path
    _, chain, rest = url.partition("::")
    return f"{fs.unstrip_protocol(path)}{chain}{rest}"


def _below(fs: Any, path: str, store: Store) -> bool:
    return bool(fs == store.fs) and (path + "/").startswith(store.root.rstrip("/") + "/")


def opened(fs: Any, path: str) -> BinaryIO:
    """A file of a store, to be read from whatever place on."""
    if "file" in _protocols(fs):
        return Path(path).open("rb")
    return io.BufferedReader(fs.open(path, "rb", block_size=_BLOCK), 1 << 20)


@contextmanager
def store_faults(what: str, kind: type[KanwuError]) -> Iterator[None]:
    """Turns whatever a store raises into a fault of this kind: each store has errors of its own."""
    try:
        yield
    except KanwuError:
        raise
    except FileNotFoundError as error:
        missing = "there is no such bucket or folder" if kind is UnwritableError else "no such file"
        raise kind(f"{what}: {missing}", "check the name") from error
    except Exception as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise kind(f"{what}: {' '.join(str(reason).split())[:300]}") from error


def _protocols(fs: Any) -> set[str]:
    return {fs.protocol} if isinstance(fs.protocol, str) else set(fs.protocol)
