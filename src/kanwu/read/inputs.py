"""Bytes from files and standard input, and what kept them from being read."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kanwu.errors import UnreadableError

HEAD = 65_536
"""Bytes of a file that are looked at to tell what it is."""


def read_bytes(source: Path | None, most: Callable[[bytes], int | None] | None = None) -> bytes:
    """All bytes of a file, or of standard input for None.

    `most` says, of the first HEAD bytes, how many there may be in all; None for any number. What is longer is not
    read in whole. Raises UnreadableError.
    """
    try:
        if source is not None:
            with source.open("rb") as file:
                return _bounded(file, most)
        if sys.stdin is None:
            raise UnreadableError("standard input is closed", "name a page")
        return _bounded(sys.stdin.buffer, most)
    except OSError as error:
        raise unreadable(source, error) from error


def _bounded(file: BinaryIO, most: Callable[[bytes], int | None] | None) -> bytes:
    head = file.read(HEAD) if most else b""
    limit = most(head) if most else None
    if limit is None:
        return head + file.read()
    data = head + file.read(max(0, limit + 1 - len(head)))
    if len(data) > limit:
        raise too_large(limit)
    return data


def too_large(limit: int) -> UnreadableError:
    """The fault of an input with more bytes than it may have."""
    return UnreadableError(f"larger than {limit >> 20} MB", "cut it into pages, a file each")


def unreadable(source: Path | None, error: OSError) -> UnreadableError:
    """What kept a page from being read, in a user's words."""
    if isinstance(error, FileNotFoundError) and source is not None:
        return UnreadableError("no such file", _near(source))
    if source is not None and isinstance(error, PermissionError) and not os.access(source, os.R_OK):
        return UnreadableError("may not be read: permission denied", "ask its owner for the right to read it")
    if source is not None and source.is_dir():
        return no_page("a folder")
    return UnreadableError(f"cannot be read: {(error.strerror or str(error)).lower()}")


def no_page(what: str) -> UnreadableError:
    """The fault of a folder or a zip in which nothing is a page."""
    return UnreadableError(f"{what} without a page in it (text, Markdown or scans)", "name the pages one by one")


def _near(source: Path) -> str:
    """Advice for a name that is not there: the nearest one that is."""
    from difflib import get_close_matches

    try:
        names = os.listdir(source.parent)
    except OSError:
        return f"there is no folder {source.parent} either"
    near = get_close_matches(source.name, names, 1, 0.75)
    return f"did you mean {source.parent / near[0]}?" if near else "check the name"
