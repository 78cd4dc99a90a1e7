"""The runs of an output: where its characters follow one another as they do in the source."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """Characters of the output that follow one another in the source too: where they start in each, and how many."""

    output: int
    source: int
    size: int


def runs(origins: Sequence[int]) -> Iterator[Run]:
    """The longest runs of an output, in its order, by the origins of its characters."""
    start = 0
    for end in range(1, len(origins) + 1):
        if end == len(origins) or origins[end] != origins[end - 1] + 1 or origins[end] <= 0:
            if origins[start] >= 0:
                yield Run(start, origins[start], end - start)
            start = end
