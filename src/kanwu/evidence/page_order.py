"""In which order the printed lines of a page are read: columns from left to right (turned pages: from right to left),
each from top to bottom; what lies across columns parts the text above from the text below, or only interrupts it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kanwu.evidence.continuity import WORD, gain_across
from kanwu.evidence.frames import BODY, FEW, Frame, downwards, frames_of, mended
from kanwu.evidence.gutters import LEAST, columns_of
from kanwu.evidence.indents import INDENT
from kanwu.evidence.same_place import second_readings
from kanwu.evidence.sentence import ends_sentence
from kanwu.evidence.strips import Type, by_sheet, types
from kanwu.geometry import Box, Geometry, around
from kanwu.model import is_han

MOST = 2_000  # printed lines of a page from which on it is left in the order of its input; the largest have some 800
_CUTS = 150  # times that a page is parted; pages have some 10 parts
_WIDE, _LONG = 1.5, 1.15  # times the usual width: a frame that lies across columns, a line that may
_SET_IN = 4.0  # ems from its column's edge within which a line alone begins
_PLAIN = 2.0  # by how much text must go on better in the next column for a heading to part only some columns
_GAP = 1.0  # ems of blank over the whole width that set head or foot lines apart


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
    for number, found_there in enumerate(by_sheet(geometry, source)):
        mine = [s for s in found_there if s not in twice]
        if len(mine) <= MOST:
            found += _Order(source, sizes[number], number).placed(frames_of(mine, sizes[number]))
    return tuple(found)


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
        cuts = 0
        while stack:
            part = stack.pop()
            columns = self.columns = self._columns(part)
            smaller = [p for p in self._cut(part, columns) if p] if len(columns) > 1 and cuts < _CUTS else []
            if len(smaller) > 1:
                cuts += 1
                stack += reversed(smaller)
                continue
            self.flow += 1
            if len(columns) < 2:
                yield from self._down(part, columns[0] if columns else None)
                continue
            for number, column in enumerate(columns):
                yield from self._down(mended([f for f in part if self._span(f, columns)[0] == number]), column)

    def _down(self, frames: Sequence[Frame], column: Box | None) -> Iterator[Placed]:
        """The frames of one column."""
        for frame in downwards(frames):
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
        return len(frame.rows) > 1 or (any(map(is_han, text)) and (letters > FEW or ends_sentence(text)))

    def _is_narrow(self, frame: Frame) -> bool:
        first, last = self._span(frame, self.columns)
        return frame.is_body and frame.box.width <= _WIDE * self.width and first == last

    def _columns(self, frames: Sequence[Frame]) -> list[Box]:
        """The columns that the running text of these frames stands in, from left to right."""
        body = [s for f in frames if f.is_body for s in f.strips if s.box.width >= LEAST * self.em]
        widths = sorted(s.box.width for s in body)
        self.width = widths[7 * len(widths) // 10] if widths else 0.0  # a third are last lines, or beside a picture
        return columns_of([s for s in body if len(s.inked) > 1 or s.box.width <= _LONG * self.width], self.em)

    def _span(self, frame: Frame, columns: Sequence[Box]) -> tuple[int, int]:
        """The first and the last column that a frame stands in."""
        found = [
            n for n, c in enumerate(columns)
            if c.over(frame.box) > min(0.2 * c.width, 0.5 * frame.box.width)
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
        return not self._is_narrow(frame) and first < last and frame.box.width >= LEAST * self.em

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
        return (
            not frame.is_body
            and frame.height >= BODY[1] * self.em
            and not ends_sentence(self.source[last.start : last.end])
        )

    def _is_beside(self, other: Frame, frame: Frame) -> bool:
        """Whether running text stands beside a frame, at its height."""
        shared = other.box.level(frame.box)
        return other is not frame and self._is_narrow(other) and shared > 0.5 * self.em

    def _head(self, frames: Sequence[Frame], columns: Sequence[Box]) -> Frame | None:
        """A heading over several columns, not all, with a text of its own below it."""
        across = (f for f in sorted(frames, key=lambda f: f.box.top) if self._is_across(f, columns))
        return next((f for f in across if self._parts(f, frames, columns, whole=True)), None)

    def _is_under(self, frame: Frame, head: Frame, columns: Sequence[Box]) -> bool:
        first, last = self._span(head, columns)
        mine = self._span(frame, columns)
        return frame.box.top >= head.box.top and first <= mine[0] and mine[1] <= last

    def _links(self, halves: Sequence[tuple[list[Frame], list[Frame]]], columns: Sequence[Box]) -> tuple[float, float]:
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
            return 0.0 if indent >= INDENT[0] else -1.0
        score = 1.0 if indent < INDENT[0] else -2.0
        return score + (2.0 if (gain_across(tail, head) or 0.0) >= WORD else 0.0)


def _is_level(frame: Frame, other: Frame) -> bool:
    """Whether two frames stand in one row."""
    shared = frame.box.level(other.box)
    return shared > 0.5 * min(frame.box.height, other.box.height)


def _middle(frame: Frame) -> float:
    return (frame.box.top + frame.box.bottom) / 2
