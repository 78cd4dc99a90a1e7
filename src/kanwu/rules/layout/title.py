"""A title that was read in several blocks."""

from collections.abc import Iterator

from kanwu.evidence.columns import set_width
from kanwu.evidence.head import OPEN, Head, head
from kanwu.evidence.lexicon import is_word
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure, joined

_PHRASE = 4.0  # ems; the least that a phrase of a title has; two phrases are set apart by a blank


def title(document: Document) -> Iterator[Edit]:
    """Joins the pieces of the title, and those of the subtitle, that large type or a decoration cut into blocks.

    Only the head of the page, before the byline and the text, is looked at. Of all ways to put its pieces together
    to one or two lines, the best is taken if it is clearly the best. A line that stood between two pieces comes
    behind them.
    """
    found = head(document)
    lines = [line for line in (found.title, found.subtitle) if len(line) > 1 and _is_one(document, found, line)]
    for numbers in _apart(lines):
        first, last = min(map(min, numbers)), max(map(max, numbers))
        used = {n for line in numbers for n in line}
        others = [document.blocks[n] for n in range(first, last + 1) if n not in used]
        wholes = [_whole([document.blocks[n] for n in line]) for line in numbers]
        yield Regroup(first, last, (*wholes, *others), "pieces of one line in the head of the page", Sure.LIKELY)


def _is_one(document: Document, found: Head, line: tuple[int, ...]) -> bool:
    """Whether the pieces are all headings, or it is known that they are the subtitle."""
    return found.sure or all(document.blocks[n].kind == Kind.HEADING for n in line)


def _apart(lines: list[tuple[int, ...]]) -> list[list[tuple[int, ...]]]:
    """The lines, those together that were read alternately."""
    if len(lines) == 2 and max(lines[0]) > min(lines[1]) and max(lines[1]) > min(lines[0]):
        return [lines]
    return [[line] for line in lines]


def _whole(pieces: list[Block]) -> Block:
    if OPEN.search(pieces[-1].text) and not OPEN.search(pieces[0].text):
        pieces = [pieces[-1], *pieces[:-1]]
    whole = pieces[0]
    for piece in pieces[1:]:
        whole = joined([whole, piece], _glue(whole.text, piece.text))
    if any(piece.kind == Kind.PARAGRAPH for piece in pieces):
        return whole.tagged(Kind.PARAGRAPH)
    return whole


def _glue(first: str, second: str) -> str:
    """Nothing inside a word, behind a pause or beside a scrap of a phrase; a blank between two phrases."""
    if min(set_width(first), set_width(second)) < _PHRASE or OPEN.search(first) or is_word(first[-1] + second[0]):
        return ""
    return " "
