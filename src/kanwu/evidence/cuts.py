"""Where the first of two readings of one stretch gives way to the second."""

from collections.abc import Iterator
from typing import NamedTuple

from kanwu.evidence.line_breaks import line_before, may_begin
from kanwu.evidence.overlap import Overlap, Spot, Stream
from kanwu.evidence.readings import echoes, quality
from kanwu.model import Document

_CONTEXT = 6  # characters on either side that a reading is judged with: the longest word
_PAGE = 5_000  # characters on either side that count as the page
# log10 for a cut that keeps all of the first reading, none of it, or what it has more. Measured on 373 seams:
# the first readings whole have 114 errors more than the best cuts, with these values 55; 1 to 2 do as well.
_WHOLE, _NONE, _LEFT = 1.5, 1.0, 0.25
_EDGE = 2  # characters that the first reading may have at its end and the second one not
_MISREAD = 8  # characters at the first reading's end that one of the two has misread


class Cut(NamedTuple):
    """The text runs on from `keep` to `resume`, `glue` between; `favour` is its lead over other cuts."""

    keep: Spot
    resume: Spot
    glue: str
    favour: float


def best_cut_over(stream: Stream, document: Document, overlap: Overlap) -> Cut:
    """The cut that leaves the best text: its words, its signs, and what of it stands elsewhere on the page.

    Of cuts that leave equally good text, the one that keeps the first reading whole.
    """
    cuts = list(_cuts(stream, document, overlap))
    tail = overlap.runs[-1]
    start = max(0, overlap.runs[0].first - overlap.lead - _CONTEXT)
    end = min(len(stream.text), tail.second + tail.size + overlap.left_over + _CONTEXT)
    low, high = stream.spot(start), stream.after(end)
    texts = [stream.between(low, c.keep) + c.glue + stream.between(c.resume, high) for c in cuts]
    echoed = echoes(_page(stream, overlap, end), texts)
    scores = [quality(t) + e + c.favour for t, e, c in zip(texts, echoed, cuts, strict=True)]
    return cuts[scores.index(max(scores))]


def _page(stream: Stream, overlap: Overlap, end: int) -> str:
    """The skeleton of what stands around the two readings."""
    head = max(0, overlap.runs[0].first - overlap.lead - _EDGE)
    return stream.text[max(0, head - _PAGE) : head] + "\n" + stream.text[end : end + _PAGE]


def _cuts(stream: Stream, document: Document, overlap: Overlap) -> Iterator[Cut]:
    """The places for a cut: at the beginning, after each equal part, and at the first reading's end."""
    before = line_before(stream, overlap)
    begins = max(0, overlap.runs[0].first - overlap.lead) if before is None else before
    yield _at_start(stream, document, begins, overlap.start)
    for run in overlap.runs:
        first, second = run.first + run.size, run.second + run.size
        yield _at(stream, document, first, second, _WHOLE * (first == overlap.end))
    if (behind := _behind(stream, overlap, second)) is not None:
        yield _at(stream, document, overlap.end, behind, _LEFT)


def _behind(stream: Stream, overlap: Overlap, second: int) -> int | None:
    """Where the second reading has as much as the first has left over: at a line's end, if it is more than a few."""
    left = overlap.left_over
    if not 0 < left <= _MISREAD:
        return None
    places = (second + left, second + left + 1, second + left - 1)
    ends = [at for at in places if left <= _EDGE or may_begin(stream, at, by_rule=False)]
    inside = (at for at in ends if at <= len(stream.text) and stream.index(at - 1) == stream.index(second - 1))
    return next(inside, None)


def _at_start(stream: Stream, document: Document, keep: int, resume: int) -> Cut:
    """The cut before the line that the second reading starts with; signs before it stay with the first."""
    first, second = stream.spot(keep), Spot(stream.spot(resume).block, 0)
    before = stream.after(keep) if keep else first
    if before.block != first.block or not keep:
        return Cut(Spot(first.block, 0), second, "\n", _NONE)
    signs = document.blocks[first.block].text[before.at : first.at]
    behind = max((n for n, c in enumerate(signs, 1) if c.isspace()), default=len(signs))
    return Cut(Spot(first.block, before.at + behind), second, _glue(signs), _NONE)


def _at(stream: Stream, document: Document, keep: int, resume: int, favour: float) -> Cut:
    """The cut after a character that both readings have, with the better one's signs behind it."""
    first, second = stream.after(keep), stream.after(resume)
    ahead, behind = _signs(document, first), _signs(document, second)
    glue = _glue(ahead + behind)
    if quality(ahead) >= quality(behind):
        keeps, resumes = Spot(first.block, first.at + len(ahead)), Spot(second.block, second.at + len(behind))
        return Cut(keeps, resumes, glue, favour)
    return Cut(first, second, "" if behind.strip() else glue, favour)


def _glue(signs: str) -> str:
    return "\n" if "\n" in signs else " " if any(map(str.isspace, signs)) else ""


def _signs(document: Document, spot: Spot) -> str:
    """The signs and blanks from a spot up to the next letter."""
    text = document.blocks[spot.block].text
    size = next((n for n, c in enumerate(text[spot.at :]) if c.isalnum()), len(text) - spot.at)
    return text[spot.at : spot.at + size]
