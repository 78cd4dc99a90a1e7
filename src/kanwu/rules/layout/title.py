"""A title that was read in several blocks."""

from collections.abc import Iterator

import regex

from kanwu.evidence.columns import set_width
from kanwu.evidence.headlines import head
from kanwu.evidence.lexicon import is_word
from kanwu.model import Block, Document, Edit, Regroup, Sure, joined

_PHRASE = 4.0  # ems; the least that a phrase of a title has; two phrases are set apart by a blank
_OPEN = regex.compile(r"[\uff0c、的与與和「『“《]$")  # a phrase that ends so has its end elsewhere


def title(document: Document) -> Iterator[Edit]:
    """Joins the pieces of the title, and those of the subtitle, that large type or a decoration cut into headings.

    Only the head of the page, before the byline and the text, is looked at. Pieces that together are longer than a
    title stay apart, unless one of them is plainly the subtitle. A line that stood between two pieces comes behind
    them.
    """
    found = head(document)
    lines = [pieces for pieces in (found.title, found.subtitle, found.either) if len(pieces) > 1]
    if len(lines) > 1 and max(lines[0]) > min(lines[1]) and max(lines[1]) > min(lines[0]):
        return  # two lines that were read alternately: which piece belongs where is not known
    for numbers in lines:
        first, last = numbers[0], numbers[-1]
        others = [document.blocks[n] for n in range(first, last + 1) if n not in numbers]
        whole = _whole([document.blocks[n] for n in numbers])
        yield Regroup(first, last, (whole, *others), "pieces of one line in the head of the page", Sure.LIKELY)


def _whole(pieces: list[Block]) -> Block:
    if _OPEN.search(pieces[-1].text) and not _OPEN.search(pieces[0].text):
        pieces = [pieces[-1], *pieces[:-1]]
    whole = pieces[0]
    for piece in pieces[1:]:
        whole = joined([whole, piece], _glue(whole.text, piece.text))
    return whole


def _glue(first: str, second: str) -> str:
    """Nothing inside a word, behind a pause or beside a scrap of a phrase; a blank between two phrases."""
    if min(set_width(first), set_width(second)) < _PHRASE or _OPEN.search(first) or is_word(first[-1] + second[0]):
        return ""
    return " "
