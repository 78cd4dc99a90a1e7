"""Whether a repetition is a column that was read twice, or one that the writer made."""

from itertools import pairwise
from math import inf
from typing import NamedTuple

import regex

from kanwu.evidence.overlap import Overlap, Run, Stream, places
from kanwu.evidence.readings import clarity, quality
from kanwu.evidence.sentence import CLOSERS, ENDS, OPENERS, ends_sentence
from kanwu.model import Document, Kind, is_han

# How many characters must agree, less half of those that do not. Measured on 64 bench pages with seams and 160
# without, and on 13 M characters of clean text, of which statutes repeat themselves most.
_LEAST = 4.5  # where all else speaks for a seam
_NO_LINE = 5.0  # more, where no line begins with the overlap in the first reading
_NO_BREAK = 3.0  # more, where nothing shows that a line ends with it in the second reading
_OTHER_BREAK = 8.0  # more, where that one's line goes on and ends later
_LATIN = 0.4  # what a letter or figure counts for: names and dates are repeated more than words
_FINISHED = 1.5  # more, where the first reading ends with a sentence
_CLAUSE, _SENTENCE = 2.0, 5.0  # more still, where what is repeated also begins as a clause or a sentence does
_APART = 2.0  # more, where other text stands between
_TWIN = 6.0  # more, where both readings are blocks of their own

_LIKE, _BLIND_LIKE = 0.55, 0.8  # share of equal characters, at a line's beginning and elsewhere
_WORSE = 3.0  # log10 by which one of two blocks that differ is misread; good lines that differ in a word: 1 to 2
_EDGE, _SHARE = 2, 0.1  # characters that may be misread at either end: so many, and a share of the overlap
_LINE, _HALF = 32, 8  # characters: no newspaper line is longer; so many of a line may be garbled before the rest is not
_DEBRIS, _CAPTION, _BETWEEN = 8, 60, 200  # characters between two readings: stray ones, one caption, several
_FEWEST = 4  # Chinese characters from which on clarity says something
_GARBLED = -0.6  # clarity; 94 of 100 stretches of good prose have more, 9 of 10 lines cut through their glyphs less

_STRAY = regex.compile(r"[\s|!~*_^\\<>]+$")
_QUOTES = ("「", "『", "“", '"')
_PAUSES = "、\uff0c\uff1b\uff1a,;:—·"
_OPENED = regex.compile(rf"[{regex.escape(OPENERS)}\s|]*$")
_ENDED = regex.compile(rf"(?:^|[{regex.escape(ENDS)}][{regex.escape(CLOSERS)}]*)[\s|]*$")
_PAUSED = regex.compile(rf"[{_PAUSES}][\s|]*$")
_STOPPED = regex.compile(rf"[^\p{{L}}\p{{N}}\s{_PAUSES[:-2]}]")


class _Facts(NamedTuple):
    """What is known of an overlap beside its letters."""

    line: bool  # the first reading has a line that begins with it
    opens: bool  # and that line is the first of its block
    sentence: bool  # the first reading has a sentence that begins with it
    clause: bool  # or a clause
    quoted: bool  # or a quotation
    finished: bool  # the first reading's block ends with a sentence
    breaks: bool | None  # the second reading has a line that ends with it; None where it shows no line end
    whole: bool  # the second reading's block is nothing else
    headings: tuple[bool, bool]  # whether the two blocks are headings


def seam_in(stream: Stream, document: Document, overlap: Overlap) -> Overlap | None:
    """The overlap, from a line's beginning on, if it is a column that was read twice.

    A seam goes from a line's beginning to the end of the first reading's block, and it starts the second one's block;
    it begins or ends inside a sentence, while what a writer repeats begins and ends with one.
    """
    if overlap.start - overlap.end > _BETWEEN or not _reaches_end(stream, overlap):
        return None
    overlap = _from_line(stream, overlap)
    if not _is_alike(overlap) or not _reaches_start(stream, overlap):
        return None
    facts = _facts(stream, document, overlap)
    if not facts.line and not _is_plain(overlap):
        return None
    if _breaks_elsewhere(stream, overlap) or (facts.finished and not _stops(stream, overlap)):
        return None
    least = _needed(overlap, facts) if not facts.opens or not facts.whole else _needed_by_twins(stream, overlap, facts)
    return overlap if _weight(stream, overlap) - 0.5 * overlap.missed >= least else None


