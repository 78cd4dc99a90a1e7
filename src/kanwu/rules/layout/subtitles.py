"""Subtitles that an OCR pipeline took for headings."""

from collections.abc import Iterator

from kanwu.evidence.head import head
from kanwu.model import Document, Edit, Kind, Regroup, Sure


def subtitles(document: Document) -> Iterator[Edit]:
    """Turns the subtitle or kicker in the head of the page into a paragraph; the title beside it is the heading.

    A subtitle opens with a dash, as ——……紀實 does, or names its genre at its end; it tells what later paragraphs tell
    while the lead tells the title again; it is longer, and has more phrases, figures and people who say something.
    The signs are weighed; where they do not tell the two apart the block stays what it is.
    """
    found = head(document)
    for number in found.subtitle if found.sure else ():
        block = document.blocks[number]
        if block.kind == Kind.HEADING:
            yield Regroup(number, number, (block.tagged(Kind.PARAGRAPH),), found.why, Sure.LIKELY)
