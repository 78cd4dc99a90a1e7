"""Counts of a paper as the fixtures of rules state them."""

from kanwu.evidence.grams import grams, split
from kanwu.evidence.grams import stem as stem_of
from kanwu.prints import CONTEXTS, Count


class Stated:
    """Phrases with the number of other pages that print them: `林墨白 40、青螺小學 90 5`.

    A second number says in how many classes of surroundings; without it each page has its own.
    """

    def __init__(self, text: str) -> None:
        self._counts: dict[int, Count] = {}
        for part in text.split("、"):
            phrase, pages, *contexts = part.split()
            count = Count(int(pages), min(CONTEXTS, int(contexts[0] if contexts else pages)))
            for gram in grams(phrase):
                self._counts[gram.key] = max(count, self.count(gram.key))

    def count(self, key: int) -> Count:
        """How often these three stand."""
        return self._counts.get(key, Count(0, 0))

    def others(self, stem: int, hole: int) -> str:
        """What stands in the place of that character."""
        return "".join(chr(split(key)[hole]) for key in sorted(self._counts) if stem_of(key, hole) == stem)
