"""Headings that the height of their type shows."""

from collections.abc import Iterator

from kanwu.evidence.page_order import page_order
from kanwu.evidence.strips import types
from kanwu.model import Document, Edit, Kind, Regroup, Sure, place

_TALL = 1.3  # times the height of the running text


def tall_headings(document: Document) -> Iterator[Edit]:
    """Marks lines as a heading whose characters are clearly taller than those of the running text, where the input
    tells how tall they are."""
    geometry = document.geometry
    if geometry is None:
        return
    sizes = types(geometry, document.source)
    tall = {
        n: scale
        for placed in page_order(geometry, document.source)
        for strip in placed.frame.strips
        if (scale := sizes[strip.sheet].scale(strip)) >= _TALL
        for n in range(strip.start, strip.end)
    }
    for number, block in document.of(Kind.PARAGRAPH):
        letters = [place(n) for n, c in zip(block.origin, block.text, strict=True) if c.isalnum()]
        found = [tall[n] for n in letters if n in tall]
        if len(found) * 2 > len(letters):
            why = f"characters {sorted(found)[len(found) // 2]:.1f} times as tall as those of the text"
            yield Regroup(number, number, (block.tagged(Kind.HEADING, 2),), why, Sure.LIKELY)
