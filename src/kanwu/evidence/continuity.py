"""Whether one piece of running text goes on in another: what the break cuts, and how the lines at it are set."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from kanwu.evidence.bigrams import affinity
from kanwu.evidence.columns import INDENT, set_width
from kanwu.evidence.lexicon import best_cut, word_across
from kanwu.evidence.phrases import Phrases
from kanwu.evidence.sentence import cannot_start, ends_sentence, sentence_ends
from kanwu.evidence.signs import Sign, told, total
from kanwu.model import Block
from kanwu.patterns import late

JOIN = 2.0  # from this score on two pieces that follow each other are likelier than not halves of one paragraph
BODY = 24.0  # ems; a shorter piece without a sentence end in it may be a subheading
FULL = 1.25  # ems that a full line lacks at most, but for dropped characters
_SHORT = 3.0  # ems that a last line lacks at least
WORD = 1.5
"""What `gain_across` gives where a break cuts a word, at least."""
# The gain from which on a word is cut, surely or maybe, and what that counts.
_CUT = ((3.0, 3.0), (WORD, 1.75), (0.5, 0.75))
# What it counts that two neighbours often stand side by side, or seldom, without a known column and with one.
_BESIDE, _SELDOM = (0.0, 0.5), (-0.5, -1.25)
_BROKEN = (-1.0, "a sign or figure at the break")
_PHRASE = 1.75  # what it counts that the words over a break stand elsewhere on the page
_BOND = 0.5  # log10 of the ratio to chance from which on two neighbours go together
_SCRAP = 4  # characters; a shorter piece without a stop is debris rather than text

_STUMP = late(r"[^。\uff0c\uff01\uff1f\uff1b、,!?;「『“\s]{1,4}[。\uff1b;](?=.{8})", regex.DOTALL)
_WHOLE_STUMP = late(r"[^。\uff0c\uff01\uff1f\uff1b、,!?;「『“\s]{1,5}[。\uff01\uff1f!?][」』”’]?\s*")
_GOES_ON = late(r"的(?![士確确])|[們们嗎吗]")  # no sentence begins with these
_PAUSE = late(r"[\uff0c、\uff1b,;—]$")
_LEADS_ON = late(r"[的了和與与及或於于以由向從从將将被把對对在是為为]$")  # no sentence ends with these
_LONGEST = 7  # characters of the longest word, and a line end behind it
_TAIL, _HEAD = late(r"\p{Han}{1,6}$"), late(r"\p{Han}{1,6}")  # the longest word has six
_QUOTE = late(r"[「『“]")
_OPENER = late(
    r"[【\[\uff08(]?本[報报][訊讯]|[\u3400-\u9fff]{2,6}社[\u3400-\u9fff]{0,6}\d|其中[\uff0c,]|此外|然而|不[過过][\uff0c,]|另外[\uff0c,]|同[時时][\uff0c,]"
    r"|[一二三四五六七八九十]{1,2}[、\uff0e.]|[\uff08(][一二三四五六七八九十\d]{1,2}[)\uff09]|\d{1,2}[、\uff0e]"
    r"|(?:本[報报])?[記记]者|文[/\uff0f圖图]|[顯显]然|事[實实]上|[據据][悉了統统介]|近年[來来][\uff0c,]|目前[\uff0c,]|如今[\uff0c,]|去年[\uff0c,]|今年\d"
)


def continues(first: Block, second: Block, column: float | None, next_column: float | None,
              phrases: Phrases | None = None) -> tuple[float, str]:  # fmt: skip
    """How strongly two pieces that follow each other are halves of one paragraph (JOIN and more: they are), and the
    signs that say so.

    `column` and `next_column` are the widths in ems of the columns that the pieces stand in, where known; `phrases` the
    document's own runs of three characters. Weights are log odds, fitted by
    ``tests/benchmarks/fit_continuity.py``.
    """
    found = list(signs(first.text, second.text, column, next_column, phrases))
    return total(found), told(found)


@lru_cache(maxsize=1024)
def bond(first: str, second: str, column: float | None, next_column: float | None) -> float:
    """The score of `continues` for two texts, the document's phrases aside."""
    return total(list(signs(first, second, column, next_column, None)))


class _End(NamedTuple):
    """The signs that a first piece has by itself."""

    finished: bool
    tail: str  # its last Chinese characters, those of the longest word
    state: tuple[Sign, ...]
    pause: tuple[Sign, ...] = ()
    words: tuple[Sign, ...] = ()
    text: tuple[Sign, ...] = ()
    lines: tuple[Sign, ...] = ()
    weight: float = 0.0  # of all of them


class _Start(NamedTuple):
    """The signs that a second piece has by itself; those in its words count behind an unfinished one."""

    head: str  # its first Chinese characters
    opening: tuple[Sign, ...]
    words: tuple[Sign, ...]
    lines: tuple[Sign, ...]
    weight: float  # of all of them but the words
    said: float  # of the words


def signs(first: str, second: str, column: float | None, next_column: float | None,
          phrases: Phrases | None) -> Iterator[Sign]:  # fmt: skip
    """The signs that `continues` weighs; what stands behind a colon in a name is the case at hand."""
    end, start = _end(first, column), _start(second, next_column, bool(column))
    yield from (*end.state, *start.opening)
    if not end.finished:
        yield from end.pause or (_across(end.tail, start.head, first[-1:], bool(column)),)
        yield from (*end.words, *start.words, *end.text)
        if phrases and (phrase := phrases.across(first, second)):
            yield (_PHRASE if column else 0.5), f"elsewhere on the page: {phrase}"
    yield from (*end.lines, *start.lines)


