"""What is delivered of a cleaned page: Markdown, plain text, JSON, or the input's own format with its geometry."""

import posixpath
from dataclasses import dataclass, replace
from typing import Any, Literal

from kanwu import Result
from kanwu.errors import UsageError
from kanwu.options import Damaged
from kanwu.read.files import Page
from kanwu.read.formats import FORMATS, SCAN_SUFFIXES, TEXT_SUFFIXES

To = Literal["md", "txt", "json", "same"]


@dataclass(frozen=True)
class Product:
    """The bytes that are delivered of a page, and whether they are another than what came.

    `result` has the text and the places that the log tells of. `is_text`: the bytes are that text, in UTF-8.
    """

    page: Page
    result: Result
    data: bytes
    changed: bool
    is_text: bool = True

    @property
    def logged(self) -> dict[str, Any]:
        """What the log has to know beside the page and the result, as arguments of `log_lines`."""
        from kanwu.write.log import way_back

        way = None if self.is_text and self.page.is_plain else way_back(self.page)
        return {"output": None if self.is_text else self.data, "way": way}


def product(name: str, page: Page, result: Result, to: To, damaged: Damaged) -> Product:
    """The product of a page that was cleaned; `name` is what the user calls it.

    Raises UsageError for a format into which no corrected text can be put back.
    """
    if to == "json":
        return Product(page, result, _json(name, page, result), result.changed, False)
    if to == "same" and not page.is_plain:
        data = _same(page, result)
        return Product(page, result, data, data != page.data, False)
    if to == "txt":
        result = _as_text(result, damaged)
    data = result.text.encode("utf-8")
    return Product(page, result, data, data != page.data if page.is_plain else result.changed)


def named(inside: str, to: To) -> str:
    """What a page is called in the output folder: with the suffix of what is written."""
    stem, suffix = posixpath.splitext(inside)
    suffix = suffix.lower()
    if to == "same" and suffix not in TEXT_SUFFIXES:
        return inside
    if to in ("md", "same"):
        return f"{stem}.md" if suffix in (".txt", *SCAN_SUFFIXES) else inside
    return f"{stem}.{to}" if suffix in (*TEXT_SUFFIXES, *SCAN_SUFFIXES) else f"{inside}.{to}"


def for_field(result: Result, to: To, damaged: Damaged) -> Result:
    """The result with the text that goes into a field of a record."""
    return _as_text(result, damaged) if to == "txt" else result


def _json(name: str, page: Page, result: Result) -> bytes:
    from kanwu.write.json import Source, write_json
    from kanwu.write.log import sha256

    digest = sha256(page.data) if page.data or page.is_plain else ""
    encoding = page.decoded.encoding if not page.parts else ""
    return write_json(result, Source(name, page.format, encoding, digest)).encode("utf-8")


def _as_text(result: Result, damaged: Damaged) -> Result:
    """The result with its text as plain text, and the places in the log accordingly."""
    from kanwu.ledger import located
    from kanwu.model import Document
    from kanwu.write.text import write_text

    written = write_text(Document(result.blocks, result.source), damaged)
    edits, flags = (located(entries, result.source, written) for entries in (result.edits, result.flags))
    return replace(result, text=written.text, origin=written.origin, edits=edits, flags=flags)


def _same(page: Page, result: Result) -> bytes:
    """The input with its text corrected. Raises UsageError for a format that cannot hold it."""
    if page.scan is None or page.own is None or page.format not in FORMATS or not FORMATS[page.format].rewritten:
        able = ", ".join(f.title for f in FORMATS.values() if f.rewritten)
        raise UsageError(f"{page.title} cannot hold corrected text", f"{able} can; use --to md, txt or json")
    from kanwu.write.same import bytes_back

    return bytes_back(page.own, page.scan, result.blocks)
