"""Where a character may have been misread: what a few looks into tables tell before anything is weighed.

Of 1,000 characters of prose 400 are loose between their neighbours, and of these 17 have a candidate that could be
better. All bounds err on the side of asking: `kanwu.evidence.misread` asks again, exactly.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import compress, count
from operator import add
from typing import NamedTuple

from kanwu.evidence.bits import as_bits, in_bits
from kanwu.evidence.channel import candidates, costs, doubted
from kanwu.evidence.ngrams import STEP, bound_before, bound_behind, numbers, pair_chance, pair_cost, pair_costs

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
    codes = [0, 0, *numbers(text), 0, 0]
    prices = pair_costs(codes[1:-1])
    loose = list(compress(count(), map(_LOOSE.__le__, map(add, prices, prices[1:]))))
    for at, own in zip(loose, map(_options.__getitem__, map(text.__getitem__, loose)), strict=True):
        if own:
            two, four = codes[at + 1], codes[at + 3]
            every, this = own
            left, right = every & bound_behind[two], every & bound_before[four]
            found = (0 if left & this else left) | (0 if right & this else right)
            if found:
                pairs = prices[at : at + 2]
                most = _ANY if _OPEN in pairs else sum(pairs) + _BEHIND
                read_so = _read_so(text[at])
                known = [n for n in in_bits(found) if read_so[n] + pair_cost(two, n) + pair_cost(n, four) <= most]
                if known:
                    yield at, codes[at : at + 5], known


@lru_cache(maxsize=512)
def doubtful_places(text: str) -> frozenset[int]:
    """The places of the characters that engines get wrong now and then and that do not go with their neighbours.

    Neither numerals nor what only Cantonese writes are among them.
    """
    codes, weak = [0, *numbers(text), 0], doubtful()
    prices = pair_costs(codes)
    loose = compress(count(), map(_LOOSE.__le__, map(add, prices, prices[1:])))
    return frozenset(at for at in loose if text[at] in weak and _pairs(codes, at) <= LIKELY_PAIRS)


def _pairs(codes: Sequence[int], at: int) -> float:
    return pair_chance(codes[at], codes[at + 1]) + pair_chance(codes[at + 1], codes[at + 2])


class _Option(NamedTuple):
    """What may have been printed for a character, by numbers."""

    every: int  # as bits, its own number among them
    own: int  # its own, as a bit


class _Options(dict[str, _Option | None]):
    """That of each character; None for what is not doubtful."""

    def __missing__(self, char: str) -> _Option | None:
        own = as_bits(numbers(char))
        found = _Option(as_bits(possible(char)) | own, own) if char in doubtful() else None
        return self.setdefault(char, found)


_options = _Options()
_read_so = cache(costs)
