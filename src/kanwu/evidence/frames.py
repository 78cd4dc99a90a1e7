"""Lines of print that stand right below one another: what a page's order is made of."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kanwu.evidence.middle import median
from kanwu.evidence.strips import FEWEST, Strip, Type
from kanwu.geometry import Box, around

BODY = (0.6, 1.25)  # sizes of type, as shares of the usual one, that running text may have
FULL = 1.5  # ems that a full line lacks at most
SMALL, NARROW = 0.94, 0.97  # height and width, as such shares, up to which whole lines are of a caption or the like
FEW = 3  # characters of which a box tells little about their size
_LOOSE = 1.6  # the share that their size may have
_ALIKE = 1.33  # how much the sizes of two lines of one frame may differ
_LEVEL, _TOUCH = 0.6, 0.5  # share of their height that two pieces of a line have in common; ems between them
_ALIGNED = 4  # lines that begin at one place and so show a column's edge
_USUAL, _LARGE = 0.97, 1.15  # sizes of type between which a line is one of a column
_APART = 2.0  # heights between two phrases of a heading's line
_CLOSE = 0.95  # ems between two lines of a frame at most


@dataclass(slots=True)
class Frame:
    """Lines of one type that stand right below one another, in their order; those of one row from left to right."""

    rows: list[list[Strip]]
    box: Box
    is_body: bool

    @property
    def strips(self) -> Iterator[Strip]:
        return (strip for row in self.rows for strip in row)

    @property
    def height(self) -> float:
        return median(s.height for s in self.strips)


def frames_of(found: Sequence[Strip], size: Type) -> list[Frame]:
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
    few = sum(s.end - s.start for s in frame.strips) <= FEW
    return BODY[0] <= scale <= (_LOOSE if few else BODY[1]) and not (high <= SMALL and wide <= NARROW)


def _parted(frame: Frame, size: Type) -> Iterator[Frame]:
    """A frame, cut below lines at its head that are wider than all the others: a caption above a column's text."""
    rights = [max(s.box.right for s in row) for row in frame.rows]
    for number in range(1, len(rights) - 1):
        if min(rights[:number]) > max(rights[number:]) + FULL * size.height:
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
    """Whether a strip is the rest of a line that an engine took for two: right beside it, in type that no column
    is set in, or of large type, as far as two phrases of a heading are set apart."""
    last = around(s.box for s in row) or strip.box
    level = last.level(strip.box)
    if level <= _LEVEL * min(last.height, strip.box.height):
        return False
    if not 1 / _ALIKE <= strip.height / max(s.height for s in row) <= _ALIKE:
        return False
    gap = max(strip.box.left - last.right, last.left - strip.box.right)
    scale = min(size.scale(s) for s in (*row, strip))
    if -_LEVEL * min(last.width, strip.box.width) < gap <= _TOUCH * size.height and not _USUAL < scale < _LARGE:
        left = max(last.left, strip.box.left)  # a column's edge, where several lines begin?
        near = bisect_right(edges, left + _TOUCH * size.height) - bisect_left(edges, left - _TOUCH * size.height)
        return near < _ALIGNED
    return 0 < gap <= _APART * strip.height and scale >= _LARGE


def _goes_on(frame: Frame, strip: Strip, size: Type) -> bool:
    """Whether the strip is the frame's next line."""
    row = frame.rows[-1]
    last = around(s.box for s in row) or strip.box
    height = max(s.height for s in row)
    scales = [size.scale(s) for s in row]
    if not 1 / _ALIKE <= size.scale(strip) / (max(scales) or 1.0) <= _ALIKE:
        return False
    overlap = last.over(strip.box)
    gap = strip.box.top - last.bottom
    return overlap > 0.5 * min(last.width, strip.box.width) and -0.5 * height < gap < _CLOSE * height


def mended(frames: Sequence[Frame]) -> list[Frame]:
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


def downwards(frames: Iterable[Frame]) -> list[Frame]:
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
    return any(f.box.over(frame.box) > 0.5 * frame.height for f in row)
