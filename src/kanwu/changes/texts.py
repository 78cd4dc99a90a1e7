"""A pair of texts, each character of the second traced to the first."""

from array import array
from typing import NamedTuple


class Pair(NamedTuple):
    """Two texts; `origin` has one number for each character after: n >= 0 is character n before, ~n was written."""

    before: str
    after: str
    origin: "array[int]"
