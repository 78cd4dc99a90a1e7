"""Whether a repetition is a column that was read twice, or one that the writer made."""

import regex

from kanwu.evidence.overlap import Overlap, Stream
from kanwu.evidence.readings import clarity
from kanwu.evidence.sentence import CLOSERS, ENDS, OPENERS, PAUSES, ends_sentence
from kanwu.model import Document, Kind

# How many characters must agree. Measured on 64 bench pages with seams and 160 without, and on 18 M characters of clean
# text: encyclopaedia, news, statutes and transcripts, of which the statutes repeat themselves most.
_LEAST = 5.0  # where all else speaks for a seam
_NO_LINE = 5.0  # more, where no line begins with the overlap in the first reading
_NO_BREAK = 3.0  # more, where no line ends with it in the second reading
_FINISHED = 2.0  # more, where the first reading ends with a sentence
_SENTENCE = 5.0  # more, where what is repeated also begins as a sentence or a clause does
_APART = 2.0  # more, where other text stands between

_LIKE, _BLIND_LIKE = 0.55, 0.8  # share of equal characters, at a line's beginning and elsewhere
_EDGE = 2  # misread characters at either end of an overlap, and characters that one reading has more
_LINE = 32  # characters; no newspaper line is longer
_BETWEEN = 200  # characters that may stand between two readings: captions and headings, no article
_GARBLED = -0.6  # clarity; 94 of 100 stretches of good prose have more, 9 of 10 lines cut through their glyphs less
_STRAY = regex.compile(r"[\s|!~*_^\\<>]+$")
_MARK = regex.compile(rf"[{regex.escape(ENDS + CLOSERS + OPENERS + PAUSES)}][\s|!]*$")
_GOES_ON = regex.compile(rf"[{regex.escape(CLOSERS)}]*(?:[\p{{L}}\p{{N}}]|[{regex.escape(PAUSES)}])")


def is_read_twice(stream: Stream, document: Document, overlap: Overlap) -> bool:
    """Whether the overlap is a seam.

    A seam goes from a line's beginning to the end of the first reading's block, and it starts the second one's block; it
    begins or ends inside a sentence, while what a writer repeats begins and ends with one.
    """
    start = line_before(stream, overlap)
    return (
        overlap.likeness >= (_BLIND_LIKE if start is None else _LIKE)
        and overlap.skew <= _EDGE
        and stream.starts[stream.index(overlap.start)] - overlap.end <= _BETWEEN
        and _reaches_end(stream, overlap)
        and _reaches_start(stream, overlap)
        and _ends_alike(stream, document, overlap)
        and not _is_whole(stream, document, overlap, start)
        and overlap.matched - 0.5 * overlap.missed >= _needed(stream, document, overlap, start)
    )


def _needed(stream: Stream, document: Document, overlap: Overlap, start: int | None) -> float:
    """How many characters must agree, less half of those that do not."""
    spot = stream.spot(overlap.runs[0].first if start is None else start)
    at_mark = bool(_MARK.search(document.blocks[spot.block].text[: spot.at])) or not spot.at
    finished = not is_unfinished(_last_text(stream, document, overlap))
    apart = stream.starts[stream.index(overlap.start)] > overlap.end
    needs = (
        (start is None, _NO_LINE),
        (not _breaks(stream, overlap), _NO_BREAK),
        (finished, _FINISHED),
        (finished and at_mark, _SENTENCE),
        (apart, _APART),
    )
    return _LEAST + sum(more for holds, more in needs if holds)


def _last_text(stream: Stream, document: Document, overlap: Overlap) -> str:
    return document.blocks[stream.spot(overlap.end - 1).block].text


def line_before(stream: Stream, overlap: Overlap) -> int | None:
    """The place in the stream where the line begins that the second reading starts with; None where no blank shows it."""
    core, lead = overlap.runs[0].first, min(overlap.lead, _lead_on_line(stream, overlap))
    low = max(0, core - lead - _EDGE)
    begins = [at for at in range(low, core + 1) if stream.is_apart(at)]
    return min(begins, key=lambda at: abs(core - lead - at), default=None)


def _lead_on_line(stream: Stream, overlap: Overlap) -> int:
    """Characters between the beginning of the line and the first equal one, in the second reading."""
    at = overlap.runs[0].second
    while at > overlap.start and not stream.is_apart(at):
        at -= 1
    return overlap.runs[0].second - at


def is_unfinished(text: str) -> bool:
    """Whether a text stops inside a sentence; stray bars and stars at its end say nothing."""
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


def _breaks(stream: Stream, overlap: Overlap) -> bool:
    """Whether a line of the second reading ends where the overlap does."""
    end = overlap.runs[-1].second + overlap.runs[-1].size
    return any(stream.is_apart(at) for at in range(end, end + overlap.left_over + _EDGE + 1))


def _ends_alike(stream: Stream, document: Document, overlap: Overlap) -> bool:
    """Whether the second reading has a sign, too, where the first one ends with a sentence."""
    if overlap.left_over or is_unfinished(_last_text(stream, document, overlap)):
        return True
    spot = stream.after(overlap.runs[-1].second + overlap.runs[-1].size)
    return not _GOES_ON.match(document.blocks[spot.block].text, spot.at)


def _is_whole(stream: Stream, document: Document, overlap: Overlap, start: int | None) -> bool:
    """Whether a block as a whole is repeated: a heading, a refrain, a pull-quote; not the first line of a paragraph."""
    index, tail = stream.index(overlap.start), overlap.runs[-1]
    end = tail.second + tail.size
    whole = end >= stream.starts[index + 1] - _EDGE
    heading = document.blocks[stream.numbers[index]].kind == Kind.HEADING
    if start is None or start != stream.starts[stream.index(start)]:
        spot = stream.spot(overlap.runs[0].first if start is None else start)
        return heading and whole and bool(_MARK.search(document.blocks[spot.block].text[: spot.at]))
    heading = document.blocks[stream.numbers[stream.index(start)]].kind == Kind.HEADING
    return heading or whole or not is_unfinished(_last_text(stream, document, overlap)) or not _breaks(stream, overlap)
