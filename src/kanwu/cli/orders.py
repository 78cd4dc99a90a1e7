"""What a user asked for, made sure of before anything is read: which pages, and where each one goes."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kanwu.batch.products import To, named
from kanwu.errors import UsageError
from kanwu.read.folders import pages_in
from kanwu.read.records import kind_of

STDIN = "standard input"
_HOW = "--output-dir DIR, --in-place, --check or --diff"


@dataclass(frozen=True)
class Job:
    """One page. `source` is None for standard input, `target` for standard output or for no output at all."""

    source: Path | None
    target: Path | None = None

    @property
    def name(self) -> str:
        """The page as a message calls it."""
        return str(self.source) if self.source else STDIN


@dataclass(frozen=True)
class Order:
    """Where the product goes: without any of these, to standard output.

    Raises UsageError for those that exclude each other.
    """

    output: Path | None = None
    in_place: bool = False
    output_dir: Path | None = None
    check: bool = False
    diff: bool = False
    log: Path | None = None
    to: To = "md"
    text_field: str | None = None

    def __post_init__(self) -> None:
        if self.output == Path("-"):
            object.__setattr__(self, "output", None)
        ways = {"-o": self.output, "--in-place": self.in_place, "--output-dir": self.output_dir}
        given = [name for name, value in ways.items() if value]
        given += ["--check" if self.check else "--diff"] if self.looks else []
        if len(given) > 1:
            raise UsageError(f"{' and '.join(given)} exclude each other", "give one of them")
        if self.output and self.output.is_dir():
            raise UsageError(f"-o {self.output} is a folder", f"did you mean --output-dir {self.output}?")
        if self.output_dir and self.output_dir.exists() and not self.output_dir.is_dir():
            raise UsageError(f"--output-dir {self.output_dir} is a file", "did you mean -o?")
        if self.in_place and self.to == "json":
            raise UsageError("--in-place would write JSON over the page", "use -o FILE or --output-dir DIR")
        if self.log == Path("-"):
            raise UsageError("--log needs a file of its own", "standard output is for the page")

    @property
    def looks(self) -> bool:
        """Whether nothing is to be written."""
        return self.check or self.diff

    def jobs(self, pages: Iterable[str]) -> list[Job]:
        """The pages in order, those of folders sorted, none twice.

        Raises UsageError when an input would be overwritten, or two pages written to one place.
        """
        names = list(pages) or [_piped()]
        is_one = not (self.looks or self.in_place or self.output_dir)
        if is_one and len(names) == 1 and _is_folder(names[0]):
            return [self._whole(Path(names[0]))]
        found = self._found(names)
        if "-" in names and (self.in_place or self.output_dir):
            raise UsageError("standard input has no name to write to", "use -o FILE")
        if is_one and (len(found) > 1 or any(map(_is_folder, names))):
            raise UsageError("several pages do not go into one output", f"use {_HOW}")
        jobs = [self._job(source, inside) for source, inside in found]
        self._spare_inputs(jobs)
        return jobs

    def spare(self, files: Iterable[Path], jobs: Iterable[Job]) -> None:
        """Refuse to write over files that are read beside the pages. Raises UsageError."""
        spare(files, [("-o", self.output), ("--log", self.log), *(("the output", job.target) for job in jobs)])

    def _found(self, names: list[str]) -> list[tuple[Path | None, Path]]:
        """Each page, and its place in the output folder."""
        found: dict[str, tuple[Path | None, Path]] = {}
        for name in names:
            for source, inside in self._pages(name):
                found.setdefault(self._identity(source), (source, inside))
        return list(found.values())

    def _identity(self, source: Path | None) -> str:
        if source is None:
            return "-"
        return os.path.realpath(source) if self.in_place else os.path.abspath(source)

    def _pages(self, name: str) -> Iterator[tuple[Path | None, Path]]:
        path = Path(name)
        if name == "-":
            yield None, path
        elif path.is_dir():
            yield from ((page, page.relative_to(path)) for page in pages_in(path, self.output_dir))
        else:
            yield path, Path(path.name)

    def _whole(self, folder: Path) -> Job:
        """A folder that is one document. Raises UsageError for an output within it: the next run would read that."""
        inside = os.path.realpath(folder)
        if self.output and os.path.realpath(self.output).startswith(os.path.join(inside, "")):
            raise UsageError(f"-o {self.output} is in the folder that is read", "write it elsewhere")
        return Job(folder, self.output)

    def _job(self, source: Path | None, inside: Path) -> Job:
        if source and source.is_dir():  # a folder without pages: reading it gives the fault
            return Job(source)
        if self.in_place:
            return Job(source, source)
        if self.output_dir:
            is_page = not kind_of(source, self.text_field)
            name = named(inside.as_posix(), self.to) if is_page else inside
            return Job(source, self.output_dir / name)
        return Job(source, self.output)

    def _spare_inputs(self, jobs: list[Job]) -> None:
        """Refuse to write over an input that is not cleaned in place, and to write two pages to one name."""
        inputs = {_file(job.source): job.source for job in jobs if job.source}
        taken: dict[object, Job] = {}
        for job in jobs:
            if job.target is None:
                continue
            key = _file(job.target)
            if key in inputs and not self.in_place:
                raise UsageError(f"{job.target} is an input", "use --in-place, or another name")
            if key in taken:
                what = f"{taken[key].name} and {job.name} would both be written to {job.target}"
                raise UsageError(what, "rename one, or clean them apart")
            taken[key] = job
        if self.log and (_file(self.log) in inputs or _file(self.log) in taken):
            raise UsageError(f"--log {self.log} is a page", "give the log a name of its own")


def spare(files: Iterable[Path], targets: Iterable[tuple[str, Path | None]]) -> None:
    """Refuse to write over files that are read. `targets` are what a message calls each, and where it goes, None for
    no file. Raises UsageError."""
    read = {_file(file) for file in files}
    for name, target in targets:
        if target and _file(target) in read:
            raise UsageError(f"{name} {target} is an input", "give another name")


def _piped() -> str:
    """Standard input as the page, unless that is a person at a keyboard."""
    if sys.stdin is not None and sys.stdin.isatty():
        advice = "name one (kanwu clean PAGE.md), pipe one in, or try kanwu sample | kanwu clean --diff"
        raise UsageError("no page given", advice)
    return "-"


def _is_folder(name: str) -> bool:
    return name != "-" and Path(name).is_dir()


def _file(path: Path) -> object:
    """What tells a file from another, by whatever name; the name while it is not there."""
    try:
        status = path.stat()
    except OSError:
        return os.path.normcase(os.path.realpath(path))
    return (status.st_dev, status.st_ino)
