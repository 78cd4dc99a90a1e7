"""Bars and specks that stand where a column rule or a smudge touched the text."""

from collections.abc import Iterator
from typing import NamedTuple

from kanwu.evidence.columns import set_width
from kanwu.model import Block, Document, Edit, Kind, Replace, is_han
from kanwu.patterns import late

_BARS = frozenset("|\xa6\u2502\u2503\u2016")
_BAR = f"[{''.join(sorted(_BARS))}]"
_SPECK = r"[!,;:.'~_\-*=`]"
_WIDE = r"[\p{Han}\u3001-\u3017\uff01-\uff60“”‘’…—\d%]"
_START = late(
    rf"(?:[“”\"']?{_SPECK}?[ ]*){_BAR}(?:[ ]*{_BAR}|[ ]*{_SPECK}(?=[ ]|{_BAR})){{0,200}}[ ]*(?=\S)"
)
_END = late(rf"(?<![ ]|{_BAR})(?:[ ]+{_SPECK})?[ ]*{_BAR}(?:[ ]*{_BAR}|[ ]*{_SPECK}){{0,200}}[ ]*$")
_INNER = late(
    rf"(?<={_WIDE}|[,;:.!?)])(?:[ ]+{_SPECK}?{_BAR}(?:[ ]*{_BAR}|{_SPECK}(?=[ ])){{0,8}}[ ]*"
    rf"|{_BAR}{_SPECK}?[ ]+(?:{_BAR}[ ]*){{0,8}})(?={_WIDE}|[(,;])"
)
_ONLY = late(rf"(?=.*{_BAR}|{_SPECK}[ ]+{_SPECK})(?:{_BAR}|{_SPECK}|[ ])+")
_SPECK_START = late(r"[“\"']?[!,;:~][ ]+(?=\S)")
_SPECK_END = late(r"(?<![ ])[ ]+[!,;:~]$")
_UNDERLINE = late(r"(?<=[^\x00-\x7f]|^|[,;:.])[ ]*_[ ]*(?=[^\x00-\x7f])")
_EMPHASIS = late(r"_[^\s_]{1,40}_")
_QUOTES = (("「", "」"), ("『", "』"), ("“", "”"), ("《", "》"))
_SENTENCE = late(r"[。\uff01\uff1f\uff0c\uff1b、]|[\p{Han}][,;:.!?]")
_RUNNING = 14.0  # ems; a shorter text may be a byline or a list whose parts are set apart by bars
_HEADING = 28.0  # ems; a longer heading is a paragraph that was taken for one
_REACH = 200  # characters on either side in which the other half of a quotation is looked for
_FEWEST = 2  # bars on a page before one inside a line is taken for a rule


class _Found(NamedTuple):
    start: int
    end: int
    after: str


def column_rules(document: Document) -> Iterator[Edit]:
    """Removes the bars and specks that an engine read where a column rule or a smudge touched the text.

    A bar at a line's start or end, or between blanks inside running text (where two printed lines met), is
    no sign of Chinese print. Specks such as `!` or `,` set apart by a blank go where the lines beside have
    bars at the same edge, and an underline between words becomes a blank. A bar that may stand for a quote
    which the text lacks is left alone.
    """
    bars = sum(map("".join(b.text for _, b in document.prose()).count, _BARS))
    for number, block in document.prose():
        if not (bars and not _BARS.isdisjoint(block.text)) and "_" not in block.text:
            continue
        for found in _clear(block, bars):
            before = block.text[found.start : found.end]
            why = "a smudge read as an underline" if "_" in before else "a column rule read as a sign"
            yield Replace(number, found.start, found.end, before, found.after, why)


def _clear(block: Block, bars: int) -> Iterator[_Found]:
    """What goes from a block, in order and disjoint."""
    running = set_width(block.text) >= _RUNNING and bool(_SENTENCE.search(block.text))
    heading = block.kind == Kind.HEADING and not (running and set_width(block.text) > _HEADING)
    glue = " " if block.kind == Kind.HEADING else "\n"
    lines, start, at = block.text.split("\n"), 0, 0
    for number, line in enumerate(lines):
        around = [lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines)]
        found = [*_edges(line, around), *_underlines(line)]
        if running and bars >= _FEWEST and not heading:
            found += (_Found(m.start(), m.end(), glue) for m in _INNER.finditer(line))
        if _ONLY.fullmatch(line) and around:
            found = [_Found(0 if not number else -1, len(line) + (not number), "")]
        for one in sorted(found):
            moved = _Found(one.start + start, one.end + start, one.after)
            if moved.start >= at and not _is_quote(block.text, moved, heading):
                yield moved
                at = moved.end
        start += len(line) + 1


def _edges(line: str, around: list[str]) -> Iterator[_Found]:
    """Marks at a line's start and end: bars, and specks where a line around has a bar there."""
    if sum(map(is_han, line)) < 2:
        return
    if found := _START.match(line) or (_SPECK_START.match(line) if any(map(_START.match, around)) else None):
        yield _Found(found.start(), found.end(), "")
    if found := _END.search(line) or (_SPECK_END.search(line) if any(map(_END.search, around)) else None):
        yield _Found(found.start(), found.end(), "")


def _underlines(line: str) -> Iterator[_Found]:
    if "_" in line and sum(map(is_han, line)) > 1 and not _EMPHASIS.search(line):
        yield from (_Found(m.start(), m.end(), " " if m.start() else "") for m in _UNDERLINE.finditer(line))


def _is_quote(text: str, found: _Found, heading: bool) -> bool:
    """Whether the mark may be a quote that the text lacks: in a heading, or where it touches a character."""
    mark = text[found.start : found.end]
    if "_" in mark:
        return False
    before, after = text[max(0, found.start - _REACH) : found.start], text[found.end : found.end + _REACH]
    if heading:
        return any((before + after).count(a) != (before + after).count(b) for a, b in _QUOTES)
    opened = any(before.count(a) > before.count(b) for a, b in _QUOTES)
    closed = any(0 <= after.find(b) < (after.find(a) if a in after else len(after)) for a, b in _QUOTES)
    touches_left = bool(before[-1:].strip()) and not mark[0].isspace()
    touches_right = bool(after[:1].strip()) and not mark[-1].isspace()
    return (touches_left and opened and not closed) or (touches_right and closed and not opened)
