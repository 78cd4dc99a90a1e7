"""Two columns read line by line across the gap between them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from kanwu.evidence.continuity import WORD, gain_across
from kanwu.model import Document, Edit, Flag, Kind, Regroup, Sure, joined
from kanwu.patterns import late

_LEAST = 6  # half lines; fewer show no alternation
_WORDS = 3  # words cut at every second line's end, and none between neighbours: by chance one in 77 pairs cuts one
_DOUBT = 2
_CHANCE = 0.25  # words that neighbours of two columns may form by chance, as a share of these
_GAP = late(r"(?<=\S)[ \u3000]{2,}(?=\S)")  # what is left of the gap between columns, bars gone before


def interleaved_columns(document: Document) -> Iterator[Edit]:
    """Takes two columns apart that were read across, line by line: each line goes on in the next but one.

    The lines alternate, or each has both columns' lines with a wide blank between. It is done where several
    words are cut at a line's end whose rest begins the line after the next, in both columns, and hardly any goes on in
    the very next line. Fewer are flagged.
    """
    for number, block in document.of(Kind.PARAGRAPH):
        words = _words(block.text) if 2 * (block.text.count("\n") + 1) >= _LEAST else 0
        if words < _DOUBT:
            continue
        if words >= _WORDS:
            parts = block.cut(*_places(block.text)[1:])
            after = (joined(parts[0::2]), joined(parts[1::2]))
            why = f"{words} words go on in the next line but one, hardly any in the next"
            yield Regroup(number, number, after, why, Sure.LIKELY)
        else:
            yield Flag(number, 0, len(block.text), "may be two columns read across: words go on in the line after next")


@lru_cache(maxsize=256)
def _words(text: str) -> int:
    """How many words go on in the next line but one; none where they do in one column alone, or in the next line."""
    places = _places(text)
    parts = [part for a, b in pairwise([*places, len(text)]) if (part := text[a:b].strip())]
    if len(parts) < _LEAST or not (first := _cut_words(parts[0::2])) or not (second := _cut_words(parts[1::2])):
        return 0
    return first + second if _cut_words(parts) <= (first + second) * _CHANCE else 0


def _places(text: str) -> list[int]:
    """Where the lines begin, or, where each has one wide gap, the halves of all in their order."""
    places, at, gaps = [], 0, 0
    lines = text.split("\n")
    for line in lines:
        found = list(_GAP.finditer(line))
        gaps += len(found) == 1
        places += [at, *(at + gap.end() for gap in found[:1])]
        at += len(line) + 1
    if gaps < len(lines) - 1:  # a last line may have but one column's end
        places = [0]
        for line in lines[:-1]:
            places.append(places[-1] + len(line) + 1)
    return places


def _cut_words(parts: Sequence[str]) -> int:
    """How many words the ends of these lines cut, each line read before the next."""
    return sum((gain_across(first, second) or 0.0) >= WORD for first, second in pairwise(parts))
