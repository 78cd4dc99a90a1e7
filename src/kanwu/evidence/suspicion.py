"""Where a character may have been misread: what a few looks into tables tell before anything is weighed.

Of 1,000 characters of prose 400 are loose between their neighbours, and of these 17 have a candidate that could be
better. All bounds err on the side of asking: `kanwu.evidence.misread` asks again, exactly.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress, count
from operator import add
from typing import NamedTuple

from kanwu.evidence.channel import candidates, costs, doubted
from kanwu.evidence.ngrams import (
    STEP,
    bound_before,
    bound_behind,
    code_points,
    numbered,
    numbers,
    pair_cost,
    pair_costs,
)

LIKELY_PAIRS = -4.6  # log10 of the odds of two pairs, above which a character is trusted; 1 in 50 is of such
LEAST_PAIRS = -1.5  # log10 by which a candidate's pairs and glyph may be behind, or no trigrams are asked; measured
_SURE = -2.4  # log10 of the odds that it is wrong, below which a character is trusted; 1 in 50 corrections is of such
_LOOSE = round(-LIKELY_PAIRS / STEP)
_BEHIND = round(-LEAST_PAIRS / STEP)
_OPEN = 255  # what `pair_costs` gives for more than it can tell
_NOTHING: frozenset[int] = frozenset()
_ANY = 10_000  # more than three characters cost
# Numerals, which statistics never touch, and characters that only Cantonese writes.
_NUMERALS = "一二三四五六七八九十百千萬万億亿零〇廿卅壹貳參肆伍陸柒捌玖拾"
_KEPT = frozenset(_NUMERALS + "咗哋嘅冇喺嚟㗎佢啲嗰噉咁乜嘢搵睇諗唔畀俾攞嗌冚瞓孖揸嘥掟嬲靚咪噃喎囉嘞喇咩啱佬仔晒冧氹")


@cache
def doubtful() -> frozenset[str]:
    """The characters that engines get wrong now and then; neither numerals nor what only Cantonese writes."""
    return frozenset(doubted(_SURE)) - _KEPT


def possible(char: str) -> frozenset[int]:
    """What may have been printed for the character, numerals left out: numbers in `kanwu.evidence.ngrams`."""
    return candidates(char) - _numerals()


@cache
def _numerals() -> frozenset[int]:
    return frozenset(numbers(_NUMERALS))


def suspected(text: str) -> Iterator[tuple[int, list[int], list[int]]]:
    """The places of a text's characters that may have been misread; for most of them a closer look finds nothing.

    With each the numbers of the five characters around it, and those of the candidates that are bound to a neighbour
    that the character itself is not bound to: only they can be better.
    """
    signs = f"\0\0{numbered(text)}\0\0"
    codes = code_points(signs)
    doubted, prices = doubtful(), pair_costs(codes[1:-1])
    for at in compress(count(), map(_LOOSE.__le__, map(add, prices, prices[1:]))):
        if (char := text[at]) in doubted:
            own = _options[char]
            if signs[at + 1] in own.left or signs[at + 3] in own.right:
                around, pairs = codes[at : at + 5], prices[at : at + 2]
                most = _ANY if _OPEN in pairs else sum(pairs) + _BEHIND
                if known := _better(own, around, most):
                    yield at, around, known


class _Options(NamedTuple):
    """What may have been printed for a character, by numbers."""

    every: frozenset[int]
    costs: dict[int, int]  # of each, that it is read so, in steps below 0
    # All that one of them is bound to on its left, and on its right, as the characters of a text: that is small, soon
    # made and quickly searched.
    left: str
    right: str


class _Table(dict[str, _Options]):
    """The options of each doubtful character, filled as they are asked for."""

    def __missing__(self, char: str) -> _Options:
        every = possible(char)
        self[char] = _Options(every, costs(char), bound_before.of_any(every), bound_behind.of_any(every))
        return self[char]


_options = _Table()


def _better(own: _Options, around: Sequence[int], most: int) -> list[int]:
    """The candidates that are bound to a neighbour that the character itself is not bound to, and that cost at most so
    much with both."""
    _, two, this, four, _ = around
    known = _NOTHING
    if two not in bound_before[this] and chr(two) in own.left:
        known = own.every & bound_behind[two]
    if this not in bound_before[four] and chr(four) in own.right:
        known |= own.every & bound_before[four]
    cheap = [(n, cost) for n in known if (cost := own.costs[n] + pair_cost(two, n)) <= most] if known else []
    return [n for n, cost in cheap if cost + pair_cost(n, four) <= most] if cheap else []
