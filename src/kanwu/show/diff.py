"""What a cleaning changed, character by character, for Chinese: no line counts as changed whole.

The places come from the provenance of each character, so what is shown is what was done, and a long page
takes no longer than its length. Text that was moved is shown taken out at one place and put in at the other.
"""

import os
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TextIO

from kanwu import Result
from kanwu.model import Run, runs
from kanwu.show.visible import LINE_END, visible, visible_lines

_PLAIN = {"-": ("[-", "-]"), "+": ("{+", "+}"), " ": ("", "")}
_COLOUR = {"-": ("\x1b[9;31m", "\x1b[0m"), "+": ("\x1b[4;32m", "\x1b[0m"), " ": ("", "")}
_STRETCH = re.compile(r"[^\n]*\n+|[^\n]+")


class Piece(NamedTuple):
    """A stretch of text that stays (" "), goes ("-") or comes ("+")."""

    sign: str
    text: str


def coloured(stream: TextIO) -> bool:
    """Whether changes are told by colour: on a terminal, unless NO_COLOR is set, and with FORCE_COLOR."""
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def difference(result: Result, name: str, colour: bool = False) -> str:
    """The lines of the clean page in which something changed, each after the number of its source line.

    What goes stands as [-x-], what comes as {+x+}, or struck red and underlined green; a line end that goes
    or comes is shown as its sign. Nothing when nothing changed.
    """
    marks = _COLOUR if colour else _PLAIN
    lines = [f"\n{n}: {''.join(_marked(p, marks) for p in line)}\n" for n, line in _lines(pieces(result))]
    head = f"--- {visible(name)}\n+++ {visible(name)}, clean\n"
    return "".join((head, *lines)) if lines else ""


def pieces(result: Result) -> Iterator[Piece]:
    """The change in order: what stays and goes is the source, what stays and comes is the clean text."""
    at = here = 0
    for run in (*_chain(list(runs(result.origin))), Run(len(result.text), len(result.source), 0)):
        if run.source > here:
            yield Piece("-", result.source[here : run.source])
        if run.output > at:
            yield Piece("+", result.text[at : run.output])
        at, here = run.output + run.size, run.source + run.size
        if run.size:
            yield Piece(" ", result.text[run.output : at])


def _chain(parts: Sequence[Run]) -> list[Run]:
    """The runs, most characters in all, that stand in the same order in the source; the others were moved."""
    before: list[int] = []  # for each run the one before it in its best chain
    heads: list[tuple[int, int, int]] = []  # source place, characters so far (both increasing), run
    for number, run in enumerate(parts):
        slot = bisect_left(heads, (run.source, 0, 0))
        _, weight, last = heads[slot - 1] if slot else (0, 0, -1)
        before.append(last)
        weight += run.size
        end = slot
        while end < len(heads) and heads[end][1] <= weight:
            end += 1
        heads[slot:end] = [(run.source, weight, number)]
    chain, at = [], heads[-1][2] if heads else -1
    while at >= 0:
        chain.append(parts[at])
        at = before[at]
    return chain[::-1]


def _lines(parts: Iterable[Piece]) -> Iterator[tuple[int, list[Piece]]]:
    """The lines of the clean text that changed, as pieces, each with the source line it starts in."""
    number = start = 1
    line: list[Piece] = []
    for sign, text in parts:
        for stretch in [text] if sign == "-" else _STRETCH.findall(text.replace("\r\n", "\n")):
            line.append(Piece(sign, stretch))
            number += stretch.count("\n") if sign != "+" else 0
            if sign == "-" or not stretch.endswith("\n"):
                continue
            if _differs(line):
                yield start, line
            start, line = number, []
    if _differs(line):
        yield start, line


def _differs(line: Iterable[Piece]) -> bool:
    return any(piece.sign != " " for piece in line)


def _marked(piece: Piece, marks: dict[str, tuple[str, str]]) -> str:
    if piece.sign == " ":
        return visible_lines(piece.text.rstrip("\n"))
    left, right = marks[piece.sign]
    shown = visible(piece.text.replace("\r\n", "\n").replace("\n", LINE_END))
    return f"{left}{shown}{right}"
