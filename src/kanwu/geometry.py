"""Where on the printed page the characters of a source stand, as far as its format tells.

Geometry belongs to the source, not to blocks: a block finds its own by the origins of its characters, so no edit can
lose or bend it. Lengths are in the unit of the input (most often pixels of the scan), from the upper left corner.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

Role = Literal["", "text", "heading", "caption", "header", "footer", "page number", "picture", "table"]
"""What the format itself says a stretch is; "" where it says nothing."""

UNKNOWN = -1.0  # a confidence that the input does not give


class Box(NamedTuple):
    """A rectangle with its sides along the page's."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    def over(self, other: "Box") -> float:
        """How far both reach over each other from left to right; below 0 the gap between them."""
        return min(self.right, other.right) - max(self.left, other.left)

    def level(self, other: "Box") -> float:
        """How far both reach over each other from top to bottom; below 0 the gap between them."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)


def around(boxes: Iterable[Box]) -> Box | None:
    """The least box that holds all of these; None for no box."""
    found = list(boxes)
    if not found:
        return None
    lefts, tops, rights, bottoms = zip(*found, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class Word(NamedTuple):
    """A stretch of the source (code points, end exclusive) that the input gives a box of its own.

    `confidence` is the engine's, from 0 to 1, or UNKNOWN. Some engines give one for each character, some for a line.
    """

    start: int
    end: int
    box: Box
    confidence: float


class Line(NamedTuple):
    """A printed line: its stretch of the source, its box, and the region of the input that it stands in.

    `size` is the height of its glyphs as the input gives it, or 0; `vertical`: read from top to bottom.
    """

    start: int
    end: int
    box: Box
    region: int
    size: float
    vertical: bool


class Region(NamedTuple):
    """A paragraph or block of the input, as its engine cut it; end exclusive."""

    start: int
    end: int
    role: Role


class Sheet(NamedTuple):
    """One page: its stretch of the source, its size (0 where unknown), the pictures on it, and its scan's name."""

    start: int
    end: int
    width: float
    height: float
    pictures: tuple[Box, ...]
    image: str


@dataclass(frozen=True, eq=False)
class Geometry:
    """All that is known of a source's places on paper. Lines, words, regions and sheets are in the source's order."""

    sheets: tuple[Sheet, ...]
    regions: tuple[Region, ...]
    lines: tuple[Line, ...]
    words: tuple[Word, ...]

    @cached_property
    def _line_starts(self) -> "array[int]":
        return array("i", (line.start for line in self.lines))

    @cached_property
    def _word_starts(self) -> "array[int]":
        return array("i", (word.start for word in self.words))

    @cached_property
    def _sheet_starts(self) -> "array[int]":
        return array("i", (sheet.start for sheet in self.sheets))

    def line_at(self, place: int) -> int | None:
        """The number of the line that holds a character of the source."""
        number = bisect_right(self._line_starts, place) - 1
        return number if number >= 0 and place < self.lines[number].end else None

    def lines_in(self, sheet: Sheet) -> tuple[Line, ...]:
        """The lines of one page."""
        return self.lines[bisect_left(self._line_starts, sheet.start) : bisect_left(self._line_starts, sheet.end)]

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin in a stretch of the source."""
        first = bisect_right(self._word_starts, start - 1)
        return self.words[first : bisect_right(self._word_starts, end - 1)]

    def word_at(self, place: int) -> Word | None:
        """The word that holds a character of the source."""
        number = bisect_right(self._word_starts, place) - 1
        return self.words[number] if number >= 0 and place < self.words[number].end else None

    def sheet_of(self, place: int) -> int:
        """The number of the page that a character of the source stands on."""
        return max(0, bisect_right(self._sheet_starts, place) - 1)

    def role_at(self, place: int) -> Role:
        """What the format says of the region that holds a character."""
        number = self.line_at(place)
        return self.regions[self.lines[number].region].role if number is not None else ""

    def box_of(self, start: int, end: int) -> Box | None:
        """The box of a stretch of the source on one line: of its words, cut where it begins and ends within one."""
        number = self.line_at(start)
        if number is None:
            return None
        line = self.lines[number]
        words = [w for w in self.words_in(line.start, line.end) if w.start < end and start < w.end]
        return around(part_of(w, start, end, line.vertical) for w in words)

    def boxes(self, origins: Iterable[int]) -> Iterator[tuple[int, Box]]:
        """The number and the box of each printed line that characters of these origins stand on, in their order."""
        places = [origin if origin >= 0 else ~origin for origin in origins]
        for start, end in _stretches(places, self._line_starts):
            number, box = self.line_at(start), self.box_of(start, end)
            if number is not None and box is not None:
                yield number, box


def _stretches(places: list[int], starts: "array[int]") -> Iterator[tuple[int, int]]:
    """The hulls of the runs of places on one line each."""
    if not places:
        return
    numbers = [bisect_right(starts, place) for place in places]
    cuts = [0, *(at for at, (a, b) in enumerate(pairwise(numbers), 1) if a != b), len(places)]
    for first, last in pairwise(cuts):
        yield min(places[first:last]), max(places[first:last]) + 1


def part_of(word: Word, start: int, end: int, vertical: bool) -> Box:
    """The box of a word's characters from start to end, each taken to be as wide as the others."""
    low, high = max(start, word.start) - word.start, min(end, word.end) - word.start
    size = word.end - word.start
    box = word.box
    if low == 0 and high == size:
        return box
    if vertical:
        step = box.height / size
        return Box(box.left, box.top + low * step, box.right, box.top + high * step)
    step = box.width / size
    return Box(box.left + low * step, box.top, box.left + high * step, box.bottom)
