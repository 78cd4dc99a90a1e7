"""Where printed lines begin and end at an overlap, as far as line ends, column rules and blanks show it."""

from itertools import pairwise

from kanwu.evidence.overlap import Overlap, Stream
from kanwu.evidence.skeletons import places

_LINE = 32  # characters; no newspaper line is longer
_NEAR = 12  # characters behind an overlap within which its line ends, if lines are shown at all


def may_begin(stream: Stream, place: int, by_rule: bool = True) -> bool:
    """Whether a line may begin with a character: a block's start, line end or column rule is before it.

    A blank is enough where the block has no line ends, or `by_rule` is not set, but for the space between
    Latin words or figures.
    """
    gap = stream.break_before(place)
    if not gap:
        return False
    if "\n" in gap or not any(map(str.isspace, gap)):
        return "\n" in gap or "|" in gap
    if by_rule and "\n" in stream.block_text(place):
        return "|" in gap
    return not gap.isspace() or not stream.text[place - 1 : place + 1].isascii()


def line_before(stream: Stream, overlap: Overlap) -> int | None:
    """Where in the stream the line begins that the second reading starts with; None if nothing shows it."""
    core, lead = overlap.runs[0].first, lead_on_line(stream, overlap)
    if core == stream.starts[stream.index(core)]:
        return core
    off = 1 + lead // 6  # a dropped character more or less
    begins = {core, *range(max(0, core - lead - off), min(core, core - lead + off) + 1)}
    return min(
        (at for at in begins if may_begin(stream, at)),
        key=lambda at: (abs(core - lead - at), -at),
        default=None,
    )


def lead_on_line(stream: Stream, overlap: Overlap) -> int:
    """Characters between the beginning of the line and the first equal one, in the second reading."""
    at = core = overlap.runs[0].second
    while at > max(overlap.start, core - _LINE) and not may_begin(stream, at):
        at -= 1
    return core - at


def breaks(stream: Stream, overlap: Overlap) -> bool | None:
    """Whether a line of the second reading ends where the overlap does; None where no line end is near."""
    end = overlap.runs[-1].second + overlap.runs[-1].size
    near = end + overlap.left_over + 2
    if any(may_begin(stream, at, by_rule=False) for at in range(end, near)):
        return True
    last = min(end + _NEAR, stream.starts[stream.index(end - 1) + 1])
    return False if any(may_begin(stream, at) for at in range(near, last)) else None


def is_broken(stream: Stream, overlap: Overlap) -> bool:
    """Whether the overlap ends at a line end, a column rule or a lone blank of the second reading."""
    end = overlap.runs[-1].second + overlap.runs[-1].size
    gaps = [stream.gap(at) for at in range(end, end + overlap.left_over + 2)]
    return any("\n" in gap or "|" in gap for gap in gaps) or any(map(str.isspace, gaps[:-1]))


def breaks_elsewhere(stream: Stream, overlap: Overlap) -> bool:
    """Whether one reading breaks a line within a word where the other does not: a repetition, set anew."""
    for run in overlap.runs:
        texts = stream.raw(run.first, run.first + run.size), stream.raw(run.second, run.second + run.size)
        for one, other in (texts, texts[::-1]):
            gaps = zip(_gaps(one), _gaps(other), strict=True)
            if " " not in one and any(mine.isspace() and not its for mine, its in gaps):
                return True
    return False


def _gaps(text: str) -> list[str]:
    """What stands between each letter and the next."""
    return [text[one + 1 : following] for one, following in pairwise(places(text)[:-1])]
