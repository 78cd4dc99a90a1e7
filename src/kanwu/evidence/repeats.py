"""Whether a repetition is a column that was read twice, or one that the writer made."""

from typing import NamedTuple

import regex

from kanwu.evidence.cut_lines import LINE, is_cut_through, is_debris
from kanwu.evidence.line_breaks import breaks, breaks_elsewhere, is_broken, lead_on_line, line_before, may_begin
from kanwu.evidence.overlap import Overlap, Run, Stream
from kanwu.evidence.readings import clarity
from kanwu.evidence.sentence import CLOSERS, ENDS, OPENERS, ends_sentence
from kanwu.model import Document, Kind
from kanwu.patterns import late

# How many characters must agree, less half of those that do not. Measured on 108 real OCR pages with seams,
# 270 without, and 13 M characters of clean text, statutes among it, which repeat themselves most.
_LEAST = 4.5  # where all else speaks for a seam
_NO_LINE = 5.0  # more, where no line begins with the overlap in the first reading
_NO_BREAK = 3.0  # more, where nothing shows that a line ends with it in the second reading
_OTHER_BREAK = 8.0  # more, where that one's line goes on and ends later
_FINISHED = 1.5  # more, where the first reading ends with a sentence
_CLAUSE, _SENTENCE = 2.0, 5.0  # more still, where what is repeated also begins as a clause or a sentence does
_APART = 2.0  # more, where other text stands between
_LATIN = 0.4  # what a letter or figure counts for: names and dates are repeated more than words

_LIKE, _BLIND_LIKE = 0.55, 0.8  # share of equal characters, at a line's beginning and elsewhere
_EDGE, _SHARE = 2, 0.1  # characters that may be misread at either end: so many, and a share of the overlap
_STRAYS = 4  # characters of a neighbouring column that may stand before a line, a blank behind them
_TIMES = 3  # by which what agrees is longer than a garbled end of a line
_HALF = 8  # characters of a line that may be garbled while the rest of it is not
_DEBRIS, _CAPTION, BETWEEN = 8, 60, 120  # characters between two readings (measured: at most 29; room for captions)
_CLOSE = 20  # characters between two readings where the page shows elsewhere that it was read in tiles
_NARROW = 10  # characters of a narrow column's line; shorter paragraphs twice in a row are names, slogans, shouts
_TILED_LIKE, _SAME = 0.6, 0.8  # share of equal characters there, and from which on none need be damaged
_WORSE, _NAMES = 0.25, -0.6  # clarity by which one is worse, where the other is more than names and figures

_QUOTES, _UNQUOTES = ("「", "『", "“", '"'), ("」", "』", "”", '"')
_PAUSES = "、\uff0c\uff1b\uff1a,;:"
_STRAY = late(r"[\s|!~*_^\\<>]+$")
_OPENED = late(rf"[{regex.escape(OPENERS)}\s|]*$")
_ENDED = late(rf"(?:^|[{regex.escape(ENDS)}][{regex.escape(CLOSERS)}]*)[\s|]*$")
_PAUSED = late(rf"[{_PAUSES}—·][\s|]*$")
_STOPPED = late(rf"[^\p{{L}}\p{{N}}\s{_PAUSES}]")


class _Facts(NamedTuple):
    """What is known of an overlap beside its letters."""

    line: bool  # a line of the first reading begins with it
    opens: bool  # and that is the first line of its block
    begins: bool  # a sentence or a quotation of the first reading begins with it
    clause: bool  # or a clause
    quoted: bool  # it is a quotation from beginning to end, as far as the first reading shows
    finished: bool  # the first reading's block ends with a sentence
    breaks: bool | None  # a line of the second reading ends with it; None where no line end is near
    broken: bool  # a line end or a lone blank shows that
    whole: bool  # the second reading's block is nothing else
    headings: tuple[bool, bool]  # whether the two blocks are headings


def seam_in(stream: Stream, document: Document, overlap: Overlap, tiled: bool = False) -> Overlap | None:
    """The overlap, from a line's beginning on, if it is a column that was read twice.

    A seam goes from a line's beginning to the end of the first reading's block, and it starts the second
    one's block; it begins or ends inside a sentence, while what a writer repeats begins and ends with one.
    `tiled` says that other seams show how the page was read: then a whole line twice in a row is one, too.
    """
    if overlap.between > BETWEEN or overlap.left_over > LINE or overlap.matched < _LEAST:
        return None
    if not _may_reach(stream, overlap):
        return None
    readings = dict.fromkeys((_from_line(stream, overlap), overlap))
    return next((o for o in readings if (_is_tiled if tiled else _is_seam)(stream, document, o)), None)


