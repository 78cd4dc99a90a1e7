"""The text that follows from deciding changes."""

from array import array
from collections.abc import Collection, Mapping
from typing import NamedTuple

from kanwu.changes.model import UNMADE, Change, Comparison
from kanwu.model import place


class Composed(NamedTuple):
    """A text and, for each of its characters, where it comes from, as in `kanwu.Result.origin`."""

    text: str
    origin: "array[int]"


def unmade(comparison: Comparison) -> set[int]:
    """The changes that are not made while nothing is decided."""
    return {c.number for c in comparison.changes if c.form in UNMADE}


def is_made_by(change: Change, verdict: str) -> bool:
    """Whether a change is made by a verdict (accept, reject, edit). An edit writes over what comes, or what went."""
    return bool(change.after) if verdict == "edit" else verdict == "accept"


def composed(comparison: Comparison, off: Collection[int], edits: Mapping[int, str]) -> Composed:
    """The text with the changes in `off` not made, and those in `edits` reading otherwise.

    The review page does the same with the same conditions. No source character is in the origin twice.
    """
    texts: list[str] = []
    origin: array[int] = array("i")
    taken = bytearray(len(comparison.before) + 1)
    for atom in comparison.atoms:
        if not all(w.holds(off) for w in atom.when):
            continue
        text, source = atom.text, atom.at
        if atom.slot and atom.change in edits:
            text, source = edits[atom.change], ~place(source)
        texts.append(text)
        origin.extend(_origins(text, source, taken))
    return Composed("".join(texts), origin)


def _origins(text: str, source: int, taken: bytearray) -> "array[int]":
    if source < 0:
        return array("i", [source] * len(text))
    if not any(taken[source : source + len(text)]):
        taken[source : source + len(text)] = b"\1" * len(text)
        return array("i", range(source, source + len(text)))
    return array("i", [~n for n in range(source, source + len(text))])
