"""What readers of scan formats give: pages of regions of lines of words; and the Document that it makes.

A reader fills these in, from the format's own names, and knows nothing of rules. The text that `document` makes of it
is what the page's source is: regions apart by a blank line, a line of print a line.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kanwu.geometry import UNKNOWN, Box, Geometry, Role, Sheet, around, part_of
from kanwu.geometry import Line as SetLine
from kanwu.geometry import Region as SetRegion
from kanwu.geometry import Word as SetWord
from kanwu.model import Block, Document, Kind

NO_BOX = Box(0, 0, 0, 0)
FARTHEST = 1e7
"""A length beyond this is none of a page."""
_GAP = 0.9  # of the height of the line: a gap from which on a blank stands between two words


class Slot(NamedTuple):
    """Where in the file's text (code points, end exclusive) a stretch stands that may be rewritten.

    `form` says how: "text" between XML tags, "attribute" inside an XML attribute's quotes.
    """

    start: int
    end: int
    form: Literal["text", "attribute"] = "text"


@dataclass(slots=True)
class Word:
    """A word, or a character where the format gives characters; `confidence` from 0 to 1, UNKNOWN if not given.

    `spaced`: whether a blank stands before it; None: as the script and the gap have it. `glyphs` are the word's parts
    in order, where the format tells of each: those without a box get their share of the word's.
    """

    text: str
    box: Box = NO_BOX
    confidence: float = UNKNOWN
    slots: tuple[Slot, ...] = ()
    spaced: bool | None = None
    glyphs: "Sequence[Word]" = ()


@dataclass(slots=True)
class Line:
    """A line of print. `slots` hold the whole line's text once more, where a format has that."""

    words: list[Word] = field(default_factory=list)
    box: Box = NO_BOX
    size: float = 0.0
    vertical: bool = False
    slots: tuple[Slot, ...] = ()


@dataclass(slots=True)
class Region:
    """A paragraph or a block of the format. `level` of a heading, 0 where the format names none."""

    lines: list[Line] = field(default_factory=list)
    role: Role = ""
    level: int = 0
    slots: tuple[Slot, ...] = ()


@dataclass(slots=True)
class Page:
    """One page; `pictures` are the boxes of photos and drawings, `image` the name of its scan."""

    regions: list[Region] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0
    pictures: list[Box] = field(default_factory=list)
    image: str = ""


class Place(NamedTuple):
    """A slot, and the stretch of the source that it holds."""

    slot: Slot
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Scan:
    """A read file: the document, and where in the file's own text each piece of it may be written back."""

    document: Document
    places: tuple[Place, ...] = ()


def boxed(left: float, top: float, right: float, bottom: float) -> Box:
    """The box of four lengths; NO_BOX where they enclose nothing, are no numbers, or are no place on paper."""
    near = all(abs(n) <= FARTHEST for n in (left, top, right, bottom))  # false for nan and inf too
    return Box(left, top, right, bottom) if near and left < right and top < bottom else NO_BOX


