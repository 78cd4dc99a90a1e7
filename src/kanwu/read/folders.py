"""The pages of a folder, and the order in which people number them."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from kanwu.errors import UnreadableError
from kanwu.read.formats import MOST_SCAN, SCAN_SUFFIXES, TEXT_SUFFIXES, found_format
from kanwu.read.inputs import HEAD
from kanwu.read.records import RECORDS, is_log

_DIGITS = re.compile(r"(\d+)")


def pages_in(folder: Path, leave_out: Path | None = None) -> list[Path]:
    """The pages in a folder and its subfolders, sorted; without hidden ones and all below `leave_out`.

    Files called as text is are pages; those called as scans are, if their content says so too; METS is none, it lists
    pages. Files of records are there too, logs are not. A folder that cannot be listed, and one that has no page at
    all, stands in the list itself, so that reading it gives the fault.
    """
    return [p for p in candidates(folder, leave_out, RECORDS) if is_page(p)] or [folder]


def candidates(folder: Path, leave_out: Path | None = None, more: tuple[str, ...] = ()) -> Iterator[Path]:
    """The files in a folder and below it whose names are those of pages, or end in one of `more`, and the folders that
    cannot be listed; sorted by their parts. Of no more than one folder on the way the names are held."""
    suffixes = (*TEXT_SUFFIXES, *SCAN_SUFFIXES, *more)
    open_ = [iter([(folder, True)])]
    while open_:
        here, is_folder = next(open_[-1], (None, False))
        if here is None:
            open_.pop()
        elif not is_folder:
            yield here
        elif not _same(here, leave_out) or here == folder:
            try:
                open_.append(_listed(here, suffixes))
            except OSError:
                yield here


def _listed(folder: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[Path, bool]]:
    """What is in a folder, sorted by name, and whether it is a folder: files with these suffixes, and folders but for
    those that a link leads to. Raises OSError."""
    with os.scandir(folder) as entries:
        shown = [entry for entry in entries if not entry.name.startswith(".")]
    folders = {entry.name for entry in shown if entry.is_dir()}
    linked = {entry.name for entry in shown if entry.name in folders and entry.is_symlink()}
    names = sorted(e.name for e in shown if e.name in folders - linked or e.name.lower().endswith(suffixes))
    return ((folder / name, name in folders) for name in names if name not in linked)


def is_page(file: Path) -> bool:
    """Whether a file called as a page is, is one by its content too; so is what cannot be read, for its fault."""
    if not file.name.lower().endswith(SCAN_SUFFIXES):
        return not is_log(file)
    try:
        if file.suffix.lower() == ".zip":
            return True
        with file.open("rb") as opened:
            data = opened.read(MOST_SCAN if file.suffix.lower() == ".json" else HEAD)
        return found_format(data, file.name) not in ("text", "markdown", "mets")
    except UnreadableError:
        return False
    except OSError:
        return True


def natural(name: str) -> list[tuple[int, int, str]]:
    """What to sort names by so that page 2 comes before page 10, in each folder."""
    return [key for part in name.split("/") for key in (*map(_key, _DIGITS.split(part)), (-1, 0, ""))]


def _key(piece: str) -> tuple[int, int, str]:
    digits = piece.lstrip("0") if piece.isdecimal() else ""
    return (0, len(digits), digits) if piece.isdecimal() else (1, 0, piece)


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and os.path.realpath(path) == os.path.realpath(other)
