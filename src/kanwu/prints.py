"""What other pages of a paper print, as a page asks for it: `kanwu.evidence.corpus.Corpus` answers."""

import math
from typing import NamedTuple, Protocol

CONTEXTS = 64
"""Into so many classes the surroundings of a phrase are put."""


class Count(NamedTuple):
    """On how many pages a phrase stands, and in how many classes of surroundings, 0 to CONTEXTS."""

    pages: int
    contexts: int

    def less(self, contexts: int) -> "Count":
        """Without one page, and so many classes."""
        return Count(max(0, self.pages - 1), max(0, self.contexts - contexts))

    @property
    def weight(self) -> float:
        """How many pages are independent: copies of one article have one context, and count once."""
        free = CONTEXTS - self.contexts
        return min(self.pages, CONTEXTS * math.log(CONTEXTS / free)) if free > 0 else float(self.pages)


class Prints(Protocol):
    """Counts of three Chinese characters in a row, by the keys of `kanwu.evidence.grams`."""

    def count(self, key: int) -> Count:
        """How often these three stand."""
        ...

    def others(self, stem: int, hole: int) -> str:
        """What stands in the place of the character of that number, 0 to 2, between the two of the stem; folded."""
        ...
