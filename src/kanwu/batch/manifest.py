"""manifest.jsonl: what a run did, a line for each page or record in the order of the inputs, and where to go on.

The head line says with which options. A line has `input`, `sha256`, `output`, `edits` by rule, `flags`, `seconds`,
`error`, and how far the log reaches (`log`); a record's also how far its file is read (`read`) and written (`written`).
A file of records has a line as it begins and one as it ends, with `file` in the place of `input`.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from kanwu.batch.inputs import stamp
from kanwu.errors import UsageError
from kanwu.write.files import faults

MANIFEST = "manifest.jsonl"
LOG = "edits.jsonl"
CORPUS = "corpus.kwc"
BEFORE = ".kanwu-before.jsonl"
"""The lines of runs that were started anew: which files in the output folder are theirs."""
NEXT = ".kanwu-next.jsonl"
"""The files that are about to be written: a run that is broken off knows them by it."""
PART = ".kanwu.part"
"""A file that is written, before it has its name."""


_EMPTY = sha256(b"").hexdigest()


class Growing:
    """A file that is added to at its end. What is added is written by `flush`. Raises UnwritableError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with faults(path):
            self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            self.size = os.lseek(self.descriptor, 0, os.SEEK_END)
        self._pieces: list[bytes] = []
        self.waits = 0  # bytes that are not written yet

    def add(self, data: bytes) -> None:
        """Add bytes. `size` counts them at once."""
        self._pieces.append(data)
        self.size += len(data)
        self.waits += len(data)

    def flush(self) -> None:
        """Write what was added."""
        if self._pieces:
            rest = memoryview(b"".join(self._pieces))
            self._pieces, self.waits = [], 0
            with faults(self.path):
                while rest:
                    rest = rest[os.write(self.descriptor, rest) :]

    def cut(self, size: int) -> None:
        """Take back all but the first so many bytes."""
        self.flush()
        with faults(self.path):
            os.ftruncate(self.descriptor, size)
            os.lseek(self.descriptor, size, os.SEEK_SET)
        self.size = size

    def sync(self) -> None:
        """Have it on the disk."""
        self.flush()
        with faults(self.path):
            os.fsync(self.descriptor)

    def close(self) -> None:
        """Leave it as it is; what was not flushed is not written."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def lock(self) -> None:
        """Keep others from locking it, as long as it is open. Raises UsageError where another has."""
        with suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                what = f"another run writes into {self.path.parent}"
                raise UsageError(what, "wait for it, or give another folder") from error
            except OSError:
                return  # a file system without locks


@dataclass
class Current:
    """A file of records of which some are done: `number` of the last one, how far it was `read` and `written`, and
    where manifest and log were before it. `digest` is of a stream."""

    name: str = ""
    stamp: bytes = b""
    output: str = ""
    number: int = 0
    read: int = 0
    written: int = 0
    digest: str = ""
    manifest: int = 0
    log: int = 0
    records: int = 0
    faults: int = 0


@dataclass
class Past:
    """What the manifest tells of an earlier run.

    `done` are stamps of inputs, `faulty` those of which some had an error. `stream`: where standard input that is done
    ended, and its digest. `end` and `log` are how far manifest and log are good.
    """

    head: dict[str, Any] | None = None
    done: set[bytes] = field(default_factory=set)
    faulty: set[bytes] = field(default_factory=set)
    current: Current | None = None
    stream: tuple[int, str] | None = None
    end: int = 0
    log: int = 0

    @classmethod
    def of(cls, manifest: Path, logged: int) -> "Past":
        """What is told by a manifest whose log has so many bytes. Raises UsageError for what is no manifest."""
        past = cls()
        for line, end in lines_of(manifest):
            if past.head is None:
                if "kanwu" not in line or "manifest" not in line:
                    break
                past.head = line
            elif line.get("log", -1) > logged or not past._take(line, manifest.parent, past.end):
                break
            past.end, past.log = end, line.get("log", 0)
        if past.head is None and os.path.getsize(manifest) and not _is_half_head(manifest):
            raise UsageError(f"{manifest} is there and is no manifest of kanwu's", "give another folder")
        return past

    def forget_current(self) -> None:
        """Take back what was done of the file that is not done."""
        if self.current is not None:
            self.end, self.log = self.current.manifest, self.current.log
            self.current = None

    def _take(self, line: dict[str, Any], out: Path, start: int) -> bool:
        try:
            if "input" in line:
                self._input(line, out)
            elif "records" in line:
                self._closed(line, out)
            else:
                name, output = line["file"], line["output"]
                stamped = stamp(name, line["size"], line["time"], line["manner"])
                self.current = Current(name, stamped, output, manifest=start, log=self.log)
        except (KeyError, TypeError):
            return False
        return True

    def _input(self, line: dict[str, Any], out: Path) -> None:
        if "record" in line:
            current = self._current()
            current.number, current.read, current.written = line["record"], line["read"], line["written"]
            current.digest = line.get("stream", "")
            current.records += 1
            current.faults += bool(line["error"])
            return
        stamped = stamp(line["input"], line["size"], line["time"], line["manner"])
        if not line["output"] or _is_there(out / line["output"], line["output_sha256"] == _EMPTY):
            self.done.add(stamped)
        self._mark(stamped, bool(line["error"]))

    def _closed(self, line: dict[str, Any], out: Path) -> None:
        current, self.current = self._current(), None
        if _is_there(out / line["output"], line["written"] == 0):
            self.done.add(current.stamp)
            if "stream" in line:
                self.stream = (line["read"], line["stream"])
        self._mark(current.stamp, bool(current.faults))

    def _current(self) -> Current:
        """The file of records that is not done. Raises KeyError where there is none."""
        if self.current is None:
            raise KeyError("file")
        return self.current

    def _mark(self, stamped: bytes, is_faulty: bool) -> None:
        if is_faulty:
            self.faulty.add(stamped)
        else:
            self.faulty.discard(stamped)


def lines_of(manifest: Path) -> Iterator[tuple[dict[str, Any], int]]:
    """The whole lines of a manifest and where each ends, in bytes, up to the first that is none of kanwu's."""
    end = 0
    with suppress(FileNotFoundError), manifest.open("rb") as file:
        for raw in file:
            try:
                line = json.loads(raw)
            except ValueError:
                return
            if not raw.endswith(b"\n") or not isinstance(line, dict):
                return
            end += len(raw)
            yield line, end


def check_head(head: dict[str, Any], old: dict[str, Any]) -> None:
    """Raises UsageError where a run was begun with other options than these."""
    for name in dict.fromkeys((*head, *old)):
        if head.get(name) != old.get(name):
            what = f"this run was begun with {_worded(name, old.get(name))}, not {_worded(name, head.get(name))}"
            raise UsageError(what, "give the same options again, another folder, or --restart")


def _worded(name: str, value: object) -> str:
    option = name if name in ("kanwu", "manifest") else f"--{name.replace('_', '-')}"
    if isinstance(value, bool) or value is None or value == []:
        return option if value is True else f"no {option}"
    return f"{option} {','.join(value) if isinstance(value, list) else value}"


def _is_there(output: Path, empty: bool) -> bool:
    """Whether an output is there, and not empty where it should not be: so it is left when the power goes."""
    try:
        return output.stat().st_size > 0 or empty
    except FileNotFoundError:
        return False


def _is_half_head(manifest: Path) -> bool:
    with manifest.open("rb") as file:
        start = file.read(4096)
    return b"\n" not in start and start[:8] == b'{"kanwu"'[: len(start)]
