"""hOCR: HTML whose classes and titles say what an engine read where (Tesseract, OCRopus, kraken).

Follows the specification 1.2 (kba.github.io/hocr-spec). Read are ocr_page, ocr_photo and its kin, ocr_carea, ocr_par,
ocr_line and its kin, ocrx_word and ocrx_cinfo; the properties bbox, x_bboxes, x_wconf, x_conf, x_confs, x_size, image.
"""

import re
from collections.abc import Iterator

from kanwu.errors import UnreadableError
from kanwu.geometry import UNKNOWN, Box, Role
from kanwu.read.html import read_html
from kanwu.read.measures import box_of, length, number, sure
from kanwu.read.scan import NO_BOX, Line, Page, Region, Scan, Slot, Word, is_upright, scanned
from kanwu.read.xml import Node, Text, read_xml

_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat"})
_PICTURES = frozenset({"ocr_photo", "ocr_image", "ocr_linedrawing", "ocr_graphic", "ocr_float"})
_ROLES: dict[str, Role] = {
    "ocr_header": "header", "ocr_footer": "footer", "ocr_caption": "caption", "ocr_pageno": "page number",
    "ocr_title": "heading", "ocr_chapter": "heading", "ocr_section": "heading", "ocr_subsection": "heading",
    "ocr_table": "table",
}  # fmt: skip
_BLOCKS = frozenset({"ocr_par", "ocr_carea", "ocrx_block", "ocr_column", *_ROLES}) - _LINES
_IMAGE = re.compile(r"""\bimage\s+(?:"([^"]*)"|'([^']*)'|([^;]+))""")
_NUMBERS = ("bbox", "x_bboxes", "x_size", "x_wconf", "x_conf", "x_confs")
_PROPERTY = re.compile(rf"(?:^|;)\s*({'|'.join(_NUMBERS)})\s([^;]*)")


def read_hocr(source: str) -> Scan:
    """The document of an hOCR file's text. Raises UnreadableError for what has no page or is not to be parsed."""
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
    box = _box(_properties(node))
    inside = [n for n in node.walk() if n is not node]
    pictures = [_box(_properties(n)) for n in inside if not _PICTURES.isdisjoint(_classes(n))]
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
            # Tesseract calls the lines of headings ocr_header; a page's header stands in no paragraph.
            own = _role(node) if block is page or "ocr_header" not in _classes(node) else ""
            region, holder = Region([], _role(block) or own), block
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
    known = _properties(node)
    inner = [n for n in node.walk() if "ocrx_word" in _classes(n)]
    words = [_word(n) for n in inner] or [_word(node)]
    size = (known.get("x_size") or [""])[0]
    return Line(words, _box(known), length(size), is_upright(words, _box(known)))


def _word(node: Node) -> Word:
    """The word of an element, or the whole text of a line that has no words."""
    known = _properties(node)
    pieces = node.pieces()
    seen = [t for t in pieces if t.text.strip()]
    text = "".join(t.text for t in (seen if "ocrx_word" in _classes(node) else pieces))
    glyphs = list(_glyphs(node, known, seen, text))
    slots = _slots(seen) if len(seen) == 1 and not any(glyph.slots for glyph in glyphs) else ()
    return Word(text, _box(known), _sure(known), slots, None, glyphs)


def _slots(pieces: list[Text]) -> tuple[Slot, ...]:
    return tuple(Slot(piece.start, piece.end) for piece in pieces)


def _glyphs(node: Node, known: dict[str, list[str]], pieces: list[Text], text: str) -> Iterator[Word]:
    """The characters of a word that have elements or numbers of their own, or its text's pieces if it has several."""
    inner = [n for n in node.walk() if n is not node and "ocrx_cinfo" in _classes(n)]
    if inner:
        yield from (_character(n) for n in inner)
    elif len(pieces) > 1:
        yield from (Word(piece.text, slots=_slots([piece])) for piece in pieces)
    else:
        plain = text.strip()
        boxes, confidences = known.get("x_bboxes", []), known.get("x_confs", [])
        sides = [boxes[4 * n : 4 * n + 4] for n in range(len(plain))] if len(boxes) == 4 * len(plain) else []
        if sides or (len(confidences) == len(plain) > 1):
            for n, char in enumerate(plain):
                sure_of = sure(confidences[n], 100) if len(confidences) == len(plain) else UNKNOWN
                yield Word(char, box_of(*sides[n]) if sides else NO_BOX, sure_of)


def _character(node: Node) -> Word:
    known = _properties(node)
    pieces = [t for t in node.pieces() if t.text.strip()]
    box = box_of(*known["x_bboxes"][:4]) if len(known.get("x_bboxes", [])) == 4 else _box(known)
    slots = _slots(pieces) if len(pieces) == 1 else ()
    return Word("".join(t.text for t in pieces), box, _sure(known), slots)


def _properties(node: Node) -> dict[str, list[str]]:
    """The numbers of an element's title, by property; the first of each name."""
    found: dict[str, list[str]] = {}
    for name, values in _PROPERTY.findall(node.get("title")):
        found.setdefault(name, values.split())
    return found


def _box(known: dict[str, list[str]]) -> Box:
    sides = known.get("bbox", [])
    return box_of(*sides[:4]) if len(sides) >= 4 else NO_BOX


def _sure(known: dict[str, list[str]]) -> float:
    """The confidence in hundredths of a word, a line or a character. A list of characters' gives their mean."""
    for name in ("x_wconf", "x_conf"):
        if known.get(name):
            return sure(known[name][0], 100)
    values = [value for value in map(number, known.get("x_confs", [])) if value is not None]
    return min(1.0, max(0.0, sum(values) / len(values) / 100)) if values else UNKNOWN
