"""Whether a repetition is a column that was read twice, or one that the writer made."""

import regex

from kanwu.evidence.overlap import Overlap, Stream
from kanwu.evidence.readings import clarity
from kanwu.evidence.sentence import CLOSERS, ENDS, OPENERS, PAUSES, ends_sentence
from kanwu.model import Document, Kind

# Matched characters that an overlap needs, by what else speaks for it.
UNFINISHED, INSIDE, BLIND, SENTENCE = 6, 8, 10, 12
_LIKE = 0.55  # share of equal characters; a copy cut through its glyphs has 0.6 and more where anything is left of it
_EDGE = 2  # misread characters at either end of an overlap
_LINE = 32  # characters; no newspaper line is longer
_GARBLED = -0.6  # clarity; 94 of 100 stretches of good prose have more, 9 of 10 lines cut through their glyphs less
_STRAY = regex.compile(r"[\s|!~*_^\\<>]+$")
_MARK = regex.compile(rf"[{regex.escape(ENDS + CLOSERS + OPENERS + PAUSES)}][\s|!]*$")


def is_read_twice(stream: Stream, document: Document, overlap: Overlap) -> bool:
    """Whether the overlap is a seam.

    It goes from a line's beginning to the end of the first reading's block, it starts the second one's block, and it
    begins or ends inside a sentence. What a writer repeats begins and ends with one.
    """
    if overlap.likeness < _LIKE or not (_reaches_end(stream, overlap) and _reaches_start(stream, overlap)):
        return False
    start = line_before(stream, overlap)
    first = document.blocks[stream.spot(overlap.runs[0].first).block]
    unfinished = is_unfinished(document.blocks[stream.spot(overlap.end - 1).block].text)
    if start is not None and start == stream.starts[stream.index(start)]:
        return unfinished and overlap.matched >= UNFINISHED and first.kind != Kind.HEADING and _runs_on(stream, overlap)
    before = stream.spot(overlap.runs[0].first if start is None else start).at
    inside = not _MARK.search(first.text[:before])
    if not inside and _is_heading(stream, document, overlap):
        return False
    if start is None:
        return (unfinished or inside) and overlap.matched >= BLIND and "\n" not in first.text
    least = UNFINISHED if unfinished else INSIDE if inside else SENTENCE
    return overlap.matched >= least and (unfinished or inside or overlap.likeness < 1)


def line_before(stream: Stream, overlap: Overlap) -> int | None:
    """The place in the stream where the line begins that the second reading starts with; None where no blank shows it."""
    core, lead = overlap.runs[0].first, min(overlap.lead, _lead_on_line(stream, overlap))
    low = max(1, core - lead - _EDGE)
    begins = [at for at in range(low, core + 1) if stream.is_apart(at)]
    return min(begins, key=lambda at: abs(core - lead - at), default=None)


def _lead_on_line(stream: Stream, overlap: Overlap) -> int:
    """Characters between the beginning of the line and the first equal one, in the second reading."""
    at = overlap.runs[0].second
    while at > overlap.start and not stream.is_apart(at):
        at -= 1
    return overlap.runs[0].second - at


def is_unfinished(text: str) -> bool:
    """Whether a text stops inside a sentence; stray bars and dots at its end say nothing."""
    return not ends_sentence(_STRAY.sub("", text))


def _reaches_end(stream: Stream, overlap: Overlap) -> bool:
    """Whether the first reading's block ends with the overlap, or with one line more that was cut through."""
    if overlap.left_over <= _EDGE:
        return True
    end = overlap.end - overlap.left_over
    return overlap.left_over <= _LINE and stream.is_apart(end) and clarity(stream.raw(end, overlap.end)) <= _GARBLED


def _reaches_start(stream: Stream, overlap: Overlap) -> bool:
    """Whether the second reading's block starts with the overlap, or with one line more that was cut through."""
    core = overlap.runs[0].second
    if stream.index(core) != stream.index(overlap.start) or overlap.lead > _LINE:
        return False
    return overlap.lead <= _EDGE or clarity(stream.raw(overlap.start, core)) <= _GARBLED


def _runs_on(stream: Stream, overlap: Overlap) -> bool:
    """Whether a line of the second reading ends where the overlap does, and another one follows in its block."""
    end = overlap.runs[-1].second + overlap.runs[-1].size
    around = range(end, min(end + _EDGE, len(stream.text) - 1) + 1)
    return any(stream.is_apart(at) and stream.index(at) == stream.index(at - 1) for at in around)


def _is_heading(stream: Stream, document: Document, overlap: Overlap) -> bool:
    """Whether the second reading is a whole heading."""
    tail = overlap.runs[-1]
    index = stream.index(overlap.start)
    whole = tail.second + tail.size >= stream.starts[index + 1] - _EDGE
    return whole and document.blocks[stream.numbers[index]].kind == Kind.HEADING
