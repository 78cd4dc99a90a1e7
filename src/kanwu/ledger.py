"""From edits to log entries: where each stands in the source and in the output, and what no rule accounts for."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kanwu.model import SILENT, Block, Document, Edit, Entry, Flag, Regroup, Span, Sure, hull, place
from kanwu.patterns import simple
from kanwu.runs import runs
from kanwu.write.markdown import Written

LAYOUT = "markdown"  # the name under which the writer's own white space and marks are logged
MARKS = "white space and marks as Markdown wants them"  # why it did so
_EXCERPT = 24  # characters of a block's start and end that a regroup entry shows
_NOWHERE = Span(0, 0)
_LINE_END = simple(r"\r\n?|\n")


def entry(rule: str, document: Document, edit: Edit, applied: bool, note: str = "") -> Entry:
    """The log entry of an edit, found on this document; its line and its output place come later."""
    why = f"{edit.why} ({note})" if note else edit.why
    if isinstance(edit, Regroup):
        old = document.blocks[edit.first : edit.last + 1]
        before, after = _shown(old, edit.after)
        kinds = tuple(str(b.kind) for b in edit.after)
        return Entry(rule, "regroup", _hull(old), 0, _NOWHERE, before, after, why, edit.sure, applied, kinds)
    block = document.blocks[edit.block]
    source = _span(block, edit.start, edit.end)
    if isinstance(edit, Flag):
        before = block.text[edit.start : edit.end]
        return Entry(rule, "flag", source, 0, _NOWHERE, before, edit.proposal, why, Sure.GUESS, False)
    return Entry(rule, "replace", source, 0, _NOWHERE, edit.before, edit.after, why, edit.sure, applied)


def _span(block: Block, start: int, end: int) -> Span:
    """The source stretch of some characters of a block."""
    if start < end:
        return hull(block.origin[start:end])
    if start < len(block.origin):
        here = place(block.origin[start])
    else:
        here = place(block.origin[-1]) + 1 if block.origin else 0
    return Span(here, here)


def _hull(blocks: Sequence[Block]) -> Span:
    spans = [b.where for b in blocks if b.origin]
    return Span(min(s.start for s in spans), max(s.end for s in spans)) if spans else _NOWHERE


def _shown(old: Sequence[Block], new: Sequence[Block]) -> tuple[str, str]:
    """Both sides of a regrouping; what is taken out in full, the rest by its ends."""
    gone = {n for b in new if b.kind in SILENT for n in b.origin}
    left = [_excerpt(b.text, not gone.isdisjoint(b.origin)) for b in old]
    return "\n\n".join(left), "\n\n".join(_excerpt(b.text) for b in new if b.kind not in SILENT)


def _excerpt(text: str, full: bool = False) -> str:
    return text if full or len(text) <= 2 * _EXCERPT + 3 else f"{text[:_EXCERPT]}…{text[-_EXCERPT:]}"


def placed(entries: Iterable[Entry], source: str, written: Written) -> tuple[Entry, ...]:
    """The entries with their lines and output places, and an entry for each change that is the writer's own."""
    found = list(entries)
    found += _layout(found, source, written)
    return located(found, source, written)


def line_starts(source: str) -> list[int]:
    """Where the lines of a text begin."""
    return [0, *(m.end() for m in _LINE_END.finditer(source))]


def located(entries: Iterable[Entry], source: str, written: Written) -> tuple[Entry, ...]:
    """The entries with their lines and output places."""
    starts, places = line_starts(source), _Places(written)
    return tuple(
        Entry(rule, verb, at, bisect_right(starts, at.start), places.of(at), before, after, why, sure, applied, kinds)
        for rule, verb, at, _, _, before, after, why, sure, applied, kinds in entries
    )


class _Places:
    """For each source position that the output has characters of, the first and the last of them."""

    def __init__(self, written: Written) -> None:
        origins = written.origin
        here = [n if n >= 0 else ~n for n in origins] if min(origins, default=0) < 0 else origins
        last = dict(zip(here, range(len(here)), strict=True))
        first = dict(zip(reversed(here), range(len(here) - 1, -1, -1), strict=True))
        self._known = sorted(last)
        self._first = [first[n] for n in self._known]
        self._last = [last[n] for n in self._known]

    def of(self, span: Span) -> Span:
        """Where a stretch of the source is in the output; where nothing of it is, the end of what was before it."""
        start, end = bisect_left(self._known, span.start), bisect_left(self._known, span.end)
        if start < end:
            return Span(min(self._first[start:end]), max(self._last[start:end]) + 1)
        before = self._last[start - 1] + 1 if start else 0
        return Span(before, before)


def _layout(entries: Iterable[Entry], source: str, written: Written) -> Iterator[Entry]:
    """What differs between source and output and stands in no applied edit: white space and Markdown's own marks."""
    open_ = bytearray(b"\1") * len(source)
    for run in runs(written.origin):
        open_[run.source : run.source + run.size] = bytes(run.size)
    for e in entries:
        if e.applied:
            open_[e.source.start : e.source.end] = bytes(e.source.end - e.source.start)
    at = open_.find(1)
    while at >= 0:
        end = open_.find(0, at)
        end = len(source) if end < 0 else end
        yield Entry(LAYOUT, "replace", Span(at, end), 0, _NOWHERE, source[at:end], "", MARKS, Sure.CERTAIN, True)
        at = open_.find(1, end)
