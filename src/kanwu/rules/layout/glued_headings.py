"""Subheadings whose first line was read as the end of the paragraph above."""

from collections.abc import Iterator

from kanwu.evidence.bigrams import affinity
from kanwu.evidence.bylines import is_byline
from kanwu.evidence.columns import column_widths, set_width
from kanwu.evidence.credits import has_credit
from kanwu.evidence.headlines import body_start
from kanwu.evidence.lexicon import outside_words
from kanwu.evidence.neighbours import beside
from kanwu.evidence.sentence import cannot_start, ends_sentence
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure, is_han, joined
from kanwu.patterns import late

_REST = 4.0  # ems; a heading that is no longer is the rest of one when the words go together
_WHOLE = 21.0  # ems of the two together, where a colon or a closing quotation mark stands between
_WIDTH = (4.5, 18.0)  # ems of what was glued on; two lines of a subheading have 23 at most
_SHORT = 3.0  # ems that it lacks at least to fill the column: a paragraph's first line lacks two
_BOND = 0.0  # log10 of the ratio to chance from which on two neighbours go together
_BOND_ONE = -0.5  # the same for a single character, which is never a heading by itself
_ALONE = (6.0, 16.0)  # ems of a heading whose next block is text
_TEXT = 40.0  # ems that this text has at least
_NEW = 0.5  # log10 from which on the text may go on the line above
_BARE = 0.4  # share of characters outside words; 42 of 46 printed subheadings have no more
_TAIL = late(r"(?:^|\s)([^\s。\uff01\uff1f!?]+)$")
_STOPPED = frozenset("。\uff01\uff1f!?")  # with none of them ends such a line
_STOP = late(r"(?<=\p{Han})[·.]\s*$")  # what engines make of a full stop
_NO_HEADING = late(r"[\uff0c,\uff1b;|\d]|[\uff1a:—、]$")
_PAUSED = late(r"[\uff1a:]$")
_CLOSED = late(r"^[^「“]*\p{Han}*[「“][^」”]+[」”]$")


def glued_headings(document: Document) -> Iterator[Edit]:
    """Cuts the first line of a subheading off the paragraph above, and joins it with its rest.

    Looked at is only what stands before a heading of a few characters that is no heading of its own: its first
    character goes with the last one of a line that has no stop, does not fill the column and follows a finished
    sentence. The same line, with no such heading below it but the next paragraph, is a subheading, too: cut off by the
    column's end it would be full.
    """
    columns, start = column_widths(document), body_start(document)
    for number, block in document.of(Kind.HEADING):
        above = beside(document, number, -1)
        if number <= start or above is None or not is_han(block.text[0]):
            continue
        paragraph = document.blocks[above]
        at = _tail(document, above, columns[above]) if paragraph.kind == Kind.PARAGRAPH else None
        if at is None or not _goes_on(paragraph.text[at:], block.text):
            continue
        heading = joined([paragraph.part(at).tagged(Kind.HEADING, block.level), block], "")
        rest = (paragraph.part(0, at), heading, *document.blocks[above + 1 : number])
        why = "a short line without a stop behind a finished sentence, and a heading that goes on it"
        yield Regroup(above, number, rest, why, Sure.LIKELY)
    for number, block in document.of(Kind.PARAGRAPH):
        below = beside(document, number, 1)
        if number <= start or below is None or document.blocks[below].kind != Kind.PARAGRAPH:
            continue
        at = _tail(document, number, columns[number])
        if at and _is_alone(block, at, document.blocks[below]):
            heading = block.part(at, kind=Kind.HEADING).tagged(Kind.HEADING, 2)
            why = "a short line without a stop behind a finished sentence, and a new paragraph below it"
            yield Regroup(number, number, (block.part(0, at), heading), why, Sure.LIKELY)


def _is_alone(block: Block, at: int, below: Block) -> bool:
    """Whether the words from there on are a whole subheading, above a paragraph that does not go on them."""
    line, before = block.text[at:], block.text[:at]
    if not _ALONE[0] <= set_width(line) <= _ALONE[1] or set_width(below.text) < _TEXT or not ends_sentence(before):
        return False
    if _NO_HEADING.search(line) or cannot_start(line) or cannot_start(below.text):
        return False
    return affinity(line[-1], below.text[0]) < _NEW and len(outside_words(line)) <= _BARE * len(line)


def _goes_on(line: str, rest: str) -> bool:
    """Whether a heading goes on the line: its first character on the last one, or behind a colon or a quotation."""
    short = 1 <= set_width(rest) <= _REST
    if _PAUSED.search(line) or (short and _CLOSED.search(line)):
        return set_width(line) + set_width(rest) <= _WHOLE
    return short and affinity(line[-1], rest[0]) >= (_BOND if len(rest) > 1 else _BOND_ONE)


def _tail(document: Document, number: int, column: float | None) -> int | None:
    """Where the line begins that may be a heading's, or None."""
    text = document.blocks[number].text
    found = None if text[-1:] in _STOPPED else _TAIL.search(text)
    if not found or is_byline(found[1]) or has_credit(found[1]):
        return None
    width, before = set_width(found[1]), text[: found.start()]
    if not _WIDTH[0] <= width <= _WIDTH[1] or (column is not None and width > column - _SHORT):
        return None
    if not before:
        above = beside(document, number, -1)
        return 0 if above is not None and _is_finished(document.blocks[above]) else None
    last = before.rsplit("\n", 1)[-1]
    short = column is not None and set_width(last) <= column - _SHORT
    return found.start(1) if ends_sentence(before) or _STOP.search(before) or short else None


def _is_finished(block: Block) -> bool:
    return block.kind == Kind.CAPTION or (block.kind == Kind.PARAGRAPH and ends_sentence(block.text))
