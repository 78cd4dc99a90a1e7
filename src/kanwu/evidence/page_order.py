"""In which order the printed lines of a page are read: columns from left to right (turned pages: from right to left),
each from top to bottom; what lies across columns parts the text above from the text below, or only interrupts it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from kanwu.evidence.continuity import WORD, gain_across
from kanwu.evidence.same_place import second_readings
from kanwu.evidence.sentence import ends_sentence
from kanwu.evidence.strips import FEWEST, Strip, Type, strips, types
from kanwu.geometry import Box, Geometry, around
from kanwu.model import is_han

MOST = 2_000  # printed lines of a page from which on it is left in the order of its input; the largest have some 800
_BODY = (0.6, 1.25)  # sizes of type, as shares of the usual one, that running text may have
_FEW, _LOOSE = 3, 1.6  # characters of which the box tells little about their size; the share that they may have
_SMALL, _NARROW = 0.94, 0.97  # height and width, as such shares, up to which whole lines are of a caption or the like
_ALIKE = 1.33  # how much the heights of two lines of one frame may differ
_LEVEL, _TOUCH = 0.6, 0.5  # share of their height that two pieces of a line have in common; ems between them
_ALIGNED = 4  # lines that begin at one place and so show a column's edge
_LARGE, _APART = 1.15, 1.6  # size of type, and heights between two pieces, of one heading's line
_CLOSE = 0.95  # ems between two lines of a frame at most
_WIDE, _LONG = 1.5, 1.15  # times the usual width: a frame that lies across columns, a line that may
_LEAST = 4.0  # ems that a column is wide
_FINE, _BESIDE, _ACROSS = 4, 6.0, 0.2  # steps in an em; ems to either side of a gap; share of lines that may cross it
_SET_IN = 4.0  # ems from its column's edge within which a line alone begins
_INDENT = 1.2  # ems that a first line is set in, at least
_FULL = 1.5  # ems that a full line lacks at most
_PLAIN = 2.0  # by how much text must go on better in the next column for a heading to part only some columns
_GAP = 1.0  # ems of blank over the whole width that set head or foot lines apart


@dataclass(slots=True)
class Frame:
    """Lines of one type that stand right below one another, in their order; those of one row from left to right."""

    rows: list[list[Strip]]
    box: Box
    is_body: bool
    column: int = field(default=-1)

    @property
    def strips(self) -> Iterator[Strip]:
        return (strip for row in self.rows for strip in row)

    @property
    def height(self) -> float:
        return median(s.height for s in self.strips)


class Placed(NamedTuple):
    """A frame in the order of reading.

    `column` is the box of the column of running text that it is part of, None where it is no such text. Text may go on
    from one frame to another within one `flow`.
    """

    frame: Frame
    column: Box | None
    flow: tuple[int, int]


@lru_cache(maxsize=4)
def page_order(geometry: Geometry, source: str) -> tuple[Placed, ...]:
    """The frames of a source in the order in which its pages are read."""
    found: list[Placed] = []
    sizes, twice = types(geometry, source), second_readings(geometry, source)
    for number, _ in enumerate(geometry.sheets):
        mine = [s for s in strips(geometry, source) if s.sheet == number and s not in twice]
        if len(mine) > MOST:
            return ()
        found += _Order(source, sizes[number], number).placed(_frames(mine, sizes[number]))
    return tuple(found)


def _frames(found: Sequence[Strip], size: Type) -> list[Frame]:
    """The strips stacked: each on the frame whose last row stands right above it, or in the row beside it."""
    frames: list[Frame] = []
    open_: list[Frame] = []
    edges = sorted(s.box.left for s in found)
    for strip in sorted(found, key=lambda s: (s.box.top + s.box.bottom, s.box.left)):
        row = next((f.rows[-1] for f in open_ if _is_beside(f.rows[-1], strip, size, edges)), None)
        if row is not None:
            row.append(strip)
            row.sort(key=lambda s: s.box.left)
            continue
        open_ = [f for f in open_ if strip.box.top - f.box.bottom < _CLOSE * max(size.height, strip.height)]
        best = min((f for f in open_ if _goes_on(f, strip, size)), key=lambda f: _distance(f, strip), default=None)
        if best is None:
            best = Frame([[strip]], strip.box, True)
            frames.append(best)
            open_.append(best)
            continue
        best.rows.append([strip])
        best.box = around((best.box, strip.box)) or best.box
    parts = [part for frame in frames for part in _parted(_frame(frame.rows, True), size)]
    for part in parts:
        part.is_body = _is_body(part, size)
    return parts


def _is_body(frame: Frame, size: Type) -> bool:
    """Whether a frame is set in the type of the running text."""
    scale = median(size.scale(s) for s in frame.strips for _ in range(s.end - s.start))
    full = [s for s in frame.strips if s.end - s.start >= FEWEST]
    high, wide = (median(v) / (of or 1.0) if full else 1.0 for v, of in (
        ([s.height for s in full], size.height), ([s.pitch for s in full], size.pitch)
    ))  # fmt: skip
    few = sum(s.end - s.start for s in frame.strips) <= _FEW
    return _BODY[0] <= scale <= (_LOOSE if few else _BODY[1]) and not (high <= _SMALL and wide <= _NARROW)


def _parted(frame: Frame, size: Type) -> Iterator[Frame]:
    """A frame, cut below lines at its head that are wider than all the others: a caption above a column's text."""
    rights = [max(s.box.right for s in row) for row in frame.rows]
    for number in range(1, len(rights) - 1):
        if min(rights[:number]) > max(rights[number:]) + _FULL * size.height:
            yield _frame(frame.rows[:number], frame.is_body)
            yield _frame(frame.rows[number:], frame.is_body)
            return
    yield frame


