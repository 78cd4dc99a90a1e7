"""Labels in pictures that an OCR pipeline took for headings."""

from collections.abc import Iterator

from kanwu.evidence.columns import set_width
from kanwu.evidence.headlines import body_start, is_structured
from kanwu.evidence.neighbours import beside
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure
from kanwu.patterns import late

_LONGEST = 10.0  # ems; a banner or a sign of one phrase
_PHRASES = late(r"[\s\uff0c\uff1a:,、；\uff1f\uff01「」『』“”]")  # what subheadings have and labels have not


def picture_headings(document: Document) -> Iterator[Edit]:
    """Turns a heading of one short phrase that stands right above a caption back into a paragraph.

    A subheading has its text below it; what stands above a caption was read in the picture (measured: 40 of 43 on
    pages of 16 articles). Subheadings of two phrases, with a quotation or a question stay, and so do the head of the
    page and what interrupts a sentence: as a paragraph it would be joined to that.
    """
    if is_structured(document):
        return
    start = body_start(document)
    for number, block in document.of(Kind.HEADING):
        before, after = (beside(document, number, step) for step in (-1, 1))
        if number <= start or before is None or after is None or not _is_label(block):
            continue
        cut = document.blocks[before].kind == Kind.PARAGRAPH and not ends_sentence(document.blocks[before].text)
        if document.blocks[after].kind == Kind.CAPTION and not cut:
            why = "one short phrase right above a caption"
            yield Regroup(number, number, (block.tagged(Kind.PARAGRAPH),), why, Sure.LIKELY)


def _is_label(block: Block) -> bool:
    return set_width(block.text) <= _LONGEST and not _PHRASES.search(block.text)
