"""The pieces that a run on a cluster is cut into, by what the inputs are alone, so that every run cuts them alike."""

import hashlib
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from kanwu.batch.manifest import CORPUS
from kanwu.batch.products import To, named
from kanwu.batch.stores import File, Store, found, opened, store_faults
from kanwu.errors import KanwuError, UnreadableError, UsageError
from kanwu.read.formats import PLAIN, SCAN_SUFFIXES, TEXT_SUFFIXES, found_format
from kanwu.read.records import LINES, LOG, PARQUET

SIZE = 16 << 20
"""Bytes of input in a piece: some seconds to a minute of work, which is what a lost machine costs."""
OWN = ".kanwu"
"""The folder of an output in which a run keeps account."""
LOGS = "edits"
MANIFEST = "manifest.jsonl"
_MOST_PAGES = 256  # page files in a piece
_CUT = 64  # after how many page files, in the mean, a piece ends
_ASKED = 16  # files that are looked at at once

Kind = Literal["lines", "parquet", "pages"]


@dataclass(frozen=True)
class Piece:
    """Some work of a run: lines of a JSON Lines file, those that begin from byte `start` to `end`; row groups of a
    Parquet file, `start` to `end`, of which `row` is the first row; or files with a page each.

    `output` is the place of what is written, of pages that of the first before it gets the suffix of what is written.
    `is_named`: a page that is an input by itself. `fault`: why a file cannot be cut into pieces. It can be pickled.
    """

    kind: Kind
    fs: Any
    files: tuple[File, ...]
    output: str
    start: int = 0
    end: int = 0
    is_whole: bool = True
    row: int = 0
    is_named: bool = False
    fault: str = ""

    @property
    def key(self) -> str:
        """A name that is another when the input, its place or its content is another."""
        told = [self.kind, self.output, self.start, self.end, *((f.name, f.size, f.mark) for f in self.files)]
        return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def size(self) -> int:
        """Bytes of input, roughly."""
        whole = sum(f.size for f in self.files)
        return self.end - self.start if self.kind == "lines" and not self.is_whole else whole

    @property
    def log(self) -> str:
        """The place of its part of the log."""
        return f"{LOGS}/pages/{self.key}.jsonl" if self.kind == "pages" else f"{LOGS}/{_unpacked(self.output)}"

    @property
    def where(self) -> str:
        """What a message calls it."""
        if self.kind == "pages":
            return f"{self.files[0].name} and {len(self.files) - 1} more" if len(self.files) > 1 else self.files[0].name
        return self.files[0].name if self.is_whole else f"{self.files[0].name}@{self.row or self.start}"


def plan(inputs: Sequence[str], out: Store, to: To = "md", size: int = SIZE) -> list[Piece]:
    """The pieces of the inputs in their order. A file that comes twice is there once.

    Raises UsageError for inputs that would be overwritten or whose outputs would be one file, UnreadableError for one
    that is not there.
    """
    seen: set[tuple[Any, str]] = set()
    pieces: list[Piece] = []
    for url in inputs:
        fs, files = found(url, out)
        files = [f for f in files if (fs, f.path) not in seen]
        seen |= {(fs, f.path) for f in files}
        is_named = len(files) == 1 and files[0].name == url
        made = list(_cut(fs, files, size, is_named))
        if not made:
            raise UnreadableError(f"{url}: nothing in it to clean", "name JSON Lines, Parquet or pages")
        pieces += made
    _apart(pieces, out, to, seen)
    return pieces


def _cut(fs: Any, files: list[File], size: int, is_named: bool) -> Iterator[Piece]:
    """The pieces of an input's files; with `is_named` also of one whose name tells nothing."""
    pages: list[File] = []
    with ThreadPoolExecutor(_ASKED) as pool:
        asked = list(pool.map(partial(_of_records, fs, size), files))
    for file, pieces in zip(files, asked, strict=True):
        if pieces is not None:
            yield from _grouped(fs, pages, size, is_named)
            pages = []
            yield from pieces
        elif is_named or file.inside.lower().endswith((*TEXT_SUFFIXES, *SCAN_SUFFIXES)):
            pages.append(file)
    yield from _grouped(fs, pages, size, is_named)


