"""PAGE XML, 2010 to 2019: the XML of Transkribus, eScriptorium and OCR-D (primaresearch.org/schema/PAGE).

The same text may stand in it several times: of a region, of its lines, of their words, of their glyphs. Read is the
finest of these that has all of it; the others are noted beside, so that all of them can be corrected together.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kanwu.errors import UnreadableError
from kanwu.geometry import UNKNOWN, Box, Role
from kanwu.read.layout import in_order, role_of, spaced_as
from kanwu.read.measures import box_around, length, number, points_of, sure
from kanwu.read.scan import NO_BOX, Line, Page, Region, Scan, Slot, Word, is_upright, scanned, squashed
from kanwu.read.xml import Node, read_xml

_PICTURES = ("ImageRegion", "GraphicRegion", "LineDrawingRegion", "ChartRegion", "MapRegion")
_STRUCTURE = re.compile(r"\bstructure\s*\{[^}]{0,200}?\btype:\s*([\w-]+)")  # how Transkribus names roles
_GROUPS = re.compile("(?:Unordered|Ordered)Group(?:Indexed)?|RegionRef(?:Indexed)?")
_DIRECTIONS = {"top-to-bottom": True, "left-to-right": False, "right-to-left": False}


def read_page_xml(source: str) -> Scan:
    """The document of a PAGE file's text. Raises UnreadableError for what has no page or is not to be parsed."""
    return scanned(page_xml_pages(source))


def page_xml_pages(source: str) -> list[Page]:
    """The pages of a PAGE file's text. Raises UnreadableError for what has no page or is not to be parsed."""
    root = read_xml(source, "PAGE XML").child("PcGts")
    if root is None:
        raise UnreadableError("no PAGE XML: its root element is not PcGts", "give the file as its engine wrote it")
    pages = [_page(node) for node in root.children if node.name == "Page"]
    if not pages:
        raise UnreadableError("no PAGE XML: it has no element Page", "give the file as its engine wrote it")
    return pages


def _page(node: Node) -> Page:
    regions = [(n.get("id"), region) for n, region in _regions(node)]
    pictures = [box for n in node.all(*_PICTURES) if (box := _box(n)) != NO_BOX]
    width, height = length(node.get("imageWidth")), length(node.get("imageHeight"))
    return Page(in_order(regions, _order(node)), width, height, pictures, node.get("imageFilename").strip())


def _order(page: Node) -> Iterator[str]:
    """The ids of regions as the reading order names them: by their index where they have one, else as written."""
    reading = page.child("ReadingOrder")
    stack = [reading] if reading else []
    while stack:
        node = stack.pop()
        if node.get("regionRef"):
            yield node.get("regionRef")
        groups = [n for n in node.children if _GROUPS.fullmatch(n.name)]
        groups.sort(key=lambda n: number(n.get("index")) or 0.0)
        stack.extend(reversed(groups))


def _regions(page: Node) -> Iterator[tuple[Node, Region]]:
    """Each region with text, those within another one behind it; a table is one region."""
    stack: list[tuple[Node, Role, str]] = [(page, "", "")]
    while stack:
        node, around, direction = stack.pop()
        direction = node.get("readingDirection") or direction
        if node.name == "TableRegion":
            yield node, _table(node, direction)
            continue
        if node.name == "TextRegion":
            yield node, _region(node, around, direction)
        around = "picture" if node.name in _PICTURES else around
        inner = [n for n in node.children if n.name.endswith("Region")]
        stack.extend((n, around, direction) for n in reversed(inner))


def _table(node: Node, direction: str) -> Region:
    """All lines of a table: its cells are text regions, or elements of their own."""
    cells = (_region(n, "", direction) for n in node.all("TextRegion", "TableCell"))
    return Region([line for cell in cells for line in cell.lines], "table")


def _region(node: Node, around: Role, direction: str) -> Region:
    structure = _STRUCTURE.search(node.get("custom"))
    role = role_of(node.get("type")) or role_of(structure[1] if structure else "")
    if around and role in ("", "text"):
        role = around
    nodes = [n for n in node.children if n.name == "TextLine"]
    lines = [_line(n, direction) for n in nodes]
    whole = _equivalent(node)
    below = squashed("".join(word.text for line in lines for word in line.words))
    plain = squashed(whole.text)
    if below and len(below) >= len(plain):
        return Region(lines, role, slots=whole.slots if below == plain else ())
    texts = [text for text in whole.text.splitlines() if text.strip()]
    boxes = [line.box for line in lines] if len(lines) == len(texts) else [_box(node)] * len(texts)
    made = [_whole_line(text, box, whole.confidence, direction) for text, box in zip(texts, boxes, strict=True)]
    return Region(made, role, slots=whole.slots)


def _whole_line(text: str, box: Box, confidence: float, direction: str) -> Line:
    words = [Word(text, box, confidence)]
    return Line(words, box, 0.0, _DIRECTIONS.get(direction, is_upright(words, box)))


def _line(node: Node, direction: str) -> Line:
    direction = node.get("readingDirection") or direction
    box, whole = _box(node), _equivalent(node)
    words = [_word(n) for n in node.children if n.name == "Word"]
    below, plain = squashed("".join(word.text for word in words)), squashed(whole.text)
    if below and (below == plain or len(below) > len(plain)):
        slots = whole.slots if below == plain else ()
        if slots:
            spaced_as(whole.text, words)
        return Line(words, box, 0.0, _DIRECTIONS.get(direction, is_upright(words, box)), slots)
    line = _whole_line(whole.text, box, whole.confidence, direction)
    line.words[0].slots = whole.slots
    return line


def _word(node: Node) -> Word:
    whole = _equivalent(node)
    glyphs = [_word(n) for n in node.children if n.name == "Glyph"]
    text = whole.text if whole.text.strip() else "".join(glyph.text for glyph in glyphs)
    return Word(text, _box(node), whole.confidence, whole.slots, None, glyphs)


class _Equivalent(NamedTuple):
    """The text that an element is said to have, the confidence in it, and where it stands."""

    text: str
    confidence: float
    slots: tuple[Slot, ...]


def _equivalent(node: Node) -> _Equivalent:
    """The first reading of an element's text: that with the lowest index."""
    readings = [n for n in node.children if n.name == "TextEquiv"]
    best = min(readings, key=_rank, default=None)
    written = best.child("Unicode") if best else None
    if best is None or written is None:
        return _Equivalent("", UNKNOWN, ())
    text = written.text()
    same = [n for n in best.children if n.name in ("Unicode", "PlainText") and n.text() == text]
    pieces = [piece for n in same for piece in n.pieces() if text.strip() and len(n.pieces()) == 1]
    return _Equivalent(text, sure(best.get("conf")), tuple(Slot(piece.start, piece.end) for piece in pieces))


def _rank(reading: Node) -> float:
    rank = number(reading.get("index"))
    return float("inf") if rank is None else rank


def _box(node: Node) -> Box:
    """The upright box around an element's outline."""
    outline = node.child("Coords")
    if outline is None:
        return NO_BOX
    corners = [(n.get("x"), n.get("y")) for n in outline.children if n.name == "Point"]
    return box_around(corners or points_of(outline.get("points")))
