"""Letters that stood for 0, 1 and 〇 inside numbers."""

from collections.abc import Iterator

from kanwu.model import Document, Edit, Replace
from kanwu.patterns import late, simple

_COUNTED = r"[次年月日人個个名歲岁萬万億亿元%\u2103時时分秒米頁页層层]"  # what comes after a number
_DIGITS = "一二三四五六七八九〇○"
_FIND = late(
    rf"(?P<nought>[Oo])(?<=(?<![A-Za-z\d.\-])\d{{1,3}}(?:\.\d)?.)(?=\d{{0,2}}{_COUNTED})"
    rf"|(?P<one>[lI])(?<=[\p{{Han}}\uff0c。、\uff1b\uff1a\uff08「].)(?=\d{{1,3}}{_COUNTED})"
    rf"|(?P<zero>[0Oo]+)(?<=[{_DIGITS}][0Oo]+)(?=[{_DIGITS}]{{1,2}}年)"
    rf"|(?P<zero>[0Oo])(?<=[{_DIGITS}]{{2,3}}.)(?=年)"
)
_LETTER, _NOUGHT = simple("[OolI]"), simple(f"[{_DIGITS}]0")


def misread_digits(document: Document) -> Iterator[Edit]:
    """Reads O between a figure and what it counts as 0, l or I before one as 1, and 0 or O in a year of
    Chinese numerals as 〇: 1O次, l2人, 二O一九年.

    Only where a number begins or goes on and a year, month, person or the like follows, so that the letter
    can be nothing else. A page that writes ○ for 〇 has it here too.
    """
    ring = any("○" in block.text for _, block in document.prose())
    for number, block in document.prose():
        for found in _FIND.finditer(block.text) if _may_be(block.text) else ():
            after = {"nought": "0", "one": "1", "zero": "○" if ring else "〇"}[found.lastgroup or ""]
            wanted = after * len(found.group())
            yield Replace(number, found.start(), found.end(), found.group(), wanted, "a digit, by what it counts")


def _may_be(text: str) -> bool:
    """Whether a letter or nought stands where one may have been misread."""
    return bool(_LETTER.search(text) or ("0" in text and _NOUGHT.search(text)))
