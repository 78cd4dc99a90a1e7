"""Two texts and the log between them taken apart into changes and atoms.

Between what stayed in order lie places where something goes or comes. A place without a moved stretch is one
change, or several where the log tells one edit from the next. Where paragraphs went, each is a change of its own,
with the white space behind it; where something was moved in or out, so is that.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kanwu import Result
from kanwu.changes.chain import Moved, ordered
from kanwu.changes.model import Atom, Comparison, Form
from kanwu.changes.places import Place, is_plain
from kanwu.changes.sheet import Bit, Sheet, atoms_of
from kanwu.changes.texts import Pair
from kanwu.model import Entry, Span
from kanwu.runs import Run


def taken_apart(pair: Pair, entries: Iterable[Entry] | None = None) -> Comparison:
    """The comparison of two texts; `entries` are those of the log, None where there is none."""
    sheet = Sheet(pair, entries)
    stayed, moved = ordered(pair)
    stayed.append(Run(len(pair.after), len(pair.before), 0))
    outs, ins = _holes([r.source for r in stayed], moved, False), _holes([r.output for r in stayed], moved, True)
    contents: dict[Moved, tuple[int, list[Bit]]] = {}

    def content(m: Moved) -> tuple[int, list[Bit]]:
        if m not in contents:
            contents[m] = _content(sheet, m, targets[m])
        return contents[m]

    targets = {m: stayed[hole - 1].source + stayed[hole - 1].size if hole else 0 for hole in ins for m in ins[hole]}
    atoms: list[Atom] = []
    at = Run(0, 0, 0)
    for number, run in enumerate(stayed):
        source, output = Span(at.source, run.source), Span(at.output, run.output)
        place = Place(sheet, source, output, sorted(outs[number], key=lambda m: m.source), ins[number], content)
        atoms += place.atoms() if outs[number] or ins[number] else _quiet(place)
        atoms += atoms_of(sheet, sheet.kept(Span(run.source, run.source + run.size), run.output))
        at = Run(run.output + run.size, run.source + run.size, 0)
    atoms = _with_left_over(atoms, sheet)
    return Comparison(pair.before, pair.after, tuple(atoms), tuple(sheet.changes))


def compared(result: Result) -> Comparison:
    """What cleaning changed: the comparison of a page with its source, by its log."""
    pair = Pair(result.source, result.text, result.origin)
    return taken_apart(pair, (*result.edits, *result.flags))


def _holes(walls: list[int], moved: list[Moved], output: bool) -> dict[int, list[Moved]]:
    """The moved stretches of each hole between stayed runs, by the number of the run behind it."""
    found: dict[int, list[Moved]] = defaultdict(list)
    for m in moved:
        found[bisect_right(walls, m.side(output).start)].append(m)
    return found


def _content(sheet: Sheet, m: Moved, target: int) -> tuple[int, list[Bit]]:
    """The number of a move, and what is in it: characters kept, and changes between them."""
    number = sheet.add(Form.MOVE, m.source, m.output, sheet.causes.of_move(m.source, target))
    bits: list[Bit] = []
    source, output = m.source.start, m.output.start
    for run in m.kept:
        bits += sheet.swaps(Span(source, run.source), Span(output, run.output))
        bits += sheet.kept(Span(run.source, run.source + run.size), run.output)
        source, output = run.source + run.size, run.output + run.size
    bits += sheet.swaps(Span(source, m.source.end), Span(output, m.output.end))
    return number, bits


def _quiet(place: Place) -> Iterator[Atom]:
    """A place where nothing was moved."""
    for source, output in place.sheet.pieces(place.source, place.output):
        if is_plain(place, source, output):
            yield from atoms_of(place.sheet, place.sheet.trimmed(source, output))
        else:
            yield from place.narrowed(source, output).atoms()


def _with_left_over(atoms: list[Atom], sheet: Sheet) -> list[Atom]:
    """The atoms with an empty one for each question about text that is gone, at its place."""
    waiting = sheet.left_over()
    found: list[Atom] = []
    at = 0
    for atom in atoms:
        while waiting and atom.sign in " -" and waiting[0].source.start < at + len(atom.text):
            change = waiting.pop(0)
            found.append(Atom(" ", "", change.source.start, (), change.number))
        found.append(atom)
        at += len(atom.text) if atom.sign in " -" else 0
    return found + [Atom(" ", "", c.source.start, (), c.number) for c in waiting]
