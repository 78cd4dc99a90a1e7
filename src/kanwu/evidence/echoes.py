"""Where the words of one block stand again in the document, letter for letter or nearly so."""

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from kanwu.evidence.characters import Characters
from kanwu.evidence.lexicon import fold
from kanwu.model import PROSE, Document
from kanwu.patterns import late

_REACH = 80  # blocks on either side: one newspaper page has no more, and time stays linear in a book
_COUNTS = late(r"[\p{Han}A-Za-z0-9]")
_FOLD: Characters[str | None] = Characters(lambda char: fold(char) if _COUNTS.match(char) else None)


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """The text for comparing: Chinese characters folded to Simplified, letters and digits, nothing else."""
    return text.translate(_FOLD)


def echoes(document: Document, number: int, text: str, least: float) -> Iterator[int]:
    """Other blocks near block `number` that contain the text with at least this similarity (0 to 100)."""
    wanted = key(text)
    if not wanted:
        return
    for other in range(max(0, number - _REACH), min(len(document.blocks), number + _REACH + 1)):
        block = document.blocks[other]
        if other == number or block.kind not in PROSE:
            continue
        have = key(block.text)
        if len(have) < len(wanted) * least / 100:
            continue
        found = fuzz.partial_ratio_alignment(wanted, have, score_cutoff=least)
        if found and found.dest_end - found.dest_start >= len(wanted) * least / 100:
            yield other


def echoed(document: Document, number: int, text: str, least: float) -> bool:
    """Whether the text stands again in another block nearby."""
    return next(echoes(document, number, text, least), None) is not None
