"""Subtitles that an OCR pipeline took for headings."""

from collections.abc import Iterator

from kanwu.evidence.headlines import head
from kanwu.model import Document, Edit, Kind, Regroup, Sure


def subtitles(document: Document) -> Iterator[Edit]:
    """Turns the subtitle or kicker in the head of the page into a paragraph; the title beside it is the heading.

    A subtitle opens with a dash, as ——……紀實 does, or names its genre at its end, or is clearly longer than the title
    beside it. With no title before or after it, or where the two are as long as each other, the block stays what it
    is.
    """
    found = head(document)
    for number in found.subtitle:
        block = document.blocks[number].tagged(Kind.PARAGRAPH)
        yield Regroup(number, number, (block,), found.why, Sure.LIKELY)
