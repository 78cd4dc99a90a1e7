"""Quotation marks of a text, paired over its whole length: the cheapest reading in which each has its
partner.

A sign may be read as what it is, as its other level (「 for 『), as another script's, or as a quote that an
engine misread (J for 」). Each departure has a price, and so has a mark without a partner. The prices were
set by hand and checked on pages of 16 articles, read by two engines.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from kanwu.model import Document

LONE = 3.0  # price of a quotation mark left without its partner: dearer than any one misreading
LEVEL = 1.0  # of 『 read as 「 and the like
SIDE = 1.2  # of “ read as ” where it stands before a stop, and of ” as “ after one; 「 is never turned
INNER_FIRST = 0.6  # of 『』 outside of 「」: seen in print, but seldom on a page with 「」
FOREIGN = 0.5  # of “ ” where the page has 「 」, and of straight ones anywhere
PRICES = {  # of reading a sign as a quotation mark
    "opener": 0.6, "closer": 0.6, "letter": 0.6, "tick": 0.8, "call": 0.8, "bar": 1.2, "stroke": 1.2,
    "bracket": 1.2,
}  # fmt: skip
UNMISTAKABLE = ("opener", "closer", "letter")  # square brackets, braces and J have no place in Chinese print
HABIT = 1.0  # of leaving a bracket as it is on a page where brackets are known to be misread quotes
INSIDE = 0.4  # of leaving one as it is inside a quotation, which it probably ends
LENGTH = 0.002  # for each character quoted: the nearer partner is the likelier
MARGIN = 0.4  # by which a reading must beat the next
REACH = 40  # characters at most between a mark and its misread partner
SHORT = 20  # characters at most in corner marks of the wrong level: terms are, speech is not

_HAN = r"\p{Han}"
_STOP = r"[\uff0c。、\uff1b\uff1a,;:.\uff09)」』”\u2019\u2014\uff1f?]"
_BAR = r"[|\uff5c\u4e28\u2502]"
_NUMERAL = "第比是為为於于約约共達达至到有零一二三四五六七八九十百千萬万"
_PLACES = {
    "strong": r"[「」『』“”]|(?<![A-Za-z])[‘’]|[‘’](?![A-Za-z])",
    "straight": r"(?<!\d)\"|(?<=\d)\"(?=[ ]*[\p{Han}\uff0c。、])",
    "opener": rf"[\[{{](?=[ ]?[{_HAN}「『“A-Z\d])",
    "closer": rf"(?<=[{_HAN}A-Za-z\d%。\uff01\uff1f”」』])[\]}}]",
    "letter": rf"(?<=[{_HAN}。\uff01\uff1f])[ ]?J(?![A-Za-z\d])|(?<=[A-Z\d])J(?=[ ]?(?:{_STOP}|$))",
    "call": rf"(?<={_HAN})[!\uff01](?=[ ]*{_STOP})",
    "tick": rf"(?<![A-Za-z\d])['\u00b4`](?={_HAN})",
    "bar": rf"(?<=[{_HAN}])[ ]*{_BAR}[ ]*(?=[{_HAN}—]|{_STOP}|$)|^{_BAR}[ ]*(?={_HAN})",
    "stroke": rf"(?<=[{_HAN}--[{_NUMERAL}]])[14Ilj](?=[ ]*(?:{_STOP}|$))",
    "bracket": r"[()\uff08\uff09]",
}
_TOKEN = regex.compile("|".join(f"(?P<{name}>{place})" for name, place in _PLACES.items()), regex.V1)
_TURNED = regex.compile(
    rf"(?<=[{_HAN}。\uff01\uff1f…])“(?=[ ]*(?:{_STOP}|$))|(?:(?<={_STOP})|^)[ ]*”(?=[{_HAN}A-Za-z\d])"
)
_MARKS = regex.compile(r"[「」『』“”‘’\"]")
_CORNER, _CURLY = "「」『』", "“”‘’"
_OPENING = "「『“‘[{(\uff08'\u00b4`"
_EITHER = ("straight", "bar")


class Mend(NamedTuple):
    """Characters start to end of the text stand for the quotation mark `after`."""

    start: int
    end: int
    after: str
    name: str  # how the sign was misread: level, side, script, or a key of PRICES


class Reading(NamedTuple):
    """What must be mended for every mark to have its partner, and where a mark is left without."""

    mends: tuple[Mend, ...]
    alone: tuple[int, ...]


class _Chain(NamedTuple):
    """What a path has met so far, the last first: paths share what they have in common."""

    earlier: "_Chain | None"
    item: Mend | int
    key: int  # of the whole chain, to tell two apart


class _Path(NamedTuple):
    cost: float = 0.0
    open: tuple[tuple[int, bool], ...] = ()  # places of the marks still open, and whether each is a mended one
    shape: int = 0  # of the outermost: 0 the outer one, 2 the inner one
    mends: _Chain | None = None
    alone: _Chain | None = None

    @property
    def key(self) -> int:
        return self.mends.key if self.mends else 0


class _Token(NamedTuple):
    start: int
    end: int
    sign: str
    name: str
    side: int  # 0 opening, 1 closing, -1 either
    skip: float
    turned: bool = False  # whether it may be its own counterpart


@lru_cache(maxsize=4)
def quote_style(document: Document) -> str:
    """The page's four quotation marks, 「」『』 or “”‘’, by majority; those of Simplified print where a
    Simplified page has hardly any; empty where the page does not say."""
    count = Counter(c for _, block in document.prose() for c in _MARKS.findall(block.text))
    corner, curly = (sum(count[c] for c in signs[:2]) for signs in (_CORNER, _CURLY))
    if document.script == "hans":
        return _CORNER if corner > 2 * curly else _CURLY
    return _CORNER if corner > 2 * curly else _CURLY if curly > 2 * corner else ""


def read_quotes(text: str, style: str, habit: bool = False, bar: float = PRICES["bar"]) -> Reading | None:
    """The one reading of the text's quotation marks, or None where two come near each other.

    `style` is the page's four marks, `bar` the price of reading a bar as a quote. `habit` says that the
    page is known to have brackets and letters for quotes: then a pair of them is one even where nothing is
    out of balance.
    """
    if not habit and sound(text, style):
        return Reading((), ())
    paths = [_Path()]
    for token in _tokens(text, style, habit):
        paths = _best(p for path in paths for p in _steps(path, token, style, bar))
    ends = sorted(map(_ended, paths), key=lambda p: p.cost)
    rival = next((p for p in ends if p.key != ends[0].key), None)
    if rival and rival.cost - ends[0].cost < MARGIN:
        return None
    mends = tuple(m for m in _items(ends[0].mends) if isinstance(m, Mend))
    return Reading(mends, tuple(sorted(n for n in _items(ends[0].alone) if isinstance(n, int))))


def sound(text: str, style: str) -> bool:
    """Whether the text's marks are all of the style and each has its partner, levels alternating."""
    open_marks: list[str] = []
    for mark in _MARKS.findall(text):
        place = style.find(mark)
        if place < 0 and mark in "‘’":
            continue  # an apostrophe
        if place < 0 or (place % 2 and (not open_marks or open_marks.pop() != style[place - 1])):
            return False
        if place % 2 == 0:
            if open_marks and open_marks[-1] == mark:
                return False
            open_marks.append(mark)
    return not open_marks


