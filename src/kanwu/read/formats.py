"""The formats that a page may come in: how each is told from the others, and how its pages are read.

A format is told by what is in a file, never by its name alone: hOCR is often called .html, and ALTO .xml.
"""

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from kanwu.errors import UnreadableError
from kanwu.read.encoding import Decoded, decode
from kanwu.read.inputs import HEAD

if TYPE_CHECKING:
    from kanwu.read.scan import Page

MOST_SCAN = 64 << 20
"""Bytes of a file of a scan format. A dense newspaper page in ALTO has some 5 MB."""
MOST_ZIP = 512 << 20
"""Bytes of a zip, and of the pages in it when they are unpacked."""


class Format(NamedTuple):
    """A format by the name that --from takes, and as messages call it.

    `suffixes` are what its files are often called, `pages` reads the pages of a file's text; None for plain text and
    for what holds other files. `rewritten`: whether corrected text can be put back into its files.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    pages: Callable[[str], list["Page"]] | None = None
    rewritten: bool = False


def _hocr(source: str) -> "list[Page]":
    from kanwu.read.hocr import hocr_pages

    return hocr_pages(source)


def _alto(source: str) -> "list[Page]":
    from kanwu.read.alto import alto_pages

    return alto_pages(source)


def _page_xml(source: str) -> "list[Page]":
    from kanwu.read.page_xml import page_xml_pages

    return page_xml_pages(source)


def _engine_json(name: str) -> Callable[[str], list["Page"]]:
    def pages(source: str) -> "list[Page]":
        from kanwu.read.engine_json import json_pages

        return json_pages(source, name)

    return pages


FORMATS = {f.name: f for f in (
    Format("text", "plain text", (".txt",)),
    Format("markdown", "Markdown", (".md", ".markdown")),
    Format("hocr", "hOCR", (".hocr", ".html", ".htm", ".xhtml", ".xml"), _hocr, True),
    Format("alto", "ALTO", (".xml", ".alto"), _alto, True),
    Format("page", "PAGE XML", (".xml", ".page"), _page_xml, True),
    Format("mets", "METS", (".xml",)),
    Format("paddle", "PaddleOCR's JSON", (".json",), _engine_json("paddle")),
    Format("mineru", "MinerU's JSON", (".json",), _engine_json("mineru")),
    Format("vision", "Google Vision's JSON", (".json",), _engine_json("vision")),
    Format("azure", "Azure's JSON", (".json",), _engine_json("azure")),
    Format("textract", "Textract's JSON", (".json",), _engine_json("textract")),
    Format("zip", "a zip", (".zip",)),
)}  # fmt: skip
PLAIN = ("text", "markdown")
TEXT_SUFFIXES = (".md", ".markdown", ".txt")
SCAN_SUFFIXES = tuple(dict.fromkeys(s for f in FORMATS.values() for s in f.suffixes if s not in TEXT_SUFFIXES))
"""What the names of files of scan formats end in; such a file is a page if its content says so too."""

_ROOTS = {b"alto": "alto", b"PcGts": "page", b"mets": "mets"}
_OPENING = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*([<{\[])")
_PROLOG = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)", re.S | re.I)
_ROOT = re.compile(rb"\s*<(?:[\w.-]+:)?([A-Za-z][\w.-]*)([^<>]*)")
_OCR_PAGE = re.compile(rb"""class\s*=\s*["']?[^"'<>]{0,200}\bocr_page\b""")
_OCR_SYSTEM = re.compile(rb"<meta\b[^<>]{0,400}\bocr-(?:system|capabilities)\b")
_VALUE = re.compile(rb"""[{\[][\s\0]*[{\["\]}]""")
_STRANGE = {
    ".json": ("JSON of no known engine", "give --from, or another file of the engine's"),
    ".xml": ("XML of no known kind", "give hOCR, ALTO, PAGE or METS, or name the format with --from"),
    ".hocr": ("no hOCR: it has no element of class ocr_page", "give the file as its engine wrote it"),
}  # what no known content may be called


def found_format(data: bytes, name: str) -> str:
    """The name of the format of a file's bytes. Raises UnreadableError for what is called .json, .xml or .hocr and
    holds nothing that is known."""
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return "zip"
    opening = _OPENING.match(data)
    found = "" if not opening else _markup(data, opening.start(1)) if opening[1] == b"<" else _engine(data, opening)
    if found:
        return found
    suffix = PurePath(name).suffix.lower()
    if suffix in _STRANGE:
        raise UnreadableError(*_STRANGE[suffix])
    return "markdown" if suffix in FORMATS["markdown"].suffixes else "text"


def _markup(data: bytes, at: int) -> str:
    """The format of XML or HTML by its root; "" for none that is known."""
    head = data[at : at + HEAD]
    wide = b"\0" in head
    head, at = head.replace(b"\0", b""), 0
    while prolog := _PROLOG.match(head, at):
        at = prolog.end()
    root = _ROOT.match(head, at)
    if root is None:
        return ""
    if root[1] in _ROOTS:
        return _ROOTS[root[1]]
    if root[1].lower() != b"html":
        return "hocr" if _OCR_PAGE.search(root[2]) else ""
    body = data.replace(b"\0", b"") if wide else data
    return "hocr" if _OCR_PAGE.search(body) or _OCR_SYSTEM.search(body) else ""


def _engine(data: bytes, opening: "re.Match[bytes]") -> str:
    """The engine that wrote a JSON file; "" for what is no JSON, or no engine's."""
    if len(data) > MOST_SCAN or not _VALUE.match(data, opening.start(1)):
        return ""
    from kanwu.read.engine_json import engine_of, parsed

    try:
        return engine_of(parsed(decode(data).text)) or ""
    except UnreadableError:
        return ""


def most_bytes(head: bytes, kind: str | None = None) -> int | None:
    """How many bytes an input may have, by the first of them; None for plain text, of which there may be any number."""
    if kind == "zip" or (kind is None and head.startswith(b"PK\3\4")):
        return MOST_ZIP
    if kind is not None:
        return None if kind in PLAIN else MOST_SCAN
    opening = _OPENING.match(head)
    if not opening:
        return None
    is_scan = _markup(head, opening.start(1)) if opening[1] == b"<" else _VALUE.match(head, opening.start(1))
    return MOST_SCAN if is_scan else None


def decoded_scan(data: bytes, kind: str, encoding: str | None = None) -> Decoded:
    """The text of a file of a scan format, in the encoding named or in the one that it declares.

    Raises UndecodableError for what is no text.
    """
    if ".json" in FORMATS[kind].suffixes:
        return decode(data, encoding)
    from kanwu.read.markup import decoded_markup

    return decoded_markup(data, encoding)


def pages_of(source: str, kind: str) -> "list[Page]":
    """The pages of a scan file's text. Raises UnreadableError."""
    read = FORMATS[kind].pages
    if read is None:
        raise UnreadableError(f"{FORMATS[kind].title} holds no page by itself", "name its pages")
    return read(source)