def _is_seam(stream: Stream, document: Document, overlap: Overlap) -> bool:
    if not _is_alike(overlap) or not _reaches(stream, overlap) or breaks_elsewhere(stream, overlap):
        return False
    facts = _facts(stream, document, overlap)
    if (not facts.line and not _is_plain(overlap)) or (facts.finished and not _stops(stream, overlap)):
        return False
    agreed = _weight(stream, overlap) - 0.5 * overlap.missed
    return not _is_echo(overlap, facts) and agreed >= _needed(overlap, facts)


def _is_tiled(stream: Stream, document: Document, overlap: Overlap) -> bool:
    """Whether two readings that are near are those of one line, on a page that has seams elsewhere."""
    if overlap.between > _CLOSE or overlap.matched > 2 * LINE:
        return False
    if not _is_alike(overlap) or overlap.likeness < _TILED_LIKE:
        return False
    if not _reaches(stream, overlap, tiled=True) or breaks_elsewhere(stream, overlap):
        return False
    facts = _facts(stream, document, overlap)
    agreed = _weight(stream, overlap) - 0.5 * overlap.missed
    if (not facts.line and not _is_plain(overlap)) or _is_pattern(stream, overlap):
        return False
    if facts.whole:
        return agreed >= (_NARROW if facts.opens else _LEAST)
    return facts.broken and not facts.headings[0] and agreed >= _needed(overlap, facts)


def _is_pattern(stream: Stream, overlap: Overlap) -> bool:
    """Whether two lines of a list or table say different things in one pattern: both are good text."""
    differ = overlap.missed + min(_EDGE, overlap.lead) + min(_EDGE, overlap.left_over)
    head, tail = overlap.runs[0], overlap.runs[-1]
    first = clarity(stream.raw(max(0, head.first - overlap.lead), overlap.end))
    second = clarity(stream.raw(overlap.start, tail.second + tail.size))
    damaged = max(first, second) > _NAMES and abs(first - second) >= _WORSE
    return overlap.matched < _SAME * (overlap.matched + differ) and not damaged


def is_unfinished(text: str) -> bool:
    """Whether a text stops inside a sentence; stray bars and stars at its end say nothing."""
    return not ends_sentence(_STRAY.sub("", text))


def _from_line(stream: Stream, overlap: Overlap) -> Overlap:
    """The overlap without what a garbled line before it shares by chance: from a line's beginning on."""
    if line_before(stream, overlap) is not None:
        return overlap
    for number, (first, second, size) in enumerate(overlap.runs):
        for off in range(size):
            if may_begin(stream, first + off) and may_begin(stream, second + off, by_rule=False):
                run = Run(first + off, second + off, size - off)
                return overlap._replace(runs=(run, *overlap.runs[number + 1 :]))
    return overlap


def _is_alike(overlap: Overlap) -> bool:
    """Whether the readings are alike and equally long."""
    return overlap.likeness >= _LIKE and overlap.skew <= _EDGE + _SHARE * overlap.matched