def _of_records(fs: Any, size: int, file: File) -> list[Piece] | None:
    """The pieces of a file of records, none of a log; None for what is no such file."""
    name = file.inside.lower()
    if not name.endswith(LINES + PARQUET):
        return None
    try:
        if name.endswith(PARQUET):
            return list(_row_groups(fs, file, size))
        if name.endswith(".gz"):
            return [Piece("lines", fs, (file,), file.inside, 0, file.size)]
        with store_faults(file.name, UnreadableError), opened(fs, file.path) as head:
            if head.read(len(LOG)) == LOG:
                return []
    except KanwuError as error:
        return [Piece("lines", fs, (file,), file.inside, fault=str(error))]
    return list(_stretches(fs, file, size))


def _stretches(fs: Any, file: File, size: int) -> Iterator[Piece]:
    is_whole = file.size <= size  # or of unknown size
    for start in range(0, file.size, size) or [0]:
        end = min(start + size, file.size)
        yield Piece("lines", fs, (file,), _part(file, start, is_whole), start, end, is_whole)


def _row_groups(fs: Any, file: File, size: int) -> Iterator[Piece]:
    """As many row groups in a piece as there are bytes in it, one at least."""
    from kanwu.read.parquet import parquet_file

    with store_faults(file.name, UnreadableError), opened(fs, file.path) as data:
        about = parquet_file(Path(file.name), data).metadata
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    cuts, held = [0], 0
    for number, group in enumerate(groups):
        if held and held + group.total_byte_size > size:
            cuts.append(number)
            held = 0
        held += group.total_byte_size
    row = 0
    for start, end in zip(cuts, [*cuts[1:], len(groups)], strict=True):
        is_whole = len(cuts) == 1
        yield Piece("parquet", fs, (file,), _part(file, row, is_whole), start, end, is_whole, row)
        row += sum(group.num_rows for group in groups[start:end])


def _part(file: File, at: int, is_whole: bool) -> str:
    """The place of an output: the file's own, or for one in pieces, below it, by the byte or row where it begins."""
    return file.inside if is_whole else f"{file.inside}/{at:015d}{posixpath.splitext(file.inside)[1].lower()}"


def _grouped(fs: Any, pages: Iterable[File], size: int, is_named: bool) -> Iterator[Piece]:
    """Pages in groups. Where one ends depends on names, so that a page that is added moves few of the others."""
    held: list[File] = []
    for page in pages:
        is_full = len(held) >= _MOST_PAGES or sum(f.size for f in held) + page.size > size
        if held and (is_full or _digest(page.inside) % _CUT == 0):
            yield Piece("pages", fs, tuple(held), held[0].inside, is_named=is_named)
            held = []
        held.append(page)
    if held:
        yield Piece("pages", fs, tuple(held), held[0].inside, is_named=is_named)


def _digest(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:8], "big")


def _unpacked(name: str) -> str:
    return name[:-3] if name.lower().endswith(".gz") else name + ".jsonl" if name.lower().endswith(PARQUET) else name


def _outputs(piece: Piece, to: To) -> Iterator[tuple[str, File]]:
    """The places of what is written of a piece, beside its log, and of which file each is."""
    if piece.kind != "pages":
        yield piece.output, piece.files[0]
        return
    yield from ((named(file.inside, to), file) for file in piece.files)


def _apart(pieces: list[Piece], out: Store, to: To, inputs: set[tuple[Any, str]]) -> None:
    """Make sure that no output is an input, or that of two inputs. Raises UsageError."""
    taken: dict[str, tuple[Piece, File]] = {}
    for piece in pieces:
        for name, file in _outputs(piece, to):
            top = name.partition("/")[0]
            if top in (OWN, LOGS, MANIFEST, CORPUS):
                raise UsageError(f"an input is called {top}, as what is written beside the outputs", "rename it")
            if (out.fs, out.at(name)) in inputs:
                raise UsageError(f"{out.at(name)} is an input", "name another folder for the outputs")
            if name not in taken or not _is_page(*taken[name]):
                taken[name] = piece, file
            elif _is_page(piece, file):
                what = f"{taken[name][1].name} and {file.name} would both be written to {out.at(name)}"
                raise UsageError(what, "rename one, or clean them apart")


def _is_page(piece: Piece, file: File) -> bool:
    """Whether a file of a piece is a page, or one of records: another, called as scans are, is passed over."""
    if piece.kind != "pages" or piece.is_named or not file.inside.lower().endswith(SCAN_SUFFIXES):
        return True
    try:
        with store_faults(file.name, UnreadableError):
            return found_format(piece.fs.cat_file(file.path), file.inside) not in (*PLAIN, "mets")
    except UnreadableError:
        return False