def squashed(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def is_upright(words: Sequence[Word], box: Box) -> bool:
    """Whether a line runs from top to bottom: its words do, or it is far higher than wide."""
    first, last = (words[0].box, words[-1].box) if words else (NO_BOX, NO_BOX)
    if len(words) > 1 and NO_BOX not in (first, last):
        return abs(last.top - first.top) > abs(last.left - first.left) and box.height > box.width
    return box.height > 2 * box.width and sum(len(squashed(w.text)) for w in words) > 2


def scanned(pages: Sequence[Page]) -> Scan:
    """The document of some pages. Empty words, lines and regions are left out."""
    return _Maker().made(pages)


class _Maker:
    """Puts the source's text together and notes where everything came to stand in it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.size = 0
        self.sheets: list[Sheet] = []
        self.regions: list[SetRegion] = []
        self.lines: list[SetLine] = []
        self.words: list[SetWord] = []
        self.places: list[Place] = []
        self.kinds: list[tuple[Kind, int]] = []

    def made(self, pages: Sequence[Page]) -> Scan:
        for page in pages:
            start = self.size
            for region in page.regions:
                self._region(region)
            if self.size > start or not self.sheets:
                found = Sheet(start, self.size, page.width, page.height, tuple(page.pictures), page.image)
                self.sheets.append(found)
        if self.texts:
            self._put("\n")
        source = "".join(self.texts)
        known = any(line.box != NO_BOX for line in self.lines)
        geometry = Geometry(tuple(self.sheets), tuple(self.regions), tuple(self.lines), tuple(self.words))
        document = Document(tuple(self._blocks(source)), source, geometry=geometry if known else None)
        return Scan(document, tuple(self.places))

    def _put(self, text: str) -> None:
        self.texts.append(text)
        self.size += len(text)

    def _region(self, region: Region) -> None:
        lines = [line for line in region.lines if any(w.text.strip() for w in line.words)]
        if not lines:
            return
        if self.texts:
            self._put("\n\n")
        start = self.size
        for number, line in enumerate(lines):
            if number:
                self._put("\n")
            self._line(line)
        self.places += [Place(slot, start, self.size) for slot in region.slots]
        self.regions.append(SetRegion(start, self.size, region.role))
        self.kinds.append(_kind(region))

    def _line(self, line: Line) -> None:
        start = self.size
        box = boxed(*line.box)
        if box == NO_BOX:
            box = around(w.box for w in line.words if boxed(*w.box) != NO_BOX) or NO_BOX
        for number, (word, text) in enumerate((w, " ".join(w.text.split())) for w in line.words if w.text.strip()):
            if number and _is_spaced(self.texts[-1], self.words[-1].box, word, text, line):
                self._put(" ")
            at = self.size
            self._put(text)
            self._word(word, text, at, box, line.vertical)
            self.places += [Place(slot, at, self.size) for slot in word.slots]
        self.lines.append(SetLine(start, self.size, box, len(self.regions), line.size, line.vertical))
        self.places += [Place(slot, start, self.size) for slot in line.slots]

    def _word(self, word: Word, text: str, at: int, line: Box, vertical: bool) -> None:
        """Notes a word that was put at a place, or its glyphs. What has no box of its own is somewhere on its line."""
        box = boxed(*word.box)
        whole = SetWord(at, at + len(text), box if box != NO_BOX else line, word.confidence)
        glyphs = _glyphs(word, text)
        for glyph, low, high in glyphs:
            own = boxed(*glyph.box)
            place = own if own != NO_BOX else part_of(whole, at + low, at + high, vertical)
            known = glyph.confidence if glyph.confidence != UNKNOWN else word.confidence
            self.words.append(SetWord(at + low, at + high, place, known))
            self.places += [Place(slot, at + low, at + high) for slot in glyph.slots]
        if not glyphs:
            self.words.append(whole)

    def _blocks(self, source: str) -> Iterator[Block]:
        for (start, end, _), (kind, level) in zip(self.regions, self.kinds, strict=True):
            text = source[start:end]
            origin = array("i", range(start, end))
            if kind == Kind.HEADING and "\n" in text:
                text = text.replace("\n", " ")
                origin = array("i", (n if source[n] != "\n" else ~n for n in origin))
            yield Block(kind, text, origin, level)


def _kind(region: Region) -> tuple[Kind, int]:
    """The kind of a region's block; what is in doubt is left to the rules."""
    if region.role == "heading":
        return Kind.HEADING, region.level or 2
    return (Kind.VERBATIM, 0) if region.role == "table" else (Kind.PARAGRAPH, 0)


def _glyphs(word: Word, text: str) -> list[tuple[Word, int, int]]:
    """The glyphs of a word with the stretches of its text that they are; none where they do not spell it."""
    found = []
    at = 0
    for glyph in word.glyphs:
        plain = " ".join(glyph.text.split())
        place = text.find(plain, at)
        if place < 0 or text[at:place].strip():
            return []
        at = place + len(plain)
        if plain:
            found.append((glyph, place, at))
    return [] if text[at:].strip() else found


def _is_spaced(before: str, last: Box, word: Word, text: str, line: Line) -> bool:
    """Whether a blank stands between two words: as the format says, between Latin words, and over a wide gap."""
    if word.spaced is not None:
        return word.spaced
    if before[-1].isascii() and text[0].isascii():
        return before[-1].isalnum() and text[0].isalnum()
    if last == NO_BOX or word.box == NO_BOX:
        return False
    gap = word.box.top - last.bottom if line.vertical else word.box.left - last.right
    em = line.box.width if line.vertical else line.box.height
    return em > 0 and gap > _GAP * em and gap > 0
