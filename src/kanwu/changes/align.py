"""Where each character of a text stands in another one, for any two texts: the origin that no log tells of.

White space is set aside at first: OCR breaks its lines wherever the column ends. Stretches that are alike and stand
once in each text are the anchors; those that stand in another order were moved. What lies between two anchors is
compared character by character, and white space is linked to what stands beside it. Full-width and half-width signs
are the same for all this, and only then told apart: a page has the one, its clean text the other.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kanwu.changes.anchors import alike, anchors, equals
from kanwu.changes.chain import chain
from kanwu.changes.texts import Pair, mark_written
from kanwu.runs import Run

WIDTHS = (20, 8, 4)  # characters of an anchor: in the whole texts, in a gap of those, in a gap of these
MOVED = 12  # visible characters from which a stretch in another order is taken for a moved one
DIRECT = 1 << 20  # cells of a table up to which a gap needs no anchors
LARGEST = 1 << 26  # cells of the largest table: 16 MB
PIECE = 4000  # characters of a piece of a gap without anchors whose table would be larger
EDGE = 40  # characters beside a moved stretch that are looked at for more of it
SLIP = 3  # characters that may differ there before the stretch is at its end
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width signs as half-width ones
_VISIBLE, _BLANK = re.compile(r"\S+"), re.compile(r"\s+")

Places = Sequence[int]


def align(before: str, after: str) -> Pair:
    """The two texts, each character after traced to one before, or written (~n at place n).

    No character before is used twice, and one that is used is the same in both texts. The time is near linear.
    """
    matching = Matching("".join(before.split()).translate(_NARROW), "".join(after.split()).translate(_NARROW))
    matching.fill(range(len(matching.before)), range(len(matching.after)))
    matching.find_left_over()
    there = _places(before)
    origin = array("i", [-1]) * len(after)
    for place, partner in zip(_places(after), matching.partner, strict=True):
        if partner >= 0 and before[there[partner]] == after[place]:
            origin[place] = there[partner]
    _link_blanks(before, after, origin)
    mark_written(origin)
    return Pair(before, after, origin)


def _places(text: str) -> "array[int]":
    """Where the visible characters stand."""
    places = array("i")
    for found in _VISIBLE.finditer(text):
        places.extend(range(*found.span()))
    return places


def _link_blanks(before: str, after: str, origin: "array[int]") -> None:
    """Link white space to what stands beside the same visible character before: behind it first, then in front."""
    free = bytearray(len(before))
    for found in _BLANK.finditer(before):
        start, end = found.span()
        free[start:end] = b"\1" * (end - start)
    blanks = [found.span() for found in _BLANK.finditer(after)]
    for step in (1, -1):
        for start, end in blanks:
            at, wall = (start, end) if step > 0 else (end - 1, start - 1)
            edge = 0 if step > 0 else len(before) - 1  # at the start or the end of the text
            near = origin[at - step] + step if 0 <= at - step < len(after) else edge
            if 0 <= at - step < len(after) and origin[at - step] < 0:
                continue
            while at != wall and 0 <= near < len(before) and free[near] and before[near] == after[at]:
                origin[at], free[near] = near, 0
                at, near = at + step, near + step


class Matching:
    """The visible characters of two texts; `partner` is for each after the one before that it is, or -1."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after
        self.partner = array("i", [-1]) * len(after)
        self._used = bytearray(len(before)), bytearray(len(after))

    def fill(self, xs: Places, ys: Places, level: int = 0) -> None:
        """Match the characters at places `xs` before and `ys` after, none of which is matched yet."""
        one, other = _text(self.before, xs), _text(self.after, ys)
        head = alike(one, other) if level or one == other else 0  # in the whole texts anchors know more
        tail = alike(one[head:][::-1], other[head:][::-1]) if level else 0
        self._match(xs, ys, Run(0, 0, head))
        self._match(xs, ys, Run(len(other) - tail, len(one) - tail, tail))
        xs, one = xs[head : len(xs) - tail], one[head : len(one) - tail]
        ys, other = ys[head : len(ys) - tail], other[head : len(other) - tail]
        if not one or not other:
            return
        cells = len(one) * len(other)
        if level < len(WIDTHS) and (level == 0 or cells > DIRECT):
            self._anchored(xs, ys, anchors(one, other, WIDTHS[level]), level + 1)
        elif cells <= LARGEST:
            for run in equals(one, other):
                self._match(xs, ys, run)
        else:
            self._in_pieces(xs, ys)

    def _match(self, xs: Places, ys: Places, run: Run) -> None:
        used, too = self._used
        if isinstance(xs, range) and isinstance(ys, range):
            x, y, size = xs.start + run.source, ys.start + run.output, run.size
            self.partner[y : y + size] = array("i", range(x, x + size))
            used[x : x + size] = too[y : y + size] = b"\1" * size
            return
        for x, y in zip(xs[run.source : run.source + run.size], ys[run.output : run.output + run.size], strict=True):
            self.partner[y] = x
            used[x] = too[y] = 1

    def _anchored(self, xs: Places, ys: Places, found: list[Run], level: int) -> None:
        """Match the anchors that stand in order and the moved ones, then what lies between."""
        stayed = chain(found)
        kept = {run.output for run in stayed}
        moved = [run for run in found if run.output not in kept and run.size >= MOVED]
        for run in (*stayed, *moved):
            self._match(xs, ys, run)
        self._grow(xs, ys, moved, stayed)
        last = Run(0, 0, 0)
        for run in (*stayed, Run(len(ys), len(xs), 0)):
            gap = self._open(0, xs[last.source + last.size : run.source])
            goal = self._open(1, ys[last.output + last.size : run.output])
            if gap and goal:
                self.fill(gap, goal, level)
            last = run

    def _open(self, side: int, places: Places) -> Places:
        """Those of the places that are not matched yet."""
        used = self._used[side]
        if isinstance(places, range) and used.find(1, places.start, places.stop) < 0:
            return places
        return [n for n in places if not used[n]]

    def _grow(self, xs: Places, ys: Places, moved: list[Run], stayed: list[Run]) -> None:
        """Match what lies between two moved stretches that follow one another in both texts, and at their edges."""
        gone = {run.output for run in moved}
        order = sorted((*moved, *stayed), key=lambda r: r.source)
        follows = {r.output: s.output for r, s in pairwise(order) if r.output in gone}
        for r, s in pairwise(sorted((*moved, *stayed))):
            if follows.get(r.output) == s.output and s.output in gone:
                gap = xs[r.source + r.size : s.source], ys[r.output + r.size : s.output]
                if max(map(len, gap)) <= EDGE:
                    self.fill(*gap, level=len(WIDTHS))
        for run in moved:
            self._grow_edges(xs, ys, run)

    def _grow_edges(self, xs: Places, ys: Places, run: Run) -> None:
        x, y = xs[run.source], ys[run.output]
        self._grow_edge(range(x - 1, max(-1, x - EDGE - 1), -1), range(y - 1, max(-1, y - EDGE - 1), -1))
        x, y = xs[run.source + run.size - 1] + 1, ys[run.output + run.size - 1] + 1
        self._grow_edge(range(x, min(len(self.before), x + EDGE)), range(y, min(len(self.after), y + EDGE)))

    def _grow_edge(self, xs: Places, ys: Places) -> None:
        """Match what goes on beyond a moved stretch after a slip of OCR, place after place away from it."""
        xs, ys = self._reach(0, xs), self._reach(1, ys)
        last = Run(0, 0, 0)
        for run in equals(_text(self.before, xs), _text(self.after, ys)):
            slip = max(run.source - last.source - last.size, run.output - last.output - last.size)
            if slip > SLIP or run.size < slip:
                return
            self._match(xs, ys, run)
            last = run

    def _reach(self, side: int, places: Places) -> Places:
        near = list(places)
        return near[: next((n for n, p in enumerate(near) if self._used[side][p]), len(near))]

    def _in_pieces(self, xs: Places, ys: Places) -> None:
        count = max(len(xs), len(ys)) // PIECE + 1
        cuts = [(len(xs) * n // count, len(ys) * n // count) for n in range(count + 1)]
        for (x, y), (x_end, y_end) in pairwise(cuts):
            if x < x_end and y < y_end:
                self.fill(xs[x:x_end], ys[y:y_end], len(WIDTHS))

    def find_left_over(self) -> None:
        """Match what is still open and stands elsewhere, by shorter anchors."""
        (xs, one), (ys, other) = self._left_over(0, "\n"), self._left_over(1, "\r")
        found = anchors(one, other, MOVED)
        for run in found:
            self._match(xs, ys, run)
        for run in found:
            self._grow_edges(xs, ys, run)

    def _left_over(self, side: int, wall: str) -> tuple[list[int], str]:
        """The open stretches that are long enough, with a wall behind each that no visible character is."""
        used, text = self._used[side], (self.before, self.after)[side]
        places: list[int] = []
        parts: list[str] = []
        for start, end in _holes(used):
            if end - start >= MOVED:
                places += (*range(start, end), -1)
                parts += (text[start:end], wall)
        return places, "".join(parts)


def _holes(used: bytearray) -> Iterator[tuple[int, int]]:
    at = used.find(0)
    while at >= 0:
        end = used.find(1, at)
        end = len(used) if end < 0 else end
        yield at, end
        at = used.find(0, end)


def _text(text: str, places: Places) -> str:
    if isinstance(places, range) and places.step == 1:
        return text[places.start : places.stop]
    return "".join([text[n] for n in places])
