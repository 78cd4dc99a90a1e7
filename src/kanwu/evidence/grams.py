"""Three Chinese characters in a row, as the counting of a whole paper and the looking up in it both have them.

Only those are taken that the language does not expect anyway: names, and what this paper says and others do not.
"""

from collections.abc import Iterator
from operator import add
from typing import NamedTuple

from kanwu.evidence.lexicon import fold
from kanwu.evidence.ngrams import numbers, pair_chance
from kanwu.prints import CONTEXTS

SIZE = 3
_OFF = 4  # signs between the three and what tells one context from another: a long name has the same beside it
LOOSE = -4.0
"""log10 of the probability of both pairs, at or below which three characters are taken: 3 in 4 of an encyclopaedia's,
6 in 10 of minutes that the n-grams were counted in."""
_BITS = 16
_LOW = (1 << _BITS) - 1


class Gram(NamedTuple):
    """Three characters: where they start, their key, and the class of the characters around them, as a bit."""

    start: int
    key: int
    context: int


def grams(text: str) -> Iterator[Gram]:
    """The looser ones of all three Chinese characters in a row, in order; places are code points of the text."""
    codes = numbers(text)
    chances = list(map(pair_chance, codes, codes[1:]))
    chars = [ord(char) if code else 0 for char, code in zip(fold(text), codes, strict=True)]
    for start, sum_ in enumerate(map(add, chances, chances[1:])):
        if sum_ <= LOOSE:
            one, two, three = chars[start : start + SIZE]
            if one and two and three and one <= _LOW and two <= _LOW and three <= _LOW:
                yield Gram(start, (one << _BITS | two) << _BITS | three, _context(chars, start))


def _context(chars: list[int], start: int) -> int:
    before = chars[start - 1 - _OFF] if start > _OFF else 0
    behind = chars[start + SIZE + _OFF] if start + SIZE + _OFF < len(chars) else 0
    return 1 << ((before * 40503 ^ behind * 30011) >> 5) % CONTEXTS


def expects(key: int, hole: int, among: frozenset[int]) -> bool:
    """Whether one of these, by their numbers in the n-grams, is so usual in that place that it is not counted."""
    codes = numbers("".join(map(chr, split(key))))
    tried = ([*codes[:hole], number, *codes[hole + 1 :]] for number in among)
    return any(pair_chance(one, two) + pair_chance(two, three) > LOOSE for one, two, three in tried)


def split(key: int) -> tuple[int, int, int]:
    """The code points of a key's characters, folded to Simplified."""
    return key >> 2 * _BITS, key >> _BITS & _LOW, key & _LOW


def stem(key: int, hole: int) -> int:
    """The key without the character of that number, 0 to 2, in whose stead is room at the end."""
    if hole == 2:
        return key & ~_LOW
    head = key >> 2 * _BITS if hole else key >> _BITS & _LOW
    return (head << _BITS | key & _LOW) << _BITS


def turned(key: int, hole: int) -> int:
    """The key with the character of that number put last, so that those that differ there alone are neighbours."""
    return stem(key, hole) | key >> (2 - hole) * _BITS & _LOW


def filled(stem: int, hole: int, char: str) -> int:
    """The key that the stem gives with this character, folded, in the place of that number."""
    one, two = stem >> 2 * _BITS, stem >> _BITS & _LOW
    chars = [one, two]
    chars.insert(hole, ord(char))
    return (chars[0] << _BITS | chars[1]) << _BITS | chars[2]


def bare(text: str) -> list[str]:
    """A page's blocks, apart by blank lines, without white space: a line's end may be in the middle of a name."""
    blocks, lines = [], []
    for line in text.splitlines():
        if line.strip():
            lines.append(line)
        elif lines:
            blocks.append("".join("".join(lines).split()))
            lines = []
    return [*blocks, "".join("".join(lines).split())] if lines else blocks
