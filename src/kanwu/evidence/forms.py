"""Which Traditional form stands for a Simplified character that has several (后: 后 後; 发: 發 髮).

The character before and the one after each speak for a form by the table ``data/forms.tsv``; with the form's
share in running text they add up to its weight. Forms are those that Taiwan prints;
`kanwu.evidence.script.variant` maps them on.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from kanwu.evidence.lexicon import fold

TABLE = Path(__file__).parents[1] / "data" / "forms.tsv"
STEP = 0.5
"""Nats from one letter of the table to the next; the middle one is 0."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxy"
_VALUES = {letter: (number - len(LETTERS) // 2) * STEP for number, letter in enumerate(LETTERS)}


class Choice(NamedTuple):
    """The likeliest form of a character.

    spoken: whether it has a Chinese neighbour, figure or letter at all; lead: ln of how many times likelier it
    is than the next form that is no other spelling of it; gain: than the character as it stands.
    """

    form: str
    spoken: bool
    lead: float
    gain: float


class _Class(NamedTuple):
    forms: str
    priors: tuple[float, ...]
    before: dict[str, tuple[float, ...]]
    after: dict[str, tuple[float, ...]]


def neighbour(char: str) -> str:
    """What the table calls a neighbour (folded already): itself if Chinese, 0 a digit, a a letter, else a stop."""
    if "\u3400" <= char <= "\u9fff":
        return char
    return "0" if char.isdigit() else "a" if char.isalpha() else "."


def choose(text: str, place: int) -> Choice:
    """The form that text[place], a character of `classes`, has most likely in a Traditional text."""
    char = text[place]
    every = _class(char)
    sides = fold(text[max(0, place - 1) : place]), fold(text[place + 1 : place + 2])
    weights = list(every.priors)
    signs = [neighbour(sign) if sign else "." for sign in sides]
    for table, sign in zip((every.before, every.after), signs, strict=True):
        gains = table.get(sign)
        if gains:
            weights = [weight + gain for weight, gain in zip(weights, gains, strict=True)]
    ranked = sorted(zip(weights, every.forms, strict=True), reverse=True)
    best, form = ranked[0]
    own = next((weight for weight, known in ranked if known == char), None)
    rival = next((weight for weight, known in ranked[1:] if form + known not in spellings()), None)
    lead = CERTAIN if rival is None else best - rival
    return Choice(form, signs != [".", "."], lead, CERTAIN if own is None else best - own)


CERTAIN = 99.0
"""The lead of an only form."""


@cache
def classes() -> tuple[frozenset[str], frozenset[str]]:
    """(Simplified characters that the table knows and that Traditional text never has, those that it has too.)"""
    known = _rows()
    own = frozenset(char for char, row in known.items() if char in row[2 : row.index("\t", 2)])
    return frozenset(known) - own, own


@cache
def spellings() -> frozenset[str]:
    """Pairs of forms of which neither is wrong, in either order."""
    head = TABLE.read_text(encoding="utf-8").rpartition("one word:")[2].partition("\n")[0].split()
    return frozenset({pair for each in head for pair in (each, each[::-1])})


@cache
def _rows() -> dict[str, str]:
    """The table's rows by their character: it, its forms, their shares, and what stands before and after it."""
    lines = TABLE.read_text(encoding="utf-8").rpartition("#")[2].splitlines()[1:]
    return {line[0]: line for line in lines}


@cache
def _class(char: str) -> _Class:
    """Raises KeyError for a character that the table lacks."""
    _, forms, priors, before, after = _rows()[char].split("\t")
    return _Class(forms, _values(priors), _gains(before, len(forms)), _gains(after, len(forms)))


def _gains(cell: str, number: int) -> dict[str, tuple[float, ...]]:
    groups = ((group[:number], group[number:]) for group in cell.split(" ") if cell != "-")
    return {sign: gains for letters, signs in groups for gains in (_values(letters),) for sign in signs}


def _values(letters: str) -> tuple[float, ...]:
    return tuple(map(_VALUES.__getitem__, letters))
