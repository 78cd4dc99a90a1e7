"""One title, and sections below it."""

from collections.abc import Iterator

from kanwu.evidence.head import head
from kanwu.evidence.headlines import head_end
from kanwu.model import SILENT, Document, Edit, Kind, Regroup, Sure


def heading_levels(document: Document) -> Iterator[Edit]:
    """Gives the title the first level and every other heading the second, where all had the same.

    Only on a page whose head is plain: one heading, and a byline, a subtitle or a kicker beside it, before the text.
    A text that has levels of its own, or no such head, keeps what it has.
    """
    headings = list(document.of(Kind.HEADING))
    found = head(document)
    title = found.title if found.sure else ()
    if len(title) != 1 or len({block.level for _, block in headings}) > 1 or not _has_company(document, title[0]):
        return
    for number, block in headings:
        level = 1 if number == title[0] else 2
        if level != block.level:
            why = "the title of the page" if level == 1 else "a section below the title"
            yield Regroup(number, number, (block.tagged(Kind.HEADING, level),), why, Sure.LIKELY)


def _has_company(document: Document, title: int) -> bool:
    """Whether a paragraph stands beside the only heading in the head, or a byline ends the head."""
    end = head_end(document)
    shown = [n for n in range(end) if document.blocks[n].kind not in SILENT]
    if sum(document.blocks[n].kind == Kind.HEADING for n in shown) != 1:
        return False
    return len(shown) > 1 or (end < len(document.blocks) and document.blocks[end].kind == Kind.BYLINE)
