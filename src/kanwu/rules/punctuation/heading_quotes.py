"""Quotation marks of headings, where an upright stroke stands for one."""

from collections.abc import Iterator

from kanwu.evidence.quotes import quote_style, read_quotes
from kanwu.model import Document, Edit, Kind, Replace

_WHY = "a quotation mark, by its other half"
_BAR = 0.5  # price of a bar for a quote: a heading that sets phrases apart by a bar has its quotes in pairs


def heading_quotes(document: Document) -> Iterator[Edit]:
    """Mends quotation marks of a heading: a bar, bracket, letter or stroke that was one, and marks of the
    wrong level.

    The big type of headings is read worse than text: thin upright marks become bars. One is a quotation
    mark again where a mark lacks its other half and no second reading fits; a bar in a heading whose quotes
    are in pairs stays.
    """
    style = quote_style(document)
    for number, block in document.of(Kind.HEADING) if style else ():
        reading = read_quotes(block.text, style, bar=_BAR)
        if not reading:
            continue
        for start, end, after, name in reading.mends:
            if not reading.alone or name not in ("level", "side", "stroke", "call"):
                yield Replace(number, start, end, block.text[start:end], after, _WHY)
