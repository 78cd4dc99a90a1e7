"""Lines that an engine read twice because the tiles or columns that it was given overlap: they stand in one place."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kanwu.evidence.strips import Strip, Type, strips, types
from kanwu.evidence.widths import ems
from kanwu.geometry import Geometry
from kanwu.model import Document, place

_LEVEL, _OVER = 0.6, 0.6  # shares of the lower and of the narrower of two lines' boxes that both cover
_WIDER = 0.75  # share of the other's width from which on the surer of two readings is the better one
_DOUBT = 0.5  # share of the other's sureness under which a wider reading is not


@lru_cache(maxsize=4)
def second_readings(geometry: Geometry, source: str) -> dict[Strip, Strip]:
    """For each strip that is a worse reading of what another one has: that one."""
    worse: dict[Strip, Strip] = {}
    sizes = types(geometry, source)
    for one, other in _pairs(sorted(strips(geometry, source), key=lambda s: (s.sheet, s.box.top))):
        if one in worse or other in worse:
            continue
        better = _is_better(one, other, sizes[one.sheet], source)
        worse[other if better else one] = one if better else other
    return worse


def _pairs(ordered: Sequence[Strip]) -> Iterator[tuple[Strip, Strip]]:
    """Strips of different lines that cover one place, by their order from the top."""
    recent: list[Strip] = []
    for strip in ordered:
        recent = [s for s in recent if s.sheet == strip.sheet and s.box.bottom > strip.box.top][-_MOST:]
        for other in recent:
            if other.line != strip.line and is_one_place(other, strip):
                yield other, strip
        recent.append(strip)


_MOST = 200  # strips beside one another that are compared


def is_one_place(one: Strip, other: Strip) -> bool:
    """Whether two strips' boxes cover one place."""
    a, b = one.box, other.box
    level = a.level(b)
    over = a.over(b)
    return level >= _LEVEL * min(a.height, b.height) and over >= _OVER * min(a.width, b.width)


def _is_better(one: Strip, other: Strip, size: Type, source: str) -> bool:
    """Whether the first of two readings is the better one: the surer and fuller, or by far the wider."""
    mine, yours = _sureness(one, size, source), _sureness(other, size, source)
    if other.box.width < _WIDER * one.box.width:
        return mine >= _DOUBT * yours
    if one.box.width < _WIDER * other.box.width:
        return mine * _DOUBT > yours
    return mine >= yours


def _sureness(strip: Strip, size: Type, source: str) -> float:
    """How sure the engine is of a strip, less where it has fewer characters than its width has room for."""
    sure = strip.confidence if strip.confidence >= 0 else 1.0
    room = strip.box.width / (size.pitch or 1.0)
    return sure * min(1.0, ems(source[strip.start : strip.end]) / max(room, 1.0))


def may_be_one_place(document: Document, first: int, second: int) -> bool:
    """Whether characters of two origins may be two readings of one: True where nothing tells where they stand."""
    geometry = document.geometry
    if geometry is None:
        return True
    numbers = [geometry.line_at(place(origin)) for origin in (first, second)]
    if numbers[0] is None or numbers[1] is None:
        return True
    a, b = (geometry.lines[n].box for n in numbers if n is not None)
    height = a.level(b)
    width = a.over(b)
    return height > 0.3 * min(a.height, b.height) and width > 0