def _weight(stream: Stream, overlap: Overlap) -> float:
    """How many characters agree, a letter or figure counted as a part of one."""
    text = "".join(stream.text[r.first : r.first + r.size] for r in overlap.runs)
    return len(text) - (1 - _LATIN) * sum(map(str.isascii, text))


def _from_line(stream: Stream, overlap: Overlap) -> Overlap:
    """The overlap without what a garbled line before it shares by chance: from where a line begins in both readings."""
    if line_before(stream, overlap) is not None:
        return overlap
    for number, (first, second, size) in enumerate(overlap.runs):
        for off in range(size):
            if stream.is_apart(first + off) and stream.is_apart(second + off, False):
                run = Run(first + off, second + off, size - off)
                return overlap._replace(runs=(run, *overlap.runs[number + 1 :]))
    return overlap


def _is_alike(overlap: Overlap) -> bool:
    """Whether the readings are alike and equally long."""
    return overlap.likeness >= _LIKE and overlap.skew <= _EDGE + _SHARE * overlap.matched


def _is_plain(overlap: Overlap) -> bool:
    """Whether the readings agree from edge to edge and are near each other, as they must where no line shows them."""
    edges, between = overlap.lead + overlap.left_over, overlap.start - overlap.end
    return overlap.likeness >= _BLIND_LIKE and edges < _EDGE and between <= _CAPTION


def _facts(stream: Stream, document: Document, overlap: Overlap) -> _Facts:
    start = line_before(stream, overlap)
    spot = stream.spot(overlap.runs[0].first if start is None else start)
    first, last = document.blocks[spot.block], document.blocks[stream.spot(overlap.end - 1).block]
    second = document.blocks[stream.spot(overlap.start).block]
    text = first.text[: spot.at]
    before = _OPENED.sub("", text)
    tail = overlap.runs[-1]
    return _Facts(
        line=start is not None,
        opens=start is not None and start <= stream.starts[stream.index(start)] + _EDGE,
        sentence=bool(_ENDED.search(before)),
        clause=bool(_PAUSED.search(before)),
        quoted=text.rstrip(" |").endswith(_QUOTES),
        finished=not is_unfinished(last.text),
        breaks=_breaks(stream, overlap),
        whole=tail.second + tail.size >= stream.starts[stream.index(overlap.start) + 1] - _EDGE,
        headings=(first.kind == Kind.HEADING, second.kind == Kind.HEADING),
    )


def _needed(overlap: Overlap, facts: _Facts) -> float:
    """How many characters must agree; without end for what is certainly a repetition."""
    apart = overlap.start - overlap.end > _DEBRIS
    begins = facts.sentence or facts.quoted
    echo = facts.whole and (begins or (apart and facts.clause)) and (apart or facts.headings[1] or facts.quoted)
    own_sentence = facts.finished and begins and (not facts.line or overlap.likeness == 1)
    long = overlap.matched > 2 * _LINE
    first_line = facts.opens and (facts.headings[0] or facts.finished or not facts.breaks or long)
    closed = not facts.line and facts.whole and (facts.finished or overlap.matched > _LINE)
    if echo or first_line or own_sentence or closed:
        return inf
    needs = (
        (not facts.line, _NO_LINE),
        (facts.breaks is None, _NO_BREAK),
        (facts.breaks is False, _OTHER_BREAK),
        (facts.finished, _FINISHED),
        (facts.finished and facts.clause, _CLAUSE),
        (facts.finished and begins, _SENTENCE),
        (apart, _APART),
    )
    return _LEAST + sum(more for holds, more in needs if holds)