def _may_reach(stream: Stream, overlap: Overlap) -> bool:
    """Whether `_reaches` may say so of the overlap or a part of it, by what is left over of the first reading."""
    left_over = overlap.left_over
    if left_over <= max(_EDGE + _SHARE * overlap.matched, min(_HALF, overlap.matched // 2)):
        return True
    return may_begin(stream, overlap.end - left_over, by_rule=False)


def _reaches(stream: Stream, overlap: Overlap, tiled: bool = False) -> bool:
    """Whether the overlap goes to the end of the first reading's block and begins with the second one's.

    A few misread characters may be left over at either end, or one line that was cut through, or strays of
    the next column before the second reading.
    """
    core, few = overlap.runs[0].second, _EDGE + _SHARE * overlap.matched
    if overlap.lead > LINE or stream.index(core) != stream.index(overlap.start):
        return False
    left_over, lead, end = overlap.left_over, overlap.lead, overlap.end - overlap.left_over
    if left_over > few and may_begin(stream, end) and is_cut_through(stream.raw(end, overlap.end)):
        left_over = 0
    if few < left_over <= min(_HALF, overlap.matched // _TIMES) and is_cut_through(stream.raw(end, overlap.end)):
        left_over = 0
    if tiled and _ends_alike(stream, overlap):
        left_over = 0
    if tiled and may_begin(stream, end, by_rule=False) and is_debris(stream.raw(end, overlap.end)):
        left_over = 0
    before = stream.raw(overlap.start, core) + stream.gap(core)
    if tiled and may_begin(stream, core, by_rule=False) and is_debris(before):
        lead = 0
    if lead > few and lead_on_line(stream, overlap) <= _HALF and is_cut_through(before):
        lead = 0
    if lead <= _STRAYS and may_begin(stream, core, by_rule=False):
        lead = 0
    return left_over + lead <= few


def _ends_alike(stream: Stream, overlap: Overlap) -> bool:
    """Whether the first reading's end is misread, and the second one's line is as long as it."""
    end, left = overlap.runs[-1].second + overlap.runs[-1].size, overlap.left_over
    ends = any(may_begin(stream, at, by_rule=False) for at in range(end + left - 1, end + left + 2))
    return left <= min(_HALF, overlap.matched // 2) and ends


def _is_plain(overlap: Overlap) -> bool:
    """Whether the readings agree from edge to edge and are near, as they must where no line shows them."""
    return overlap.likeness >= _BLIND_LIKE and overlap.lead + overlap.left_over < _EDGE and overlap.between <= _CAPTION


def _facts(stream: Stream, document: Document, overlap: Overlap) -> _Facts:
    start, tail = line_before(stream, overlap), overlap.runs[-1]
    spot = stream.spot(overlap.runs[0].first if start is None else start)
    first, last = document.blocks[spot.block], document.blocks[stream.spot(overlap.end - 1).block]
    second = document.blocks[stream.spot(overlap.start).block]
    text = first.text[: spot.at].rstrip(" |")
    before = _OPENED.sub("", text)
    return _Facts(
        line=start is not None,
        opens=start is not None and start <= stream.starts[stream.index(start)] + min(overlap.lead, _EDGE),
        begins=bool(_ENDED.search(before)) or text.endswith(_QUOTES),
        clause=bool(_PAUSED.search(before)),
        quoted=text.endswith(_QUOTES) and _STRAY.sub("", last.text).endswith(_UNQUOTES),
        finished=not is_unfinished(last.text),
        breaks=breaks(stream, overlap),
        broken=is_broken(stream, overlap),
        whole=tail.second + tail.size >= stream.starts[stream.index(overlap.start) + 1] - _EDGE,
        headings=(first.kind == Kind.HEADING, second.kind == Kind.HEADING),
    )


def _is_echo(overlap: Overlap, facts: _Facts) -> bool:
    """Whether it is certainly a repetition: a whole sentence, quotation, headline, refrain or pull-quote."""
    apart = overlap.between > _DEBRIS
    if facts.opens:  # only the first line of a paragraph, itself cut off from it, is ever read so
        long = overlap.matched > 2 * LINE or overlap.between > LINE
        return facts.whole or facts.headings[0] or facts.finished or not facts.broken or long
    if facts.begins and (facts.finished or facts.quoted) and (not facts.line or overlap.likeness == 1):
        return True
    if not facts.whole:
        return False
    if not facts.line and (facts.finished or overlap.matched > LINE):
        return True
    return (facts.begins and (apart or facts.headings[1])) or (apart and facts.clause)


def _weight(stream: Stream, overlap: Overlap) -> float:
    """How many characters agree, a letter or figure counted as a part of one."""
    text = "".join(stream.text[r.first : r.first + r.size] for r in overlap.runs)
    return len(text) - (1 - _LATIN) * sum(map(str.isascii, text))


def _needed(overlap: Overlap, facts: _Facts) -> float:
    """How many characters must agree, by what else speaks against a seam."""
    against = (
        (not facts.line, _NO_LINE),
        (facts.breaks is None, _NO_BREAK),
        (facts.breaks is False, _OTHER_BREAK),
        (facts.finished, _FINISHED),
        (facts.finished and facts.clause, _CLAUSE),
        (facts.finished and facts.begins, _SENTENCE),
        (overlap.between > _DEBRIS, _APART),
    )
    return _LEAST + sum(more for holds, more in against if holds)


def _stops(stream: Stream, overlap: Overlap) -> bool:
    """Whether the second reading has a sign that is no pause, or a line end, where the first one stops."""
    end = overlap.runs[-1].second + overlap.runs[-1].size
    if end + overlap.left_over >= stream.starts[stream.index(end - 1) + 1] or may_begin(stream, end):
        return True
    return bool(_STOPPED.search(stream.raw(end - 1, end + overlap.left_over + 1)))