def _frame(rows: list[list[Strip]], is_body: bool) -> Frame:
    box = around(s.box for row in rows for s in row)
    return Frame(rows, box or rows[0][0].box, is_body)


def _distance(frame: Frame, strip: Strip) -> tuple[bool, float]:
    """How far a strip is from a frame's last row; what was read next is nearer than all else, so that two readings of
    tiles that overlap stay apart."""
    last = frame.rows[-1][-1]
    apart = abs(last.box.left - strip.box.left) + abs(last.box.right - strip.box.right)
    return not 0 <= strip.start - last.end <= 2, apart + abs(strip.box.top - last.box.bottom)


def _is_beside(row: Sequence[Strip], strip: Strip, size: Type, edges: Sequence[float]) -> bool:
    """Whether a strip is the rest of a line that an engine took for two: right beside it, closer than two columns ever
    stand, or of large type, as far as two phrases of a heading are set apart."""
    last = around(s.box for s in row) or strip.box
    level = min(last.bottom, strip.box.bottom) - max(last.top, strip.box.top)
    if level <= _LEVEL * min(last.height, strip.box.height):
        return False
    if not 1 / _ALIKE <= strip.height / max(s.height for s in row) <= _ALIKE:
        return False
    gap = max(strip.box.left - last.right, last.left - strip.box.right)
    if -_LEVEL * min(last.width, strip.box.width) < gap <= _TOUCH * size.height:
        left = max(last.left, strip.box.left)  # a column's edge, where several lines begin?
        near = bisect_right(edges, left + _TOUCH * size.height) - bisect_left(edges, left - _TOUCH * size.height)
        return near < _ALIGNED
    return 0 < gap <= _APART * strip.height and min(size.scale(s) for s in (*row, strip)) >= _LARGE


def _goes_on(frame: Frame, strip: Strip, size: Type) -> bool:
    """Whether the strip is the frame's next line."""
    row = frame.rows[-1]
    last = around(s.box for s in row) or strip.box
    height = max(s.height for s in row)
    scales = [size.scale(s) for s in row]
    if not 1 / _ALIKE <= size.scale(strip) / (max(scales) or 1.0) <= _ALIKE:
        return False
    overlap = min(last.right, strip.box.right) - max(last.left, strip.box.left)
    gap = strip.box.top - last.bottom
    return overlap > 0.5 * min(last.width, strip.box.width) and -0.5 * height < gap < _CLOSE * height


