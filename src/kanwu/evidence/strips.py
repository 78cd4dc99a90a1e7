"""The printed lines of a page as its boxes show them, each within one column, and how large their type is.

What an engine took for one line may run over the gap between two columns; it is cut there.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from kanwu.evidence.middle import median
from kanwu.evidence.widths import ems
from kanwu.geometry import UNKNOWN, Box, Geometry, Line, Word, around

FEWEST = 8  # characters from which on a line's width tells how wide its type is set
_ALIGNED = 3  # lines that begin at one place and so show a column's edge
_NEAR = 0.6  # ems that a line may begin beside the edge of its column
_DOUBTFUL = 0.5  # confidence below which a word may be dirt between columns
_GUTTER = 0.75  # ems between two words that may be the gap between columns
_REACH, _BESIDE = 30.0, 6.0  # ems above and below a line in which others show where columns begin, and whether here
_HIGHER, _WIDER = 1.12, 1.15  # how far one of height and width alone may make a line's type larger than the other says
_DIRT = frozenset("|!~`^_/\\*\N{BROKEN BAR}")  # what is left of column rules and specks
_MOST = 20_000_000  # wide gaps times words of a page from which on no line is cut; a page of 800 lines has some 500,000
_TALL = 1.4  # times the usual height: a heading, which may run over several columns


class Strip(NamedTuple):
    """A stretch of the source (code points, end exclusive) printed on one line of one column.

    `box` is upright: of vertical text it is turned so that lines run from left to right, each below the one before.
    `height` is that of its characters, `pitch` the width that an em has in it; `confidence` is the mean of its words,
    UNKNOWN where none is given. `line` is where the line that the engine read starts in the source,
    `inked` the left and right ends of its words, those close together as one.
    """

    start: int
    end: int
    box: Box
    sheet: int
    line: int
    height: float
    pitch: float
    confidence: float
    inked: tuple[tuple[float, float], ...]


class Type(NamedTuple):
    """The type of a page's running text: the height of its characters, and the width of an em."""

    height: float
    pitch: float

    def scale(self, strip: Strip) -> float:
        """How large a strip's type is, as a multiple of the running text's.

        By its height and its width together: some engines draw boxes with a margin, which makes large type look
        smaller, boxes of single lines are too high, and lines with lost characters too wide.
        """
        high, wide = strip.height / (self.height or 1.0), strip.pitch / (self.pitch or 1.0)
        return min(sqrt(high * wide), _HIGHER * high, _WIDER * wide)


class _Row(NamedTuple):
    """A line of the input with its words, both turned upright."""

    line: Line
    words: tuple[Word, ...]
    box: Box


@lru_cache(maxsize=4)
def strips(geometry: Geometry, source: str) -> tuple[Strip, ...]:
    """The strips of a source in its order."""
    found: list[Strip] = []
    for number, sheet in enumerate(geometry.sheets):
        lines = [line for line in geometry.lines_in(sheet) if line.box.area]
        turned = sum(e.end - e.start for e in lines if e.vertical) * 2 > sum(e.end - e.start for e in lines)
        rows = [_row(geometry, line, turned) for line in lines]
        em = median(row.box.height for row in rows) if rows else 0.0
        whole = _wide_gaps(rows, em) * sum(len(row.words) for row in rows) > _MOST
        for row in rows:
            parts = [row.words] if whole else _parts(source, row, rows, em)
            found += (_strip(source, row, part, number) for part in parts)
    return tuple(found)


def _wide_gaps(rows: Sequence[_Row], em: float) -> int:
    """How many gaps between words are as wide as between columns."""
    pairs = (pair for row in rows for pair in pairwise(row.words))
    return sum(after.box.left - before.box.right >= _GUTTER * em for before, after in pairs)


def _row(geometry: Geometry, line: Line, turned: bool) -> _Row:
    words = geometry.words_in(line.start, line.end)
    upright = tuple(word._replace(box=_turned(word.box, turned)) for word in words)
    return _Row(line, upright, _turned(line.box, turned))


def _turned(box: Box, turned: bool) -> Box:
    return Box(box.top, -box.right, box.bottom, -box.left) if turned else box


def _strip(source: str, row: _Row, words: Sequence[Word], sheet: int) -> Strip:
    start, end = words[0].start, words[-1].end
    inner = _inner(source, words)
    box = row.box if len(inner) == len(row.words) else around(w.box for w in inner) or row.box
    across = box.height > 2 * box.width and end - start > 2  # it runs the other way than the page
    height = box.width if across else _height(source, words, box)
    if not across and len(inner) > 1:
        middle = median((w.box.top + w.box.bottom) / 2 for w in inner)
        box = Box(box.left, middle - height / 2, box.right, middle + height / 2)
    width = ems(source[inner[0].start : inner[-1].end])
    sure = [w.confidence for w in words if w.confidence >= 0]
    pitch = (box.height if across else box.width) / max(width, 1.0)
    mean = sum(sure) / len(sure) if sure else UNKNOWN
    return Strip(start, end, box, sheet, row.line.start, height, pitch, mean, _inked(source, inner, height))


