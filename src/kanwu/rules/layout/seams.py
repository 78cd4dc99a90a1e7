"""Columns or tiles that overlap and were read twice."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kanwu.evidence.cuts import best_cut_over
from kanwu.evidence.lost_signs import Swap, lost_signs, moved, swapped
from kanwu.evidence.overlap import Overlap, Spot, Stream
from kanwu.evidence.repeats import is_unfinished
from kanwu.evidence.tiles import is_lost_line, seams_of
from kanwu.model import SILENT, Block, Document, Edit, Kind, Regroup, joined


class _Seam(NamedTuple):
    """What is between the cut's two spots, in the blocks of their readings, is a copy."""

    keep: Spot
    resume: Spot
    end: int  # the block with which the first reading ends
    start: int  # the block with which the second one starts
    glue: str
    matched: int
    why: str
    swaps: tuple[Swap, ...]


def seams(document: Document) -> Iterator[Edit]:
    """Keeps one reading where overlapping columns or tiles were read twice; the other one is not written.

    The end of a block and the start of a later one are aligned by their letters, and the first gives way to
    the second where the better part of each is kept: more words, fewer odd signs, more that stands elsewhere
    on the page; a sign that only the other one has is taken over. What stood between them moves behind the
    sentence that they share. Slogans, refrains, quotations and headlines echoed in the text are true repetitions
    and stay: a second reading starts where a line does, begins or ends inside a sentence, and reaches the end of
    what it repeats. Once a page has a seam it was read in tiles, and a whole line twice in a row is one, too.
    """
    stream = Stream(document)
    for chain in _chains([_seam(stream, document, o) for o in seams_of(stream, document)]):
        yield _regrouped(document, chain)


def _seam(stream: Stream, document: Document, overlap: Overlap) -> _Seam:
    cut = best_cut_over(stream, document, overlap)
    head, tail = overlap.runs[0], overlap.runs[-1]
    text = "".join(stream.raw(head.second, tail.second + tail.size).split())
    why = f"a line read twice, {overlap.matched} characters agree: {text}"
    end, start = stream.spot(overlap.end - 1).block, stream.spot(overlap.start).block
    swaps = tuple(lost_signs(stream, document.blocks, overlap, cut.keep, cut.resume))
    return _Seam(cut.keep, cut.resume, end, start, cut.glue, overlap.matched, why, swaps)


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


def _regrouped(document: Document, found: Sequence[_Seam]) -> Regroup:
    """One edit for the chain: the text in one reading, then the copies, then what stood between."""
    swaps = [swap for seam in found for swap in seam.swaps]
    blocks = swapped(document.blocks, swaps)
    chain = [s._replace(keep=moved(s.keep, swaps), resume=moved(s.resume, swaps)) for s in found]
    first, last = chain[0].keep.block, chain[-1].resume.block
    after: list[Block] = []
    text = blocks[first].part(0, chain[0].keep.at)
    behind: list[Block] = []
    for seam, following in zip(chain, [*chain[1:], None], strict=True):
        stop = following.keep.at if following else None
        rest = blocks[seam.resume.block].part(seam.resume.at, stop)
        copies, between = _copies(blocks, seam), [_between(document, n) for n in range(seam.end + 1, seam.start)]
        beside = all(b.kind in SILENT for b in between)
        if _is_one(text, rest, bool(seam.resume.at and beside)):
            text = _glued(text, rest, seam.glue)
            behind += [*copies, *between]
        else:
            after += [text, *behind, *copies, *between]
            text, behind = rest, []
    left = tuple(b for b in (*after, text, *behind) if b.text)
    return Regroup(first, last, left, "; ".join(seam.why for seam in chain))


def _between(document: Document, number: int) -> Block:
    block = document.blocks[number]
    return block.tagged(Kind.COPY) if is_lost_line(document, number) else block


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
