"""Signs inside numbers and right after them."""

from collections.abc import Iterator
from functools import lru_cache

from kanwu.model import Document, Edit, Replace
from kanwu.patterns import late, simple

_COUNTED = r"(?=[ ]?[\p{Han}%])(?![年月日或和及與与至到等])"
_PLACES = (
    rf"(?<![\d.,\uff0c])[1-9]\d{{0,2}}(?:(?P<sign>[ ]?\uff0c[ ]?)\d{{3}}|,\d{{3}})++(?:\.\d+)?"
    rf"(?![\d,\uff0c]){_COUNTED}"
    r"|(?<!\d)(?:[01]?\d|2[0-4])(?P<sign>\uff1a)[0-5]\d(?![\d:\uff1a])"
    r"|(?<![\d:\uff1a.,])\d{2,3}(?P<sign>\uff1a)\d{2,3}(?![\d:\uff1a.,])"
    r"|(?<=\d)(?P<sign>\uff0e)(?=\d)"
    rf"|(?<![\d.,\uff0c])[1-9]\d{{0,2}}(?P<dot>\.)\d\d0(?![\d.,\uff0c]){_COUNTED}"
)
_NUMBER = late(rf"(?=[\d\uff0e])(?:{_PLACES})")  # most characters are none of these: that is asked first
_NO_DEGREES = r"(?![A-Za-z\d座室產产店類类級级型區区艙舱款組组班線线])"  # 3C產品, 12C座
_DEGREES = late(
    rf"(?<=(?P<warmth>[溫温]|[攝摄]氏|[熱热冷寒][庫库流浪])[^。\uff0c]{{0,8}})(?<=\d)[ ]?C{_NO_DEGREES}"
    rf"|(?<=\d\d|\d\.\d)[ ]?C{_NO_DEGREES}"
)
_ANY = simple(r"\d[ ]?[\uff0c\uff1a\uff0e.][ ]?\d")
_NARROW = {"\uff0c": ",", "\uff1a": ":", "\uff0e": ".", ".": ","}


def number_signs(document: Document) -> Iterator[Edit]:
    """Narrows the comma of thousands, the colon of a time or score and the decimal point inside numbers:
    12:30, 1,234; writes ℃ for a C after a number.

    Only where the digits allow nothing else: three of them after the comma and a word that they count,
    hours and minutes around the colon. A point before three digits of which the last is 0 is a comma too
    (2.800 for 2,800): together right in all of 211 cases on pages of 16 articles. A score has two
    figures and more on both sides. A C is degrees beside a word for warmth or where the page has ℃.
    """
    degrees = any("\u2103" in block.text for _, block in document.prose())
    for number, block in document.prose():
        for start, end in _inside(block.text):
            sign = block.text[start:end]
            yield Replace(number, start, end, sign, _NARROW[sign.strip()], "inside a number")
        for found in _DEGREES.finditer(block.text) if "C" in block.text else ():
            if degrees or found["warmth"]:
                yield Replace(number, found.start(), found.end(), found.group(), "\u2103", "degrees, after a number")


@lru_cache(maxsize=256)  # most blocks of a page are as the pass before had them
def _inside(text: str) -> tuple[tuple[int, int], ...]:
    """Where a wide sign, or a point for a comma, stands inside a number."""
    found = _NUMBER.finditer(text) if _ANY.search(text) else ()
    return tuple(span for number in found for span in (*number.spans("sign"), *number.spans("dot")))
