"""How wide a text is when it is set."""

import unicodedata
from functools import lru_cache


def ems(text: str) -> float:
    """The set width of a text in ems: 1 for a full-width sign, 0.5 for a half-width one, nothing for white space."""
    return sum(map(_em, text))


@lru_cache(maxsize=16384)
def _em(char: str) -> float:
    if char.isspace():
        return 0.0
    return 1.0 if char > "\u2e7f" or unicodedata.east_asian_width(char) in "WFA" else 0.5
