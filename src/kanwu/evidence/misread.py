"""Characters that were probably misread, and what was probably printed.

A table-driven pass finds the characters that are not bound to both neighbours; only there are candidates weighed, and
of those only the ones that are bound to one.
"""

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import count
from operator import add
from typing import NamedTuple

from kanwu.evidence.channel import Printed, candidates, doubt, printed_as, read_characters
from kanwu.evidence.lexicon import UNKNOWN, best_cut, fold, frequency, outside_words
from kanwu.evidence.ngrams import bound_before, bound_behind, fit, numbers, pair_chance, single_chance
from kanwu.model import Block, is_han

LEAST = 0.5  # log10 of the odds of a candidate against what was read, by n-grams and glyphs, below which it is none
_AROUND = 6  # characters on either side that words are sought in
_SURE = -2.4  # log10 of the odds that it is wrong, below which a character is trusted; 1 in 50 corrections is of such
_LIKELY_PAIRS = -4.6  # the same of two pairs; 1 in 50
_LIKELY = -7.8  # log10 of the probability of three trigrams, above which they are good; 1 in 50 corrections stands so
_COMMON = -3.2  # log10 frequency from which a character is often a word by itself
_CLEAR = 1.0  # of LEAST's measure: what counts for a page's damage
# Numerals, which statistics never touch, and characters that only Cantonese writes.
_NUMERALS = "一二三四五六七八九十百千萬万億亿零〇廿卅壹貳參肆伍陸柒捌玖拾"
_KEPT = frozenset(_NUMERALS + "咗哋嘅冇喺嚟㗎佢啲嗰噉咁乜嘢搵睇諗唔畀俾攞嗌冚瞓孖揸嘥掟嬲靚咪噃喎囉嘞喇咩啱佬仔晒冧氹")


_LEAST_PAIRS = -1.5  # the same by pairs alone, below which no trigrams are asked; measured
_PAGE = 20_000  # characters; what stands further off is on another page
_NOTHING: frozenset[int] = frozenset()


class Word(NamedTuple):
    """The longest word that covers a place: its length, 1 for none, and log10 of its frequency."""

    length: int
    frequency: float


class Reading(NamedTuple):
    """One character that may have been misread, the best candidate for it, and what speaks for each."""

    block: int
    place: int
    read: str
    printed: str
    gain: float  # log10: how much likelier the three trigrams around it get
    glyph: float  # log10: how often the one is read for the other
    seen: int  # times that an engine was seen to do so
    margin: float  # log10: how far the next candidate is behind, at most 4
    before: Word
    after: Word
    cut: float  # log10: how much likelier the best cut into words gets
    here: int  # times that the page has the three characters otherwise, as read
    there: int  # times that it has them as they would be
    common: float  # log10 probability of the read character by itself
    strays: int  # of the two characters on either side, those that no word covers though they are no common words
    edges: int  # sides on which no Chinese character stands
    rival: float = 0.0  # log10 odds of the best other reading within two characters
    sure: float = -1.0  # of the engine that it read this character right, 0 to 1; below 0 where it does not say
    damage: float = 0.0  # log10 of how many other clear cases there are in 1000 characters of the page


def readings(blocks: Sequence[tuple[int, Block]], script: str) -> list[Reading]:
    """The doubtful characters of a page's blocks, in order, each with its best candidate."""
    size = sum(len(block.text) for _, block in blocks)
    # What is counted on the page; nothing in a text so long that it is many pages.
    page = fold("\n".join(block.text for _, block in blocks)) if size <= _PAGE else ""
    found = [reading for number, block in blocks for reading in _in_block(number, block.text, page, script)]
    return _with_damage(found, size)


def _with_damage(found: list[Reading], size: int) -> list[Reading]:
    """Each with how damaged the rest of the page is: other clear cases, the same mistake once, in 1000 characters."""
    clear = {(r.read, r.printed) for r in found if r.gain + r.glyph >= _CLEAR}
    return [
        r._replace(
            rival=max((o.gain + o.glyph for o in found[max(0, n - 2) : n + 3] if _near(r, o)), default=-1.0),
            damage=math.log10((len(clear - {(r.read, r.printed)}) + 0.2) / (size / 1000 + 1)),
        )
        for n, r in enumerate(found)
    ]


def _near(one: Reading, other: Reading) -> bool:
    return one.block == other.block and 0 < abs(one.place - other.place) <= 2


def _in_block(number: int, text: str, page: str, script: str) -> Iterator[Reading]:
    codes = [0, 0, *numbers(text), 0, 0]
    for at, pairs in _loose(text, codes):
        # Only what is bound where the character that was read is not can be better.
        two, this, four = codes[at + 1 : at + 4]
        known = _NOTHING if two in bound_before[this] else _known_behind(text[at], two)
        if this not in bound_before[four]:
            known |= _known_before(text[at], four)
        found = _best(text[at], known, codes[at : at + 5], pairs, script) if known else None
        if found and not _beside_sign(text, at, codes):
            yield _weighed(number, text, at, found, page)


