"""Short headings that count: 一 碼頭, 二 茶樓, 三 廟前."""

from functools import lru_cache

from kanwu.model import Document, Kind
from kanwu.patterns import late

_MOST = 8  # characters, the numeral and a blank among them
_FEWEST = 3  # headings that make a series
_DIGITS = "一二三四五六七八九十"
_COUNTED = late(rf"([{_DIGITS}])[ \u3000]?\p{{Han}}{{1,6}}$")


@lru_cache(maxsize=4)
def series(document: Document) -> frozenset[int]:
    """The numbers of the headings, and of the paragraphs as short, that make one series: each has a higher numeral
    than the one before it, and a heading is among them. Empty for fewer than three.
    """
    best: dict[int, tuple[int, ...]] = {}  # by the last numeral
    for number, block in document.of(Kind.HEADING, Kind.PARAGRAPH):
        found = _COUNTED.match(block.text) if len(block) <= _MOST else None
        if found:
            digit = _DIGITS.index(found[1])
            before = max((run for last, run in best.items() if last < digit), key=len, default=())
            best[digit] = max(best.get(digit, ()), (*before, number), key=len)
    run = max(best.values(), key=len, default=())
    headed = any(document.blocks[n].kind == Kind.HEADING for n in run)
    return frozenset(run) if len(run) >= _FEWEST and headed else frozenset()
