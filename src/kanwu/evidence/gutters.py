"""Where the columns of a page are: parted by gaps that hardly any line has a word in."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from kanwu.evidence.strips import Strip
from kanwu.geometry import Box

LEAST = 4.0  # ems that a column is wide
_FINE, _BESIDE, _ACROSS = 4, 6.0, 0.2  # steps in an em; ems to either side of a gap; share of lines that may cross it
_MOST = 2_000  # ems from the first column to the last; pages have some 150


def columns_of(lines: Sequence[Strip], em: float) -> list[Box]:
    """The columns in which these lines stand: parted where few have a word, of as many as have one on either side."""
    left, right = min((s.box.left for s in lines), default=0.0), max((s.box.right for s in lines), default=0.0)
    if not 0 < right - left <= _MOST * em:
        return []
    edges = _edges(_cover(lines, left, right, em / _FINE), left, em)
    found: list[list[Box]] = [[] for _ in edges]
    for box in (s.box for s in lines):
        found[max(0, bisect_right(edges, (box.left + box.right) / 2) - 1)].append(box)
    return [_usual(mine) for mine in found if mine]


def _cover(lines: Sequence[Strip], left: float, right: float, step: float) -> list[int]:
    """How many lines have a word at each step from left to right."""
    changes = [0] * (int((right - left) / step) + 3)
    for low, high in (span for s in lines for span in s.inked):
        first, last = (max(0, min(len(changes) - 2, int((n - left) / step))) for n in (low, high))
        changes[first] += 1  # a word may stand beside its line's box
        changes[last + 1] -= 1
    return list(accumulate(changes))


def _edges(cover: Sequence[int], left: float, em: float) -> list[float]:
    """Where columns begin: behind each gap."""
    reach = int(_BESIDE * _FINE)
    edges = [left]
    for number, count in enumerate(cover):
        beside = min(max(cover[max(0, number - reach) : number + 1]), max(cover[number : number + reach]))
        if count <= max(_ACROSS * beside, beside > 2) and count < beside:
            place = left + number * em / _FINE
            if place - edges[-1] >= LEAST * em:
                edges.append(place)
            else:
                edges[-1] = place
    return edges


def _usual(lines: Sequence[Box]) -> Box:
    """The box of a column: where most of its lines begin and end."""
    lefts, rights = sorted(box.left for box in lines), sorted(box.right for box in lines)
    few = len(lines) // 10
    return Box(lefts[few], min(b.top for b in lines), rights[-1 - few], max(b.bottom for b in lines))