def _loose(text: str, codes: list[int]) -> list[tuple[int, float]]:
    """Places of the characters that engines get wrong now and then and that do not go with their neighbours, and log10
    of how likely the two pairs are."""
    doubtful = _doubtful()
    if doubtful.isdisjoint(text):
        return []
    chances = list(map(pair_chance, codes[1:-2], codes[2:-1]))
    sums = zip(count(), text, map(add, chances, chances[1:]), strict=False)
    return [(at, pairs) for at, char, pairs in sums if pairs <= _LIKELY_PAIRS and char in doubtful]


@lru_cache(maxsize=512)
def doubtful_places(text: str) -> frozenset[int]:
    """The places of the characters that engines get wrong now and then and that do not go with their neighbours.

    Neither numerals nor what only Cantonese writes are among them.
    """
    return frozenset(at for at, _ in _loose(text, [0, 0, *numbers(text), 0, 0]))


@lru_cache(maxsize=1 << 16)
def _known_behind(char: str, number: int) -> frozenset[int]:
    """What may have been printed for the character and is bound to the one before it."""
    return possible(char) & bound_behind[number] or _NOTHING


@lru_cache(maxsize=1 << 16)
def _known_before(char: str, number: int) -> frozenset[int]:
    """What may have been printed for the character and is bound to the one behind it."""
    return possible(char) & bound_before[number] or _NOTHING


@lru_cache(maxsize=8192)
def possible(char: str) -> frozenset[int]:
    """What may have been printed for the character, numerals left out: numbers in `kanwu.evidence.ngrams`."""
    return candidates(char) - _numerals()


@cache
def _numerals() -> frozenset[int]:
    return frozenset(numbers(_NUMERALS))


@cache
def _doubtful() -> frozenset[str]:
    return frozenset(char for char in read_characters() if doubt(char) >= _SURE) - _KEPT


def _beside_sign(text: str, at: int, codes: list[int]) -> bool:
    """Whether nothing is known of the character: a letter or digit beside it, or signs on both sides."""
    signs = [place for place in (at - 1, at + 1) if not codes[place + 2]]
    return len(signs) == 2 or any(0 <= place < len(text) and text[place].isalnum() for place in signs)


class _Best(NamedTuple):
    printed: Printed
    gain: float
    margin: float
    read: int


def _best(char: str, known: frozenset[int], codes: list[int], pairs: float, script: str) -> _Best | None:
    """The candidate that n-grams and glyphs together like best, of those that are bound to a neighbour."""
    one, two, this, four, five = codes
    least = pairs + _LEAST_PAIRS
    options = [
        (form, n)
        for n in known
        if (form := printed_as(char, n, script)) and pair_chance(two, n) + pair_chance(n, four) + form.chance > least
    ]
    if not options:
        return None
    one, five = one if two else 0, five if four else 0
    base = fit(one, two, this, four, five)
    if base > _LIKELY:
        return None
    scores = sorted(((fit(one, two, n, four, five) - base + form.chance, form) for form, n in options), reverse=True)
    score, best = scores[0]
    if score < LEAST:
        return None
    margin = min(4.0, score - scores[1][0]) if len(scores) > 1 else 4.0
    return _Best(best, score - best.chance, margin, this)


def _weighed(block: int, text: str, at: int, best: _Best, page: str) -> Reading:
    printed, low = best.printed, max(0, at - _AROUND)
    around, place = fold(text[low : at + _AROUND + 1]), at - low
    mended = around[:place] + fold(printed.char) + around[place + 1 :]
    starts = range(max(0, place - 2), min(place, len(around) - 3) + 1)
    near = [slice(start, start + 3) for start in starts]
    sides = (at > 0 and is_han(text[at - 1])) + (at + 1 < len(text) and is_han(text[at + 1]))
    return Reading(
        block, at, text[at], printed.char, best.gain, printed.chance, printed.seen, best.margin,
        longest_word(around, place), longest_word(mended, place), best_cut(mended) - best_cut(around),
        max((page.count(around[part]) for part in near), default=1) - 1,
        max((page.count(mended[part]) for part in near), default=0),
        single_chance(best.read), _strays(mended, place), 2 - sides,
    )  # fmt: skip


def _strays(text: str, place: int) -> int:
    return sum(
        0 < abs(at - place) <= 2 and is_han(text[at]) and frequency(text[at]) < _COMMON for at in outside_words(text)
    )


@lru_cache(maxsize=4096)
def longest_word(text: str, place: int) -> Word:
    """The longest word of two to six characters over this place of a text in one script."""
    best = Word(1, -9.0)
    for length in range(2, 7):
        for start in range(max(0, place - length + 1), min(place, len(text) - length) + 1):
            share = frequency(text[start : start + length])
            if share > UNKNOWN:
                best = max(best, Word(length, share))
    return best