def _tokens(text: str, style: str, habit: bool) -> Iterator[_Token]:
    """The signs that are quotation marks or may be; of round brackets only those without a partner."""
    paired = _paired(text)
    turned = {found.end() for found in _TURNED.finditer(text)}
    for found in _TOKEN.finditer(text):
        name, sign = found.lastgroup or "", found.group().strip()
        if name == "bracket" and found.start() in paired:
            continue
        skip = LONE if name == "strong" else 1.0 if name == "straight" else 0.0
        if sign in "‘’" and sign not in style:
            skip = 0.8
        elif habit and name in UNMISTAKABLE:
            skip = HABIT
        side = -1 if name in _EITHER else int(sign not in _OPENING)
        yield _Token(found.start(), found.end(), sign, name, side, skip, found.end() in turned)


def _paired(text: str) -> set[int]:
    """The places of round brackets that have their partner."""
    waiting: list[int] = []
    paired: set[int] = set()
    for found in regex.finditer(_PLACES["bracket"], text):
        if found.group() in "(\uff08":
            waiting.append(found.start())
        elif waiting:
            paired |= {waiting.pop(), found.start()}
    return paired


def _steps(path: _Path, token: _Token, style: str, bar: float) -> Iterator[_Path]:
    """The token left as it is, read as an opening mark, and read as a closing one."""
    lone = token.name == "strong" and token.skip == LONE
    alone = _longer(path.alone, token.start) if lone else path.alone
    skip = token.skip + (INSIDE if path.open and token.name in UNMISTAKABLE else 0.0)
    yield path._replace(cost=path.cost + skip, alone=alone)
    depth = len(path.open)
    if depth < 2:
        for shape in (0, 2) if not depth else (2 - path.shape,):
            price = _price(token, style, shape, 0, bar) + (INNER_FIRST if shape and not depth else 0)
            if price < LONE:
                mends = _mended(path, token, style[shape], style)
                marks = (*path.open, (token.start, mends is not path.mends))
                outer = path.shape if depth else shape
                yield path._replace(cost=path.cost + price, open=marks, mends=mends, shape=outer)
    if depth:
        shape = path.shape if depth == 1 else 2 - path.shape
        price, far = _price(token, style, shape, 1, bar), token.start - path.open[-1][0]
        if price < LONE and far <= _reach(path, token, style, style[shape + 1]):
            mends = _mended(path, token, style[shape + 1], style)
            yield path._replace(cost=path.cost + price + LENGTH * far, open=path.open[:-1], mends=mends)


