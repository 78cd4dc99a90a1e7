"""Characters that were probably misread, and what was probably printed.

A table-driven pass finds the characters that are not bound to both neighbours; only there are candidates weighed, and
of those only the ones that are bound to one.
"""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kanwu.evidence.channel import Printed, printed_as
from kanwu.evidence.lexicon import LONGEST, Words, bare_places, fold, folded, frequency, sum_of_best, words_in
from kanwu.evidence.ngrams import fit, pair_chance, single_chance
from kanwu.evidence.suspicion import LEAST_PAIRS, LIKELY_PAIRS, suspected
from kanwu.model import Block, is_han

LEAST = 0.5  # log10 of the odds of a candidate against what was read, by n-grams and glyphs, below which it is none
_AROUND = 6  # characters on either side that words are sought in
_LIKELY = -7.8  # log10 of the probability of three trigrams, above which they are good; 1 in 50 corrections stands so
_COMMON = -3.2  # log10 frequency from which a character is often a word by itself
_CLEAR = 1.0  # of LEAST's measure: what counts for a page's damage
_PAGE = 20_000  # characters; what stands further off is on another page


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
    doubts = [(number, doubt) for number, block in blocks for doubt in _in_block(block.text, script)]
    # What is counted on the page; nothing in a text so long that it is many pages.
    page = "\n".join(folded(block.text) for _, block in blocks) if doubts and size <= _PAGE else ""
    return _with_damage([_counted(number, doubt, page) for number, doubt in doubts], size)


def _counted(number: int, doubt: "_Doubt", page: str) -> Reading:
    """The reading with its block and how often the page has its three characters either way."""
    here = max(map(page.count, doubt.read), default=1) - 1
    return doubt.reading._replace(block=number, here=here, there=max(map(page.count, doubt.printed), default=0))


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


class _Doubt(NamedTuple):
    reading: Reading  # of no block yet, and nothing counted
    read: tuple[str, ...]  # the three characters that it is in, folded, as read
    printed: tuple[str, ...]  # and as they would be


@lru_cache(maxsize=256)  # of one pass over the page most blocks are as the pass before had them
def _in_block(text: str, script: str) -> tuple[_Doubt, ...]:
    found: list[_Doubt] = []
    for at, around, known in suspected(text):
        _, two, this, four, _ = around
        pairs = pair_chance(two, this) + pair_chance(this, four)
        best = _best(text[at], known, around, pairs, script) if pairs <= LIKELY_PAIRS else None
        if best and not _beside_sign(text, at, around):
            found.append(_weighed(text, at, best))
    return tuple(found)


def _beside_sign(text: str, at: int, around: list[int]) -> bool:
    """Whether nothing is known of the character: a letter or digit beside it, or signs on both sides."""
    signs = [at + far for far in (-1, 1) if not around[2 + far]]
    return len(signs) == 2 or any(0 <= place < len(text) and text[place].isalnum() for place in signs)


class _Best(NamedTuple):
    printed: Printed
    gain: float
    margin: float
    read: int


def _best(char: str, known: Iterable[int], codes: list[int], pairs: float, script: str) -> _Best | None:
    """The candidate that n-grams and glyphs together like best, of those that are bound to a neighbour."""
    one, two, this, four, five = codes
    least = pairs + LEAST_PAIRS
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


def _weighed(text: str, at: int, best: _Best) -> _Doubt:
    printed, low = best.printed, max(0, at - _AROUND)
    around, place = fold(text[low : at + _AROUND + 1]), at - low
    mended = around[:place] + fold(printed.char) + around[place + 1 :]
    starts = range(max(0, place - 2), min(place, len(around) - 3) + 1)
    near = [slice(start, start + 3) for start in starts]
    sides = (at > 0 and is_han(text[at - 1])) + (at + 1 < len(text) and is_han(text[at + 1]))
    before, after = words_in(around), words_in(mended)
    reading = Reading(
        -1, at, text[at], printed.char, best.gain, printed.chance, printed.seen, best.margin,
        _longest(before, place), _longest(after, place), sum_of_best(after) - sum_of_best(before), 0, 0,
        single_chance(best.read), _strays(mended, after, place), 2 - sides,
    )  # fmt: skip
    return _Doubt(reading, tuple(around[part] for part in near), tuple(mended[part] for part in near))


def _strays(text: str, words: Sequence[Words], place: int) -> int:
    near = (at for at in bare_places(words) if 0 < abs(at - place) <= 2)
    return sum(is_han(text[at]) and frequency(text[at]) < _COMMON for at in near)


@lru_cache(maxsize=4096)
def longest_word(text: str, place: int) -> Word:
    """The longest word of two to six characters over this place of a text in one script."""
    low = max(0, place - LONGEST + 1)
    return _longest(words_in(text[low : place + LONGEST]), place - low)


def _longest(every: Sequence[Words], place: int) -> Word:
    best = Word(1, -9.0)
    low = max(0, place - LONGEST + 1)
    for start, words in enumerate(every[low : place + 1], low):
        for length, share in words[1:]:
            if start + length > place:
                best = max(best, Word(length, share))
    return best
