"""Several page files that make one document: a zip, a folder, a METS file with the files that it lists.

Nothing outside the folder or the zip is read. Each page's own format is found by its content; what is no page
(pictures, zips within a zip, an engine's other files) is left out.
"""

import hashlib
import os
import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from kanwu.errors import KanwuError, UnreadableError
from kanwu.model import Block, Kind
from kanwu.read.encoding import decode
from kanwu.read.folders import candidates, natural
from kanwu.read.formats import MOST_SCAN, MOST_ZIP, PLAIN, decoded_scan, found_format, pages_of
from kanwu.read.inputs import HEAD, no_page, read_bytes
from kanwu.read.markdown import read_markdown
from kanwu.read.mets import mets_pages
from kanwu.read.scan import Line, Page, Region, Scan, Word, scanned
from kanwu.read.zips import MOST_MEMBERS

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Part(NamedTuple):
    """One of the files that make a document, and the SHA-256 of its bytes."""

    name: str
    sha256: str


class Joined(NamedTuple):
    """The document of several files: a scan, or Markdown where all of them are plain text."""

    scan: Scan | None
    text: str
    parts: tuple[Part, ...]


class Holder(Protocol):
    """What holds page files, by names with / between folders."""

    what: str

    def names(self) -> list[str]: ...
    def has(self, name: str) -> bool: ...
    def head(self, name: str, size: int) -> bytes: ...
    def whole(self, name: str) -> bytes: ...


class Folder:
    """The page files in a folder and below it."""

    what = "a folder"

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> list[str]:
        """The names that are those of pages, without zips."""
        found = (file for file in candidates(self.path) if file.suffix.lower() != ".zip")
        return [file.relative_to(self.path).as_posix() for file in found]

    def has(self, name: str) -> bool:
        """Whether a file is there. Raises UnreadableError for a link that leads out of the folder."""
        home, file = os.path.realpath(self.path), os.path.realpath(self.path / name)
        if os.path.commonpath([home, file]) != home:
            raise UnreadableError(f"{name} leads out of the folder", "put a copy of the file there")
        return os.path.isfile(file)

    def head(self, name: str, size: int) -> bytes:
        with (self.path / name).open("rb") as file:
            return file.read(size)

    def whole(self, name: str) -> bytes:
        return read_bytes(self.path / name, lambda _: MOST_SCAN)


def document_of(holder: Holder, encoding: str | None = None, kind: str | None = None) -> Joined:
    """The document of all pages that a zip or folder holds, in the order of its METS file or of their names.

    `kind` is the format of all of them; None: each page's own. Raises UnreadableError, with the page's name where one
    is at fault.
    """
    names = sorted(holder.names(), key=natural)
    if len(names) > MOST_MEMBERS:
        raise UnreadableError(f"{holder.what} with more than {MOST_MEMBERS:,} pages", "clean it with --output-dir")
    lists = [name for name in names if not kind and name.lower().endswith(".xml") and _is_mets(holder, name)]
    if len(lists) > 1:
        raise UnreadableError(f"{holder.what} with several METS files ({lists[0]}, {lists[1]})", "name one of them")
    return _joined(holder, names, encoding, kind) if not lists else listed_by(holder, lists[0], encoding)


def listed_by(holder: Holder, mets: str, encoding: str | None = None) -> Joined:
    """The document of the pages that a METS file in a zip or folder lists. Raises UnreadableError."""
    with _naming(mets):
        source = decoded_scan(holder.whole(mets), "mets", encoding).text
        names = [_resolved(holder, posixpath.dirname(mets), href) for href in mets_pages(source)]
    return _joined(holder, list(dict.fromkeys(names)), encoding, None, True)


def _is_mets(holder: Holder, name: str) -> bool:
    try:
        return found_format(holder.head(name, HEAD), name) == "mets"
    except (UnreadableError, OSError):
        return False  # reading it whole gives the fault


def _resolved(holder: Holder, folder: str, href: str) -> str:
    """The name that a reference of a METS file stands for."""
    plain = href.replace("\\", "/")
    for written in dict.fromkeys((plain, unquote(plain))):
        name = posixpath.normpath(posixpath.join(folder, written))
        if name.startswith(("/", "../")) or name == ".." or _SCHEME.match(written) or "\0" in name:
            raise UnreadableError(f"METS that lists a file elsewhere ({href[:80]!r})", "put the pages beside it")
        if holder.has(name):
            return name
    raise UnreadableError(f"METS that lists {href[:80]!r}, which is not there", "put the pages beside it")


def _joined(holder: Holder, names: list[str], encoding: str | None, kind: str | None, listed: bool = False) -> Joined:
    """The document of these files. `listed`: each is said to be a page, else what is none is passed over."""
    found: list[tuple[str, str | list[Page]]] = []
    parts: list[Part] = []
    total = 0
    for name in names:
        with _naming(name):
            data = holder.whole(name)
            total += len(data)
            if total > MOST_ZIP:
                raise UnreadableError(f"pages of more than {MOST_ZIP >> 20} MB together", "use --output-dir")
            if own := kind or _format(data, name, listed):
                found.append((name, _content(data, own, encoding)))
                parts.append(Part(name, hashlib.sha256(data).hexdigest()))
    if not found:
        raise no_page(holder.what)
    contents = _once(found)
    if all(isinstance(content, str) for content in contents):
        texts = [content.strip("\r\n\ufeff") for content in contents if isinstance(content, str)]
        return Joined(None, "\n\n".join(text for text in texts if text.strip()) + "\n", tuple(parts))
    pages = [page for content in contents for page in ([_bare(content)] if isinstance(content, str) else content)]
    return Joined(scanned(pages), "", tuple(parts))


def _format(data: bytes, name: str, listed: bool) -> str | None:
    """The format of a page file; None for what is none. Raises UnreadableError if it is said to be one."""
    try:
        kind = found_format(data, name)
    except UnreadableError:
        if listed:
            raise
        return None
    return kind if listed or kind not in ("zip", "mets") else None


def _content(data: bytes, kind: str, encoding: str | None) -> str | list[Page]:
    """The text of a plain page, the pages of a scan."""
    return decode(data, encoding).text if kind in PLAIN else pages_of(decoded_scan(data, kind, encoding).text, kind)


def _once(found: list[tuple[str, str | list[Page]]]) -> list[str | list[Page]]:
    """The contents without plain texts that stand beside a scan of the same name: engines write both of one page."""
    scans = {posixpath.splitext(name)[0] for name, content in found if not isinstance(content, str)}
    return [c for name, c in found if not isinstance(c, str) or posixpath.splitext(name)[0] not in scans]


def _bare(text: str) -> Page:
    """A page of plain text or Markdown among scans: its blocks, without places on paper."""
    return Page([_region(block) for block in read_markdown(text).blocks])


def _region(block: Block) -> Region:
    lines = [Line([Word(line)]) for line in block.text.splitlines()]
    if block.kind == Kind.HEADING:
        return Region(lines, "heading", block.level)
    return Region(lines, "table" if block.kind == Kind.VERBATIM else "")


@contextmanager
def _naming(name: str) -> Iterator[None]:
    """Puts the name of the file in which a fault was found before it."""
    try:
        yield
    except KanwuError as error:
        raise UnreadableError(f"{name}: {error.what}", error.advice) from error
