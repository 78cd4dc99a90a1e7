"""Words of Traditional text that a careless conversion spoilt (乾部, 纍計) or left as they were (干部), and
what they are.

The table knows some 5,900 wrong forms of two to four characters that 33 million characters of correct text
have at most by mistake. A wrong form of two characters whose wrong one belongs to a neighbour (太后於,
領導游擊) is none.
"""

from collections.abc import Iterator
from functools import cache
from itertools import compress
from operator import itemgetter, ne
from pathlib import Path
from typing import NamedTuple

from kanwu.evidence.lexicon import UNKNOWN, frequency
from kanwu.patterns import Spotter

DATA = Path(__file__).parents[1] / "data"
LENGTHS = (4, 3, 2)


class Spoilt(NamedTuple):
    """One wrong word: its place in the text (code points), what stands there, what it should be."""

    start: int
    wrong: str
    right: str


class _Tables(NamedTuple):
    words: dict[str, str]
    bound: dict[str, tuple[str, str]]
    alien: Spotter  # of the characters that are wrong in some word
    heads: frozenset[str]  # the first two characters of each wrong word


def spoilt(text: str) -> Iterator[Spoilt]:
    """The wrong words of a Traditional text, from left to right, the longest at each place, none overlapping.

    Right forms have the variants that Taiwan prints; `kanwu.evidence.script.variant` maps them on. In
    Simplified text nearly every word would be found: ask `majority` first.
    """
    tables, done = _tables(), 0
    for place in tables.alien.places(text):
        found = _at(text, place, done, tables)
        if found:
            yield found
            done = found.start + len(found.wrong)


def is_plain_word(text: str, place: int) -> bool:
    """Whether text[place], that has other Traditional forms, makes a word of two as it stands: 母后, 后羿, 茶几.

    Not where it makes a commoner word with the other neighbour (母后來: 後來), or that neighbour with the one before
    (三天后: 三天).
    """
    before, after = _tables().bound.get(text[place], ("", ""))
    left, right = text[max(0, place - 1) : place + 1], text[place : place + 2]
    left_share, right_share = (frequency(pair) if len(pair) == 2 else UNKNOWN for pair in (left, right))
    if right[1:] and right[1] in after and right_share >= left_share:
        return True
    tied = frequency(text[max(0, place - 2) : place]) if place > 1 else UNKNOWN
    return len(left) == 2 and left[0] in before and left_share >= max(right_share, tied)


def _at(text: str, at: int, done: int, tables: _Tables) -> Spoilt | None:
    every = range(max(done, at - LENGTHS[0] + 1), at + 1)
    starts = [start for start in every if text[start : start + 2] in tables.heads]
    for length in LENGTHS if starts else ():
        for start in starts:
            wrong = text[start : start + length]
            right = tables.words.get(wrong)
            if right and start + length > at and wrong[at - start] != right[at - start]:
                if length == 2 and _belongs_outside(text, at, start, tables):
                    continue
                return Spoilt(start, wrong, right)
    return None


def _belongs_outside(text: str, at: int, start: int, tables: _Tables) -> bool:
    """Whether the wrong character of text[start:start + 2] makes a word with the character outside it."""
    before, after = tables.bound.get(text[at], ("", ""))
    if at == start:
        return start > 0 and text[start - 1] in before
    return text[at + 1 : at + 2] in after if at + 1 < len(text) else False


@cache
def _tables() -> _Tables:
    cells = _cells("overconverted.tsv")
    words = dict(zip(cells[::2], cells[1::2], strict=True))
    cells = _cells("bound_characters.tsv")
    bound = {c: (before, after) for c, before, after in zip(cells[::3], cells[1::3], cells[2::3], strict=True)}
    wrong, right = "".join(words), "".join(words.values())
    alien = Spotter(compress(wrong, map(ne, wrong, right)))
    return _Tables(words, bound, alien, frozenset(map(itemgetter(slice(2)), words)))


def _cells(name: str) -> list[str]:
    """The cells of a table, row by row; its remarks stand before the first."""
    return (DATA / name).read_text(encoding="utf-8").rpartition("#")[2].partition("\n")[2].split()
