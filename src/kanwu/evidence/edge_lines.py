"""A line at a tile's edge of which one reading was cut through: too few characters agree for a seed.

What agrees stands in its place in the line, for the glyphs do; it is scattered, while what two lines of a list
have in common is a phrase.
"""

from rapidfuzz.distance import Levenshtein

from kanwu.evidence.cut_lines import LINE
from kanwu.evidence.line_breaks import may_begin
from kanwu.evidence.overlap import Overlap, Run, Stream
from kanwu.evidence.readings import clarity
from kanwu.evidence.skeletons import GRAM

_SHORTEST = 9  # characters of a line
_OFF = 2  # places by which a character may have moved: one dropped, one too many
_FEWEST, _SHARE = 4, 0.35  # characters that agree, at least; measured: two lines by chance have 2 of 15
_HALF = 0.5  # share of them from which on it does not matter which reading is the worse
_DAMAGED = -0.6  # clarity of the worse reading
_WORSE = 0.3  # by which it is less clear than the other


def edge_overlap(stream: Stream, index: int) -> Overlap | None:
    """The last line of the block before and the first one of this block, where they are readings of one line."""
    here = stream.starts[index]
    second = _first_line(stream, index)
    if not _SHORTEST <= second - here <= LINE:
        return None
    first = _last_line(stream, here)
    sizes = here - first, second - here
    if not _SHORTEST <= sizes[0] <= LINE or abs(sizes[0] - sizes[1]) > _OFF + 1:
        return None
    runs = _in_place(stream.text[first:here], stream.text[here:second])
    share = sum(r.size for r in runs) / max(sizes)
    if not _is_scattered(runs) or share < _SHARE:
        return None
    clear = sorted((clarity(stream.raw(first, here)), clarity(stream.raw(here, second))))
    if clear[0] > _DAMAGED or (share < _HALF and clear[1] - clear[0] < _WORSE):
        return None
    return Overlap(tuple(Run(r.first + first, r.second + here, r.size) for r in runs), here, here)


def _in_place(first: str, second: str) -> list[Run]:
    """The equal stretches of two lines that stand at about the same place in both."""
    equal = [o for o in Levenshtein.opcodes(first, second) if o.tag == "equal"]
    runs = [Run(o.src_start, o.dest_start, o.src_end - o.src_start) for o in equal]
    return [r for r in runs if abs(r.first - r.second) <= _OFF]


def _is_scattered(runs: list[Run]) -> bool:
    return sum(r.size for r in runs) >= _FEWEST and max(r.size for r in runs) < GRAM


def _last_line(stream: Stream, end: int) -> int:
    low = max(0, end - LINE - 1, stream.starts[stream.index(end - 1)])
    return next((at for at in reversed(stream.broken(low + 1, end)) if may_begin(stream, at)), low)


def _first_line(stream: Stream, index: int) -> int:
    start, end = stream.starts[index], min(stream.starts[index] + LINE + 1, stream.starts[index + 1])
    return next((at for at in stream.broken(start + 1, end) if may_begin(stream, at)), end)
