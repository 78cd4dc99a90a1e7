"""What stayed in its order between two texts, and what was moved."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from kanwu.changes.texts import Pair
from kanwu.model import Span
from kanwu.runs import Run, runs

MOVED = 2  # visible characters from which a stretch that stands elsewhere is told as moved
TAIL = 3  # characters behind a moved stretch up to which they are part of it
NEAR = 12  # characters between two moved stretches up to which they were moved together


class Moved(NamedTuple):
    """A stretch that stands elsewhere: where it stood, where it stands, and what of it is the same in both."""

    source: Span
    output: Span
    kept: tuple[Run, ...]

    def side(self, output: bool) -> Span:
        """Where it stands, or where it stood."""
        return self.output if output else self.source


def chain(parts: Sequence[Run]) -> list[Run]:
    """The runs, most characters in all, that stand in the same order in both texts; the others were moved."""
    before: list[int] = []  # for each run the one before it in its best chain
    heads: list[tuple[int, int, int]] = []  # source place, characters so far (both increasing), run
    for number, run in enumerate(parts):
        slot = bisect_left(heads, (run.source, 0, 0))
        _, weight, last = heads[slot - 1] if slot else (0, 0, -1)
        before.append(last)
        weight += run.size
        end = slot
        while end < len(heads) and heads[end][1] <= weight:
            end += 1
        heads[slot:end] = [(run.source, weight, number)]
    found, at = [], heads[-1][2] if heads else -1
    while at >= 0:
        found.append(parts[at])
        at = before[at]
    return found[::-1]


def ordered(pair: Pair) -> tuple[list[Run], list[Moved]]:
    """The runs that stayed in order, and the stretches that were moved, in the order of the output."""
    output = pair.after
    parts = list(runs(pair.origin))
    stayed = chain(parts)
    kept = {run.output for run in stayed}
    seen = [run for run in parts if run.output in kept or _is_told(run, output)]
    walls = sorted(run.source for run in seen)
    moved: list[Moved] = []
    hole = -1  # the gap between stayed runs in which the last moved stretch stands
    gap = 0
    for run in seen:
        if run.output in kept:
            gap += 1
            continue
        if moved and hole == gap and _together(moved[-1], run, output, walls):
            moved[-1] = _grown(moved[-1], run)
        else:
            moved.append(_grown(None, run))
        hole = gap
    taken = [run.output for run in parts]
    sources = sorted(run.source for run in parts)
    return stayed, [_widened(m, pair, taken, sources) for m in moved]


def _is_told(run: Run, output: str) -> bool:
    return len(output[run.output : run.output + run.size].strip()) >= MOVED


def _together(last: Moved, run: Run, output: str, walls: list[int]) -> bool:
    """Whether a run was moved with the stretch before it: little and nothing kept between them, no new paragraph."""
    if not 0 <= run.source - last.source.end <= NEAR or run.output - last.output.end > NEAR:
        return False
    if bisect_left(walls, last.source.end) != bisect_left(walls, run.source):
        return False
    return output.count("\n", last.output.end, run.output) < 2


def _widened(m: Moved, pair: Pair, outputs: list[int], sources: list[int]) -> Moved:
    """The stretch with a few characters behind it that became others, as the last sign of a caption may."""
    old = _tail(pair.before, m.source.end, sources)
    new = _tail(pair.after, m.output.end, outputs)
    if not old or not new:
        return m
    return Moved(Span(m.source.start, m.source.end + old), Span(m.output.start, m.output.end + new), m.kept)


def _tail(text: str, start: int, walls: list[int]) -> int:
    """How many characters follow before a blank, a star or something kept; none if there are more than TAIL."""
    at = bisect_left(walls, start)
    wall = walls[at] if at < len(walls) else len(text)
    end = start
    while end < wall and not text[end].isspace() and text[end] != "*":
        end += 1
    return end - start if end - start <= TAIL else 0


def _grown(last: Moved | None, run: Run) -> Moved:
    source, output = Span(run.source, run.source + run.size), Span(run.output, run.output + run.size)
    if last is None:
        return Moved(source, output, (run,))
    return Moved(Span(last.source.start, source.end), Span(last.output.start, output.end), (*last.kept, run))
