"""Bylines, and names stuck to the end of a sentence."""

from collections.abc import Iterator

from kanwu.evidence.bylines import is_byline, names_after
from kanwu.model import Document, Edit, Kind, Regroup, Sure


def bylines(document: Document) -> Iterator[Edit]:
    """Marks bylines as such, and sets the names apart that were stuck to a sentence's end.

    A byline has a role (記者, 文/圖, 攝影 ...) and names. Names alone count only behind a finished sentence at
    the end of a block, two or more of them with blanks between. The blanks between names belong there and are kept.
    """
    for number, block in document.of(Kind.PARAGRAPH, Kind.HEADING):
        if is_byline(block.text):
            yield Regroup(number, number, (block.tagged(Kind.BYLINE),), "a role and names, no sentence", Sure.LIKELY)
        elif block.kind == Kind.PARAGRAPH and (at := names_after(block.text)) > 0:
            parts = (block.part(0, at), block.part(at, None, Kind.BYLINE))
            yield Regroup(number, number, parts, "names behind a finished sentence", Sure.LIKELY)
