"""Characters of a page that many other pages of the paper print otherwise, in the same surroundings.

Every three Chinese characters in a row of the page that few other pages have are looked up with each of their
characters left open; what the others have there, and may have been read as what this page has, is a candidate.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kanwu.evidence.channel import printed_as
from kanwu.evidence.forms import choose, classes
from kanwu.evidence.grams import SIZE, Gram, expects, filled, grams, stem
from kanwu.evidence.lexicon import best_cut, fold
from kanwu.evidence.misread import Word, longest_word
from kanwu.evidence.ngrams import character, fit, numbers
from kanwu.evidence.script import TRADITIONAL, variant
from kanwu.evidence.suspicion import doubtful_places, possible
from kanwu.model import Block
from kanwu.prints import Count, Prints

_AROUND = 6  # characters on either side that words are sought in
_LEAST = 2.0  # weight of the other pages that a candidate must have
_DISPUTED = 0.5  # times as many pages have a third character, of which the candidate may be a misreading itself
_LEAD = 2.3  # ln of how many times likelier than the next the form of a character that has several must be
_RARE = 20  # times as many pages as have what was read must have the other


class Witness(NamedTuple):
    """A character that other pages print otherwise."""

    block: int
    place: int
    read: str
    printed: str
    so: Count  # other pages that have what would be printed, in the three characters that most have
    here: Count  # other pages that have what was read, likewise
    shared: int  # of the three characters in a row that it is in, those that others have as printed: 1 to 3
    phrase: str  # the three that most have
    glyph: float  # log10 of the probability that the printed one is read so
    seen: int  # times that an engine was seen to do so
    gain: float  # log10: how much likelier the three trigrams around it get, by the language
    cut: float  # log10: how much likelier the best cut into words gets
    before: Word
    after: Word
    rival: float  # weight of the next candidate


class _Found(NamedTuple):
    so: Count
    start: int  # of the three characters, in the block's text




def witnesses(
    blocks: Sequence[tuple[int, Block]], every: Iterable[Block], corpus: Prints, script: str
) -> list[Witness]:
    """The doubtful characters of a page's blocks, in order, each with its best candidate.

    `every`: all blocks of the page, which is no witness for itself.
    """
    own: dict[int, int] = {}
    for block in every:
        for gram in _grams(_bare(block.text)):
            own[gram.key] = own.get(gram.key, 0) | gram.context
    others = _Others(corpus, own)
    return [found for number, block in blocks for found in _in_block(number, block.text, others, script)]


class _Others:
    """The counts of the other pages."""

    def __init__(self, corpus: Prints, own: dict[int, int]) -> None:
        self.corpus, self._own = corpus, own

    def count(self, key: int) -> Count:
        count = self.corpus.count(key)
        return count.less(self._own[key].bit_count()) if key in self._own else count


@lru_cache(maxsize=512)
def _grams(bare: str) -> tuple[Gram, ...]:
    return tuple(grams(bare))


def _bare(text: str) -> str:
    return "".join(text.split())


def _in_block(number: int, whole: str, others: _Others, script: str) -> list[Witness]:
    """Those of a block; white space is set aside while they are looked for."""
    text = _bare(whole)
    here: dict[int, tuple[float, Count]] = {}
    found: dict[int, dict[str, list[_Found]]] = {}
    doubted = doubtful_places(text)
    for gram in _grams(text):
        as_read = others.count(gram.key)
        weighed = as_read.weight, as_read
        for hole, at in enumerate(range(gram.start, gram.start + SIZE)):
            if at in doubted:
                here[at] = max(here.get(at, weighed), weighed)
                for printed, count in _open(gram.key, hole, text[at], others, script):
                    found.setdefault(at, {}).setdefault(printed, []).append(_Found(count, gram.start))
    told = (_best(number, text, at, here[at][1], found[at], script) for at in sorted(found))
    places = [at for at, char in enumerate(whole) if not char.isspace()] if found else []
    return [witness._replace(place=places[witness.place]) for witness in told if witness]


def _open(key: int, hole: int, read: str, others: _Others, script: str) -> Iterator[tuple[str, Count]]:
    """What other pages have in the place of that character and it may stand for.

    Nothing that may itself stand for what about as many have, or for what the language expects there, which is not
    counted: an engine makes the same mistake on many pages.
    """
    rest = stem(key, hole)
    every, known = others.corpus.others(rest, hole), _possible(read)
    if not every or known.isdisjoint(every):
        return
    counts = {char: others.count(filled(rest, hole, char)) for char in every}
    for char in known.intersection(every):
        form = printed_as(read, numbers(char)[0], script)
        if form is None:
            continue
        most = _DISPUTED * counts[char].weight
        thirds = (counts[third] for third in _possible(form.char).intersection(every))
        if all(third.weight < most for third in thirds) and not expects(key, hole, possible(form.char)):
            yield char, counts[char]


@lru_cache(maxsize=8192)
def _possible(char: str) -> frozenset[str]:
    return frozenset(map(character, possible(char)))


def _best(block: int, text: str, at: int, here: Count, found: dict[str, list[_Found]], script: str) -> Witness | None:
    scored = []
    for char, counts in found.items():
        most = max(counts, key=lambda f: f.so.weight)
        if most.so.weight < max(_LEAST, _RARE * here.weight):
            continue
        form = printed_as(text[at], numbers(char)[0], script)
        if form and form.char == _form(text, at, char, script):
            scored.append((most.so.weight * 10**form.chance, form, most, len(counts)))
    if not scored:
        return None
    scored.sort(key=lambda s: (-s[0], s[1].char))
    score, form, most, shared = scored[0]
    low = max(0, at - _AROUND)
    around, place = fold(text[low : at + _AROUND + 1]), at - low
    mended = around[:place] + fold(form.char) + around[place + 1 :]
    phrase = (text[most.start : at] + form.char + text[at + 1 : most.start + SIZE])[:SIZE]
    one, two, this, four, five = [0, 0, *numbers(around), 0, 0][place : place + 5]
    gain = fit(one, two, numbers(form.char)[0], four, five) - fit(one, two, this, four, five)
    return Witness(
        block, at, text[at], form.char, most.so, here, shared, phrase, form.chance, form.seen, gain,
        best_cut(mended) - best_cut(around), longest_word(around, place), longest_word(mended, place),
        scored[1][0] / score if len(scored) > 1 else 0.0,
    )  # fmt: skip


def _form(text: str, at: int, char: str, script: str) -> str:
    """The folded character as this script prints it there; nothing where that is open."""
    if script not in TRADITIONAL:
        return char
    if any(char in known for known in classes()):
        chosen = choose(text[max(0, at - 1) : at] + char + text[at + 1 : at + 2], min(at, 1))
        if chosen.lead < _LEAD:
            return ""
        char = chosen.form
    return variant(char, script) or char
