"""Columns or tiles that overlap and were read twice."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kanwu.evidence.overlap import Overlap, Spot, Stream, skeleton
from kanwu.evidence.readings import quality
from kanwu.evidence.repeats import is_read_twice, is_unfinished, line_before
from kanwu.model import Block, Document, Edit, Kind, Regroup, joined

_CONTEXT = 6  # characters on either side that a reading is judged with: the longest word
_ECHO = {2: 0.5, 3: 1.5}  # log10 for two or three characters in a row that stand elsewhere on the page, too
_PAGE = 20_000  # characters on either side that count as the page
_WHOLE, _LINE, _LEFT = 1.0, 0.5, 0.25  # log10 for keeping the first reading whole, or none of it, or what it has more
_EDGE = 2  # characters that the first reading may have at its end and the second one not


class _Cut(NamedTuple):
    """The text runs on from `keep` to `resume`, with the glue between them; `favour` is its lead over other cuts in log10."""

    keep: Spot
    resume: Spot
    glue: str
    favour: float


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
    cut = _best(stream, overlap, list(_cuts(stream, document, overlap)))
    head, tail = overlap.runs[0], overlap.runs[-1]
    text = "".join(stream.raw(head.second, tail.second + tail.size).split())
    why = f"a line read twice, {overlap.matched} characters agree: {text}"
    end, start = stream.spot(overlap.end - 1).block, stream.spot(overlap.start).block
    return _Seam(cut.keep, cut.resume, end, start, cut.glue, overlap.matched, why)


def _cuts(stream: Stream, document: Document, overlap: Overlap) -> Iterator[_Cut]:
    """Where the first reading may give way to the second: at the beginning, after each equal part, at its end."""
    before = line_before(stream, overlap)
    begins = max(0, overlap.runs[0].first - overlap.lead) if before is None else before
    yield _at_start(stream, document, begins, overlap.start)
    for run in overlap.runs:
        first, second = run.first + run.size, run.second + run.size
        yield _at(stream, document, first, second, _WHOLE * (first == overlap.end))
    left = overlap.left_over
    if 0 < left <= _EDGE and stream.index(second + left - 1) == stream.index(second - 1):
        yield _at(stream, document, overlap.end, second + left, _LEFT)


def _best(stream: Stream, overlap: Overlap, cuts: Sequence[_Cut]) -> _Cut:
    """The cut that leaves the best text: by its words, its signs, and what of it stands elsewhere on the page."""
    tail = overlap.runs[-1]
    end = min(len(stream.text), tail.second + tail.size + overlap.left_over + _CONTEXT)
    low, high = stream.spot(max(0, overlap.runs[0].first - overlap.lead - _CONTEXT)), stream.after(end)
    texts = [stream.between(low, c.keep) + c.glue + stream.between(c.resume, high) for c in cuts]
    head = max(0, overlap.runs[0].first - overlap.lead - _EDGE)
    page = stream.text[max(0, head - _PAGE) : head] + "\n" + stream.text[end : end + _PAGE]
    echoes = _echoes(page, [skeleton(t) for t in texts])
    scores = [quality(t) + e + c.favour for t, e, c in zip(texts, echoes, cuts, strict=True)]
    return cuts[scores.index(max(scores))]


def _echoes(page: str, texts: Sequence[str]) -> list[float]:
    """For each text how much of what the others have not stands elsewhere on the page."""
    scores = [0.0] * len(texts)
    for size, weight in _ECHO.items():
        grams = [{t[n : n + size] for n in range(len(t) - size + 1)} for t in texts]
        own = set.union(*grams) - set.intersection(*grams)
        found = {gram for gram in own if gram in page}
        scores = [score + weight * len(found & mine) for score, mine in zip(scores, grams, strict=True)]
    return scores


def _at_start(stream: Stream, document: Document, keep: int, resume: int) -> _Cut:
    """The cut before the line that the second reading starts with; the signs before it stay with the first."""
    first, second = stream.spot(keep), Spot(stream.spot(resume).block, 0)
    before = stream.after(keep) if keep else first
    if before.block != first.block or not keep:
        return _Cut(Spot(first.block, 0), second, "\n", _LINE)
    signs = document.blocks[first.block].text[before.at : first.at]
    behind = max((n for n, c in enumerate(signs, 1) if c.isspace()), default=len(signs))
    return _Cut(Spot(first.block, before.at + behind), second, _glue(signs), _LINE)


def _at(stream: Stream, document: Document, keep: int, resume: int, favour: float) -> _Cut:
    """The cut after a character that both readings have; the signs there are taken from where they are better."""
    first, second = stream.after(keep), stream.after(resume)
    ahead, behind = _signs(document, first), _signs(document, second)
    glue = _glue(ahead + behind)
    if quality(ahead) >= quality(behind):
        return _Cut(Spot(first.block, first.at + len(ahead)), Spot(second.block, second.at + len(behind)), glue, favour)
    return _Cut(first, second, "" if behind.strip() else glue, favour)


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
        if _is_one(text, rest, bool(seam.resume.at and not between)):
            text = _glued(text, rest, seam.glue)
            behind += [*copies, *between]
        else:
            after += [text, *behind, *copies, *between]
            text, behind = rest, []
    return Regroup(first, last, tuple(b for b in (*after, text, *behind) if b.text), "; ".join(s.why for s in chain))


def _is_one(text: Block, rest: Block, beside: bool) -> bool:
    """Whether the text runs on in one block: its sentence does, or the second reading has both `beside` each other."""
    return bool(text.text) and (not rest.text or beside or is_unfinished(text.text))


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
