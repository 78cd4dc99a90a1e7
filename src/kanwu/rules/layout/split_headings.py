"""Headings that were read in several blocks."""

from collections.abc import Iterator

import regex

from kanwu.evidence.bigrams import affinity
from kanwu.evidence.columns import set_width
from kanwu.evidence.headlines import body_start, is_structured
from kanwu.evidence.lexicon import is_word
from kanwu.evidence.sentence import PAUSES, ends_sentence
from kanwu.model import SILENT, Document, Edit, Kind, Regroup, Sure, is_han, joined

_LONGEST = 25.0  # ems; the longest of 29 real headings of eight articles had 23
_PIECES = 4
_PHRASE = 4.0  # ems; the least that a phrase of a heading has; two phrases are set apart by a blank
_REST = 1.5  # ems; the least that the rest of a phrase has, a torn-off character aside
_BOND = 0.0  # log10 of the ratio to chance from which on two neighbours go together
_NUMBERED = regex.compile(
    r"[\uff08(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、\uff0e.)\uff09]|第[一二三四五六七八九十\d]{1,3}[章節节]"
)
_PAIRS = (("「", "」"), ("『", "』"), ("“", "”"), ("《", "》"))


def split_headings(document: Document) -> Iterator[Edit]:
    """Joins the pieces of a subheading that was read as several headings in a row.

    Between paragraphs two headings never follow one another on a newspaper page. In the head of the page they do
    (title, kicker, subtitle), so nothing is joined there but a single character torn off the end. Two headings of two
    phrases each are whole, and what stands right above a caption was read in the picture: neither is joined.
    """
    number, head = 0, body_start(document)
    if is_structured(document):
        return
    while number < len(document.blocks):
        chain = _chain(document, number, head)
        if len(chain) > 1:
            pieces = [document.blocks[i] for i in chain]
            whole = pieces[0]
            for piece in pieces[1:]:
                whole = joined([whole, piece], _glue(whole.text, piece.text))
            rest = [document.blocks[i] for i in range(chain[0], chain[-1] + 1) if i not in chain]
            why = "pieces of one heading, nothing between them"
            yield Regroup(chain[0], chain[-1], (whole, *rest), why, Sure.LIKELY)
        number = chain[-1] + 1


def _chain(document: Document, number: int, head: int) -> list[int]:
    chain = [number]
    if document.blocks[number].kind != Kind.HEADING:
        return chain
    width = set_width(document.blocks[number].text)
    phrases = " " in document.blocks[number].text
    for after in range(number + 1, len(document.blocks)):
        block = document.blocks[after]
        if block.kind in SILENT:
            continue
        width += set_width(block.text)
        last = document.blocks[chain[-1]]
        fits = block.kind == Kind.HEADING and width <= _LONGEST and len(chain) < _PIECES
        if not fits or ends_sentence(last.text) or (phrases and " " in block.text):
            break
        if (after < head and len(block.text) > 1) or not _is_piece(last.text, block.text):
            break  # shreds: which of them belongs where cannot be told
        if _is_quotation(last.text, block.text):
            break  # whole, it would pass for a slogan in a picture, and be taken out
        if _above_caption(document, after) and not _is_cut(last.text, block.text):
            break
        phrases |= " " in block.text
        chain.append(after)
    return chain


def _is_piece(first: str, second: str) -> bool:
    """Whether the second may go on the first: a torn-off character, a phrase, or the rest of one."""
    if _NUMBERED.match(second):
        return False
    if len(second) == 1 or not any(map(is_han, second)):
        return len(second) == 1
    if min(set_width(first), set_width(second)) >= _PHRASE:
        return True
    return set_width(first) >= _PHRASE and set_width(second) >= _REST and _is_cut(first, second)


def _is_cut(first: str, second: str) -> bool:
    """Whether the break cuts a phrase: a pause or an open bracket before it, or two characters that go together."""
    if first[-1] in PAUSES or any(first.count(a) > first.count(b) and b in second for a, b in _PAIRS):
        return True
    return is_han(first[-1]) and is_han(second[0]) and affinity(first[-1], second[0]) >= _BOND


def _is_quotation(first: str, second: str) -> bool:
    """Whether the two together are one quotation and nothing else."""
    return any(first.startswith(a) and second.endswith(b) for a, b in _PAIRS)


def _above_caption(document: Document, number: int) -> bool:
    behind = (document.blocks[n].kind for n in range(number + 1, len(document.blocks)))
    return next((kind for kind in behind if kind not in SILENT), None) == Kind.CAPTION


def _glue(first: str, second: str) -> str:
    """Nothing inside a word or before a torn-off end; a blank between two phrases."""
    if min(set_width(first), set_width(second)) < _PHRASE or is_word(first[-1] + second[0]):
        return ""
    return " "
