"""Two columns read line by line across the gap between them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kanwu.evidence.continuity import WORD, gain_across
from kanwu.model import Block, Document, Edit, Flag, Kind, Regroup, Sure, joined
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
        parts = _half_lines(block) if 2 * (block.text.count("\n") + 1) >= _LEAST else []
        if len(parts) < _LEAST:
            continue
        words = [_cut_words(parts[column::2]) for column in (0, 1)]
        if not min(words) or sum(words) < _DOUBT or _cut_words(parts) > sum(words) * _CHANCE:
            continue
        if sum(words) >= _WORDS:
            after = (joined(parts[0::2]), joined(parts[1::2]))
            why = f"{sum(words)} words go on in the next line but one, hardly any in the next"
            yield Regroup(number, number, after, why, Sure.LIKELY)
        else:
            yield Flag(number, 0, len(block.text), "may be two columns read across: words go on in the line after next")


def _half_lines(block: Block) -> list[Block]:
    """The block's lines, or, where each has one wide gap, the halves of all in their order."""
    places, at, gaps = [], 0, 0
    lines = block.text.split("\n")
    for line in lines:
        found = list(_GAP.finditer(line))
        gaps += len(found) == 1
        places += [at, *(at + gap.end() for gap in found[:1])]
        at += len(line) + 1
    if gaps < len(lines) - 1:  # a last line may have but one column's end
        places = [0]
        for line in lines[:-1]:
            places.append(places[-1] + len(line) + 1)
    return list(block.cut(*places[1:]))


def _cut_words(parts: Sequence[Block]) -> int:
    """How many words the ends of these lines cut, each line read before the next."""
    return sum((gain_across(first.text, second.text) or 0.0) >= WORD for first, second in pairwise(parts))
