"""Whether a repetition is a column that was read twice, or one that the writer made."""

from itertools import pairwise
from math import inf

import regex

from kanwu.evidence.overlap import Overlap, Stream, places
from kanwu.evidence.readings import clarity
from kanwu.evidence.sentence import CLOSERS, ENDS, OPENERS, ends_sentence
from kanwu.model import Document, Kind

# How many characters must agree, less half of those that do not. Measured on 64 bench pages with seams and 160 without,
# and on 13 M characters of clean text, of which statutes repeat themselves most.
_LEAST = 4.5  # where all else speaks for a seam
_NO_LINE = 5.0  # more, where no line begins with the overlap in the first reading
_NO_BREAK = 3.0  # more, where no line ends with it in the second reading
_FINISHED = 2.0  # more, where the first reading ends with a sentence
_CLAUSE, _SENTENCE = 2.0, 5.0  # more still, where what is repeated also begins as a clause or as a sentence does
_APART = 2.0  # more, where other text stands between

_LIKE, _BLIND_LIKE = 0.55, 0.8  # share of equal characters, at a line's beginning and elsewhere
_EDGE = 2  # misread characters at either end of an overlap
_SKEW = 0.1  # share of an overlap by which one reading may be longer still: characters that an engine dropped
_LINE = 32  # characters; no newspaper line is longer
_DEBRIS, _BLIND_BETWEEN, _BETWEEN = 8, 60, 200  # characters between two readings: stray ones, one caption, several
_GARBLED = -0.6  # clarity; 94 of 100 stretches of good prose have more, 9 of 10 lines cut through their glyphs less
_STRAY = regex.compile(r"[\s|!~*_^\\<>]+$")
_PAUSE = "、\uff0c\uff1b\uff1a,;:"
_SENTENCE_MARK = regex.compile(rf"(?:^|[{regex.escape(ENDS + CLOSERS + OPENERS)}])[\s|!]*$")
_CLAUSE_MARK = regex.compile(rf"[{_PAUSE}—·][\s|!]*$")
_ENDED = regex.compile(rf"[^\p{{L}}\p{{N}}\s{_PAUSE}]")


def is_read_twice(stream: Stream, document: Document, overlap: Overlap) -> bool:
    """Whether the overlap is a seam.

    A seam goes from a line's beginning to the end of the first reading's block, and it starts the second one's block; it
    begins or ends inside a sentence, while what a writer repeats begins and ends with one.
    """
    if not _is_near(overlap) or not (_reaches_end(stream, overlap) and _reaches_start(stream, overlap)):
        return False
    start = line_before(stream, overlap)
    if start is None and not _is_plain(overlap):
        return False
    if not _ends_alike(stream, document, overlap) or _breaks_elsewhere(stream, overlap):
        return False
    if _is_whole(stream, document, overlap, start):
        return False
    return overlap.matched - 0.5 * overlap.missed >= _needed(stream, document, overlap, start)


def _is_near(overlap: Overlap) -> bool:
    """Whether the readings are alike, equally long, and not an article apart."""
    return overlap.likeness >= _LIKE and overlap.skew <= _EDGE + _SKEW * overlap.matched and overlap.start - overlap.end <= _BETWEEN


def _is_plain(overlap: Overlap) -> bool:
    """Whether the readings agree from edge to edge and are near each other, as they must where no line shows them."""
    edges, between = overlap.lead + overlap.left_over, overlap.start - overlap.end
    return overlap.likeness >= _BLIND_LIKE and edges < _EDGE and between <= _BLIND_BETWEEN


def _needed(stream: Stream, document: Document, overlap: Overlap, start: int | None) -> float:
    """How many characters must agree; without end where a sentence is repeated word by word."""
    before = _text_before(stream, document, overlap, start)
    finished = not is_unfinished(_last_text(stream, document, overlap))
    sentence = finished and bool(_SENTENCE_MARK.search(before))
    if sentence and (start is None or overlap.likeness == 1):
        return inf
    needs = (
        (start is None, _NO_LINE),
        (not _breaks(stream, overlap), _NO_BREAK),
        (finished, _FINISHED),
        (finished and bool(_CLAUSE_MARK.search(before)), _CLAUSE),
        (sentence, _SENTENCE),
        (overlap.start - overlap.end > _DEBRIS, _APART),
    )
    return _LEAST + sum(more for holds, more in needs if holds)


def _text_before(stream: Stream, document: Document, overlap: Overlap, start: int | None) -> str:
    """The text of the first reading's block before the line, or the first equal character, with which the overlap begins."""
    spot = stream.spot(overlap.runs[0].first if start is None else start)
    return document.blocks[spot.block].text[: spot.at]


def _last_text(stream: Stream, document: Document, overlap: Overlap) -> str:
    return document.blocks[stream.spot(overlap.end - 1).block].text


def line_before(stream: Stream, overlap: Overlap) -> int | None:
    """The place in the stream where the line begins that the second reading starts with; None where no blank shows it."""
    core, lead = overlap.runs[0].first, min(overlap.lead, _lead_on_line(stream, overlap))
    off = 1 + lead // 4  # a dropped character more or less
    begins = [at for at in range(max(0, core - lead - off), min(core, core - lead + off) + 1) if stream.is_apart(at)]
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


def _breaks_elsewhere(stream: Stream, overlap: Overlap) -> bool:
    """Whether one reading breaks a line within a word where the other does not: a repetition that was set anew."""
    for run in overlap.runs:
        first, second = stream.raw(run.first, run.first + run.size), stream.raw(run.second, run.second + run.size)
        for one, other in ((first, second), (second, first)):
            if " " not in one and any(a.isspace() and not b for a, b in zip(_gaps(one), _gaps(other), strict=True)):
                return True
    return False


def _gaps(text: str) -> list[str]:
    """What stands between each letter and the next."""
    at = places(text)
    return [text[a + 1 : b] for a, b in pairwise(at[:-1])]


def _ends_alike(stream: Stream, document: Document, overlap: Overlap) -> bool:
    """Whether the second reading has a sign, too, where the first one ends with a sentence."""
    if is_unfinished(_last_text(stream, document, overlap)):
        return True
    end = overlap.runs[-1].second + overlap.runs[-1].size
    index = stream.index(end - 1)
    if end + overlap.left_over >= stream.starts[index + 1]:
        return True
    return bool(_ENDED.search(stream.raw(end - 1, end + overlap.left_over + 1)))


def _is_whole(stream: Stream, document: Document, overlap: Overlap, start: int | None) -> bool:
    """Whether a block is repeated as a whole: a heading, a refrain, a pull-quote. A paragraph's first line is none."""
    index = stream.index(overlap.start)
    second = document.blocks[stream.numbers[index]]
    size = stream.starts[index + 1] - overlap.start
    whole = overlap.runs[-1].second + overlap.runs[-1].size >= overlap.start + size - _EDGE
    unfinished = is_unfinished(_last_text(stream, document, overlap))
    if start is None:
        return whole and (size > _LINE or not unfinished)
    if start > stream.starts[stream.index(start)] + _EDGE:
        before = _text_before(stream, document, overlap, start)
        apart = overlap.start - overlap.end > _DEBRIS
        return whole and second.kind == Kind.HEADING and (apart or bool(_SENTENCE_MARK.search(before)))
    heading = document.blocks[stream.numbers[stream.index(start)]].kind == Kind.HEADING
    return heading or whole or not unfinished or not _breaks(stream, overlap)