def _needed_by_twins(stream: Stream, overlap: Overlap, facts: _Facts) -> float:
    """The same for two blocks that are one unfinished line each, one behind the other: equal, or one of them misread."""
    tail = overlap.runs[-1]
    lines = overlap.start == overlap.end and overlap.matched <= _LINE and overlap.lead + overlap.left_over <= _EDGE
    if facts.finished or any(facts.headings) or not lines:
        return inf
    first = stream.raw(overlap.runs[0].first, tail.first + tail.size)
    second = stream.raw(overlap.start, tail.second + tail.size)
    equal = overlap.likeness == 1 and not overlap.lead + overlap.left_over
    return _LEAST + _TWIN if equal or abs(quality(first) - quality(second)) >= _WORSE else inf


def line_before(stream: Stream, overlap: Overlap) -> int | None:
    """The place in the stream where the line begins that the second reading starts with; None where no blank shows it."""
    core, lead = overlap.runs[0].first, _lead_on_line(stream, overlap)
    if core == stream.starts[stream.index(core)]:
        return core
    off = 1 + lead // 6  # a dropped character more or less
    begins = {core, *range(max(0, core - lead - off), min(core, core - lead + off) + 1)}
    return min(filter(stream.is_apart, begins), key=lambda at: (abs(core - lead - at), -at), default=None)


def _lead_on_line(stream: Stream, overlap: Overlap) -> int:
    """Characters between the beginning of the line and the first equal one, in the second reading."""
    at = core = overlap.runs[0].second
    while at > max(overlap.start, core - _LINE) and not stream.is_apart(at):
        at -= 1
    return core - at


def is_unfinished(text: str) -> bool:
    """Whether a text stops inside a sentence; stray bars and stars at its end say nothing."""
    return not ends_sentence(_STRAY.sub("", text))


def _reaches_end(stream: Stream, overlap: Overlap) -> bool:
    """Whether the first reading's block ends with the overlap, or with one line more that was cut through."""
    if overlap.left_over <= _EDGE + _SHARE * overlap.matched:
        return True
    end = overlap.end - overlap.left_over
    return overlap.left_over <= _LINE and stream.is_apart(end) and _is_garbled(stream.raw(end, overlap.end))


def _reaches_start(stream: Stream, overlap: Overlap) -> bool:
    """Whether the second reading's block starts with the overlap, or with one line more that was cut through."""
    core = overlap.runs[0].second
    if stream.index(core) != stream.index(overlap.start) or overlap.lead > _LINE:
        return False
    if overlap.lead <= _EDGE + _SHARE * overlap.matched:
        return True
    return _lead_on_line(stream, overlap) <= _HALF and _is_garbled(stream.raw(overlap.start, core))


def _is_garbled(text: str) -> bool:
    """Whether a line was cut through: its characters make hardly any words."""
    return sum(map(is_han, text)) >= _FEWEST and clarity(text) <= _GARBLED


def _breaks(stream: Stream, overlap: Overlap) -> bool | None:
    """Whether a line of the second reading ends where the overlap does; None where it shows no line end nearby."""
    end = overlap.runs[-1].second + overlap.runs[-1].size
    if any(stream.is_apart(at, False) for at in range(end, end + overlap.left_over + 2)):
        return True
    return False if any(map(stream.is_apart, range(end + overlap.left_over + 2, end + _HALF + 4))) else None


def _breaks_elsewhere(stream: Stream, overlap: Overlap) -> bool:
    """Whether one reading breaks a line within a word where the other does not: a repetition that was set anew."""
    for run in overlap.runs:
        texts = stream.raw(run.first, run.first + run.size), stream.raw(run.second, run.second + run.size)
        for one, other in (texts, texts[::-1]):
            gaps = zip(_gaps(one), _gaps(other), strict=True)
            if " " not in one and any(a.isspace() and not b for a, b in gaps):
                return True
    return False


def _gaps(text: str) -> list[str]:
    """What stands between each letter and the next."""
    return [text[a + 1 : b] for a, b in pairwise(places(text)[:-1])]


def _stops(stream: Stream, overlap: Overlap) -> bool:
    """Whether the second reading, too, has a sign that is no pause, or a line's end, where the first one's sentence ends."""
    end = overlap.runs[-1].second + overlap.runs[-1].size
    if end + overlap.left_over >= stream.starts[stream.index(end - 1) + 1] or stream.is_apart(end):
        return True
    return bool(_STOPPED.search(stream.raw(end - 1, end + overlap.left_over + 1)))
