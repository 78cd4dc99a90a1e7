"""Lines that were read twice in one place of the page."""

from collections.abc import Iterator

from kanwu.evidence.same_place import second_readings
from kanwu.evidence.setting import cut_by
from kanwu.model import Document, Edit, Kind, Regroup, Sure

_TEXT = (Kind.PARAGRAPH, Kind.HEADING)


def same_place(document: Document) -> Iterator[Edit]:
    """Keeps one reading of a line that was read twice, where the input tells where each stands: in one place.

    Tiles and columns that are cut with an overlap are read so. The reading that the engine is surer of, and that has as
    many characters as its width has room for, stays; the other one is not written.
    """
    if document.geometry is None:
        return
    worse = second_readings(document.geometry, document.source)
    owner = {n: other for strip, other in worse.items() for n in range(strip.start, strip.end)}
    if not owner:
        return
    for number, block in document.of(*_TEXT):
        pieces = list(cut_by(block, owner))
        if any(copied for copied, _ in pieces):
            kept = [document.source[copied.start : copied.end] for copied, _ in pieces if copied]
            why = f"read twice in one place of the page; kept: {' / '.join(kept)}"
            after = tuple(piece.tagged(Kind.COPY) if copied else piece for copied, piece in pieces)
            yield Regroup(number, number, after, why, Sure.LIKELY)
