"""The skeleton of a text: what is compared where the same text may have been read twice.

It has the letters, digits and Chinese characters alone, folded to one script, width and case: two readings of one
column differ most in signs and blanks.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise

from kanwu.evidence.characters import Characters
from kanwu.evidence.lexicon import fold

GRAM = 4  # characters of a seed; three of them hit by chance in any two paragraphs on one subject
_SIGN = re.compile(r"[\W_]")
_BREAK = re.compile(r"[\s|]+")


def _compared(char: str) -> str | None:
    """What a character is compared as; None for what is left out."""
    plain = unicodedata.normalize("NFKC", char).lower()
    return fold(plain) if len(plain) == 1 and plain.isalnum() else None


_FOLD: Characters[str | None] = Characters(_compared)


@lru_cache(maxsize=256)
def skeleton(text: str) -> str:
    """The letters, digits and Chinese characters of a text, folded."""
    return text.translate(_FOLD)


@lru_cache(maxsize=64)
def places(text: str) -> "array[int]":
    """For each character of the skeleton its place in the text, and the text's length at the end."""
    signs = [-1, *(m.start() for m in _SIGN.finditer(text) if not _FOLD[ord(m[0])]), len(text)]
    found = array("i")
    for before, after in pairwise(signs):
        found.extend(range(before + 1, after))
    if len(found) != len(skeleton(text)):  # a letter that stands for several, as \ufb01 does, is left out, too
        found = array("i", [n for n, c in enumerate(text) if _FOLD[ord(c)]])
    found.append(len(text))
    return found


def breaks(text: str) -> dict[int, str]:
    """The gaps that have white space or a bar in them, by the place in the skeleton of the character behind."""
    found: dict[int, str] = {}
    for match in _BREAK.finditer(text):
        letters = places(text)
        far = bisect_left(letters, match.end())
        if 0 < far < len(letters) - 1:
            found[far] = text[letters[far - 1] + 1 : letters[far]]
    return found


def grams(text: str) -> "array[int]":
    """What tells the GRAM characters at each place of a text from others, as a number: four of two bytes each.

    Of the few characters that take more bytes the lower two count: one that is taken for another is a chance hit.
    """
    found = array("Q", bytes(8 * max(0, len(text) - GRAM + 1)))
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) != 2 * len(text):
        data = memoryview(text.encode("utf-32-le", "surrogatepass")).cast("H")[::2].tobytes()
    for off in range(min(GRAM, len(found))):
        whole = (len(text) - off) // GRAM
        found[off::GRAM] = array("Q", data[2 * off : 2 * off + 2 * GRAM * whole])
    return found
