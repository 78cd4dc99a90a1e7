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

from kanwu.evidence.quote_signs import OPENING, Sign, signs_of
from kanwu.model import Document
from kanwu.patterns import simple

LONE = 3.0  # price of a quotation mark left without its partner: dearer than any one misreading
LEVEL = 1.0  # of 『 read as 「 and the like
SIDE = 1.2  # of “ read as ” where it stands before a stop, and of ” as “ after one; 「 is never turned
INNER_FIRST = 0.6  # of 『』 outside of 「」: seen in print, but seldom on a page with 「」
FOREIGN = 0.5  # of “ ” where the page has 「 」, and of straight ones anywhere
PRICES = {  # of reading a sign as a quotation mark
    "opener": 0.6, "closer": 0.6, "letter": 0.6, "tick": 0.8, "call": 0.8, "stroke": 1.2, "bracket": 1.2,
}  # fmt: skip
UNMISTAKABLE = ("opener", "closer", "letter")  # square brackets, braces and J have no place in Chinese print
APOSTROPHE = 0.8  # of leaving ‘ and ’ as they are where the page has others
STRAIGHT = 1.0  # of leaving a straight mark
HABIT = 1.0  # of leaving a bracket as it is on a page where brackets are known to be misread quotes
INSIDE = 0.4  # of leaving one as it is inside a quotation, which it probably ends
LENGTH = 0.002  # for each character quoted: the nearer partner is the likelier
MARGIN = 0.4  # by which a reading must beat the next
REACH = 40  # characters at most between a mark and its misread partner
SHORT = 20  # characters at most in corner marks of the wrong level: terms are, speech is not

_MARKS = simple(r"[「」『』“”‘’\"]")
_CORNER, _CURLY = "「」『』", "“”‘’"


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
    open: tuple[tuple[int, bool, bool], ...] = ()  # the marks still open: place, mended, speech
    shape: int = 0  # of the outermost: 0 the outer one, 2 the inner one
    mends: _Chain | None = None
    alone: _Chain | None = None

    @property
    def key(self) -> int:
        return self.mends.key if self.mends else 0


@lru_cache(maxsize=4)
def quote_style(document: Document) -> str:
    """The page's four quotation marks, 「」『』 or “”‘’, by majority; those of Simplified print where a
    Simplified page has hardly any; empty where the page does not say."""
    count = Counter(c for _, block in document.prose() for c in _MARKS.findall(block.text))
    corner, curly = (sum(count[c] for c in signs[:2]) for signs in (_CORNER, _CURLY))
    if document.script == "hans":
        return _CORNER if corner > 2 * curly else _CURLY
    return _CORNER if corner > 2 * curly else _CURLY if curly > 2 * corner else ""


@lru_cache(maxsize=1024)
def read_quotes(text: str, style: str, habit: bool = False, bar: float = LONE) -> Reading | None:
    """The one reading of the text's quotation marks, or None where two come near each other.

    `style` is the page's four marks, `bar` the price of reading a bar as a quote, by default none. `habit`
    says that the page is known to have brackets and letters for quotes: then a pair of them is one even
    where nothing is out of balance.
    """
    if not habit and sound(text, style):
        return Reading((), ())
    paths = [_Path()]
    for token in signs_of(text):
        skip = _skip(token, style, habit)
        paths = _best(p for path in paths for p in _steps(path, token, style, bar, skip))
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


def _skip(token: Sign, style: str, habit: bool) -> float:
    """The price of leaving the sign as it is."""
    if token.name == "strong":
        return APOSTROPHE if token.sign in "‘’" and token.sign not in style else LONE
    if token.name == "straight":
        return STRAIGHT
    return HABIT if habit and token.name in UNMISTAKABLE else 0.0


def _steps(path: _Path, token: Sign, style: str, bar: float, skip: float) -> Iterator[_Path]:
    """The sign left as it is, read as an opening mark, and read as a closing one."""
    cost, marks, outer, mends, alone = path
    inside = INSIDE if marks and token.name in UNMISTAKABLE else 0.0
    yield _Path(cost + skip + inside, marks, outer, mends, _longer(alone, token.start) if skip == LONE else alone)
    depth = len(marks)
    if depth < 2:
        for shape in (0, 2) if not depth else (2 - outer,):
            price = _price(token, style, shape, 0, bar) + _first(token, style, shape if not depth else 0)
            if price < LONE:
                mended = _mended(mends, token, style[shape], style)
                if depth and mended is not mends and token.name == "strong" and not marks[0][2]:
                    continue  # only speech has quotations inside
                opened = (*marks, (token.start, mended is not mends, token.speech))
                yield _Path(cost + price, opened, outer if depth else shape, mended, alone)
    if depth:
        shape = outer if depth == 1 else 2 - outer
        price, far = _price(token, style, shape, 1, bar), token.start - marks[-1][0]
        if price < LONE and far <= _reach(path, token, style, style[shape + 1]):
            mended = _mended(mends, token, style[shape + 1], style)
            yield _Path(cost + price + LENGTH * far, marks[:-1], outer, mended, alone)


def _first(token: Sign, style: str, shape: int) -> float:
    """What it costs to begin with the inner mark: it may stand so, but no outer one is taken for it."""
    return 0.0 if not shape else LONE if token.sign == style[0] else INNER_FIRST


def _reach(path: _Path, token: Sign, style: str, mark: str) -> int:
    """How far back the partner of a closing mark may stand, in characters."""
    if token.name not in ("strong", "straight"):
        return REACH
    level = (token.sign in style and token.sign != mark) or path.open[-1][1]
    return SHORT if level and style == _CORNER else 10**6


def _price(token: Sign, style: str, shape: int, side: int, bar: float) -> float:
    """What it costs to read the token as the style's mark of this shape (0 outer, 2 inner) and side."""
    if token.name == "bar":
        return bar
    if token.name == "straight":
        return FOREIGN if token.side in (side, -1) else LONE
    wrong = 0.0 if token.side == side else SIDE if token.turned else LONE
    if token.name != "strong":
        return wrong or PRICES[token.name]
    if token.sign not in style:
        return wrong + FOREIGN
    return wrong + (0.0 if token.sign in style[shape : shape + 2] else LEVEL)


def _mended(mends: _Chain | None, token: Sign, mark: str, style: str) -> _Chain | None:
    """A path's mends with that of the token, if it is not the mark already."""
    if token.sign == mark:
        return mends
    name = token.name
    if name == "strong":
        turned = token.side != int(mark not in OPENING)
        name = "script" if token.sign not in style else "side" if turned else "level"
    return _longer(mends, Mend(token.start, token.end, mark, name))


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
    cost, marks, outer, mends, alone = path
    for place, _, _ in marks:
        alone = _longer(alone, place)
    return _Path(cost + LONE * len(marks), marks, outer, mends, alone)
