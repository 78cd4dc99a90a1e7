"""How good a reading of a stretch is beside another reading of the same stretch."""

from collections.abc import Sequence

import regex

from kanwu.evidence.lexicon import best_cut

EVEN = 2.3  # measured: good newspaper text costs 2.1 to 2.4 in log10 for a character, so that a whole line comes out near 0
ECHO = {2: 0.5, 3: 1.5}  # log10 for two or three characters in a row that stand elsewhere on the page, too
_DIGIT = 1.0  # a digit that one reading lacks was on the page: no engine makes up digits
_SIGN = 0.5
_ODD = -2.0  # bars, brackets and stars stand where a column's edge or half a glyph was read
_BAR = -0.25  # a column rule beside a line says little of the line
_HAN = regex.compile(r"\p{Han}+")
_DIGITS = regex.compile(r"\d")
_SIGNS = regex.compile(r"[、。\uff0c\uff1b\uff1a\uff1f\uff01「」『』《》〈〉“”‘’\uff08\uff09—…,.:;?!()%\uff05]")
_ODDS = regex.compile(r"[^|\uff5c\p{L}\p{N}\s、。\uff0c\uff1b\uff1a\uff1f\uff01「」『』《》〈〉“”‘’\uff08\uff09—…,.:;?!()%\uff05·•/-]")


def quality(text: str) -> float:
    """How much like language a reading is, in log10: near 0 for good text, some -1.5 a character below it for misread text.

    Compare readings of one stretch only. A character that one of them has dropped counts for nothing, neither way.
    """
    words = sum(best_cut(run) + EVEN * len(run) for run in _HAN.findall(text))
    signs = _DIGIT * len(_DIGITS.findall(text)) + _SIGN * len(_SIGNS.findall(text)) + _ODD * len(_ODDS.findall(text))
    return words + signs + _BAR * (text.count("|") + text.count("\uff5c"))


def clarity(text: str) -> float:
    """The quality of a text's Chinese characters alone, for each of them; 0 for a text that has none."""
    runs = _HAN.findall(text)
    size = sum(map(len, runs))
    return sum(map(best_cut, runs)) / size + EVEN if size else 0.0


def echoes(page: str, readings: Sequence[str]) -> list[float]:
    """For each reading how much of what not all of them have stands elsewhere on the page, in log10; all as skeletons."""
    scores = [0.0] * len(readings)
    for size, weight in ECHO.items():
        grams = [{text[n : n + size] for n in range(len(text) - size + 1)} for text in readings]
        shared = grams[0].intersection(*grams)
        found = {gram for gram in grams[0].union(*grams) - shared if gram in page}
        scores = [score + weight * len(found & mine) for score, mine in zip(scores, grams, strict=True)]
    return scores
