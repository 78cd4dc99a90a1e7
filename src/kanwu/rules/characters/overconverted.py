"""Words of a Traditional page that were converted too far, or not at all."""

from collections.abc import Iterator
from functools import cache

from kanwu.evidence.overconverted import spoilt
from kanwu.evidence.passages import foreign_passages
from kanwu.evidence.script import suspects, variant
from kanwu.model import Document, Edit, Replace

_TRADITIONAL = ("hk", "tw", "hant")


def overconverted(document: Document) -> Iterator[Edit]:
    """Undoes what a careless conversion made of a word: 纍計 is 累計, 乾部 and 干部 are 幹部.

    Some Simplified characters have several Traditional forms; in most words only one of them is right. A
    form is changed only inside a word that correct text of 33 million characters has with the right form
    and never with this one, or only by mistake.
    """
    if document.script not in _TRADITIONAL:
        return
    foreign = foreign_passages(document)
    for number, block in document.prose():
        kept = foreign.get(number, [])
        for place, wrong, right in spoilt(block.text.translate(_as_taiwan())):
            if any(start <= place < end for start, end in kept):
                continue
            for at, (old, new) in enumerate(zip(wrong, right, strict=True), place):
                if old != new:
                    form = variant(new, document.script) or new
                    why = f"{right} is one word, {wrong} is none"
                    yield Replace(number, at, at + 1, block.text[at], form, why)


@cache
def _as_taiwan() -> dict[int, str | None]:
    """The variants of the list of words, character by character."""
    return {ord(char): variant(char, "tw") for char in suspects("tw")}
