"""ALTO, versions 1 to 4: the XML of the digitisation of newspapers (loc.gov/standards/alto).

Read are the words with their boxes and confidences, glyphs, hyphens, margins, pictures, the tags of blocks, the reading
order, and the name of the scan. Lengths stay in the file's own unit. Fonts are not read: their sizes are in points, in
which the page is not measured.
"""

from collections.abc import Iterator
from itertools import chain, islice

from kanwu.errors import UnreadableError
from kanwu.geometry import UNKNOWN, Box, Role
from kanwu.read.layout import chained, in_order, role_of
from kanwu.read.measures import box_around, box_from, length, number, points_of, sure
from kanwu.read.scan import NO_BOX, Line, Page, Region, Scan, Slot, Word, is_upright, scanned
from kanwu.read.xml import MOST, Node, attribute_span, read_xml

_SPACES = ("TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin")
_MARGINS: dict[str, Role] = {"TopMargin": "header", "BottomMargin": "footer"}
_MARGIN_LINES = 3  # a margin with more lines is print that an engine left out of the print space
_TAGS = ("LayoutTag", "StructureTag", "RoleTag", "OtherTag")
_THIN = 0.1  # of a graphical element's longer side: one that is thinner is a rule
_LARGE = 0.5  # of the page: a graphical element that is larger is a frame


def read_alto(source: str) -> Scan:
    """The document of an ALTO file's text. Raises UnreadableError for what has no page or is not to be parsed."""
    return scanned(alto_pages(source))


def alto_pages(source: str) -> list[Page]:
    """The pages of an ALTO file's text. Raises UnreadableError for what has no page or is not to be parsed."""
    root = read_xml(source, "ALTO").child("alto")
    if root is None:
        raise UnreadableError("no ALTO: its root element is not alto", "give the file as its engine wrote it")
    file = _File(source, root)
    pages = [file.page(node) for node in root.all("Page")]
    if not pages:
        raise UnreadableError("no ALTO: it has no element Page", "give the file as its engine wrote it")
    return pages


class _File:
    """What holds for all pages of a file: its text, its tags, the order of its blocks, the name of its scan."""

    def __init__(self, source: str, root: Node) -> None:
        self.source = source
        tags = (n for tags in root.children if tags.name == "Tags" for n in tags.all(*_TAGS))
        self.roles = {n.get("ID"): role_of(n.get("LABEL")) or role_of(n.get("TYPE")) for n in tags}
        orders = (n for order in root.all("ReadingOrder") for n in order.walk())
        self.order = list(islice((name for n in orders for name in n.get("REF").split()), MOST))
        self.image = next((n.text().strip() for n in root.all("fileName")), "")

    def page(self, node: Node) -> Page:
        width, height = length(node.get("WIDTH")), length(node.get("HEIGHT"))
        spaces = [n for name in _SPACES for n in node.children if n.name == name] or [node]
        blocks = list(chain.from_iterable(self._space(space) for space in spaces))
        following = {n.get("ID"): n.get("IDNEXT") for n, _ in blocks if n.get("IDNEXT")}
        names = [(n.get("ID"), region) for n, region in blocks]
        order = self.order or chained([name for name, _ in names], following)
        return Page(in_order(names, order), width, height, list(_pictures(node, width * height)), self.image)

    def _space(self, space: Node) -> list[tuple[Node, Region]]:
        """The blocks of the print space or of a margin."""
        found = [(node, self._region(node, role)) for node, role in self._blocks(space)]
        if space.name in _MARGINS and sum(len(region.lines) for _, region in found) <= _MARGIN_LINES:
            for _, region in found:
                region.role = region.role or _MARGINS[space.name]
        return found

    def _blocks(self, space: Node) -> Iterator[tuple[Node, Role]]:
        """Each text block, with the role that it or the innermost block around it has by name."""
        stack: list[tuple[Node, Role]] = [(space, "")]
        while stack:
            node, role = stack.pop()
            role = self._role(node) or role
            if node.name == "TextBlock":
                yield node, role
            else:
                stack.extend((child, role) for child in reversed(node.children))

    def _role(self, node: Node) -> Role:
        tags = (self.roles.get(name, "") for name in node.get("TAGREFS").split())
        return next((role for role in tags if role), "") or role_of(node.get("TYPE"))

    def _region(self, block: Node, role: Role) -> Region:
        nodes = [n for n in block.children if n.name == "TextLine"]
        if not role and nodes:
            roles = {self._role(n) for n in nodes}
            role = roles.pop() if len(roles) == 1 else ""
        return Region([self._line(n, block) for n in nodes], role)

    def _line(self, node: Node, block: Node) -> Line:
        box = _box(node)
        words = list(self._words(node))
        direction = node.get("BASEDIRECTION") or block.get("BASEDIRECTION")
        return Line(words, box, 0.0, direction == "ttb" or (not direction and is_upright(words, box)))

    def _words(self, line: Node) -> Iterator[Word]:
        """The words and the hyphen of a line. Where a line has its blanks written out, words without one are joined;
        whether a blank between Chinese characters is one, the gap tells."""
        has_blanks = any(n.name == "SP" for n in line.children)
        is_joined = False
        for node in line.children:
            if node.name in ("String", "HYP"):
                joined = node.name == "HYP" or (is_joined and has_blanks)
                yield self._word(node, False if joined else None)
            is_joined = node.name in ("String", "HYP")

    def _word(self, node: Node, spaced: bool | None) -> Word:
        content = node.get("CONTENT")
        glyphs = [self._word(n, None) for n in node.children if n.name == "Glyph"]
        confidence = sure(node.get("WC") or node.get("GC"))
        slots = self._slots(node) if content.strip() else ()
        return Word(content, _box(node), confidence, slots, spaced, glyphs or _characters(node, content))

    def _slots(self, node: Node) -> tuple[Slot, ...]:
        span = attribute_span(self.source, node, "CONTENT")
        return (Slot(*span, "attribute"),) if span else ()


def _characters(node: Node, content: str) -> list[Word]:
    """The characters of a word, where CC has a number for each: 0 is the surest, 9 the least sure."""
    written = node.get("CC")
    marks = written.split() if " " in written.strip() else written
    chars = "".join(content.split())
    if len(marks) != len(chars):
        return []
    levels = [number(mark) for mark in marks]
    return [
        Word(char, confidence=UNKNOWN if level is None else 1 - min(9.0, max(0.0, level)) / 9)
        for char, level in zip(chars, levels, strict=True)
    ]


def _box(node: Node) -> Box:
    """The box of an element by its corner and size, else by its shape."""
    box = box_from(node.get("HPOS"), node.get("VPOS"), node.get("WIDTH"), node.get("HEIGHT"))
    shape = node.child("Shape") if box == NO_BOX else None
    polygon = shape.child("Polygon") if shape else None
    return box_around(points_of(polygon.get("POINTS"))) if polygon else box


def _pictures(page: Node, area: float) -> Iterator[Box]:
    """The pictures of a page: illustrations, and graphical elements that are neither rules nor frames."""
    for node in page.all("Illustration", "GraphicalElement"):
        box = _box(node)
        thin = min(box.width, box.height) < _THIN * max(box.width, box.height)
        framing = area > 0 and box.area > _LARGE * area
        if box != NO_BOX and (node.name == "Illustration" or not (thin or framing)):
            yield box
