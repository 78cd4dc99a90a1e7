"""Lines that a tile's edge cut through their glyphs: as long as a line, and hardly a word in them."""

from kanwu.evidence.readings import clarity
from kanwu.model import is_han
from kanwu.patterns import late

LINE = 32  # characters; no newspaper line is longer
_FEWEST = 4  # Chinese characters from which on clarity says something
_GARBLED = -0.6  # clarity; 94 of 100 stretches of good prose have more, 9 of 10 lines cut through their glyphs less
_CLAUSE_END = late(r"[\u3400-\u9fff][。\uff0c\uff1b\uff1f\uff01,;]\s*$")
_LATIN_DEBRIS = late(r"[A-Za-z]*[a-z][A-Z][A-Za-z]*|\p{Latin}+[ \-<>|~*]+\p{Latin}+[ \-<>|~*]+\p{Latin}+|[|*~<>_]\s*-")


def is_cut_through(text: str) -> bool:
    """Whether a line was cut through: its characters make hardly any words, and no clause ends with it."""
    return sum(map(is_han, text)) >= _FEWEST and clarity(text) <= _GARBLED and not _CLAUSE_END.search(text)


def is_debris(text: str) -> bool:
    """Whether it is what an engine makes of halves of glyphs: Latin letters that make no words, and signs."""
    return is_cut_through(text) or (sum(map(is_han, text)) < len(text) / 2 and bool(_LATIN_DEBRIS.search(text)))
