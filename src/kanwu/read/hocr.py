"""hOCR: HTML whose classes and titles say what an engine read where (Tesseract, OCRopus, kraken).

Follows the specification 1.2 (kba.github.io/hocr-spec). Read are ocr_page, ocr_photo and its kin, ocr_carea, ocr_par,
ocr_line and its kin, ocrx_word and ocrx_cinfo; the properties bbox, x_bboxes, x_wconf, x_conf, x_confs, x_size, image.
"""

import re
from collections.abc import Iterator

from kanwu.errors import UnreadableError
from kanwu.geometry import UNKNOWN, Box, Role
from kanwu.read.scan import NO_BOX, Line, Page, Region, Scan, Slot, Word, scanned
from kanwu.read.xml import Node, read_html, read_xml

_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"})
_PICTURES = frozenset({"ocr_photo", "ocr_image", "ocr_linedrawing", "ocr_graphic", "ocr_float"})
_ROLES: dict[str, Role] = {
    "ocr_header": "header", "ocr_footer": "footer", "ocr_caption": "caption", "ocr_pageno": "page number",
    "ocr_title": "heading", "ocr_chapter": "heading", "ocr_section": "heading", "ocr_subsection": "heading",
    "ocr_table": "table",
}  # fmt: skip
_BLOCKS = frozenset({"ocr_par", "ocr_carea", "ocrx_block", "ocr_column", *_ROLES}) - _LINES
_NUMBER = r"-?\d+(?:\.\d+)?"
_BOX = re.compile(rf"\bbbox\s+({_NUMBER})\s+({_NUMBER})\s+({_NUMBER})\s+({_NUMBER})")
_SIZE = re.compile(rf"\bx_size\s+({_NUMBER})")
_WORD_CONFIDENCE = re.compile(rf"\bx_w?conf\s+({_NUMBER})")
_IMAGE = re.compile(r"""\bimage\s+(?:"([^"]*)"|'([^']*)'|([^;]+))""")
_ANGLE = re.compile(rf"\btextangle\s+({_NUMBER})")


def read_hocr(source: str) -> Scan:
    """An hOCR file's text. Raises UnreadableError."""
    return scanned(hocr_pages(source))


def hocr_pages(source: str) -> list[Page]:
    """The pages of an hOCR file's text. Raises UnreadableError for what has no page or is not to be parsed."""
    try:
        root = read_xml(source, "hOCR")
    except UnreadableError as error:
        if "not well-formed" not in error.what:
            raise
        root = read_html(source, "hOCR")
    pages = [_page(node) for node in root.walk() if "ocr_page" in _classes(node)]
    if not pages:
        raise UnreadableError("no hOCR: it has no element of class ocr_page", "give the file as its engine wrote it")
    return pages


def _classes(node: Node) -> list[str]:
    return node.get("class").split()


def _page(node: Node) -> Page:
    title = node.get("title")
    image = _IMAGE.search(title)
    box = _box(title)
    inside = [n for n in node.walk() if n is not node]
    pictures = [_box(n.get("title")) for n in inside if not _PICTURES.isdisjoint(_classes(n))]
    name = next((part for part in image.groups() if part), "").strip() if image else ""
    return Page(list(_regions(node)), box.right, box.bottom, [p for p in pictures if p != NO_BOX], name)


def _regions(page: Node) -> Iterator[Region]:
    """A region for each innermost block; lines that stand in none make one of their own."""
    region: Region | None = None
    holder: Node | None = None
    for node, block in _lines(page, page):
        if region is None or block is not holder or block is page:
            if region is not None:
                yield region
            region, holder = Region([], _role(block) or _role(node)), block
        region.lines.append(_line(node))
    if region is not None:
        yield region


def _lines(node: Node, block: Node) -> Iterator[tuple[Node, Node]]:
    """Each line below an element, with the innermost block that holds it."""
    stack = [(node, block)]
    while stack:
        here, within = stack.pop()
        classes = _classes(here)
        if not _LINES.isdisjoint(classes):
            yield here, within
            continue
        within = here if not _BLOCKS.isdisjoint(classes) else within
        stack.extend((child, within) for child in reversed(here.children))


def _role(node: Node) -> Role:
    return next((_ROLES[name] for name in _classes(node) if name in _ROLES), "")


def _line(node: Node) -> Line:
    title = node.get("title")
    box, size, angle = _box(title), _SIZE.search(title), _ANGLE.search(title)
    inner = [n for n in node.walk() if "ocrx_word" in _classes(n)]
    words = [_word(n) for n in inner] or [_word(node)]
    return Line(words, box, float(size[1]) if size else 0.0, _is_vertical(node, box, words, angle))


def _is_vertical(node: Node, box: Box, words: list[Word], angle: "re.Match[str] | None") -> bool:
    """Whether the line runs from top to bottom: its words do."""
    first, last = words[0].box, words[-1].box
    if len(words) > 1 and NO_BOX not in (first, last):
        return abs(last.top - first.top) > abs(last.left - first.left) and box.height > box.width
    return box.height > 2 * box.width and len(node.text().strip()) > 2


def _word(node: Node) -> Word:
    title = node.get("title")
    pieces = [t for t in node.pieces() if t.text.strip()]
    confidence = _WORD_CONFIDENCE.search(title)
    sure = min(1.0, max(0.0, float(confidence[1]) / 100)) if confidence else UNKNOWN
    slots = (Slot(pieces[0].start, pieces[0].end),) if len(pieces) == 1 else ()
    return Word("".join(t.text for t in pieces), _box(title), sure, slots)


def _box(title: str) -> Box:
    match = _BOX.search(title)
    return Box(*map(float, match.groups())) if match else NO_BOX
