"""Headings that were read in several blocks."""

from collections.abc import Iterator

import regex

from kanwu.evidence.bigrams import affinity
from kanwu.evidence.columns import set_width
from kanwu.evidence.echoes import key
from kanwu.evidence.headlines import body_start, is_structured
from kanwu.evidence.lexicon import is_word
from kanwu.evidence.neighbours import beside
from kanwu.evidence.pictures import other_script
from kanwu.evidence.sentence import PAUSES, ends_sentence
from kanwu.model import SILENT, Document, Edit, Kind, Regroup, Sure, is_han, joined

_LONGEST = 25.0  # ems; the longest of 62 real headings of sixteen articles had 22
_PIECES = 4
_PHRASE = 4.0  # ems; the least that a phrase of a heading has; two phrases are set apart by a blank
_REST = 1.5  # ems; the least that the rest of a phrase has, a torn-off character aside
_SCRAP = (3.0, 7.0)  # ems of either of two scraps; subheadings of sixteen articles have 8 and more
_FURNITURE = 4  # letters; a line of the page's furniture between two headings is no debris of one
_BOND = 0.0  # log10 of the ratio to chance from which on two neighbours go together
_NUMBERED = regex.compile(
    r"[\uff08(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、\uff0e.)\uff09]|第[一二三四五六七八九十\d]{1,3}[章節节]"
)
_PAIRS = (("「", "」"), ("『", "』"), ("“", "”"), ("《", "》"))


def split_headings(document: Document) -> Iterator[Edit]:
    """Joins the pieces of a subheading that was read as several headings in a row.

    Between paragraphs two headings never follow one another on a newspaper page. In the head of the page they do
    (title, kicker, subtitle), so nothing is joined there but a single character torn off the end. Two headings of two
    phrases each are whole, and what stands right above a caption was read in the picture: neither is joined. A piece
    that the one before it ends with was read twice, and is taken out; a piece with the closing half of a bracket comes
    behind the one with its opening half.
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
        if _is_copy(whole.text, block.text):
            copies.append(block.tagged(Kind.COPY))
        elif _opens(block.text) and _closes(whole.text):
            whole = joined([block, whole], "")
        else:
            whole = joined([whole, block], _glue(whole.text, block.text))
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
    phrases = " " in document.blocks[number].text
    for after in range(number + 1, len(document.blocks)):
        block = document.blocks[after]
        if block.kind in SILENT:
            if len(key(block.text)) >= _FURNITURE:
                break
            continue
        last = document.blocks[chain[-1]]
        if number >= head and block.kind == Kind.HEADING and _is_copy(last.text, block.text):
            chain.append(after)
            continue
        width += set_width(block.text)
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
    whole = any(ends_sentence(t) or _NUMBERED.match(t) or not all(is_han(c) or c in PAUSES for c in t) for t in texts)
    foreign = any(other_script(document, n) for n in (number, second))
    finished = above.kind != Kind.PARAGRAPH or ends_sentence(above.text)
    fits = _SCRAP[0] <= min(widths) and max(widths) <= _SCRAP[1]
    return [number, second] if fits and finished and not whole and not foreign else []


def _is_copy(first: str, second: str) -> bool:
    """Whether the second was read twice: it is what the first ends with."""
    words = key(second)
    return words == key(first) or (len(words) > 1 and key(first).endswith(words))


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


def _opens(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in _PAIRS)


def _closes(text: str) -> bool:
    return any(text.count(a) < text.count(b) for a, b in _PAIRS)


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
