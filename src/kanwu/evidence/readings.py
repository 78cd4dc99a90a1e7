"""How good a reading of a stretch is beside another reading of the same stretch."""

from collections.abc import Sequence

from kanwu.evidence.lexicon import best_cut
from kanwu.evidence.ngrams import likelihood
from kanwu.evidence.skeletons import skeleton
from kanwu.patterns import late

EVEN = 2.3  # log10 that a character costs, by words and by n-grams; measured: the median of good prose
_BY_WORDS = 0.6  # share of the words beside the n-grams'; measured on pages whose columns overlap
ECHO = {2: 0.5, 3: 1.5}  # log10 for two or three characters in a row that stand elsewhere on the page, too
_DIGIT = 1.0  # a digit that one reading lacks was on the page: no engine makes up digits
_SIGN = 0.5
_ODD = -2.0  # bars, brackets and stars stand where a column's edge or half a glyph was read
_BAR = -0.25  # a column rule beside a line says little of the line
_HAN = late(r"\p{Han}+")
_BETWEEN_SIGNS = late(r"[\p{L}\p{N}\s]+")
_DIGITS = late(r"\d")
_SIGNS = late(r"[、。\uff0c\uff1b\uff1a\uff1f\uff01「」『』《》〈〉“”‘’\uff08\uff09—…,.:;?!()%\uff05]")
_ODDS = late(
    r"[^|\uff5c\p{L}\p{N}\s、。\uff0c\uff1b\uff1a\uff1f\uff01「」『』《》〈〉“”‘’\uff08\uff09—…,.:;?!()%\uff05·•/-]"
)


def quality(text: str) -> float:
    """How much like language a reading is, in log10: near 0 for good text, -1 a character for garbled text.

    Compare readings of one stretch only. A character that one of them has dropped counts neither way.
    """
    runs = _HAN.findall(text)
    words = sum(_BY_WORDS * best_cut(run) + (1 - _BY_WORDS) * likelihood(run) + EVEN * len(run) for run in runs)
    signs = _DIGIT * len(_DIGITS.findall(text)) + _SIGN * len(_SIGNS.findall(text)) + _ODD * len(_ODDS.findall(text))
    return words + signs + _BAR * (text.count("|") + text.count("\uff5c"))


def clarity(text: str) -> float:
    """The quality of a text's Chinese characters alone, for each of them; 0 for a text that has none."""
    runs = _HAN.findall(text)
    size = sum(map(len, runs))
    return sum(map(best_cut, runs)) / size + EVEN if size else 0.0


def echoes(page: str, readings: Sequence[str]) -> list[float]:
    """For each reading how much of what only it has stands elsewhere on the page, in log10.

    `page` is a skeleton (see kanwu.evidence.skeletons); nothing across a sign is looked for.
    """
    scores = [0.0] * len(readings)
    for size, weight in ECHO.items():
        grams = [_grams(text, size) for text in readings]
        shared = grams[0].intersection(*grams)
        found = {gram for gram in grams[0].union(*grams) - shared if gram in page}
        scores = [score + weight * len(found & mine) for score, mine in zip(scores, grams, strict=True)]
    return scores


def _grams(text: str, size: int) -> set[str]:
    """The strings of so many letters in a text, as the skeleton has them."""
    runs = map(skeleton, _BETWEEN_SIGNS.findall(text))
    return {run[n : n + size] for run in runs for n in range(len(run) - size + 1)}
