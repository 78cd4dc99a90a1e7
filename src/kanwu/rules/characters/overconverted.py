"""Words of a Traditional page that were converted too far, or not at all."""

from collections.abc import Iterator
from functools import lru_cache

from kanwu.evidence.forms import choose, classes
from kanwu.evidence.names import in_foreign_name
from kanwu.evidence.overconverted import Spoilt, spoilt
from kanwu.evidence.passages import covers, foreign_passages, stray_share
from kanwu.evidence.script import TRADITIONAL, suspect, variant
from kanwu.model import Document, Edit, Replace

# On a page with no strays, ln of how many times likelier the right form must be than one that Traditional text has
# too (至于海, from a classic); of 1,300 such words on their own 94 in 100 have 5 and more.
_ASKED = 5.0


def overconverted(document: Document) -> Iterator[Edit]:
    """Undoes what a careless conversion made of a word: 纍計 is 累計, 乾部 and 干部 are 幹部.

    Some Simplified characters have several Traditional forms; in most words only one of them is right. A
    form is changed only inside a word that correct text of 33 million characters has with the right form
    and never with this one, or only by mistake. Foreign names stay (庫里奇); on a page with no stray character,
    so do forms that the characters beside them do not rule out.
    """
    if document.script not in TRADITIONAL:
        return
    foreign, pure = foreign_passages(document), stray_share(document) == 0
    for number, block in document.prose():
        kept = foreign.get(number, [])
        for place, wrong, right in _spoilt(block.text):
            if covers(kept, place):
                continue
            for at, (old, new) in enumerate(zip(wrong, right, strict=True), place):
                if old != new and not _may_be_right(block.text, at, pure):
                    form = variant(new, document.script) or new
                    why = f"{right} is one word, {wrong} is none"
                    yield Replace(number, at, at + 1, block.text[at], form, why)


def _may_be_right(text: str, place: int, pure: bool) -> bool:
    """Whether the character stands in a foreign name, or its neighbours do not ask for another on a pure page."""
    doubtful = pure and text[place] in classes()[1] and choose(text, place).gain < _ASKED
    return doubtful or in_foreign_name(text, place)


@lru_cache(maxsize=256)  # most blocks of a page are as the pass before had them
def _spoilt(text: str) -> tuple[Spoilt, ...]:
    """The wrong words of a text, written with the variants of the list of words, character by character."""
    chars = list(text)
    for place in suspect("tw").places(text):
        chars[place] = variant(text[place], "tw") or text[place]
    return tuple(spoilt("".join(chars)))
