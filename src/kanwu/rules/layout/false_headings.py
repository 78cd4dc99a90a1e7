"""Paragraphs that an OCR pipeline took for headings."""

from collections.abc import Iterator

import regex

from kanwu.evidence.columns import set_width
from kanwu.model import Document, Edit, Kind, Regroup, Sure

_LONGEST = 44.0  # ems; the longest of 29 real headings of eight articles had 23
_SHORT = 8.0  # ems; a phrase with a stop behind it may be a heading with a speck
_LONG = 26.0  # ems; such a heading has no more than one pause
_STOP = regex.compile(r"。[」』”’\uff09)]?[\s|]*(?:$|\p{Han}|[「『“(\uff08])")
_PAUSE = regex.compile(r"[\uff0c,\uff1b;、]")


def false_headings(document: Document) -> Iterator[Edit]:
    """Turns a heading that is running text back into a paragraph.

    It has a full stop (Chinese headings have none), or is longer than headings are. A pipeline marks such
    blocks as headings because their glyphs seemed tall.
    """
    for number, block in document.of(Kind.HEADING):
        width, pauses = set_width(block.text), len(_PAUSE.findall(block.text))
        if _STOP.search(block.text) and width > _SHORT:
            why = "a full stop, which headings have not"
        elif width > _LONGEST or (width > _LONG and pauses > 1):
            why = f"longer than headings are ({width:g} ems)"
        else:
            continue
        yield Regroup(number, number, (block.tagged(Kind.PARAGRAPH),), why, Sure.LIKELY)