def _inked(source: str, words: Sequence[Word], em: float) -> tuple[tuple[float, float], ...]:
    """The stretches from left to right that have words no further apart than those of one column are; those at the
    ends that the engine itself doubts left out."""
    found: list[tuple[float, float]] = []
    edge = 0.0  # where the last word ended, be it doubtful
    for word in words:
        if not any(map(str.isalnum, source[word.start : word.end])):
            continue
        box, near = word.box, bool(found) and word.box.left - edge < _GUTTER * em
        edge = max(edge, box.right) if near else box.right
        if 0 <= word.confidence < _DOUBTFUL:
            continue
        if near:
            found[-1] = (found[-1][0], max(found[-1][1], box.right))
        else:
            found.append((box.left, box.right))
    return tuple(found)


def _inner(source: str, words: Sequence[Word]) -> Sequence[Word]:
    """The words without what is left of column rules and dirt at either end; all when there is nothing else."""
    first, last = 0, len(words)
    while first < last and set(source[words[first].start : words[first].end]) <= _DIRT:
        first += 1
    while last > first and set(source[words[last - 1].start : words[last - 1].end]) <= _DIRT:
        last -= 1
    return words[first:last] or words


def _height(source: str, words: Sequence[Word], box: Box) -> float:
    """The height of a line's characters: signs are low, and the boxes of single words are often wrong."""
    letters = [w for w in words if any(map(str.isalnum, source[w.start : w.end]))]
    heights = [w.box.height for w in letters for _ in range(w.end - w.start)]
    return min(median(heights), box.height) if heights else box.height


def _parts(source: str, row: _Row, rows: Sequence[_Row], em: float) -> Iterator[Sequence[Word]]:
    """The words of a line, cut where another column begins."""
    at, right = 0, row.box.right
    is_text = _height(source, row.words, row.box) <= _TALL * em
    for number, word in enumerate(row.words):
        left = word.box.left
        wide = number and is_text and left - right >= _GUTTER * em and left - row.box.left > 3 * em
        if wide and _is_edge(row, rows, right, left + _NEAR * em, em):
            yield row.words[at:number]
            at = number
        if any(map(str.isalnum, source[word.start : word.end])):  # the box of a sign is often wrong
            right = word.box.right
    yield row.words[at:]


def _is_edge(row: _Row, rows: Sequence[_Row], low: float, high: float, em: float) -> bool:
    """Whether a column begins in a gap of a line: several lines above and below begin there, one below the other, and
    of those next to it more begin or have a gap there than run across."""
    begin: list[float] = []
    beside = 0
    for other in rows:
        far = abs(other.box.top - row.box.top)
        if far > _REACH * em or other.box.right < high or other.box.left >= high:
            continue
        if begins := low <= other.box.left:
            begin.append(other.box.left)
        if far <= _BESIDE * em and other is not row:
            beside += 1 if begins or _has_gap(other, low, high, em) else -1
    begin.sort()
    aligned = zip(begin, begin[_ALIGNED - 1 :], strict=False)
    return beside >= 0 and any(last - first <= _NEAR * em for first, last in aligned)


def _has_gap(row: _Row, low: float, high: float, em: float) -> bool:
    """Whether two neighbouring words leave such a gap within these bounds."""
    for before, after in zip(row.words, row.words[1:], strict=False):
        if after.box.left > low and before.box.right < high and after.box.left - before.box.right >= _GUTTER * em:
            return True
    return False


@lru_cache(maxsize=4)
def by_sheet(geometry: Geometry, source: str) -> tuple[tuple[Strip, ...], ...]:
    """For each page its strips."""
    found: list[list[Strip]] = [[] for _ in geometry.sheets]
    for strip in strips(geometry, source):
        found[strip.sheet].append(strip)
    return tuple(map(tuple, found))


@lru_cache(maxsize=4)
def types(geometry: Geometry, source: str) -> tuple[Type, ...]:
    """For each page the type of its running text: what most characters have."""
    return tuple(map(_type, by_sheet(geometry, source)))


def _type(found: Sequence[Strip]) -> Type:
    heights = sorted((s.height, s.end - s.start) for s in found)
    pitches = sorted((s.pitch, s.end - s.start) for s in found if s.end - s.start >= FEWEST)
    return Type(_middle(heights), _middle(pitches))


def _middle(weighted: Sequence[tuple[float, int]]) -> float:
    """The weighted median; 0 for none."""
    half = sum(weight for _, weight in weighted) / 2
    for value, weight in weighted:
        half -= weight
        if half <= 0:
            return value
    return 0.0
