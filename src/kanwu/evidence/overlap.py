"""Where the end of one block and the start of a later one are the same text, read twice.

Texts are compared by their skeletons: two readings of one column differ most in signs and blanks.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, count
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from kanwu.evidence.skeletons import GRAM, breaks, grams, places, skeleton
from kanwu.model import PROSE, Document, Kind

HEAD = 60  # characters of a block's start in which a seed must lie: four narrow lines
LONGEST = 300  # characters of an overlap; columns overlap by a few lines
REACH = 8  # blocks back; captions and debris may stand between two readings of a line
_SLACK = 3  # characters by which two readings of a line may differ in length
_KEPT = 1 << 15  # seeds kept before those out of reach are thrown away: some 4 MB
_TRIED = 3  # alignments tried for one block's start, those with the most seeds first


class Run(NamedTuple):
    """A stretch that is equal on both sides."""

    first: int
    second: int
    size: int


def aligned(first: str, second: str) -> tuple[Run, ...]:
    """The equal stretches of two skeletons in a best alignment, those that are chance cut off at either end.

    A stretch at the edge is chance when the gap to the next one is longer than itself.
    """
    blocks = Levenshtein.opcodes(first, second)
    runs = [Run(o.src_start, o.dest_start, o.src_end - o.src_start) for o in blocks if o.tag == "equal"]
    while len(runs) > 1 and runs[0].size < _gap(runs[0], runs[1]):
        del runs[0]
    while len(runs) > 1 and runs[-1].size < _gap(runs[-2], runs[-1]):
        del runs[-1]
    return tuple(_widened(runs, first, second))


def _widened(runs: list[Run], first: str, second: str) -> list[Run]:
    """The runs with the first one taken back as far as the texts are equal before it, too."""
    if runs:
        a, b, size = runs[0]
        back = 0
        while back < min(a, b) and first[a - back - 1] == second[b - back - 1]:
            back += 1
        runs[0] = Run(a - back, b - back, size + back)
    return runs


def _gap(run: Run, after: Run) -> int:
    return max(after.first - run.first, after.second - run.second) - run.size


class Overlap(NamedTuple):
    """Two readings of one stretch, as places in the document's skeleton.

    `runs` are their equal parts; the first reading belongs to the blocks that end at `end`, the second to
    those that start at `start`.
    """

    runs: tuple[Run, ...]
    end: int
    start: int

    @property
    def matched(self) -> int:
        """How many characters are equal."""
        return sum(r.size for r in self.runs)

    @property
    def likeness(self) -> float:
        """Equal characters as a share of the longer reading, from the first equal one to the last."""
        return self.matched / (self.matched + self.missed)

    @property
    def missed(self) -> int:
        """Characters between the equal ones that differ."""
        head, tail = self.runs[0], self.runs[-1]
        return max(tail.first - head.first, tail.second - head.second) + tail.size - self.matched

    @property
    def skew(self) -> int:
        """By how many characters one reading is longer, from the first equal one to the last."""
        head, tail = self.runs[0], self.runs[-1]
        return abs((tail.first - head.first) - (tail.second - head.second))

    @property
    def between(self) -> int:
        """Characters that stand between the two readings' blocks."""
        return self.start - self.end

    @property
    def left_over(self) -> int:
        """Characters of the first reading's block after the last equal one."""
        return self.end - self.runs[-1].first - self.runs[-1].size

    @property
    def lead(self) -> int:
        """Characters of the second reading's block before the first equal one."""
        return self.runs[0].second - self.start


class Spot(NamedTuple):
    """A place in a document: the block's number and the code points from its start."""

    block: int
    at: int


