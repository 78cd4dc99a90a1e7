"""Short subheadings of a series that an OCR pipeline took for text."""

from collections.abc import Iterator

from kanwu.evidence.headlines import body_start, is_structured
from kanwu.evidence.neighbours import beside
from kanwu.evidence.sentence import ends_sentence
from kanwu.evidence.series import series
from kanwu.model import Document, Edit, Kind, Regroup, Sure


def numbered_headings(document: Document) -> Iterator[Edit]:
    """Makes a heading of a paragraph of a few characters that counts on from the headings of a series: 三 廟前 between
    二 茶樓 and 四 渡口.

    Set in a type not much larger than the text, some of a series are read as headings and some are not. At least three
    count on, one of them a heading, and the paragraph does not stand inside a sentence.
    """
    if is_structured(document):
        return
    start = body_start(document)
    for number in sorted(series(document)):
        block, above = document.blocks[number], beside(document, number, -1)
        if block.kind != Kind.PARAGRAPH or number <= start or above is None:
            continue
        if document.blocks[above].kind != Kind.PARAGRAPH or ends_sentence(document.blocks[above].text):
            heading = block.tagged(Kind.HEADING, 2)
            yield Regroup(number, number, (heading,), "counts on from the headings of a series", Sure.LIKELY)
