"""Full-width signs inside numbers."""

from collections.abc import Iterator

from kanwu.model import Document, Edit, Replace
from kanwu.patterns import late

_COUNTED = r"(?=[ ]?[\p{Han}%])(?![年月日或和及與与至到等])"
_NUMBER = late(
    rf"(?<![\d.,\uff0c])[1-9]\d{{0,2}}(?:(?P<sign>[ ]?\uff0c[ ]?)\d{{3}}|,\d{{3}})++(?:\.\d+)?"
    rf"(?![\d,\uff0c]){_COUNTED}"
    r"|(?<!\d)(?:[01]?\d|2[0-4])(?P<sign>\uff1a)[0-5]\d(?![\d:\uff1a])"
    r"|(?<=\d)(?P<sign>\uff0e)(?=\d)"
    rf"|(?<![\d.,\uff0c])[1-9]\d{{0,2}}(?P<dot>\.)\d\d0(?![\d.,\uff0c]){_COUNTED}"
)
_ANY = late(r"(?<=\d)[ ]?[\uff0c\uff1a\uff0e.][ ]?\d")
_NARROW = {"\uff0c": ",", "\uff1a": ":", "\uff0e": ".", ".": ","}


def number_signs(document: Document) -> Iterator[Edit]:
    """Narrows the comma of thousands, the colon of a time and the decimal point inside numbers: 12:30,
    1,234.

    Only where the digits allow nothing else: three of them after the comma and a word that they count,
    hours and minutes around the colon. A point before three digits of which the last is 0 is a comma too
    (2.800 for 2,800): together right in all of 211 cases on pages of 16 articles.
    """
    for number, block in document.prose():
        for found in _NUMBER.finditer(block.text) if _ANY.search(block.text) else ():
            for start, end in (*found.spans("sign"), *found.spans("dot")):
                sign = block.text[start:end]
                yield Replace(number, start, end, sign, _NARROW[sign.strip()], "inside a number")
