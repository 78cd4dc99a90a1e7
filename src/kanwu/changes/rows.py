"""A comparison in rows: stretches that begin and end at a line's end in both texts."""

import re
from collections.abc import Iterator

from kanwu.changes.model import Atom, Comparison

_LINES = re.compile(r"[^\n]*\n+|[^\n]+")


def rows(comparison: Comparison) -> Iterator[list[Atom]]:
    """The atoms in rows, none of them empty. Only what stays is cut into lines; a change is in one row."""
    before, after = comparison.before, comparison.after
    row: list[Atom] = []
    old = new = 0
    for atom in comparison.atoms:
        for piece in _cut(atom):
            row.append(piece)
            old += len(piece.text) if piece.sign in " -" else 0
            new += len(piece.text) if piece.sign in " +" else 0
            if piece.text and _is_end(before, old) and _is_end(after, new):
                yield row
                row = []
    if row:
        yield row


def _cut(atom: Atom) -> Iterator[Atom]:
    if atom.sign != " " or atom.when or atom.change >= 0 or "\n" not in atom.text:
        yield atom
        return
    for line in _LINES.finditer(atom.text):
        yield atom._replace(text=line[0], at=atom.at + line.start())


def _is_end(text: str, place: int) -> bool:
    """Whether a line ends here: the next character starts another."""
    return place == 0 or (text[place - 1] == "\n" and text[place : place + 1] != "\n")
