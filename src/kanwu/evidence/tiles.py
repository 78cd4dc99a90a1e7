"""Which repetitions of a page are its seams: what overlapping columns or tiles have both read."""

from collections.abc import Iterable

from kanwu.evidence.cut_lines import LINE, is_cut_through
from kanwu.evidence.edge_lines import edge_overlap
from kanwu.evidence.overlap import Overlap, Stream
from kanwu.evidence.readings import clarity
from kanwu.evidence.repeats import BETWEEN, seam_in
from kanwu.evidence.same_place import may_be_one_place
from kanwu.evidence.skeletons import skeleton
from kanwu.model import Document, Kind

# Seams that show that a page was read in tiles. Measured: none of 3,000 pages' worth of prose has one, and with one
# all 8 that it let in on 200 OCR pages were real.
_TILED = 1
_SHORTEST = 8  # characters of a line
_NO_WORDS = -1.2  # clarity of a line that is lost; of 6,000 lines of good prose 1.6 in a hundred have less
_GRAM = 3  # characters in a row that stand elsewhere on the page: the line says something


def seams_of(stream: Stream, document: Document) -> list[Overlap]:
    """The overlaps that are seams. Where there are some, the page was read in tiles, and less proves another."""
    groups = list(stream.overlaps(BETWEEN))
    found = [_first(seam_in(stream, document, o) for o in group) for group in groups]
    if sum(map(bool, found)) >= _TILED:
        pairs = zip(found, groups, strict=True)
        found = [one or _first(seam_in(stream, document, o, tiled=True) for o in group) for one, group in pairs]
        known = {one.start for one in found if one}
        found += [edge_overlap(stream, n) for n, start in enumerate(stream.starts[1:-1], 1) if start not in known]
    return [one for one in found if one and _may_be_one(stream, document, one)]


def _may_be_one(stream: Stream, document: Document, overlap: Overlap) -> bool:
    """Whether both readings of an overlap may stand in one place of the page."""
    run = max(overlap.runs, key=lambda r: r.size)
    spots = (stream.spot(run.first), stream.spot(run.second))
    return may_be_one_place(document, *(document.blocks[s.block].origin[s.at] for s in spots))


def is_lost_line(document: Document, number: int) -> bool:
    """Whether a block between two readings is one more reading of what they have, cut through its glyphs."""
    block = document.blocks[number]
    if block.kind != Kind.PARAGRAPH or not _SHORTEST <= len(block.text) <= LINE:
        return False
    if not is_cut_through(block.text) or clarity(block.text) > _NO_WORDS:
        return False
    rest = skeleton("\n".join(b.text for n, b in document.prose() if n != number))
    line = skeleton(block.text)
    return not any(line[n : n + _GRAM] in rest for n in range(len(line) - _GRAM + 1))


def _first(found: Iterable[Overlap | None]) -> Overlap | None:
    return next(filter(None, found), None)
