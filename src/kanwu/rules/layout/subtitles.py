"""Subtitles that an OCR pipeline took for headings."""

from collections.abc import Iterator

import regex

from kanwu.evidence.headlines import body_start
from kanwu.model import Document, Edit, Kind, Regroup, Sure

_DASH = regex.compile(r"(?:[—─―－一\-]\s?){2}(?=\S{4})|[—─―](?=\S{4})")


def subtitles(document: Document) -> Iterator[Edit]:
    """Turns a heading in the head of the page that opens with a dash into a paragraph: it is the subtitle.

    A subtitle such as ——……紀實 stands beside the title, which is the heading; with no title before or after it
    the block stays what it is.
    """
    head = body_start(document)
    headings = [(n, b) for n, b in document.of(Kind.HEADING) if n < head]
    for number, block in headings:
        if _DASH.match(block.text) and len(headings) > 1:
            yield Regroup(number, number, (block.tagged(Kind.PARAGRAPH),), "opens with a dash, as subtitles do", Sure.LIKELY)
