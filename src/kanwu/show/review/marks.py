"""The sheet of a review: rows with the text before on the left, the text after on the right."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from kanwu.changes.compose import unmade
from kanwu.changes.model import Atom, Change, Comparison
from kanwu.changes.rows import rows
from kanwu.show.visible import visible_lines

_ONE_END = re.compile(r"\s*[\r\n]\s*\Z")  # of what goes, one line end is shown


def escaped(text: str) -> str:
    """Text as HTML that shows it and does nothing, control characters as their pictures."""
    return escape(visible_lines(text.replace("\r\n", "\n").replace("\r", "\n")))


def sheet(comparison: Comparison) -> Iterator[str]:
    """The rows as HTML. Atoms that something decides have `data-w`, their conditions, as the script reads them."""
    off = unmade(comparison)
    named: set[int] = set()
    for row in rows(comparison):
        marked = any(atom.change >= 0 or atom.when for atom in row)
        yield f'<div class="row{"" if marked else " same"}"><div class="old">'
        yield from _cell((a for a in row if a.sign in " -"), comparison, named, None)
        yield '</div><div class="new">'
        yield from _cell(row, comparison, named, off)
        yield "</div></div>\n"


def _cell(atoms: Iterable[Atom], comparison: Comparison, named: set[int], off: set[int] | None) -> Iterator[str]:
    """One side of a row: the text before when `off` is None, else what is there with these changes not made."""
    found = list(atoms)
    for number, atom in enumerate(found):
        last = number == len(found) - 1
        if atom.change < 0 and not atom.when:
            body = atom.text.rstrip("\r\n") if last else atom.text
            yield escaped(body)
            if len(body) < len(atom.text):
                yield f'<span class="tail">{escaped(atom.text[len(body) :])}</span>'
        else:
            yield _mark(atom, comparison.changes, named, off)


def _mark(atom: Atom, changes: tuple[Change, ...], named: set[int], off: set[int] | None) -> str:
    number = atom.change if atom.change >= 0 else atom.move if atom.move >= 0 else -1
    tag = ("del" if atom.sign == "-" else "mark") if off is None else "ins" if atom.sign in "+." else "mark"
    classes = ["c", changes[number].form.value] if number >= 0 else []
    if atom.move >= 0:
        classes.append("moved")
    if not atom.text.strip():
        classes.append("break" if "\n" in atom.text or "\r" in atom.text else "blank" if atom.text else "empty")
    parts = [f'class="{" ".join(classes)}"', f'data-c="{number}"']
    if number >= 0 and number not in named and (off is None or atom.sign in " +"):
        named.add(number)
        parts.append(f'id="c{number}"')
    if off is not None and atom.when:
        parts.append(f'data-w="{_conditions(atom)}"')
        parts += ["hidden"] if not all(w.holds(off) for w in atom.when) else []
    if off is not None and atom.slot:
        parts.append("data-s")
    text = _ONE_END.sub("\n", atom.text) if off is None else atom.text
    return f"<{tag} {' '.join(parts)}>{escaped(text)}</{tag}>"


def _conditions(atom: Atom) -> str:
    """As `all:1,2;not all:3`."""
    return ";".join(f"{w.made}:{','.join(map(str, w.changes))}" for w in atom.when)
