"""What a run has to do: which files the inputs lead to, and where each goes in the output folder."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from glob import has_magic, iglob
from hashlib import blake2b
from pathlib import Path

from kanwu.batch.article import check_field
from kanwu.batch.products import To, named
from kanwu.errors import KanwuError, UnreadableError, UsageError
from kanwu.read.folders import candidates
from kanwu.read.formats import SCAN_SUFFIXES, TEXT_SUFFIXES
from kanwu.read.inputs import no_page, unreadable
from kanwu.read.records import RECORDS, Kind, is_log, kind_of

STDIN = "standard input"
STREAM = "stdin.jsonl"
"""What the records of standard input are written to."""


@dataclass(frozen=True)
class Input:
    """A page file, a file of records, or standard input, for which `source` is None.

    `name` is what messages, log and manifest call it, `output` its place in the output folder. `size` is in bytes,
    `time` the last change in nanoseconds. `fault`: why it cannot be read, None where nothing is known of one. `named`:
    the user named it, so it is a page whatever it holds.
    """

    name: str
    source: Path | None
    output: str = ""
    kind: Kind = ""
    size: int = 0
    time: int = 0
    fault: KanwuError | None = None
    named: bool = True

    def stamp(self, manner: str) -> bytes:
        """What tells it from any other, and from itself once it has changed, cleaned in a manner."""
        return stamp(self.name, self.size, self.time, manner)


def stamp(*parts: object) -> bytes:
    """A digest of some words and numbers."""
    return blake2b("\0".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclass(frozen=True)
class Inputs:
    """The inputs of a command line, found anew each time: a million are not held in memory."""

    names: Sequence[str]
    out: Path
    to: To = "md"
    text_field: str | None = None

    def __iter__(self) -> Iterator[Input]:
        """Each input, those of folders and patterns sorted, none twice."""
        seen: set[bytes] = set()
        for name in self.names:
            for found in self._found(name):
                if len(self.names) > 1:
                    key = stamp(os.path.abspath(found.source) if found.source else "-")
                    if key in seen:
                        continue
                    seen.add(key)
                yield found

    def check(self) -> None:
        """Raises UsageError for an output folder that is, or holds, a folder that is read."""
        out = os.path.realpath(self.out)
        for name in self.names:
            if os.path.isdir(name) and os.path.commonpath([out, os.path.realpath(name)]) == out:
                raise UsageError(f"{self.out} holds {name}, which is read", "write to another folder")

    def _found(self, name: str) -> Iterator[Input]:
        path = Path(name)
        if name == "-":
            yield Input(STDIN, None, STREAM, "lines")
        elif path.is_dir():
            yield from self._folder(path, path)
        elif path.exists() or not has_magic(name):
            yield self._file(path, path.name, True)
        else:
            yield from self._pattern(name)

    def _folder(self, folder: Path, home: Path) -> Iterator[Input]:
        is_empty = True
        for file in candidates(folder, self.out, RECORDS):
            if not is_log(file):
                is_empty = False
                yield self._file(file, file.relative_to(home).as_posix(), False)
        if is_empty:
            yield Input(str(folder), folder, fault=no_page("a folder"))

    def _pattern(self, pattern: str) -> Iterator[Input]:
        """What a pattern as a shell has it matches, ** for any number of folders; files as in a folder, but for those
        whose suffix is in the pattern."""
        home = Path(*_fixed(pattern))
        is_deep = pattern.rstrip("/").endswith("**")  # the files of the folders that match, match too
        is_empty = True
        for path in sorted(map(Path, iglob(pattern, recursive=True)), key=lambda path: path.parts):
            asked = bool(path.suffix) and pattern.endswith(path.suffix)
            if path.is_dir() and not is_deep:
                is_empty = False
                yield from self._folder(path, home)
            elif self._is_page(path, asked):
                is_empty = False
                yield self._file(path, path.relative_to(home).as_posix(), asked)
        if is_empty:
            yield Input(pattern, None, fault=UnreadableError("no page is called so", "check the pattern"))

    def _is_page(self, path: Path, asked: bool) -> bool:
        known = asked or path.name.lower().endswith((*TEXT_SUFFIXES, *SCAN_SUFFIXES, *RECORDS))
        inside = os.path.realpath(path).startswith(os.path.join(self._out, ""))
        return known and not inside and not path.is_dir() and not is_log(path)

    @cached_property
    def _out(self) -> str:
        return os.path.realpath(self.out)

    def _file(self, file: Path, inside: str, named_: bool) -> Input:
        try:
            status = file.stat()
        except OSError as error:
            return Input(str(file), file, fault=unreadable(file, error))
        if stat.S_ISDIR(status.st_mode):
            return Input(str(file), file, fault=UnreadableError("a folder that may not be listed"))
        if not stat.S_ISREG(status.st_mode):
            return Input(str(file), file, fault=UnreadableError("no ordinary file", "pipe it in and name it -"))
        kind = kind_of(file, self.text_field)
        if kind:
            check_field(self.to)
        output = inside if kind else named(inside, self.to)
        return Input(str(file), file, output, kind, status.st_size, status.st_mtime_ns, None, named_)


def _fixed(pattern: str) -> Iterator[str]:
    """The parts of a pattern before the first one that stands for several names."""
    for part in Path(pattern).parts[:-1]:
        if has_magic(part):
            return
        yield re.sub(r"\[([*?[])\]", r"\1", part)
