"""Headings that were read in several blocks."""

from collections.abc import Iterator

from kanwu.evidence.columns import set_width
from kanwu.evidence.echoes import key
from kanwu.evidence.heading_pieces import (
    NUMBERED,
    closes,
    glue,
    is_better,
    is_copy,
    is_cut,
    is_piece,
    is_quotation,
    opens,
)
from kanwu.evidence.headlines import body_start, is_structured
from kanwu.evidence.neighbours import beside
from kanwu.evidence.pictures import other_script
from kanwu.evidence.sentence import PAUSES, ends_sentence
from kanwu.model import SILENT, Document, Edit, Kind, Regroup, Sure, is_han, joined
from kanwu.patterns import late

_LONGEST = 25.0  # ems; the longest of 62 real headings of sixteen articles had 22
_PIECES = 4
_SCRAP = (3.0, 7.0)  # ems of either of two scraps; subheadings of sixteen articles have 8 and more
_TWO = late(r"(?<=\p{Han})\s(?=\p{Han})")  # a blank between two phrases
_FURNITURE = 4  # letters; a line of the page's furniture between two headings is no debris of one


def split_headings(document: Document) -> Iterator[Edit]:
    """Joins the pieces of a subheading that was read as several headings in a row.

    Between paragraphs two headings never follow one another on a newspaper page. In the head of the page they do
    (title, kicker, subtitle), so nothing is joined there but a single character torn off the end. Two headings of two
    phrases each are whole, and what stands right above a caption was read in the picture: neither is joined. Of two
    readings of one heading, or of its end or beginning, the better one stays; a piece with the closing half of a
    bracket comes behind the one with its opening half.
    """
    number, head = 0, body_start(document)
    if is_structured(document):
        return
    while number < len(document.blocks):
        chain = _chain(document, number, head)
        if len(chain) > 1:
            yield _joined(document, chain)
        number = chain[-1] + 1


def _joined(document: Document, chain: list[int]) -> Edit:
    whole, copies = document.blocks[chain[0]], []
    for block in map(document.blocks.__getitem__, chain[1:]):
        if is_copy(whole.text, block.text):
            whole, copy = (block, whole) if is_better(whole.text, block.text) else (whole, block)
            copies.append(copy.tagged(Kind.COPY))
        elif opens(block.text) and closes(whole.text):
            whole = joined([block, whole], "")
        else:
            whole = joined([whole, block], glue(whole.text, block.text))
    rest = [document.blocks[i] for i in range(chain[0], chain[-1] + 1) if i not in chain]
    why = "pieces of one heading, nothing between them"
    return Regroup(chain[0], chain[-1], (whole, *copies, *rest), why, Sure.LIKELY)


def _chain(document: Document, number: int, head: int) -> list[int]:
    chain = [number]
    if document.blocks[number].kind != Kind.HEADING:
        return chain
    if number >= head and (shreds := _shreds(document, number)):
        return shreds
    width = set_width(document.blocks[number].text)
    phrases = bool(_TWO.search(document.blocks[number].text))
    for after in range(number + 1, len(document.blocks)):
        block = document.blocks[after]
        if block.kind in SILENT:
            if len(key(block.text)) >= _FURNITURE:
                break
            continue
        last = document.blocks[chain[-1]]
        if number >= head and block.kind == Kind.HEADING and is_copy(last.text, block.text):
            chain.append(after)
            continue
        width += set_width(block.text)
        fits = block.kind == Kind.HEADING and width <= _LONGEST and len(chain) < _PIECES
        if not fits or ends_sentence(last.text) or (phrases and _TWO.search(block.text)):
            break
        if (after < head and len(block.text) > 1) or not is_piece(last.text, block.text):
            break  # shreds: which of them belongs where cannot be told
        if is_quotation(last.text, block.text):
            break  # whole, it would pass for a slogan in a picture, and be taken out
        if _above_caption(document, after) and not is_cut(last.text, block.text):
            break
        phrases |= bool(_TWO.search(block.text))
        chain.append(after)
    return chain


def _shreds(document: Document, number: int) -> list[int]:
    """This heading and the next, if the two are all that stands between finished text and a paragraph, and are scraps.

    Neither is long enough to be a heading by itself. Of three, one may come from another heading; and where a word is
    quoted, that was set apart, a third one stands elsewhere.
    """
    before, second = beside(document, number, -1), beside(document, number, 1)
    after = beside(document, second, 1) if second is not None else None
    if before is None or second is None or after is None or document.blocks[second].kind != Kind.HEADING:
        return []
    above, texts = document.blocks[before], [document.blocks[n].text for n in (number, second)]
    if document.blocks[after].kind != Kind.PARAGRAPH or above.kind == Kind.HEADING:
        return []
    widths = [set_width(text) for text in texts]
    whole = any(ends_sentence(t) or NUMBERED.match(t) or not all(is_han(c) or c in PAUSES for c in t) for t in texts)
    foreign = any(other_script(document, n) for n in (number, second))
    finished = above.kind != Kind.PARAGRAPH or ends_sentence(above.text)
    fits = _SCRAP[0] <= min(widths) and max(widths) <= _SCRAP[1]
    return [number, second] if fits and finished and not whole and not foreign else []


def _above_caption(document: Document, number: int) -> bool:
    behind = (document.blocks[n].kind for n in range(number + 1, len(document.blocks)))
    return next((kind for kind in behind if kind not in SILENT), None) == Kind.CAPTION