def _mended(frames: Sequence[Frame]) -> list[Frame]:
    """Frames of one column, the pieces of a line that was cut within it put together again."""
    rows = {row[-1].end: row for frame in frames for row in frame.rows if len(row) == 1}
    for frame in frames:
        kept = []
        for row in frame.rows:
            head = rows.get(row[0].start) or rows.get(row[0].start - 1)
            if head and head is not row and head[0].line == row[0].line and head[-1].box.right <= row[0].box.right:
                head.append(row[0])
                rows[row[0].end] = head
            else:
                kept.append(row)
        frame.rows = kept
    return [_frame(frame.rows, frame.is_body) for frame in frames if frame.rows]


def _columns(lines: Sequence[Strip], em: float) -> list[Box]:
    """The columns in which these lines stand: parted where few have a word, of as many as have one on either side."""
    if not lines:
        return []
    step = em / _FINE
    left = min(s.box.left for s in lines)
    cover = [0] * (int((max(s.box.right for s in lines) - left) / step) + 2)
    for low, high in (span for s in lines for span in s.inked):
        for number in range(max(0, int((low - left) / step)), min(len(cover) - 1, int((high - left) / step)) + 1):
            cover[number] += 1
    reach = int(_BESIDE * _FINE)
    found: list[list[Box]] = [[]]
    edges = [left]
    for number, count in enumerate(cover):
        beside = min(max(cover[max(0, number - reach) : number + 1]), max(cover[number : number + reach]))
        if count <= max(_ACROSS * beside, beside > 2) and count < beside:
            place = left + number * step
            if place - edges[-1] >= _LEAST * em:
                edges.append(place)
                found.append([])
            else:
                edges[-1] = place
    for box in (s.box for s in lines):
        middle = (box.left + box.right) / 2
        found[bisect_right(edges, middle) - 1 if middle >= edges[0] else 0].append(box)
    return [box for mine in found if mine and (box := _usual(mine))]


def _usual(lines: Sequence[Box]) -> Box:
    """The box of a column: where most of its lines begin and end."""
    lefts, rights = sorted(box.left for box in lines), sorted(box.right for box in lines)
    few = len(lines) // 10
    return Box(lefts[few], min(b.top for b in lines), rights[-1 - few], max(b.bottom for b in lines))


