"""A pair of texts, each character of the second traced to the first."""

from array import array
from contextlib import suppress
from typing import NamedTuple


class Pair(NamedTuple):
    """Two texts; `origin` has one number for each character after: n >= 0 is character n before, ~n was written."""

    before: str
    after: str
    origin: "array[int]"


def mark_written(origin: "array[int]") -> None:
    """Mark what has no place before as written behind the character in front of it."""
    at = 0
    with suppress(ValueError):  # until there is none left
        while True:
            start = at = origin.index(-1, at)
            while at < len(origin) and origin[at] == -1:
                at += 1
            origin[start:at] = array("i", [~(origin[start - 1] + 1 if start else 0)]) * (at - start)
