"""A comparison for the terminal: side by side or inline, made for Chinese.

Both columns are filled in step, so that a row shows the same stretch of both texts. Widths are true: a full-width
sign takes two cells. What was moved is shown as moved, at both places, and long text that was taken out is folded.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from rich.cells import cell_len

from kanwu.changes.model import Atom, Comparison, Form
from kanwu.changes.rows import rows
from kanwu.show.look import Look
from kanwu.show.visible import LINE_END, all_visible, visible

FOLDED = 48  # characters taken out from which they are folded
SHOWN = 16  # characters shown of them
RULES = 22  # cells for the names of rules
NUMBERS = 5  # cells for a line's number
_LEAST = 8  # cells that a column has on however narrow a terminal
_PARAGRAPHS = re.compile(r"(?s:.)*?\n\n+|(?s:.)+")
_GAP = "\u22ef"  # stands for what is left out

@dataclass
class Line:
    """One line: what stands left and right (inline: left alone), and the rules behind its changes."""

    left: str = ""
    right: str = ""
    cells: list[int] = field(default_factory=lambda: [0, 0])
    rules: list[str] = field(default_factory=list)
    changed: bool = False
    old: int = 0
    new: int = 0


def difference(comparison: Comparison, names: tuple[str, str], look: Look) -> list[str]:
    """The lines under a head with the names of both texts; none when nothing changed."""
    lines = list(shown(comparison, look))
    return [f"--- {visible(names[0])}\n+++ {visible(names[1])}\n", *lines] if lines else []


def shown(comparison: Comparison, look: Look) -> Iterator[str]:
    """The lines, each with its line feed; none when nothing changed."""
    if not comparison.made:
        return
    ruled = any(c.causes for c in comparison.made)
    wide = _columns(look, ruled)
    for line in _near(_lines(comparison, look, wide), look.context):
        yield f"{_GAP}\n" if line is None else _set(line, look, wide, ruled)


def _columns(look: Look, ruled: bool) -> int | None:
    """Cells of a column."""
    if look.width is None:
        return None
    rest = look.width - (RULES + 2 if ruled and look.width >= 3 * RULES else 0)
    if look.sides:
        return max(_LEAST, (rest - 2 * (NUMBERS + 1) - 3) // 2)
    return max(_LEAST, rest - NUMBERS - 1)


def _lines(comparison: Comparison, look: Look, wide: int | None) -> Iterator[Line]:
    flow = _Flow(comparison, look, wide)
    old = new = 1
    for row in rows(comparison):
        lines = flow.lines(row)
        lines[0].old = old if any(a.text and a.sign in " -" for a in row) else 0
        lines[0].new = new if any(a.text and a.sign in " +" for a in row) else 0
        yield from lines
        old += sum(a.text.count("\n") for a in row if a.sign in " -")
        new += sum(a.text.count("\n") for a in row if a.sign in " +")


def _near(lines: Iterable[Line], context: int) -> Iterator[Line | None]:
    """The lines with a change and those around them; None for what is left out between."""
    waiting: list[Line] = []
    after, left_out = 0, False
    for line in chain(lines, (None,)):
        if line is not None and line.changed:
            if left_out:
                yield None
            yield from waiting
            yield line
            waiting, after, left_out = [], context, False
        elif line is not None and after:
            yield line
            after -= 1
        elif line is not None:
            waiting.append(line)
            if len(waiting) > context:
                waiting.pop(0)
                left_out = True
    if left_out or waiting:
        yield None


class _Flow:
    """Fills columns with the atoms of a row."""

    def __init__(self, comparison: Comparison, look: Look, wide: int | None) -> None:
        self.changes, self.look, self.marks = comparison.changes, look, look.marks
        self.wide = wide if wide is not None else 1 << 30
        self.lefts = {c.number: c.line for c in comparison.changes if c.form == Form.MOVE}
        starts = {c.number: c.output.start for c in comparison.changes if c.form == Form.MOVE}
        self.rights = _line_numbers(comparison.after, starts)

    def lines(self, row: list[Atom]) -> list[Line]:
        self.made = [Line()]
        labelled: set[tuple[int, str]] = set()
        for atom in row:
            if atom.sign == ".":
                continue
            label = ""
            if atom.move >= 0 and (atom.move, atom.sign) not in labelled:
                labelled.add((atom.move, atom.sign))
                there = (self.rights if atom.sign == "-" else self.lefts)[atom.move]
                label = f"moved {'to' if atom.sign == '-' else 'from'} line {there}: "
            self._atom(atom, label)
        if len(self.made) > 1 and not any(self.made[-1].cells):
            self.made.pop()
        return self.made

    def _atom(self, atom: Atom, label: str) -> None:
        text = atom.text.replace("\r\n", "\n")
        if atom.sign == " ":
            for number, part in enumerate(text.rstrip("\n").split("\n")):
                if number:
                    self.made.append(Line())
                self._put(visible(part), "", (0, 1))
            if text.endswith("\n"):
                self.made.append(Line())
            return
        change = self.changes[atom.change] if atom.change >= 0 else None
        kind = atom.sign if atom.move < 0 or (change and change.form != Form.MOVE) else "<" if atom.sign == "-" else ">"
        side = (0,) if atom.sign == "-" or not self.look.sides else (1,)
        if change and change.form == Form.REMOVE and len(text) > FOLDED:
            end = "\n\n" if text.endswith("\n\n") else ""
            text = f"{text[:SHOWN].strip()}{_GAP} {len(text)} characters{end}"
        for part in _PARAGRAPHS.findall(text):
            ends = part.endswith("\n\n") or (atom.sign == "+" and part.endswith("\n"))
            self._put(label + all_visible(part.replace("\n\n", "\n").replace("\n", LINE_END)), kind, side)
            self._note(atom)
            label = ""
            if ends:
                self.made.append(Line())

    def _note(self, atom: Atom) -> None:
        line = self.made[-1]
        line.changed = True
        number = atom.change if atom.change >= 0 else atom.move
        for cause in self.changes[number].causes[:1] if number >= 0 else ():
            if cause.rule not in line.rules:
                line.rules.append(cause.rule)

    def _put(self, text: str, kind: str, sides: tuple[int, ...]) -> None:
        """Add a text to columns; where one is full, all go on in the next line."""
        if not self.look.sides:
            sides = (0,)
        left, right = self.marks[kind] if kind else ("", "")
        if not self.look.colour:
            text, left, right = f"{left}{text}{right}" if text else "", "", ""
        while text:
            used = self.made[-1].cells
            room = self.wide - (max(used) if len(sides) == 2 else used[sides[0]])
            part, cells = _fitting(text, room)
            if not part and not any(self.made[-1].cells[side] for side in sides):
                part, cells = text[:1], cell_len(text[:1])  # a column narrower than one sign
            if part:
                line = self.made[-1]
                line.changed = line.changed or bool(kind)
                for side in sides:
                    line.cells[side] += cells
                    if side:
                        line.right += f"{left}{part}{right}"
                    else:
                        line.left += f"{left}{part}{right}"
                text = text[len(part) :]
            if text:
                self.made.append(Line())


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    return cell_len(char)


def _fitting(text: str, room: int) -> tuple[str, int]:
    """As much of a text as has room, and the cells that it takes."""
    if room >= 2 * len(text):
        return text, sum(map(_cells, text))
    used = 0
    for at, char in enumerate(text):
        size = _cells(char)
        if used + size > room:
            return text[:at], used
        used += size
    return text, used


def _line_numbers(text: str, starts: dict[int, int]) -> dict[int, int]:
    """The line of each start in the text, from 1."""
    found: dict[int, int] = {}
    line, at = 1, 0
    for number, start in sorted(starts.items(), key=lambda item: item[1]):
        line += text.count("\n", at, start)
        at = start
        found[number] = line
    return found


def _set(line: Line, look: Look, wide: int | None, ruled: bool) -> str:
    dim, plain = look.marks["~"]
    old, new = (f"{n or '':>{NUMBERS}}" for n in (line.old, line.new))
    names = ", ".join(line.rules)
    if wide is None:
        rules = f"  \u2039{names}\u203a" if names else ""
        return f"{dim}{old}{plain} {line.left}{dim}{rules}{plain}\n"
    if cell_len(names) > RULES:
        names = names[: RULES - 1] + "\u2026"
    pad = " " * max(0, wide - line.cells[0])
    rules = f"  {dim}{names}{plain}" if names and ruled and (look.width or 0) >= 3 * RULES else ""
    if not look.sides:
        return f"{dim}{old}{plain} {line.left}{pad if rules else ''}{rules}\n"
    pads = " " * max(0, wide - line.cells[1])
    row = f"{dim}{old}{plain} {line.left}{pad} {dim}\u2502{plain} {dim}{new}{plain} {line.right}"
    return f"{row}{pads}{rules}\n" if rules else f"{row.rstrip() if not look.colour else row}\n"
