"""Headings that were read in several blocks."""

from collections.abc import Iterator

from kanwu.evidence.columns import set_width
from kanwu.evidence.headlines import body_start
from kanwu.evidence.lexicon import is_word
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import SILENT, Document, Edit, Kind, Regroup, Sure, joined

_LONGEST = 30.0  # ems; the longest of 29 real headings of eight articles had 23
_PIECES = 4
_PHRASE = 4.0  # ems; the least that a phrase of a heading has; two phrases are set apart by a blank


def split_headings(document: Document) -> Iterator[Edit]:
    """Joins the pieces of a subheading that was read as several headings in a row.

    Between paragraphs two headings never follow one another on a newspaper page. In the head of the page they
    do (title, kicker, subtitle), so nothing is joined there but a single character torn off the end.
    """
    number, head = 0, body_start(document)
    while number < len(document.blocks):
        chain = _chain(document, number, head)
        if len(chain) > 1:
            pieces = [document.blocks[i] for i in chain]
            whole = pieces[0]
            for piece in pieces[1:]:
                whole = joined([whole, piece], _glue(whole.text, piece.text))
            rest = [document.blocks[i] for i in range(chain[0], chain[-1] + 1) if i not in chain]
            yield Regroup(chain[0], chain[-1], (whole, *rest), "pieces of one heading, nothing between them", Sure.LIKELY)
        number = chain[-1] + 1


def _chain(document: Document, number: int, head: int) -> list[int]:
    chain = [number]
    if document.blocks[number].kind != Kind.HEADING:
        return chain
    width = set_width(document.blocks[number].text)
    for after in range(number + 1, len(document.blocks)):
        block = document.blocks[after]
        if block.kind in SILENT:
            continue
        width += set_width(block.text)
        torn_off = len(block.text) == 1
        phrases = min(set_width(block.text), set_width(document.blocks[chain[-1]].text)) >= _PHRASE
        if not (torn_off or phrases):
            break  # shreds: which of them belongs where cannot be told
        fits = block.kind == Kind.HEADING and width <= _LONGEST and len(chain) < _PIECES
        if not fits or (after < head and not torn_off) or ends_sentence(document.blocks[chain[-1]].text):
            break
        chain.append(after)
    return chain


def _glue(first: str, second: str) -> str:
    """Nothing inside a word or before a torn-off end; a blank between two phrases."""
    if min(set_width(first), set_width(second)) < _PHRASE or is_word(first[-1] + second[0]):
        return ""
    return " "
