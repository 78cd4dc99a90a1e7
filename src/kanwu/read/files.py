"""Pages from files, folders and standard input."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from kanwu.errors import UnreadableError
from kanwu.read.encoding import Decoded, decode
from kanwu.read.records import RECORDS, is_log

SUFFIXES = (".md", ".markdown", ".txt")
"""What a page's name ends in, in either case, for it to be taken from a folder."""


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one input and the text in them."""

    data: bytes
    decoded: Decoded


def read_page(source: Path | None, encoding: str | None = None) -> Page:
    """The page of a file, or of standard input for None.

    Raises UnreadableError for what cannot be opened, UndecodableError for what is no text.
    """
    data = read_bytes(source)
    return Page(data, decode(data, encoding))


def read_bytes(source: Path | None) -> bytes:
    """All bytes of a file, or of standard input for None. Raises UnreadableError."""
    try:
        if source is not None:
            return source.read_bytes()
        if sys.stdin is None:
            raise UnreadableError("standard input is closed", "name a page")
        return sys.stdin.buffer.read()
    except OSError as error:
        raise unreadable(source, error) from error


def pages_in(folder: Path, leave_out: Path | None = None) -> list[Path]:
    """The pages in a folder and its subfolders, sorted; without hidden ones, logs, and all below `leave_out`.

    A folder that cannot be listed, and one that has no page at all, stands in the list itself, so that
    reading it gives the fault.
    """
    unlisted: list[Path] = []
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=lambda e: unlisted.append(Path(e.filename))):
        here = Path(place)
        folders[:] = [f for f in folders if not f.startswith(".") and not _same(here / f, leave_out)]
        found += [here / n for n in names if n.lower().endswith(SUFFIXES + RECORDS) and not n.startswith(".")]
    found = [file for file in found if not is_log(file)]
    return sorted([*found, *unlisted], key=lambda p: p.parts) or [folder]


def _same(path: Path, other: Path | None) -> bool:
    return other is not None and os.path.realpath(path) == os.path.realpath(other)


def unreadable(source: Path | None, error: OSError) -> UnreadableError:
    """What kept a page from being read, in a user's words."""
    if isinstance(error, FileNotFoundError) and source is not None:
        return UnreadableError("no such file", _near(source))
    if source is not None and isinstance(error, PermissionError) and not os.access(source, os.R_OK):
        return UnreadableError("may not be read: permission denied", "ask its owner for the right to read it")
    if source is not None and source.is_dir():
        kinds = ", ".join(SUFFIXES + RECORDS)
        return UnreadableError(f"a folder without a page in it ({kinds})", "name the pages one by one")
    return UnreadableError(f"cannot be read: {(error.strerror or str(error)).lower()}")


def _near(source: Path) -> str:
    """Advice for a name that is not there: the nearest one that is."""
    from difflib import get_close_matches

    try:
        names = os.listdir(source.parent)
    except OSError:
        return f"there is no folder {source.parent} either"
    near = get_close_matches(source.name, names, 1, 0.75)
    return f"did you mean {source.parent / near[0]}?" if near else "check the name"