def may_join(first: str, second: str, column: float | None, next_column: float | None, least: float = JOIN) -> bool:
    """Whether the sum of `signs` may come to so much; much quicker than the sum."""
    end, start = _end(first, column), _start(second, next_column, bool(column))
    alone = end.weight + start.weight
    if end.finished:
        return alone >= least
    alone += start.said + _PHRASE
    if end.pause or alone + _CUT[0][1] < least:
        return alone >= least
    lined = bool(column)
    if alone + _BESIDE[lined] < least and not (end.tail and start.head and _gain(end.tail, start.head) >= _CUT[-1][0]):
        return False
    return alone + _across(end.tail, start.head, first[-1:], lined)[0] >= least


def most_before(first: str, column: float | None) -> float:
    """What an unfinished first half brings to the sum of `signs` at most, the words over the break counted in."""
    end = _end(first, column)
    return end.weight + _PHRASE + (0.0 if end.pause else _CUT[0][1] if end.tail else _BROKEN[0])


def most_behind(second: str, column: float | None) -> float:
    """What a second half brings to it behind an unfinished first one in a known column."""
    start = _start(second, column, True)
    return start.weight + start.said


@lru_cache(maxsize=1024)
def _end(text: str, column: float | None) -> _End:
    """`column` is the piece's own."""
    last, lines = text[-_LONGEST:], tuple(_end_lines(text, column))
    if ends_sentence(text):
        state: tuple[Sign, ...] = ((-2.5, "a finished sentence"),)
        return _End(True, "", state, lines=lines, weight=total((*state, *lines)))
    tail, running = _TAIL.search(last), tuple(_running(text, column))
    state = (((2.0 if column else 1.0), "an unfinished sentence"),)
    pause: tuple[Sign, ...] = ((-0.5, "a pause before the break"),) if _PAUSE.search(last) else ()
    words: tuple[Sign, ...] = ((0.75, f"no end of a sentence: {text[-1]}"),) if _LEADS_ON.search(last) else ()
    weight = total((*state, *pause, *words, *running, *lines))
    return _End(False, tail.group() if tail else "", state, pause, words, running, lines, weight)


def _running(text: str, column: float | None) -> Iterator[Sign]:
    if sentence_ends(text) or set_width(text) >= BODY:
        yield 0.25, "running text"
    elif column is None:
        yield -0.75, "no running text"


@lru_cache(maxsize=1024)
def _start(text: str, column: float | None, lined: bool) -> _Start:
    """`column` is the piece's own; `lined` says whether that of the first piece is known."""
    head, opening, lines = _HEAD.match(text), tuple(_opening(text)), tuple(_start_lines(text, column))
    words = tuple(_start_words(text, lined))
    return _Start(head.group() if head else "", opening, words, lines, total((*opening, *lines)), total(words))


def _opening(text: str) -> Iterator[Sign]:
    if cannot_start(text):
        yield 3.0, "a sign that cannot start a line"
    elif len(text) < _SCRAP and not ends_sentence(text):
        yield -2.0, "a scrap"
    if _OPENER.match(text):
        yield -2.5, "words that open a paragraph"


def _start_words(text: str, lined: bool) -> Iterator[Sign]:
    if _STUMP.match(text) and not cannot_start(text):
        yield (0.75 if lined else 1.5), "a first sentence that is a mere end"
    elif _WHOLE_STUMP.fullmatch(text):
        yield 1.5, "nothing but a sentence's end"
    if _GOES_ON.match(text):
        yield 1.0, f"no beginning of a sentence: {text[0]}"
    if _QUOTE.match(text):
        yield -1.0, "a quotation that begins"


def gain_across(first: str, second: str) -> float | None:
    """log10 by which the characters at a break are likelier as one text than as two; None where one is no Chinese one.

    0 where no word is cut; from WORD on in 132 of 132 places the printed text went on there.
    """
    tail, head = _TAIL.search(first[-_LONGEST:]), _HEAD.match(second)
    if not tail or not head:
        return None
    return _gain(tail.group(), head.group())


@lru_cache(maxsize=4096)
def _gain(tail: str, head: str) -> float:
    if not word_across(tail, head):
        return 0.0
    return best_cut(tail + head) - best_cut(tail) - best_cut(head)


@lru_cache(maxsize=4096)
def _across(tail: str, head: str, last: str, lined: bool) -> Sign:
    """How well the characters on both sides of the break go together; `last` is the one right before it."""
    if not tail or not head:
        return _BROKEN
    gain = _gain(tail, head)
    if (weight := next((weight for least, weight in _CUT if gain >= least), None)) is not None:
        return weight, f"a word cut in two: {last}{head[0]}"
    if affinity(last, head[0]) >= _BOND:
        return _BESIDE[lined], f"often side by side: {last}{head[0]}"
    return _SELDOM[lined], f"seldom side by side: {last}{head[0]}"


def _end_lines(text: str, column: float | None) -> Iterator[Sign]:
    """The sign in how the last line before the break is set."""
    last = text.rsplit("\n", 1)[-1]
    if column and set_width(last) <= column + 2:
        lacks = column - set_width(last)
        if lacks <= FULL:
            yield 0.75, "the column is filled"
        elif lacks <= _SHORT:
            yield 0.5, "the column is nearly filled"
        else:
            yield -1.0, "the last line is short"


def _start_lines(text: str, column: float | None) -> Iterator[Sign]:
    """The sign in how the first line behind the break is set."""
    if column:
        line, *rest = text.split("\n", 1)
        lacks = column - set_width(line)
        if abs(lacks) <= 1.0:
            yield (0.75 if rest else 0.5), "no indent"
        elif INDENT[0] <= lacks <= INDENT[1] and rest:
            yield -1.25, "an indent"
