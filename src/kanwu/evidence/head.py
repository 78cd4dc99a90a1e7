"""Which blocks in the head of a page are pieces of its title, and which of its subtitle."""

from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from kanwu.evidence.bigrams import affinity
from kanwu.evidence.head_pieces import BANNER, LINE, Piece, head_pieces
from kanwu.evidence.heading_pieces import NUMBERED
from kanwu.evidence.headlines import body_start, head_end, is_structured
from kanwu.evidence.signs import told, total
from kanwu.evidence.title_signs import is_named, title_signs
from kanwu.model import Document, Kind
from kanwu.patterns import late

_SCARCE, _FEWEST = 11.0, 8.0  # ems; hardly a line has less, and almost none
_FULL = 18.0  # ems; two phrases that have more together may be two lines
_LONG = 14.0  # ems; 15 of 16 subtitles had more, set in one line; larger type breaks a title in two
_MOST = 6  # pieces; more are no head, and there would be too many ways to put them together

# What an arrangement gains or loses by a thing. Set by hand on the heads of OCR pages of sixteen articles.
_TILES = 0.3  # a bonus for each turn, where the page was read in tiles
_UNUSED, _UNUSED_LABEL, _UNUSED_LAST, _UNUSED_SCRAP, _UNUSED_LOOSE = -1.5, 0.1, -0.7, -0.3, -0.3
_APART, _SCANTY, _POOR, _OVERFULL = -1.2, -0.4, -1.0, -0.1
_NAMED, _CUT, _SMALL, _MIXED, _WHOLE, _LABELS, _CROWDED = 2.0, 0.7, 0.5, -0.3, -1.0, -1.3, -0.6
_CLEAR = 0.25  # by which an arrangement must be better than any other
_ROLES = 0.35  # from this score on it is known which line is the title: 248 of 256 heads of OCR pages of 24 articles
_FIRST, _BROKEN = 0.3, 0.3  # a title stands first; large type breaks into pieces

_BOND = 1.5  # log10 of the ratio to chance from which on a break cuts a word
_PARTS = late(r"\p{Han}{4,}")  # phrases; no title of sixteen has more than two

OPEN = late(r"[\uff0c、的与與和「『“《]$")
"""A phrase that ends so has its end elsewhere."""


_Line = tuple[Piece, ...]


class Head(NamedTuple):
    """The pieces of the title and of the subtitle, by the numbers of their blocks, in the order of the page.

    Where `sure` is False the two are lines of the head, but which is the title is not known.
    """

    title: tuple[int, ...] = ()
    subtitle: tuple[int, ...] = ()
    sure: bool = False
    why: str = ""


@lru_cache(maxsize=8)
def head(document: Document) -> Head:
    """Which blocks of the page's head are pieces of its title and which of its subtitle.

    Every way to put the pieces together to one or two lines is weighed by what is usual in print: how long a line
    is, that its pieces stand side by side, that no word is cut. Then the two lines are weighed against each other.
    Where no way is clearly the best nothing is decided, but for a heading that is the only one.
    """
    if is_structured(document) or body_start(document) == len(document.blocks):
        return Head()
    pieces = head_pieces(document)
    if not 1 <= len(pieces) <= _MOST or any(NUMBERED.match(p.text) for p in pieces):
        return Head()
    tiles = any(document.of(Kind.COPY))  # the left halves of both lines come first
    lines = _best(pieces, _TILES if tiles else _APART)
    if lines is None:
        alone = tuple(p.number for p in pieces if p.heading)
        return Head(alone, sure=True) if len(alone) == 1 else Head()
    return _with_roles(document, lines)


@lru_cache(maxsize=32)
def _best(pieces: _Line, apart: float) -> tuple[_Line, _Line] | None:
    """The best way to put pieces together to lines if it is clearly so; else the one that leaves least out, if it joins
    nothing or only adds to the others.
    """
    ways = sorted(_ways(pieces, apart), key=lambda way: -way[0])
    near = [lines for score, lines in ways if ways[0][0] - score < _CLEAR]
    if len(near) < 2:
        return near[0] if near else None
    whole = [lines for lines in near if all(len(line) <= 1 for line in lines)]
    fullest = max(whole or near, key=lambda lines: len(lines[0]) + len(lines[1]))
    added = all(set(a) <= set(b) for lines in near for a, b in zip(lines, fullest, strict=True))
    return fullest if whole or added else None


