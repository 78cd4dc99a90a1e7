"""How wide a text is when it is set."""

import unicodedata
from functools import lru_cache

from kanwu.patterns import simple

_ODD = simple("[\0-\u2e7f\u3000]")  # what may be no full-width sign


def ems(text: str) -> float:
    """The set width of a text in ems: 1 for a full-width sign, 0.5 for a half-width one, nothing for white space."""
    found = _ODD.findall(text)
    return float(len(text) - len(found)) + sum(map(_em, found))


@lru_cache(maxsize=16384)
def _em(char: str) -> float:
    if char.isspace():
        return 0.0
    return 1.0 if char > "\u2e7f" or unicodedata.east_asian_width(char) in "WFA" else 0.5
