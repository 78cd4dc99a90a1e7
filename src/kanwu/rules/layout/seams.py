"""Columns or tiles that overlap and were read twice."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from kanwu.evidence.overlap import Overlap, Spot, Stream
from kanwu.evidence.readings import quality
from kanwu.evidence.repeats import is_read_twice, line_before
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import Block, Document, Edit, Kind, Regroup, joined

_CONTEXT = 6  # characters on either side that a reading is judged with: the longest word
_WHOLE = 1.0  # log10 by which a cut must be better than keeping the first reading whole


class _Seam(NamedTuple):
    """The text runs on from `keep` (exclusive) to `resume`; what is between them in their blocks is a copy."""

    keep: Spot
    resume: Spot
    last: int  # block in which the first reading ends
    first: int  # block in which the second one starts
    glue: str
    weight: int
    why: str


def seams(document: Document) -> Iterator[Edit]:
    """Keeps one reading where overlapping columns or tiles were read twice; the other becomes a copy, which is not written.

    The end of a block and the start of a later one are aligned by their letters; the cut between them is where the better
    half of each is kept. Slogans, refrains, quotations and headlines echoed in the text are true repetitions and stay:
    a second reading starts at a line's beginning, where no sentence does, and goes to the end of what it repeats.
    """
    stream = Stream(document)
    found = []
    for _, overlaps in stream.overlaps():
        if real := next((o for o in overlaps if is_read_twice(stream, document, o)), None):
            found.append(_seam(stream, document, real))
    for chain in _chains(found):
        yield _regrouped(document, chain)


def _seam(stream: Stream, document: Document, overlap: Overlap) -> _Seam:
    keep, resume = max(_cuts(stream, document, overlap), key=lambda c: _score(stream, overlap, c))
    first, second, glue = _signs(stream, document, overlap, keep, resume)
    head, tail = overlap.runs[0], overlap.runs[-1]
    text = " ".join(stream.raw(head.second, tail.second + tail.size).split())
    why = f"read twice: {overlap.matched} characters of {text!r} agree"
    last, start = stream.spot(overlap.end - 1).block, stream.spot(overlap.start).block
    return _Seam(first, second, last, start, glue, overlap.matched, why)


def _cuts(stream: Stream, document: Document, overlap: Overlap) -> Iterator[tuple[int, int]]:
    """Where the text may pass from the first reading to the second: at its beginning, and after each equal part."""
    yield line_before(stream, document, overlap), overlap.start
    for run in overlap.runs:
        yield run.first + run.size, run.second + run.size


def _score(stream: Stream, overlap: Overlap, cut: tuple[int, int]) -> float:
    head, tail = overlap.runs[0], overlap.runs[-1]
    low = max(0, head.first - overlap.lead - _CONTEXT)
    high = min(len(stream.text), tail.second + tail.size + overlap.left_over + _CONTEXT)
    text = stream.raw(low, max(low, cut[0])) + stream.raw(cut[1], high)
    return quality(text) + _WHOLE * (cut[0] == overlap.end)


def _signs(stream: Stream, document: Document, overlap: Overlap, keep: int, resume: int) -> tuple[Spot, Spot, str]:
    """The exact places of a cut: the signs at it are taken from the reading that has the better ones."""
    if resume == overlap.start:
        second = Spot(stream.spot(resume).block, 0)
        first = stream.after(keep)
        rest = document.blocks[first.block].text[first.at :]
        at = first.at + (len(rest) - len(rest.lstrip("。\uff0c\uff1b\uff1a\uff1f\uff01、」』”’\uff09,.;:?!)")))
        return Spot(first.block, at), second, "\n"
    first, second = stream.after(keep), stream.after(resume)
    ahead, behind = (_signs_at(document, spot) for spot in (first, second))
    glue = "\n" if not (ahead + "x").isspace() and any(map(str.isspace, ahead + behind)) else ""
    if quality(ahead) > quality(behind):
        return Spot(first.block, first.at + len(ahead)), Spot(second.block, second.at + len(behind)), glue
    return first, second, glue


def _signs_at(document: Document, spot: Spot) -> str:
    text = document.blocks[spot.block].text
    end = spot.at
    while end < len(text) and not text[end].isalnum():
        end += 1
    return text[spot.at : end]
