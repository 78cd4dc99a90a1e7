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
    start, expected = 0, origins[0] if len(origins) else 0
    for at, here in enumerate(origins):
        if here != expected or not here:  # 0 follows on -1, which was written before it
            if at > start and origins[start] >= 0:
                yield Run(start, origins[start], at - start)
            start = at
        expected = here + 1
    if start < len(origins) and origins[start] >= 0:
        yield Run(start, origins[start], len(origins) - start)
