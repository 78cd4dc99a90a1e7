"""Pages from files, folders and standard input, in whatever format they come."""

from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kanwu.errors import UnreadableError
from kanwu.model import Document
from kanwu.read.encoding import Decoded, decode
from kanwu.read.formats import FORMATS, PLAIN, decoded_scan, found_format, most_bytes, pages_of
from kanwu.read.inputs import read_bytes, too_large

if TYPE_CHECKING:
    from kanwu.read.scan import Scan

FOLDER = "folder"


@dataclass(frozen=True, eq=False)
class Page:
    """The bytes of one input and what was read from them.

    `decoded.text` is the text that is cleaned, whose places the log counts. `scan` is there for a scan, and `own`, the
    file's own text, for a scan in one file. `parts` are the names and digests of the files that make one document.
    """

    data: bytes
    decoded: Decoded
    format: str = "text"
    scan: "Scan | None" = None
    own: Decoded | None = None
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the bytes are plain text or Markdown: the text itself is what is cleaned."""
        return self.format in PLAIN

    @property
    def title(self) -> str:
        """The format as a message calls it."""
        return FORMATS[self.format].title if self.format in FORMATS else "a folder"

    @cached_property
    def document(self) -> Document:
        """What the rules work on."""
        if self.scan is not None:
            return self.scan.document
        from kanwu.read.markdown import read_markdown

        return read_markdown(self.decoded.text)

    @property
    def given(self) -> str | Document:
        """What `kanwu.clean` is given: the text of a plain page, which it reads itself, else the document."""
        return self.decoded.text if self.is_plain else self.document


def read_page(source: Path | None, encoding: str | None = None, kind: str | None = None) -> Page:
    """The page of a file, or of standard input for None; all pages of a folder as one document.

    `kind` is a key of FORMATS, in a folder that of each page; None: what the content says. Raises UnreadableError for
    what cannot be opened or is not what its format says, UndecodableError for what is no text.
    """
    if source is not None and source.is_dir():
        return _folder(source, encoding, kind)
    data = read_bytes(source, partial(most_bytes, kind=kind))
    name = source.name if source else ""
    kind = kind or found_format(data, name)
    return _mets(data, source, encoding) if kind == "mets" else page_of(data, kind, encoding)


def page_of(data: bytes, kind: str, encoding: str | None = None) -> Page:
    """The page in some bytes of a known format. Raises UnreadableError, UndecodableError."""
    if kind in PLAIN:
        return Page(data, decode(data, encoding), kind)
    if kind == "mets":
        raise UnreadableError("METS lists pages that are files of their own", "name the METS file where it lies")
    limit = most_bytes(data, kind)
    if limit is not None and len(data) > limit:
        raise too_large(limit)
    if kind == "zip":
        return _zip(data, encoding)
    own = decoded_scan(data, kind, encoding)
    from kanwu.read.scan import scanned

    scan = scanned(pages_of(own.text, kind))
    return Page(data, Decoded(scan.document.source, own.encoding, own.bom), kind, scan, own)


def _zip(data: bytes, encoding: str | None) -> Page:
    from kanwu.read.containers import document_of
    from kanwu.read.zips import Zip

    return _together(data, "zip", *document_of(Zip(data), encoding))


def _folder(source: Path, encoding: str | None, kind: str | None) -> Page:
    from kanwu.read.containers import Folder, document_of

    if kind in ("zip", "mets"):
        raise UnreadableError(f"a folder, not {FORMATS[kind].title}", "leave --from out, or name the file")
    return _together(b"", FOLDER, *document_of(Folder(source), encoding, kind))


def _mets(data: bytes, source: Path | None, encoding: str | None) -> Page:
    """The document of a METS file. From standard input it has no place from which its pages could be found."""
    from kanwu.read.containers import Folder, listed_by

    if source is None:
        return page_of(data, "mets")
    return _together(data, "mets", *listed_by(Folder(source.parent), source.name, encoding))


def _together(data: bytes, kind: str, scan: "Scan | None", text: str, parts: tuple[tuple[str, str], ...]) -> Page:
    return Page(data, Decoded(scan.document.source if scan else text, "utf-8"), kind, scan, parts=parts)
