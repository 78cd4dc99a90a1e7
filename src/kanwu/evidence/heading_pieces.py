"""How pieces of one heading show: torn-off characters, words cut in two, brackets whose other half is missing."""

from rapidfuzz import fuzz

from kanwu.evidence.bigrams import affinity
from kanwu.evidence.columns import set_width
from kanwu.evidence.echoes import key
from kanwu.evidence.lexicon import is_word, outside_words
from kanwu.evidence.sentence import PAUSES
from kanwu.model import is_han
from kanwu.patterns import late

PHRASE = 4.0
"""Ems; the least that a phrase of a heading has; two phrases are set apart by a blank."""

_REST = 1.5  # ems; the least that the rest of a phrase has, a torn-off character aside
_END, _COPY, _LIKE = 2, 4, 6  # letters of a copy: of the end, of the beginning, and of one with errors
_ALIKE = 80.0  # likeness of that, of 100
_BOND = 0.0  # log10 of the ratio to chance from which on two neighbours go together
NUMBERED = late(
    r"[\uff08(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、\uff0e.)\uff09]|第\s?[一二三四五六七八九十百\d]{1,4}\s?[章節节回卷條条部]"
)
"""How a section begins that somebody numbered."""

_PAIRS = (("「", "」"), ("『", "』"), ("“", "”"), ("《", "》"))


def is_copy(first: str, second: str) -> bool:
    """Whether one of the two was read twice: the other ends or begins with it, letter for letter or nearly so."""
    short, long = sorted((key(first), key(second)), key=len)
    if short == long:
        return True
    if len(short) < (_END if short == key(second) else _COPY):
        return False
    if long.endswith(short) or (len(short) >= _COPY and long.startswith(short)):
        return True
    return len(short) >= _LIKE and fuzz.ratio(short, long[-len(short) :]) >= _ALIKE


def is_better(first: str, second: str) -> bool:
    """Whether of two readings of a heading the second has more letters, or as many and more words."""
    sizes = [len(key(text)) for text in (first, second)]
    if sizes[0] != sizes[1]:
        return sizes[0] < sizes[1]
    return len(outside_words(second)) < len(outside_words(first))


def is_piece(first: str, second: str) -> bool:
    """Whether the second may go on the first: a torn-off character, a phrase, or the rest of one."""
    if NUMBERED.match(second):
        return False
    if len(second) == 1 or not any(map(is_han, second)):
        return len(second) == 1
    if min(set_width(first), set_width(second)) >= PHRASE:
        return True
    return set_width(first) >= PHRASE and set_width(second) >= _REST and is_cut(first, second)


def is_cut(first: str, second: str) -> bool:
    """Whether the break cuts a phrase: a pause or an open bracket before it, or two characters that go together."""
    if first[-1] in PAUSES or any(first.count(a) > first.count(b) and b in second for a, b in _PAIRS):
        return True
    if closes(second) and not closes(first) and set_width(second) < PHRASE:
        return True
    return is_han(first[-1]) and is_han(second[0]) and affinity(first[-1], second[0]) >= _BOND


def opens(text: str) -> bool:
    """Whether a bracket in the text lacks its closing half."""
    return any(text.count(a) > text.count(b) for a, b in _PAIRS)


def closes(text: str) -> bool:
    """Whether a bracket in the text lacks its opening half."""
    return any(text.count(a) < text.count(b) for a, b in _PAIRS)


def is_quotation(first: str, second: str) -> bool:
    """Whether the two together are one quotation and nothing else."""
    return any(first.startswith(a) and second.endswith(b) for a, b in _PAIRS)


def glue(first: str, second: str) -> str:
    """Nothing inside a word or before a torn-off end; a blank between two phrases."""
    if min(set_width(first), set_width(second)) < PHRASE or is_word(first[-1] + second[0]):
        return ""
    return " "
