"""Which rules stand behind a change: found by its place among the entries of the log."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kanwu.changes.model import Cause
from kanwu.ledger import LAYOUT, MARKS
from kanwu.model import SILENT, Entry, Span, Sure

_BUCKET = 8  # bits: entries are looked up by stretches of 256 characters
_QUIET = frozenset(map(str, SILENT))


class Causes:
    """The applied entries of a page, by place. Where the log is not known there are none, and no cause is found."""

    def __init__(self, entries: Iterable[Entry] | None) -> None:
        self._entries = [e for e in entries or () if e.applied]
        self._own = () if entries is None else (Cause(LAYOUT, MARKS, Sure.CERTAIN),)
        self._near: dict[int, list[int]] = defaultdict(list)
        for number, e in enumerate(self._entries):
            for bucket in range(e.source.start >> _BUCKET, (e.source.end >> _BUCKET) + 1):
                self._near[bucket].append(number)

    def _around(self, span: Span) -> Iterator[Entry]:
        """The entries that touch a stretch, in the order in which they were made."""
        buckets = range(span.start >> _BUCKET, (span.end >> _BUCKET) + 1)
        numbers: Iterable[int]
        if len(buckets) == 1:
            numbers = self._near.get(buckets[0], ())
        else:
            numbers = sorted({n for b in buckets for n in self._near.get(b, ())})
        for number in numbers:
            e = self._entries[number]
            if e.source.start <= span.end and span.start <= e.source.end:
                yield e

    def edges(self, span: Span) -> list[int]:
        """Where inside a stretch one replacement ends and another may start; never inside one."""
        if not self._entries:
            return []
        inner = [e.source for e in self._around(span) if e.verb == "replace" and e.rule != LAYOUT]
        places = {p for s in inner for p in s if span.start < p < span.end}
        return sorted(p for p in places if not any(s.start < p < s.end for s in inner))

    def of(self, span: Span, before: str, after: str) -> tuple[Cause, ...]:
        """Why characters were replaced, put in or taken out at a place."""
        if not self._entries:
            return self._own
        near = list(self._around(span))
        if before.strip():  # blocks of the log have no white space around them
            blank = len(before) - len(before.lstrip())
            span = Span(span.start + blank, span.start + len(before.rstrip()))
        exact = [e for e in near if e.verb == "replace" and e.rule != LAYOUT and _meets(e.source, span)]
        taken_out = before.strip() and not after.strip()
        if exact and not (taken_out and not any(_covers(e.source, span) for e in exact)):
            if before.strip() or after.strip():
                exact = [e for e in exact if e.before.strip() or e.after.strip()] or exact
            return _told(reversed(exact))
        groups = [e for e in near if e.verb == "regroup" and _covers(e.source, span)]
        if taken_out:
            groups = [e for e in groups if _QUIET & set(e.kinds)] or groups
        found = _told([*_tightest(groups), *reversed(exact)])
        blanks = [e for e in near if e.rule == LAYOUT and _meets(e.source, span)]
        return found or _told(blanks or _tightest(near)) or self._own

    def of_move(self, span: Span, target: int) -> tuple[Cause, ...]:
        """Why a stretch stands elsewhere: the tightest regrouping with both places in it."""
        groups = [e for e in self._around(span) if e.verb == "regroup" and _covers(e.source, span)]
        far = [e for e in groups if e.source.start <= target <= e.source.end]
        return _told(_tightest(far or groups)) or self._own


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _meets(one: Span, other: Span) -> bool:
    """Whether two stretches share a character; an empty one, whether it stands inside or at the edge."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _tightest(groups: list[Entry]) -> list[Entry]:
    """The entry that covers least, the last made of equals."""
    return [min(reversed(groups), key=lambda e: e.source.end - e.source.start)] if groups else []


def _told(entries: Iterable[Entry]) -> tuple[Cause, ...]:
    return tuple(dict.fromkeys(Cause(e.rule, e.why, e.sure) for e in entries))
