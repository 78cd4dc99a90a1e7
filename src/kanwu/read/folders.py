"""The pages of a folder, and the order in which people number them."""

import os
import re
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
    found = candidates(folder, leave_out, RECORDS)
    return sorted((p for p in found if is_page(p)), key=lambda p: p.parts) or [folder]


def candidates(folder: Path, leave_out: Path | None = None, more: tuple[str, ...] = ()) -> list[Path]:
    """The files in a folder and below it whose names are those of pages, or end in one of `more`, and the folders that
    cannot be listed."""
    unlisted: list[Path] = []
    found: list[Path] = []
    suffixes = (*TEXT_SUFFIXES, *SCAN_SUFFIXES, *more)
    for place, folders, names in os.walk(folder, onerror=lambda e: unlisted.append(Path(e.filename))):
        here = Path(place)
        folders[:] = [f for f in folders if not f.startswith(".") and not _same(here / f, leave_out)]
        found += [here / n for n in names if n.lower().endswith(suffixes) and not n.startswith(".")]
    return [*found, *unlisted]


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
