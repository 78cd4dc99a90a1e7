"""The changes found so far, each with its number, and the small pieces that atoms are made of."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from kanwu.changes.causes import Causes
from kanwu.changes.model import Atom, Cause, Change, Form, When
from kanwu.changes.texts import Pair
from kanwu.ends import common_ends
from kanwu.ledger import line_starts
from kanwu.model import Entry, Span, place


class Kept(NamedTuple):
    """Characters that both texts have; in a HELD or FLAG one a person may want others."""

    source: Span
    change: int = -1


class Swap(NamedTuple):
    """A change of characters, either side of which may be empty."""

    source: Span
    output: Span
    change: int


Bit = Kept | Swap


class Sheet:
    """Numbers the changes of a pair of texts as they are found."""

    def __init__(self, pair: Pair, entries: Iterable[Entry] | None) -> None:
        self.pair = pair
        self.changes: list[Change] = []
        known = list(entries or ())
        self.causes = Causes(None if entries is None else known)
        held = [e for e in known if not e.applied and not e.why.endswith("(protected)")]
        self._held = sorted(held, key=lambda e: (e.source.start, -e.source.end))
        self._starts = [e.source.start for e in self._held]
        self._shown: set[int] = set()
        self._lines = line_starts(pair.before)

    def add(self, form: Form, source: Span, output: Span, causes: tuple[Cause, ...],
            proposal: str | None = None) -> int:  # fmt: skip
        """Note a change and return its number; `proposal` is what would come, None for what comes."""
        before, after = self.pair.before[slice(*source)], self.pair.after[slice(*output)]
        after = after if proposal is None else proposal
        number = len(self.changes)
        line = bisect_right(self._lines, source.start)
        self.changes.append(Change(number, form, source, output, line, before, after, causes))
        return number

    def swap(self, source: Span, output: Span) -> Swap:
        """A change of characters, by the rules that made it."""
        before, after = self.pair.before[slice(*source)], self.pair.after[slice(*output)]
        return Swap(source, output, self.add(_form(before, after), source, output,
                                             self.causes.of(source, before, after)))  # fmt: skip

    def swaps(self, source: Span, output: Span) -> list[Bit]:
        """The changes at a place, as many as the log tells apart; what is the same on both sides stays."""
        bits: list[Bit] = []
        for piece_of_source, piece_of_output in self.pieces(source, output):
            bits += self.trimmed(piece_of_source, piece_of_output)
        return bits

    def pieces(self, source: Span, output: Span) -> Iterator[tuple[Span, Span]]:
        cuts: list[tuple[int, int]] = []
        if output.start == output.end or source.end - source.start <= 1:
            yield source, output
            return
        places = [place(n) for n in self.pair.origin[slice(*output)]]
        if all(a <= b for a, b in pairwise(places)):
            edges = self.causes.edges(source)
            cuts = [(p, output.start + bisect_left(places, p)) for p in edges]
        at = (source.start, output.start)
        for cut in (*cuts, (source.end, output.end)):
            if cut[1] == at[1] and cut[1] < output.end:
                continue  # what only goes is not divided
            yield Span(at[0], cut[0]), Span(at[1], cut[1])
            at = cut

    def trimmed(self, source: Span, output: Span) -> Iterator[Bit]:
        """A change without the characters that begin and end both of its sides."""
        before, after = self.pair.before[slice(*source)], self.pair.after[slice(*output)]
        head, tail = common_ends(before, after)
        if head:
            yield from self.kept(Span(source.start, source.start + head), output.start)
        rest = Span(source.start + head, source.end - tail), Span(output.start + head, output.end - tail)
        if any(s.start < s.end for s in rest):
            yield self.swap(*rest)
        if tail:
            yield from self.kept(Span(source.end - tail, source.end), output.end - tail)

    def kept(self, source: Span, output: int) -> Iterator[Bit]:
        """Characters that stay, cut where the log has something to ask of a person."""
        at = source.start
        for number in range(bisect_left(self._starts, source.start), bisect_left(self._starts, source.end)):
            e = self._held[number]
            if number in self._shown:
                continue
            self._shown.add(number)
            fits = at <= e.source.start and e.source.end <= source.end and e.verb != "regroup"
            start, end = e.source if fits else (max(at, e.source.start),) * 2
            if start > at:
                yield Kept(Span(at, start))
            place_after = output + start - source.start
            yield self._asked(e, Span(start, end), Span(place_after, place_after + end - start), fits)
            at = end
        if at < source.end:
            yield Kept(Span(at, source.end))

    def _asked(self, e: Entry, source: Span, output: Span, fits: bool) -> Kept:
        form = Form.FLAG if e.verb == "flag" else Form.HELD
        after = e.after if fits and (form == Form.HELD or e.after != e.before) else ""
        return Kept(source, self.add(form, source, output, (Cause(e.rule, e.why, e.sure),), after))

    def left_over(self) -> list[Change]:
        """What the log asks of a person about text that is gone; noted now."""
        found: list[Change] = []
        for number, e in enumerate(self._held):
            if number not in self._shown:
                self._shown.add(number)
                spot = Span(e.source.start, e.source.start)
                found.append(self.changes[self._asked(e, spot, Span(0, 0), False).change])
        return found


def _form(before: str, after: str) -> Form:
    if not before.strip() and not after.strip():
        return Form.SPACE
    if not before.strip():
        return Form.INSERT
    return Form.REPLACE if after.strip() else Form.REMOVE


def atoms_of(sheet: Sheet, bits: Iterable[Bit], move: int = -1, there: bool = False) -> Iterator[Atom]:
    """The atoms of a stretch: in its order, or of a move's content, where it stood or where it stands (`there`)."""
    extra = () if move < 0 else (When("all" if there else "not all", (move,)),)
    old = " " if move < 0 else "." if there else "-"
    new = "+" if move < 0 or there else "."
    for bit in bits:
        text = sheet.pair.before[slice(*bit.source)]
        if isinstance(bit, Swap):
            yield from _swapped(sheet, bit, text, extra, "-" if move < 0 else old, new, move)
        elif bit.change < 0:
            yield Atom("+" if there else old, text, bit.source.start, extra, -1, False, move)
        else:
            yield from _asking(sheet.changes[bit.change], bit, text, extra, "+" if there else old, move)


def _swapped(sheet: Sheet, bit: Swap, text: str, extra: tuple[When, ...], old: str, new: str,
             move: int) -> Iterator[Atom]:  # fmt: skip
    after = sheet.pair.after[slice(*bit.output)]
    number = bit.change
    if text:
        when = (*extra, When("not all", (number,)))
        yield Atom(old, text, bit.source.start, when, number, not after, move)
    if after:
        first = sheet.pair.origin[bit.output.start]
        yield Atom(new, after, ~place(first), (*extra, When("all", (number,))), number, True, move)


def _asking(change: Change, bit: Kept, text: str, extra: tuple[When, ...], sign: str, move: int) -> Iterator[Atom]:
    number = change.number
    if not change.after:
        yield Atom(sign, text, bit.source.start, extra, number, change.form == Form.FLAG and bool(text), move)
        return
    yield Atom(sign, text, bit.source.start, (*extra, When("not all", (number,))), number, False, move)
    yield Atom(".", change.after, ~bit.source.start, (*extra, When("all", (number,))), number, True, move)
