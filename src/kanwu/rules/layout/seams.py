"""Columns or tiles that overlap and were read twice."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kanwu.evidence.cut_lines import LINE, is_cut_through
from kanwu.evidence.cuts import best_cut_over
from kanwu.evidence.edge_lines import edge_overlap
from kanwu.evidence.overlap import Overlap, Spot, Stream, skeleton
from kanwu.evidence.repeats import is_unfinished, seam_in
from kanwu.model import SILENT, Block, Document, Edit, Kind, Regroup, joined


_TILED = 1  # seams that show that a page was read in tiles
_SHORTEST = 8  # characters of a line


class _Seam(NamedTuple):
    """What is between the cut's two spots, in the blocks of their readings, is a copy."""

    keep: Spot
    resume: Spot
    end: int  # the block with which the first reading ends
    start: int  # the block with which the second one starts
    glue: str
    matched: int
    why: str


def seams(document: Document) -> Iterator[Edit]:
    """Keeps one reading where overlapping columns or tiles were read twice; the other one is not written.

    The end of a block and the start of a later one are aligned by their letters, and the first gives way to
    the second where the better part of each is kept: more words, fewer odd signs, more that stands elsewhere
    on the page. What stood between them moves behind the sentence that they share. Slogans, refrains,
    quotations and headlines echoed in the text are true repetitions and stay: a second reading starts where a
    line does, begins or ends inside a sentence, and reaches the end of what it repeats.
    """
    stream = Stream(document)
    for chain in _chains([_seam(stream, document, o) for o in _found(stream, document)]):
        yield _regrouped(document, chain)


def _found(stream: Stream, document: Document) -> list[Overlap]:
    """The overlaps that are seams. Where there are some, the page was read in tiles, and less proves another."""
    groups = list(stream.overlaps())
    found = [_first(seam_in(stream, document, o) for o in group) for group in groups]
    if sum(map(bool, found)) >= _TILED:
        pairs = zip(found, groups, strict=True)
        found = [one or _first(seam_in(stream, document, o, tiled=True) for o in group) for one, group in pairs]
        known = {one.start for one in found if one}
        found += [edge_overlap(stream, n) for n, start in enumerate(stream.starts[1:-1], 1) if start not in known]
    return [one for one in found if one]


def _first(found: Iterable[Overlap | None]) -> Overlap | None:
    return next(filter(None, found), None)


def _seam(stream: Stream, document: Document, overlap: Overlap) -> _Seam:
    cut = best_cut_over(stream, document, overlap)
    head, tail = overlap.runs[0], overlap.runs[-1]
    text = "".join(stream.raw(head.second, tail.second + tail.size).split())
    why = f"a line read twice, {overlap.matched} characters agree: {text}"
    end, start = stream.spot(overlap.end - 1).block, stream.spot(overlap.start).block
    return _Seam(cut.keep, cut.resume, end, start, cut.glue, overlap.matched, why)


def _chains(found: Sequence[_Seam]) -> list[list[_Seam]]:
    """Seams that follow one another in one text; of two that contradict, the one that matches more."""
    taken: list[_Seam] = []
    for seam in sorted(found, key=lambda s: -s.matched):
        at = bisect(taken, seam)
        beside = [*taken[max(0, at - 1) : at], seam, *taken[at : at + 1]]
        if all(one.resume <= other.keep for one, other in pairwise(beside)):
            taken.insert(at, seam)
    chains: list[list[_Seam]] = []
    for seam in taken:
        if chains and chains[-1][-1].resume.block == seam.keep.block:
            chains[-1].append(seam)
        else:
            chains.append([seam])
    return chains


def _regrouped(document: Document, chain: Sequence[_Seam]) -> Regroup:
    """One edit for the chain: the text in one reading, then the copies, then what stood between."""
    blocks = document.blocks
    first, last = chain[0].keep.block, chain[-1].resume.block
    after: list[Block] = []
    text = blocks[first].part(0, chain[0].keep.at)
    behind: list[Block] = []
    for seam, following in zip(chain, [*chain[1:], None], strict=True):
        stop = following.keep.at if following else None
        rest = blocks[seam.resume.block].part(seam.resume.at, stop)
        copies, between = _copies(blocks, seam), [_silenced(document, n) for n in range(seam.end + 1, seam.start)]
        if _is_one(text, rest, bool(seam.resume.at)):
            text = _glued(text, rest, seam.glue)
            behind += [*copies, *between]
        else:
            after += [text, *behind, *copies, *between]
            text, behind = rest, []
    left = tuple(b for b in (*after, text, *behind) if b.text)
    return Regroup(first, last, left, "; ".join(seam.why for seam in chain))


def _silenced(document: Document, number: int) -> Block:
    """A block between two readings; a line of it that was cut through is one more reading of what they have."""
    block = document.blocks[number]
    if block.kind != Kind.PARAGRAPH or not _SHORTEST <= len(block.text) <= LINE or not is_cut_through(block.text):
        return block
    rest = skeleton("".join(b.text for n, b in document.prose() if n != number))
    line = skeleton(block.text)
    echoed = any(line[n : n + 3] in rest for n in range(len(line) - 2))
    return block if echoed else block.tagged(Kind.COPY)


def _is_one(text: Block, rest: Block, beside: bool) -> bool:
    """Whether the text runs on in one block: its sentence does, or the second reading has both in one."""
    return bool(text.text) and (not rest.text or beside or is_unfinished(text.text))


def _glued(text: Block, rest: Block, glue: str) -> Block:
    if not rest.text:
        return text
    kind = Kind.PARAGRAPH if Kind.PARAGRAPH in (text.kind, rest.kind) else text.kind
    return joined((text.tagged(kind, text.level if kind == text.kind else 0), rest), glue)


def _copies(blocks: Sequence[Block], seam: _Seam) -> list[Block]:
    """What the seam leaves out, reading by reading."""
    first = blocks[seam.keep.block].part(seam.keep.at, None, Kind.COPY)
    whole = [*blocks[seam.keep.block + 1 : seam.end + 1], *blocks[seam.start : seam.resume.block]]
    second = blocks[seam.resume.block].part(0, seam.resume.at, Kind.COPY)
    copies = [b if b.kind in SILENT else b.tagged(Kind.COPY) for b in whole]
    return [b for b in (first, *copies, second) if b.text]