class _Order:
    """One page's frames being put in order."""

    def __init__(self, source: str, size: Type, sheet: int) -> None:
        self.source = source
        self.em = size.height
        self.sheet = sheet
        self.flow = 0
        self.columns: list[Box] = []

    def placed(self, frames: Sequence[Frame]) -> Iterator[Placed]:
        """The frames in order: parted, each part again, until a part is columns side by side."""
        stack: list[Sequence[Frame]] = [frames]
        while stack:
            part = stack.pop()
            columns = self.columns = self._columns(part)
            smaller = [p for p in self._cut(part, columns) if p] if len(columns) > 1 else []
            if len(smaller) > 1:
                stack += reversed(smaller)
                continue
            self.flow += 1
            if len(columns) < 2:
                yield from self._down(part, columns[0] if columns else None)
                continue
            for number, column in enumerate(columns):
                yield from self._down(_mended([f for f in part if self._span(f, columns)[0] == number]), column)

    def _down(self, frames: Sequence[Frame], column: Box | None) -> Iterator[Placed]:
        """The frames of one column."""
        for frame in _downwards(frames):
            yield Placed(frame, column if column and self._is_text(frame) else None, (self.sheet, self.flow))

    def _cut(self, frames: Sequence[Frame], columns: Sequence[Box]) -> Sequence[Sequence[Frame]]:
        """The frames in parts that are read one after the other, or nothing."""
        if parts := self._margin(frames):
            return parts
        if (bar := self._bar(frames, columns)) is not None:
            row = [f for f in frames if f is bar or (_is_level(f, bar) and not self._is_narrow(f))]
            rest = [f for f in frames if f not in row]
            above = [f for f in rest if _middle(f) < _middle(bar)]
            return above, row, [f for f in rest if f not in above]
        if (head := self._head(frames, columns)) is not None:
            inside = [f for f in frames if f is not head and self._is_under(f, head, columns)]
            return [f for f in frames if f is not head and f not in inside], [head], inside
        return ()

    def _is_text(self, frame: Frame) -> bool:
        """Whether a frame is a piece of the running text, and no speck beside it."""
        if not self._is_narrow(frame):
            return False
        text = "".join(self.source[s.start : s.end] for s in frame.strips)
        letters = sum(map(str.isalnum, text))
        return len(frame.rows) > 1 or (any(map(is_han, text)) and (letters > _FEW or ends_sentence(text)))

    def _is_narrow(self, frame: Frame) -> bool:
        first, last = self._span(frame, self.columns)
        return frame.is_body and frame.box.width <= _WIDE * self.width and first == last

    def _columns(self, frames: Sequence[Frame]) -> list[Box]:
        """The columns that the running text of these frames stands in, from left to right."""
        body = [s for f in frames if f.is_body for s in f.strips if s.box.width >= _LEAST * self.em]
        widths = sorted(s.box.width for s in body)
        self.width = widths[7 * len(widths) // 10] if widths else 0.0  # a third are last lines, or beside a picture
        return _columns([s for s in body if len(s.inked) > 1 or s.box.width <= _LONG * self.width], self.em)

    def _span(self, frame: Frame, columns: Sequence[Box]) -> tuple[int, int]:
        """The first and the last column that a frame stands in."""
        found = [
            n for n, c in enumerate(columns)
            if min(c.right, frame.box.right) - max(c.left, frame.box.left) > min(0.2 * c.width, 0.5 * frame.box.width)
        ]  # fmt: skip
        if found:
            return found[0], found[-1]
        middle = (frame.box.left + frame.box.right) / 2
        near = min(range(len(columns)), key=lambda n: abs(columns[n].left + columns[n].right - 2 * middle))
        return near, near

    def _margin(self, frames: Sequence[Frame]) -> tuple[list[Frame], list[Frame]] | None:
        """Frames cut in two where a blank over the whole width sets apart lines at the head or the foot."""
        ordered = sorted(frames, key=lambda f: f.box.top)
        reach = ordered[0].box.bottom
        for number in range(1, len(ordered)):
            gap = ordered[number].box.top - reach
            for part in (ordered[:number], ordered[number:]):
                if gap >= _GAP * self.em and len(part) < len(frames) - 1 and self._is_edge(part):
                    return ordered[:number], ordered[number:]
            reach = max(reach, ordered[number].box.bottom)
        return None

    def _is_edge(self, part: Sequence[Frame]) -> bool:
        """Whether these are but a row or two, as at a page's head and foot."""
        box = around(f.box for f in part)
        return box is not None and box.height <= 4 * self.em and all(len(f.rows) < 3 for f in part)

    def _bar(self, frames: Sequence[Frame], columns: Sequence[Box]) -> Frame | None:
        """A frame that parts all columns: with no running text beside it, and none that goes on below it."""
        top = min((f.box.top for f in frames if self._is_text(f)), default=0.0)
        for frame in sorted(frames, key=lambda f: f.box.top):
            if not self._is_across(frame, columns) or any(self._is_beside(f, frame) for f in frames):
                continue
            if frame.box.bottom <= top + self.em or self._parts(frame, frames, columns):
                return frame
        return None

    def _is_across(self, frame: Frame, columns: Sequence[Box]) -> bool:
        """Whether a frame lies across several columns."""
        first, last = self._span(frame, columns)
        return not self._is_narrow(frame) and first < last and frame.box.width >= _LEAST * self.em

    def _parts(self, frame: Frame, frames: Sequence[Frame], columns: Sequence[Box], whole: bool = False) -> bool:
        """Whether a frame parts the text above it from the text below: it lies across all columns, and the text goes
        on as well from column to column; or it is a heading, and the text goes on plainly better so.

        `whole`: only where there is text above and below it in each of the columns that it lies across.
        """
        first, last = self._span(frame, columns)
        halves = [self._halves(frame, frames, columns, number) for number in range(first, last + 1)]
        if not (all if whole else any)(above and below for above, below in halves):
            return not whole and (first, last) == (0, len(columns) - 1) and any(below for _, below in halves)
        down, across = self._links(halves, columns)
        if (first, last) == (0, len(columns) - 1) and not whole:
            return across >= down
        return self._is_heading(frame) and across >= max(down, 0.0) + _PLAIN

    def _is_heading(self, frame: Frame) -> bool:
        last = frame.rows[-1][-1]
        return not frame.is_body and frame.height >= _BODY[1] * self.em and not ends_sentence(
            self.source[last.start : last.end]
        )

    def _is_beside(self, other: Frame, frame: Frame) -> bool:
        """Whether running text stands beside a frame, at its height."""
        shared = min(other.box.bottom, frame.box.bottom) - max(other.box.top, frame.box.top)
        return other is not frame and self._is_narrow(other) and shared > 0.5 * self.em

    def _head(self, frames: Sequence[Frame], columns: Sequence[Box]) -> Frame | None:
        """A heading over several columns, not all, with a text of its own below it."""
        across = (f for f in sorted(frames, key=lambda f: f.box.top) if self._is_across(f, columns))
        return next((f for f in across if self._parts(f, frames, columns, whole=True)), None)

    def _is_under(self, frame: Frame, head: Frame, columns: Sequence[Box]) -> bool:
        first, last = self._span(head, columns)
        mine = self._span(frame, columns)
        return frame.box.top >= head.box.top and first <= mine[0] and mine[1] <= last

    def _links(
        self, halves: Sequence[tuple[list[Frame], list[Frame]]], columns: Sequence[Box]
    ) -> tuple[float, float]:
        """How well the columns' upper halves go on in their lower ones, and how well in each other."""
        parted = [(above, below) for above, below in halves if above and below]
        down = sum(self._link(above[-1], below[0], columns) for above, below in parted)
        across = sum(self._link(a[-1], b[0], columns) for (a, _), (b, _) in pairwise(parted))
        across += sum(self._link(a[-1], b[0], columns) for (_, a), (_, b) in pairwise(parted))
        return down, across

    def _halves(
        self, bar: Frame, frames: Sequence[Frame], columns: Sequence[Box], number: int
    ) -> tuple[list[Frame], list[Frame]]:
        """The running text of a column above and below a frame."""
        left = columns[number].left
        here = [f for f in frames if self._span(f, columns)[0] == number and self._is_text(f)]
        mine = sorted((f for f in here if len(f.rows) > 1 or f.box.left - left < _SET_IN * self.em), key=_middle)
        return [f for f in mine if _middle(f) < _middle(bar)], [f for f in mine if _middle(f) > _middle(bar)]

    def _link(self, before: Frame, after: Frame, columns: Sequence[Box]) -> float:
        """How well one frame's text goes on in another."""
        last, first = before.rows[-1][-1], after.rows[0][0]
        tail, head = self.source[last.start : last.end], self.source[first.start : first.end]
        indent = (first.box.left - columns[self._span(after, columns)[0]].left) / self.em
        if ends_sentence(tail):
            return 0.0 if indent >= _INDENT else -1.0
        score = 1.0 if indent < _INDENT else -2.0
        return score + (2.0 if (gain_across(tail, head) or 0.0) >= WORD else 0.0)


def _downwards(frames: Iterable[Frame]) -> list[Frame]:
    """Frames from top to bottom, those that begin in one row from left to right."""
    rows: list[list[Frame]] = []
    for frame in sorted(frames, key=lambda f: f.box.top):
        low = rows[-1][0].rows[0][0].box if rows else frame.box
        if rows and frame.box.top < (low.top + low.bottom) / 2 and not _over(frame, rows[-1]):
            rows[-1].append(frame)
        else:
            rows.append([frame])
    return [frame for row in rows for frame in sorted(row, key=lambda f: f.box.left)]


def _over(frame: Frame, row: Iterable[Frame]) -> bool:
    """Whether the frame lies over one of the row, as a second reading does."""
    return any(min(f.box.right, frame.box.right) - max(f.box.left, frame.box.left) > 0.5 * frame.height for f in row)


def _is_level(frame: Frame, other: Frame) -> bool:
    """Whether two frames stand in one row."""
    shared = min(frame.box.bottom, other.box.bottom) - max(frame.box.top, other.box.top)
    return shared > 0.5 * min(frame.box.height, other.box.height)


def _middle(frame: Frame) -> float:
    return (frame.box.top + frame.box.bottom) / 2