class Stream:
    """The running text of a document as one skeleton. Places in it are characters from its start."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._breaks: dict[int, dict[int, str]] = {}  # those of a block, by its index
        self.numbers = [i for i, b in enumerate(document.blocks) if b.kind in PROSE]
        parts = [skeleton(document.blocks[i].text) for i in self.numbers]
        self.text = "".join(parts)
        self.starts = list(accumulate(map(len, parts), initial=0))

    def index(self, place: int) -> int:
        """Which of the stream's blocks a character belongs to; the last one for the stream's end."""
        return bisect_right(self.starts, place, 0, len(self.numbers)) - 1

    def spot(self, place: int) -> Spot:
        """Where a character of the skeleton stands in the document."""
        index = self.index(place)
        number = self.numbers[index]
        return Spot(number, places(self._document.blocks[number].text)[place - self.starts[index]])

    def between(self, start: Spot, end: Spot) -> str:
        """The text from one spot up to another, signs and blanks included, a blank line between blocks."""
        blocks = self._document.blocks
        if start.block == end.block:
            return blocks[start.block].text[start.at : end.at]
        inner = [i for i in range(start.block + 1, end.block) if blocks[i].kind in PROSE]
        texts = [blocks[i].text for i in (start.block, *inner, end.block)]
        return "\n\n".join([texts[0][start.at :], *texts[1:-1], texts[-1][: end.at]]) if start < end else ""

    def raw(self, start: int, end: int) -> str:
        """The text from one place up to another, with the signs and blanks between them, none at its ends."""
        return self.between(self.spot(start), self.after(end)) if start < end else ""

    def block_text(self, place: int) -> str:
        """The text of the block that a character belongs to."""
        return self._document.blocks[self.numbers[self.index(place)]].text

    def gap(self, place: int) -> str:
        """The signs and blanks before a character; a line end where its block starts."""
        far = place - self.starts[self.index(place)]
        if place >= len(self.text) or not far:
            return "\n"
        here = places(text := self.block_text(place))
        return text[here[far - 1] + 1 : here[far]]

    def break_before(self, place: int) -> str:
        """The gap before a character if it has white space or a bar in it, else nothing."""
        index = bisect_right(self.starts, place, 0, len(self.numbers)) - 1
        far = place - self.starts[index]
        if not far or place >= self.starts[-1]:
            return "\n"
        return self._breaks_of(index).get(far, "")

    def broken(self, start: int, end: int) -> list[int]:
        """The places of a stretch, inside the block that it ends in, that have white space or a bar before them."""
        index = self.index(end - 1)
        low, high = start - self.starts[index], end - self.starts[index]
        return [self.starts[index] + far for far in self._breaks_of(index) if low <= far < high]

    def _breaks_of(self, index: int) -> dict[int, str]:
        known = self._breaks.get(index)
        if known is None:
            known = self._breaks[index] = breaks(self._document.blocks[self.numbers[index]].text)
        return known

    def after(self, place: int) -> Spot:
        """The place right after the character before this one, in that one's block."""
        spot = self.spot(place - 1)
        return Spot(spot.block, spot.at + 1)

    def overlaps(self, most: int | None = None) -> Iterator[list[Overlap]]:
        """For each block that may be a second reading its overlaps with earlier ones, the likeliest first.

        They are what the letters say; whether a column was read twice or a writer repeats is not asked here. `most` is
        how many characters may stand between.
        """
        latest: dict[int, int] = {}
        numbers: Sequence[int] = grams(self.text)
        if len(numbers) <= _KEPT:
            numbers = list(numbers)  # quicker, in more room
        for index, floor in enumerate(self._floors()):
            start, end = self.starts[index], self.starts[index + 1]
            head = numbers[start : start + HEAD]
            seeds = [] if latest.keys().isdisjoint(head) else _seeds(head, start, floor, latest)
            found = [o for ends in _likeliest(seeds) if (o := self._align(index, ends, most))] if seeds else []
            if found:
                yield found
            tail = max(start, end - LONGEST)
            latest.update(zip(numbers[tail:end], count(tail)))
            if len(latest) > _KEPT:
                latest = {gram: at for gram, at in latest.items() if at >= floor}

    def _floors(self) -> list[int]:
        """For each block how far back its first reading may stand: not behind a table, a list or the like."""
        floors, last = [], 0
        if Kind.VERBATIM not in self._document.kinds:
            return [self.starts[max(0, index - REACH)] for index in range(len(self.numbers))]
        for index, number in enumerate(self.numbers):
            before = self.numbers[index - 1] if index else 0
            if any(b.kind == Kind.VERBATIM for b in self._document.blocks[before:number]):
                last = index
            floors.append(self.starts[max(last, index - REACH)])
        return floors

    def _align(self, index: int, seed: tuple[int, int], most: int | None) -> Overlap | None:
        place, diagonal = seed
        start, end = self.starts[index], self.starts[self.index(place + GRAM - 1) + 1]
        size, first = end - diagonal, max(0, diagonal - _SLACK)
        if size > LONGEST or (most is not None and start - end > most):
            return None
        runs = aligned(self.text[first:end], self.text[start : start + size + _SLACK])
        if not runs:
            return None
        return Overlap(tuple(Run(r.first + first, r.second + start, r.size) for r in runs), end, start)


def _seeds(head: Sequence[int], start: int, floor: int, latest: dict[int, int]) -> list[tuple[int, int]]:
    """Where the grams of a block's head stand before it, each with where the head itself would start."""
    hits = enumerate(map(latest.get, head))
    return [(hit, hit - far) for far, hit in hits if hit is not None and floor <= hit <= start - GRAM]


def _likeliest(seeds: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last seed of each diagonal (give or take the slack), the diagonals with the most seeds first."""
    bands: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for seed in seeds:
        bands[seed[1] // (2 * _SLACK)].append(seed)
    ordered = sorted(bands.values(), key=len, reverse=True)
    return [max(band) for band in ordered[:_TRIED]]
