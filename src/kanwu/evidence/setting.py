"""How a block is set on paper, where the input tells: in smaller type than the running text, or just as it is."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from kanwu.evidence.frames import NARROW, SMALL
from kanwu.evidence.middle import median
from kanwu.evidence.strips import FEWEST, Strip, strips, types
from kanwu.geometry import Geometry, Role
from kanwu.model import Block, Document, Kind, place

_FAR_LARGER, _LARGER = 1.6, 1.2  # times the text's and the other headings' type that a title is set in at least
_LINES = 3  # from so many lines of the column's own type on it is running text

T = TypeVar("T")


def role_of(document: Document, block: Block) -> Role:
    """What the input itself calls a block; "" where it says nothing, or not of all of it."""
    geometry = document.geometry
    if geometry is None:
        return ""
    letters = [place(n) for n, char in zip(block.origin, block.text, strict=True) if not char.isspace()]
    roles = {geometry.role_at(n) for n in letters[:: max(1, len(letters) - 1)]}
    return roles.pop() if len(roles) == 1 else ""


def cut_by(block: Block, owner: Mapping[int, T]) -> Iterator[tuple[T | None, Block]]:
    """A block in pieces, each with what owns its characters' places in the source, None for nobody; white space
    belongs to neither side."""
    start = 0
    last: T | None = None
    for at, origin in enumerate(block.origin):
        if block.text[at].isspace():
            continue
        mine = owner.get(place(origin))
        if mine != last and at > start:
            if (piece := block.part(start, at)).text:
                yield last, piece
            start = at
        last = mine
    if (piece := block.part(start)).text:
        yield last, piece


@lru_cache(maxsize=4)
def _owner(geometry: Geometry, source: str) -> dict[int, Strip]:
    return {n: strip for strip in strips(geometry, source) for n in range(strip.start, strip.end)}


def strips_of(document: Document, block: Block) -> tuple[Strip, ...]:
    """The strips that a block's characters stand on, in its order; none where nothing is known."""
    if document.geometry is None:
        return ()
    owner = _owner(document.geometry, document.source)
    found = dict.fromkeys(owner[n] for n in map(place, block.origin) if n in owner)
    return tuple(found)


def setting(document: Document, first: int, last: int) -> Iterator[tuple[float, str]]:
    """The signs of a caption in how blocks first to last are set, each with its weight."""
    if document.geometry is None:
        return
    if all(role_of(document, b) == "caption" for b in document.blocks[first : last + 1]):
        yield 3.0, "the input calls it a caption"
    lines = [s for b in document.blocks[first : last + 1] for s in strips_of(document, b) if s.end - s.start >= FEWEST]
    if not lines:
        return
    size = types(document.geometry, document.source)[lines[0].sheet]
    high = median(s.height for s in lines) / (size.height or 1.0)
    wide = median(s.pitch for s in lines) / (size.pitch or 1.0)
    if high <= SMALL and wide <= NARROW:
        yield 2.0, "in smaller type than the text"
    elif high > SMALL and len(lines) >= _LINES:
        yield -2.0, "in the type of the text"


def is_largest(document: Document, number: int) -> bool:
    """Whether a heading is known to be set in larger type than all the others, and far larger than the text."""
    if document.geometry is None:
        return False
    sizes = types(document.geometry, document.source)
    scales = {
        n: max((sizes[s.sheet].scale(s) for s in strips_of(document, b)), default=0.0)
        for n, b in document.of(Kind.HEADING)
    }
    others = max((scale for n, scale in scales.items() if n != number), default=1.0)
    return scales.get(number, 0.0) >= max(_FAR_LARGER, _LARGER * others)