def _ways(pieces: _Line, apart: float) -> list[tuple[float, tuple[_Line, _Line]]]:
    """The ways to put pieces together to one or two lines, each with its score; the second line may be empty."""
    ways = []
    for use in product((1, 2, 0), repeat=len(pieces)):
        if next((u for u in use if u), 2) == 2:
            continue  # the first piece in use is the first line's
        first, second = (tuple(p for p, u in zip(pieces, use, strict=True) if u == line) for line in (1, 2))
        if _is_head(first, second):
            unused = tuple(p for p, u in zip(pieces, use, strict=True) if not u)
            turn = _APART if any(p.heading and not p.label for p in unused) else apart  # all of the head, or no tiles
            score = _together(first, second) + turn * _turns(pieces, use) * (0.5 if _has_name(first + second) else 1.0)
            full = bool(second) and min(_width(first), _width(second)) >= _SCARCE
            ways.append((score + sum(_unused(p, pieces, full) for p in unused), (first, second)))
    return ways


def _is_head(first: _Line, second: _Line) -> bool:
    """Whether there is a line of headings, and each line has the length of one."""
    whole = all(p.heading for p in first) or any(p.heading for p in second)
    return whole and _fits(first) and (not second or _fits(second))


def _together(first: _Line, second: _Line) -> float:
    """How much like the lines of a head the two are; one line that is very long may be two."""
    if second:
        return _score(first) + _score(second)
    alone = -2 * _NAMED * _has_name(first)  # a subtitle has a title beside it
    return _score(first) + alone + _OVERFULL * max(0.0, _width(first) - _FULL)


def _has_name(line: _Line) -> bool:
    return any(is_named(p.text) for p in line)


def _fits(line: _Line) -> bool:
    if len(line) > 1 and _has_name(line):
        return False
    return LINE[0] <= _width(line) <= LINE[1] or (len(line) == 1 and line[0].width > LINE[1])


def _width(line: _Line) -> float:
    return sum(p.width for p in line)


def _score(line: _Line) -> float:
    """How much like a line of the head the pieces are."""
    score = _SCANTY * (_width(line) < _SCARCE) + _POOR * (_width(line) < _FEWEST)
    if len(line) == 1:
        return score + _NAMED * is_named(line[0].text) + _SMALL * (not line[0].heading)
    score += _WHOLE * any(p.width >= _LONG for p in line)
    score += _LABELS * any(p.label for p in line) + _CROWDED * (sum(len(_PARTS.findall(p.text)) for p in line) > 2)
    kinds = {p.heading for p in line}
    score += _SMALL if kinds == {False} else _MIXED * (len(kinds) - 1)
    return score + _CUT * any(a.heading == b.heading and _is_cut(a.text, b.text) for a, b in pairwise(line))


def _is_cut(first: str, second: str) -> bool:
    return bool(OPEN.search(first)) or affinity(first[-1], second[0]) >= _BOND


def _unused(piece: Piece, pieces: _Line, full: bool) -> float:
    """What it costs to leave the piece out; `full` where there are two whole lines without it."""
    if piece.label:
        return _UNUSED_LABEL
    if not piece.heading:
        return _UNUSED_LOOSE
    last = next(p for p in reversed(pieces) if p.heading)
    if piece != last or piece.width > BANNER:
        return _UNUSED
    return _UNUSED_SCRAP if full or piece.width < LINE[0] else _UNUSED_LAST


def _with_roles(document: Document, lines: tuple[_Line, _Line]) -> Head:
    """The lines as title and subtitle, if the signs tell which is which."""
    first, second = lines
    if not second:
        return Head(_numbers(first), sure=True)
    if not all(p.heading for p in first + second):
        small = all(not p.heading for p in first)
        first, second = (second, first) if small else (first, second)
    texts = ["".join(p.text for p in line) for line in (first, second)]
    signs = [
        *title_signs(document, head_end(document), *texts),
        (_FIRST if first[0].number < second[0].number else -_FIRST, "stands first"),
        (_BROKEN * (len(first) - len(second)), "in more pieces"),
        (1.0 * (any(not p.heading for p in second) - any(not p.heading for p in first)), "the other in smaller type"),
    ]
    score = total(signs)
    if score < 0:
        first, second, signs = second, first, [(-weight, name) for weight, name in signs]
    sure = abs(score) >= _ROLES
    if not all(p.heading for p in first) or (not sure and _alternate(_numbers(first), _numbers(second))):
        return Head()
    why = told([sign for sign in signs if sign[0]])
    return Head(_numbers(first), _numbers(second), sure, f"beside the title, which is so by: {why}")


def _alternate(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """Whether two lines were read alternately; which piece belongs where is known only with their roles."""
    return max(first) > min(second) and max(second) > min(first)


def _turns(pieces: _Line, use: tuple[int, ...]) -> int:
    """How often reading comes back to a line that it had left; what was read in a picture does not count."""
    order = [u for p, u in zip(pieces, use, strict=True) if u or not p.label]
    return sum(b in order[:n] and a != b for n, (a, b) in enumerate(pairwise(order), 1) if b)


def _numbers(line: _Line) -> tuple[int, ...]:
    return tuple(p.number for p in line)
