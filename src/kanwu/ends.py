"""What two sequences begin and end with in common."""

from collections.abc import Sequence


def common_ends(one: Sequence[object], other: Sequence[object]) -> tuple[int, int]:
    """How many items both begin with, and how many of the rest both end with."""
    least, head, tail = min(len(one), len(other)), 0, 0
    while head < least and one[head] == other[head]:
        head += 1
    while tail < least - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head, tail
