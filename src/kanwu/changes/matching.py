"""Where decisions belong: on the page that they were made on by place, on another copy by what stands around."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from kanwu.changes.context import AROUND, context
from kanwu.changes.decisions import Decision, has_half, rule_key, same_key
from kanwu.changes.model import UNMADE, Change, Comparison
from kanwu.model import Span

# Likeness, 0 to 100, of what stands left and right, both together, from which a place is the same. Measured on the
# bench's pages read by two pipelines (tests/benchmarks/bench_carried.py): of decisions made on tess-space 394 of 395
# were carried to tess-lines and 321 to tess-overlap, of 358 on rapid-space 220 to rapid-overlap; at 7 of these 935
# places fewer than three of the six nearest letters were the same.
ALIKE = 70.0
CLEARLY = 8.0  # by so much more than the next place
UNKNOWN = 50.0  # where one text begins or ends and the other goes on
EXACT = 90.0  # likeness asked of a place at which kanwu itself proposes nothing


@dataclass
class Matched:
    """What is decided about which change, what is to be written where kanwu proposed nothing, and what has no place."""

    verdicts: dict[int, Decision] = field(default_factory=dict)
    written: list[tuple[Span, Decision]] = field(default_factory=list)
    idle: list[Decision] = field(default_factory=list)  # rejects what was not proposed
    lost: list[Decision] = field(default_factory=list)
    used: int = 0


def matched(decisions: Iterable[Decision], comparison: Comparison, page: str) -> Matched:
    """The decisions on a comparison's changes; `page` is the digest of its text before.

    The narrower scope wins; of equals the later one.
    """
    return _Matcher(comparison, page).all(list(decisions))


class _Matcher:
    def __init__(self, comparison: Comparison, page: str) -> None:
        self.changes, self.text, self.page = comparison.changes, comparison.before, page
        self.found = Matched()
        self.beside: dict[Span, tuple[str, str]] = {}
        self.places: dict[tuple[object, ...], int] = {}
        self.alike: dict[tuple[bool, str, str], list[Change]] = defaultdict(list)
        self.same: dict[object, list[Change]] = defaultdict(list)
        self.rule: dict[object, list[Change]] = defaultdict(list)
        for c in self.changes:
            self.places[(c.form, c.source, c.before)] = c.number
            self.alike[_kind(c)].append(c)
            self.same[same_key(c)].append(c)
            self.rule[rule_key(c.rule, c.form)].append(c)

    def all(self, decisions: list[Decision]) -> Matched:
        for scope, group in (("rule", self.rule), ("same", self.same)):
            for d in decisions:
                if d.scope == scope:
                    changes = group.get(d.whole_rule if scope == "rule" else d.same, [])
                    self.found.used += bool(changes)
                    self.found.verdicts.update((c.number, d) for c in changes)
        own: set[int] = set()
        for d in decisions:
            if d.scope == "one":
                number = self._place(d, own)
                if number is None:
                    self._unplaced(d)
                    continue
                own.add(number)
                self.found.used += 1
                self.found.verdicts[number] = d
        return self.found

    def _place(self, d: Decision, own: set[int]) -> int | None:
        """The change that a decision is about: at its very place, or the one that stands in the likest."""
        if d.page == self.page:
            return self.places.get((d.form, d.source, d.before))
        scored = [(self._likeness(d, c.source), c.number) for c in self.alike[_kind(d)] if c.number not in own]
        best = sorted(scored, reverse=True)[:2]
        if not best or best[0][0] < ALIKE or (len(best) > 1 and best[0][0] - best[1][0] < CLEARLY):
            return None
        return best[0][1]

    def _likeness(self, d: Decision, span: Span) -> float:
        if span not in self.beside:
            left, right = context(span, self.text)
            self.beside[span] = _folded(left), _folded(right)
        left, right = self.beside[span]
        one, other = _folded(d.left), left
        size = min(len(one), len(other))  # a text may begin or end here
        before = _likeness(one[len(one) - size :], other[len(other) - size :], bool(one or other))
        if before + 100 < 2 * (ALIKE - CLEARLY):  # whatever stands right, neither this place nor near it
            return 0.0
        one, other = _folded(d.right), right
        size = min(len(one), len(other))
        return (before + _likeness(one[:size], other[:size], bool(one or other))) / 2

    def _unplaced(self, d: Decision) -> None:
        if d.verdict == "reject":
            self.found.idle.append(d)
        elif span := self._standing(d):
            self.found.used += 1
            self.found.written.append((span, d))
        else:
            self.found.lost.append(d)

    def _standing(self, d: Decision) -> Span | None:
        """The one place at which what was corrected stands in this text too, between the same neighbours."""
        wanted = d.text if d.verdict == "edit" else d.after
        if not d.before.strip() or not _writable(wanted) or wanted == d.before:
            return None
        if d.page == self.page:
            return d.source if self.text[slice(*d.source)] == d.before else None
        left, right = d.left[-AROUND // 2 :], d.right[: AROUND // 2]
        spots: list[Span] = []
        at = self.text.find(d.before)
        while at >= 0:
            span = Span(at, at + len(d.before))
            beside = context(span, self.text)
            if beside[0].endswith(left[-1:]) and beside[1].startswith(right[:1]) and self._likeness(d, span) >= EXACT:
                spots.append(span)
            at = self.text.find(d.before, at + 1)
        return spots[0] if len(spots) == 1 else None


def _writable(text: str) -> bool:
    """Whether a text is something to write: visible, and without halves of characters."""
    return bool(text.strip()) and not has_half(text)


def _kind(thing: Change | Decision) -> tuple[bool, str, str]:
    """What a change and a decision on it in another copy have in common."""
    return (thing.form in UNMADE, _plain(thing.before), _plain(thing.after))


@lru_cache(maxsize=16384)
def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()) or (" " if text else "")


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def _likeness(one: str, other: str, known: bool) -> float:
    """From 0 to 100; where only one of two has something there (`known`), that says neither yes nor no."""
    return fuzz.ratio(one, other) if one and other else UNKNOWN if known else 100.0