def _reach(path: _Path, token: _Token, style: str, mark: str) -> int:
    """How far back the partner of a closing mark may stand, in characters."""
    if token.name not in ("strong", "straight"):
        return REACH
    level = (token.sign in style and token.sign != mark) or path.open[-1][1]
    return SHORT if level and style == _CORNER else 10**6


def _price(token: _Token, style: str, shape: int, side: int, bar: float) -> float:
    """What it costs to read the token as the style's mark of this shape (0 outer, 2 inner) and side."""
    if token.name == "bar":
        return bar
    if token.name == "straight":
        return FOREIGN
    wrong = 0.0 if token.side == side else SIDE if token.turned else LONE
    if token.name != "strong":
        return wrong or PRICES[token.name]
    if token.sign not in style:
        return wrong + FOREIGN
    return wrong + (0.0 if token.sign in style[shape : shape + 2] else LEVEL)


def _mended(path: _Path, token: _Token, mark: str, style: str) -> _Chain | None:
    """The path's mends with that of the token, if it is not the mark already."""
    if token.sign == mark:
        return path.mends
    name = token.name
    if name == "strong":
        turned = token.side != int(mark not in _OPENING)
        name = "script" if token.sign not in style else "side" if turned else "level"
    return _longer(path.mends, Mend(token.start, token.end, mark, name))


def _longer(chain: _Chain | None, item: Mend | int) -> _Chain:
    return _Chain(chain, item, hash((chain.key if chain else 0, item)))


def _items(chain: _Chain | None) -> list[Mend | int]:
    """The chain's items, the first first."""
    items: list[Mend | int] = []
    while chain:
        items.append(chain.item)
        chain = chain.earlier
    return items[::-1]


def _best(paths: Iterator[_Path]) -> list[_Path]:
    """For each depth and shape the three cheapest paths that mend differently."""
    kept: dict[tuple[int, int], list[_Path]] = {}
    for path in sorted(paths, key=lambda p: p.cost):
        rivals = kept.setdefault((len(path.open), path.shape if path.open else 0), [])
        if len(rivals) < 3 and all(r.key != path.key for r in rivals):
            rivals.append(path)
    return [path for rivals in kept.values() for path in rivals]


def _ended(path: _Path) -> _Path:
    alone = path.alone
    for place, _ in path.open:
        alone = _longer(alone, place)
    return path._replace(cost=path.cost + LONE * len(path.open), alone=alone)
