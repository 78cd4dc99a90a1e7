"""A place between two stayed stretches where paragraphs went, or something was moved in or out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kanwu.changes.chain import Moved
from kanwu.changes.model import Atom, Form, When
from kanwu.changes.sheet import Bit, Sheet, atoms_of
from kanwu.model import Span

_PARAGRAPH = re.compile(r"\S(?:(?!\s*(?:\n[^\S\n]*\n|\r\n?[^\S\r\n]*\r)).)*\S|\S", re.S)
_MARKS = frozenset("*#>")


@dataclass(frozen=True)
class Place:
    """What goes (`source`) and what comes (`output`), what of it was moved, and how the content of a move is found."""

    sheet: Sheet
    source: Span
    output: Span
    outs: list[Moved]
    ins: list[Moved]
    content: Callable[[Moved], tuple[int, list[Bit]]]

    @property
    def before(self) -> str:
        return self.sheet.pair.before[slice(*self.source)]

    @property
    def after(self) -> str:
        return self.sheet.pair.after[slice(*self.output)]

    def narrowed(self, source: Span, output: Span) -> "Place":
        """A part of a place where nothing was moved."""
        return replace(self, source=source, output=output)

    def atoms(self) -> Iterator[Atom]:
        """What goes, each paragraph for itself, and then what comes."""
        written = self._written()
        base = self._base(written)
        words = base if _is_written(written) else -1
        gone = list(self._gone(words))
        numbers = tuple(dict.fromkeys([n for _, n, _ in gone] + ([base] if base >= 0 else [])))
        arrivals = tuple(self.content(m)[0] for m in self.ins)
        yield from self._goes(gone, numbers, arrivals, base)
        yield from self._comes(numbers, arrivals, words)

    def _written(self) -> str:
        """What comes and was not moved."""
        text, at = "", self.output.start
        for m in self.ins:
            text += self.sheet.pair.after[at : m.output.start]
            at = m.output.end
        return text + self.sheet.pair.after[at : self.output.end]

    def _base(self, written: str) -> int:
        """The number of the change that the place itself is: other words, or paragraphs joined; -1 for none."""
        sheet, whole = self.sheet, self.source
        if _is_written(written):
            return sheet.add(Form.REPLACE, whole, self.output, sheet.causes.of(whole, self.before, written))
        blank = len(self.before) - len(self.before.lstrip())
        if not blank or not self.before.strip() or not self.joins():
            return -1
        first = Span(whole.start, whole.start + blank)
        around = Span(max(0, whole.start - 1), min(len(sheet.pair.before), whole.end + 1))
        here = Span(self.output.start, self.output.start)
        return sheet.add(Form.SPACE, first, here, sheet.causes.of_move(around, around.start))

    def joins(self) -> bool:
        """Whether nothing comes in place of what goes, and what stood apart is one paragraph now."""
        if self.after:
            return False
        here, text = self.output.start, self.sheet.pair.after
        line_ends = "\n\r"
        apart = any(c in line_ends for c in self.before[: len(self.before) - len(self.before.lstrip())])
        return apart and 0 < here < len(text) and text[here - 1] not in line_ends and text[here] not in line_ends

    def _gone(self, base: int) -> Iterator[tuple[Span, int, Moved | None]]:
        """The paragraphs that go, with the number of the change that each is or belongs to."""
        at = self.source.start
        for m in (*self.outs, None):
            end = m.source.start if m else self.source.end
            for found in _PARAGRAPH.finditer(self.sheet.pair.before, at, end):
                span = Span(*found.span())
                yield span, base if base >= 0 else self._removed(span), None
            if m:
                yield m.source, self.content(m)[0], m
                at = m.source.end

    def _removed(self, span: Span) -> int:
        sheet, here = self.sheet, Span(self.output.start, self.output.start)
        text = sheet.pair.before[slice(*span)]
        return sheet.add(Form.REMOVE, span, here, sheet.causes.of(span, text, ""))

    def _goes(self, gone: list[tuple[Span, int, Moved | None]], numbers: tuple[int, ...],
              arrivals: tuple[int, ...], base: int) -> Iterator[Atom]:  # fmt: skip
        """What goes, in order. A blank goes with the paragraph before it; where the place ends with one, behind it."""
        ahead = bool(gone) and gone[-1][0].end == self.source.end and gone[0][0].start > self.source.start
        first = gone[0][0].start if gone else self.source.end
        if first > self.source.start:
            when = When("not all", numbers if not ahead else gone[0][1:2]) if numbers else When("none", arrivals)
            blank = self._blank(self.source.start, first, when)
            if base >= 0 and base in when.changes:
                blank = blank._replace(change=base, slot=not self.sheet.changes[base].after)
            yield blank
        for at, (span, number, moved) in enumerate(gone):
            if moved:
                yield from atoms_of(self.sheet, self.content(moved)[1], number)
            else:
                slot = not self.sheet.changes[number].after
                text = self.sheet.pair.before[slice(*span)]
                yield Atom("-", text, span.start, (When("not all", (number,)),), number, slot)
            end = gone[at + 1][0].start if at + 1 < len(gone) else self.source.end
            if end > span.end:
                owner = gone[at + 1][1] if ahead else number
                yield self._blank(span.end, end, When("not all", (owner,)))

    def _blank(self, start: int, end: int, when: When) -> Atom:
        return Atom("-", self.sheet.pair.before[start:end], start, (when,), when.changes[0])

    def _comes(self, numbers: tuple[int, ...], arrivals: tuple[int, ...], base: int) -> Iterator[Atom]:
        text, at = self.sheet.pair.after, self.output.start
        for turn, m in enumerate(self.ins):
            number, bits = self.content(m)
            before = arrivals[turn - 1] if turn else number
            yield from self._between(at, m.output.start, before, number, base)
            yield from atoms_of(self.sheet, bits, number, there=True)
            at = m.output.end
        rest = text[at : self.output.end]
        if rest:
            owner = arrivals[-1] if arrivals else -1
            visible = base >= 0 and _is_written(rest)
            if visible or (owner < 0 and base >= 0):
                decides: tuple[int, ...] = (base,)
            else:
                decides = (owner,) if owner >= 0 else numbers
            yield Atom("+", rest, ~self.source.end, (When("all", decides),), decides[0])
        if fallback := self._separator(numbers, arrivals):
            yield Atom(".", fallback, ~self.source.start, (When("all", numbers), When("none", arrivals)))

    def _between(self, start: int, end: int, last: int, following: int, base: int) -> Iterator[Atom]:
        """What is written before a stretch that was moved in: the end mark of the last one, blanks, its own mark."""
        text = self.sheet.pair.after[start:end]
        here = ~self.source.start
        if base >= 0 and _is_written(text):
            yield Atom("+", text, here, (When("all", (base,)),), base)
            return
        cut = text.find("\n") if last != following else 0
        cut = len(text) if cut < 0 else cut
        for part, number in ((text[:cut], last), (text[cut:], following)):
            if part:
                yield Atom("+", part, here, (When("all", (number,)),), number)

    def _separator(self, numbers: tuple[int, ...], arrivals: tuple[int, ...]) -> str:
        """The white space that has to stand here when all went that goes and nothing came that was moved in."""
        if not numbers or not arrivals:
            return ""
        here, text = self.output, self.sheet.pair.after
        beside = text[max(0, here.start - 1) : here.start] + text[here.end : here.end + 1]
        blanks = re.findall(r"\s+", self.before)
        return "" if "\n" in beside else next((b for b in blanks if "\n" in b), "")


def _is_written(text: str) -> bool:
    """Whether there is more in it than white space and Markdown's marks."""
    return any(not c.isspace() and c not in _MARKS for c in text)


def is_plain(place: Place, source: Span, output: Span) -> bool:
    """Whether what goes and comes in a part of a place is one change: not several paragraphs, and none that parted two
    others."""
    before, after = place.sheet.pair.before[slice(*source)], place.sheet.pair.after[slice(*output)]
    if after.strip() or not before.strip():
        return True
    return len(_PARAGRAPH.findall(before)) == 1 and not place.narrowed(source, output).joins()
