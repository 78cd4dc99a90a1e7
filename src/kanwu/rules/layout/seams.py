"""Columns or tiles that overlap and were read twice."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kanwu.evidence.overlap import Overlap, Spot, Stream
from kanwu.evidence.readings import quality
from kanwu.evidence.repeats import is_read_twice, is_unfinished, line_before
from kanwu.model import Block, Document, Edit, Kind, Regroup, joined

_CONTEXT = 6  # characters on either side that a reading is judged with: the longest word
_WHOLE, _LINE = 1.0, 0.5  # log10 by which a cut must be better than keeping the first reading whole, or none of it


class _Seam(NamedTuple):
    """The text runs on from `keep` to `resume`; what is between them in their readings' blocks is a copy."""

    keep: Spot
    resume: Spot
    end: int  # the block with which the first reading ends
    start: int  # the block with which the second one starts
    glue: str
    matched: int
    why: str


def seams(document: Document) -> Iterator[Edit]:
    """Keeps one reading where overlapping columns or tiles were read twice; the other becomes a copy, which is not written.

    The end of a block and the start of a later one are aligned by their letters, and cut over where the better part of
    each is kept. What stood between them moves behind the sentence that they share. Slogans, refrains, quotations and
    headlines echoed in the text are true repetitions and stay: a second reading starts where a line does, begins or ends
    inside a sentence, and reaches the end of what it repeats.
    """
    stream = Stream(document)
    found = []
    for overlaps in stream.overlaps():
        if real := next((o for o in overlaps if is_read_twice(stream, document, o)), None):
            found.append(_seam(stream, document, real))
    for chain in _chains(found):
        yield _regrouped(document, chain)


def _seam(stream: Stream, document: Document, overlap: Overlap) -> _Seam:
    cuts = list(_cuts(stream, overlap))
    keep, resume = max(cuts, key=lambda cut: _score(stream, overlap, cut))
    place = _at_start(stream, document, keep, resume) if (keep, resume) == cuts[0] else _at(stream, document, keep, resume)
    head, tail = overlap.runs[0], overlap.runs[-1]
    text = "".join(stream.raw(head.second, tail.second + tail.size).split())
    why = f"a line read twice, {overlap.matched} characters agree: {text}"
    ends = stream.spot(overlap.end - 1).block, stream.spot(overlap.start).block
    return _Seam(*place[:2], *ends, place[2], overlap.matched, why)


def _cuts(stream: Stream, overlap: Overlap) -> Iterator[tuple[int, int]]:
    """Where the first reading may give way to the second: at the beginning, and after each equal part."""
    before = line_before(stream, overlap)
    yield max(0, overlap.runs[0].first - overlap.lead) if before is None else before, overlap.start
    for run in overlap.runs:
        yield run.first + run.size, run.second + run.size


def _score(stream: Stream, overlap: Overlap, cut: tuple[int, int]) -> float:
    """How good the text is that a cut leaves."""
    keep, resume = cut
    tail = overlap.runs[-1]
    low = max(0, overlap.runs[0].first - overlap.lead - _CONTEXT)
    high = min(len(stream.text), tail.second + tail.size + overlap.left_over + _CONTEXT)
    at_edge = _WHOLE * (keep == overlap.end) + _LINE * (resume == overlap.start)
    return quality(stream.raw(low, keep) + stream.raw(resume, high)) + at_edge


_Place = tuple[Spot, Spot, str]


def _at_start(stream: Stream, document: Document, keep: int, resume: int) -> _Place:
    """The cut before the line that the second reading starts with, to the code point."""
    first, second = stream.spot(keep), Spot(stream.spot(resume).block, 0)
    before = stream.after(keep) if keep else first
    if before.block != first.block or not keep:
        return Spot(first.block, 0), second, "\n"
    signs = document.blocks[first.block].text[before.at : first.at]
    behind = max((n for n, c in enumerate(signs, 1) if c.isspace()), default=len(signs))
    return Spot(first.block, before.at + behind), second, _glue(signs)


def _at(stream: Stream, document: Document, keep: int, resume: int) -> _Place:
    """The cut after a character that both readings have, to the code point; signs are taken from where they are better."""
    first, second = stream.after(keep), stream.after(resume)
    ahead, behind = _signs(document, first), _signs(document, second)
    glue = _glue(ahead + behind)
    if quality(ahead) >= quality(behind):
        return Spot(first.block, first.at + len(ahead)), Spot(second.block, second.at + len(behind)), glue
    return first, second, "" if behind.strip() else glue


def _glue(signs: str) -> str:
    return "\n" if "\n" in signs else " " if any(map(str.isspace, signs)) else ""


def _signs(document: Document, spot: Spot) -> str:
    """The signs and blanks from a place up to the next letter."""
    text = document.blocks[spot.block].text
    size = next((n for n, c in enumerate(text[spot.at :]) if c.isalnum()), len(text) - spot.at)
    return text[spot.at : spot.at + size]


def _chains(found: Sequence[_Seam]) -> list[list[_Seam]]:
    """Seams that follow one another in one text, block by block; of two that contradict, the one that matches more."""
    taken: list[_Seam] = []
    for seam in sorted(found, key=lambda s: -s.matched):
        if all(_follows(other, seam) or _follows(seam, other) for other in taken):
            taken.append(seam)
    chains: list[list[_Seam]] = []
    for seam in sorted(taken):
        if chains and chains[-1][-1].resume.block == seam.keep.block:
            chains[-1].append(seam)
        else:
            chains.append([seam])
    return chains


def _follows(before: _Seam, after: _Seam) -> bool:
    return before.resume <= after.keep


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
        copies, between = _copies(blocks, seam), list(blocks[seam.end + 1 : seam.start])
        if _is_one(text, rest, seam):
            text = _glued(text, rest, seam.glue)
            behind += [*copies, *between]
        else:
            after += [text, *behind, *copies, *between]
            text, behind = rest, []
    return Regroup(first, last, tuple(b for b in (*after, text, *behind) if b.text), "; ".join(s.why for s in chain))


def _is_one(text: Block, rest: Block, seam: _Seam) -> bool:
    return bool(text.text) and (not rest.text or is_unfinished(text.text))


def _glued(text: Block, rest: Block, glue: str) -> Block:
    if not rest.text:
        return text
    kind = Kind.PARAGRAPH if Kind.PARAGRAPH in (text.kind, rest.kind) else text.kind
    return joined((text.tagged(kind, text.level if kind == text.kind else 0), rest), glue)


def _copies(blocks: Sequence[Block], seam: _Seam) -> list[Block]:
    """What the seam leaves out, reading by reading."""
    if seam.keep.block == seam.end:
        first = [blocks[seam.end].part(seam.keep.at, None, Kind.COPY)]
    else:
        first = [blocks[seam.keep.block].part(seam.keep.at, None, Kind.COPY)]
        first += [b.tagged(Kind.COPY) for b in blocks[seam.keep.block + 1 : seam.end + 1]]
    second = [b.tagged(Kind.COPY) for b in blocks[seam.start : seam.resume.block]]
    second.append(blocks[seam.resume.block].part(0, seam.resume.at, Kind.COPY))
    return [b for b in (*first, *second) if b.text]
