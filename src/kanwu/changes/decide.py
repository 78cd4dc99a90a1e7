"""A cleaned page as people decided it: its text, and the log that tells of it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from kanwu import Result
from kanwu.changes.atoms import compared
from kanwu.changes.compose import composed, is_made_by, unmade
from kanwu.changes.decisions import Decision
from kanwu.changes.matching import Matched, matched
from kanwu.changes.model import UNMADE, Atom, Change, Comparison, Form, When
from kanwu.ledger import located
from kanwu.model import Entry, Span, Sure
from kanwu.write.log import digest
from kanwu.write.markdown import Written
from kanwu.write.text import read_again

RULE = "decision"  # the name under which the log has what a person decided


class Report(NamedTuple):
    """How many decisions found a place, how many reject what was not proposed, and those that fit nowhere."""

    applied: int
    idle: int
    lost: tuple[Decision, ...]


def decide(result: Result, decisions: Iterable[Decision]) -> tuple[Result, Report]:
    """The page with the decisions carried out. Where there are none for it, the very same Result."""
    comparison = compared(result)
    found = matched(decisions, comparison, digest(result.source))
    comparison, lost = _with_written(comparison, found)
    report = Report(found.used - len(lost), len(found.idle), (*found.lost, *lost))
    if not found.verdicts:
        return result, report
    off, edits = unmade(comparison), {}
    for number, d in found.verdicts.items():
        change = comparison.changes[number]
        if d.verdict == "edit" and not _stands(change, d.text):
            edits[number] = d.text
        (off.discard if _is_made(change, d) else off.add)(number)
    made = composed(comparison, off, edits)
    origin = result.origin if made.text == result.text else made.origin
    written = Written(made.text, origin)
    told = [e for number, d in sorted(found.verdicts.items()) if (e := _entry(comparison.changes[number], d))]
    looked_at = {_flag(comparison.changes[n]) for n in found.verdicts if comparison.changes[n].form == Form.FLAG}
    flags = [f for f in result.flags if (f.rule, f.why, f.source.start) not in looked_at]
    return replace(
        result, text=made.text, origin=origin, blocks=read_again(written, result.blocks),
        edits=located([*result.edits, *told], result.source, written), flags=located(flags, result.source, written),
    ), report  # fmt: skip


def _stands(change: Change, text: str) -> bool:
    """Whether an edit writes what stands there with the change, or without: that keeps where it comes from."""
    return text == change.before or (text == change.after and bool(text))


def _is_made(change: Change, d: Decision) -> bool:
    if d.verdict == "edit" and _stands(change, d.text):
        return d.text == change.after
    return is_made_by(change, d.verdict)


def _flag(change: Change) -> tuple[str, str, int]:
    return (change.causes[0].rule, change.causes[0].why, change.source.start)


def _with_written(comparison: Comparison, found: Matched) -> tuple[Comparison, list[Decision]]:
    """The comparison with a change for each place at which kanwu proposed nothing and a person decided elsewhere that
    it reads otherwise; and the decisions whose place is not plain text that stays."""
    atoms, changes, lost = list(comparison.atoms), list(comparison.changes), []
    for span, d in found.written:
        number = next((n for n, a in enumerate(atoms) if _holds(a, span)), None)
        if number is None:
            lost.append(d)
            continue
        change = Change(len(changes), Form.HELD, span, span, d.line, d.before, d.text or d.after, ())
        changes.append(change)
        found.verdicts[change.number] = d
        atoms[number : number + 1] = _divided(atoms[number], span, change)
    return replace(comparison, atoms=tuple(atoms), changes=tuple(changes)), lost


def _holds(atom: Atom, span: Span) -> bool:
    return (atom.sign == " " and not atom.when and atom.change < 0 and 0 <= atom.at <= span.start
            and span.end <= atom.at + len(atom.text))  # fmt: skip


def _divided(atom: Atom, span: Span, change: Change) -> list[Atom]:
    start, end = span.start - atom.at, span.end - atom.at
    one = (change.number,)
    return [
        atom._replace(text=atom.text[:start]),
        Atom(" ", change.before, span.start, (When("not all", one),), change.number),
        Atom(".", change.after, ~span.start, (When("all", one),), change.number, True),
        atom._replace(text=atom.text[end:], at=span.end),
    ]


def _entry(change: Change, d: Decision) -> Entry | None:
    """What the log has of a decision; nothing of one that leaves what kanwu did. A flag that was looked at and left is
    told as an edit that was not made."""
    asked = change.form in UNMADE
    kanwus = change.before if asked else change.after
    now = d.text if d.verdict == "edit" else change.after if is_made_by(change, d.verdict) else change.before
    if change.form == Form.FLAG and d.verdict == "accept" and not change.after:
        now = change.before
    other = now != kanwus or (change.form == Form.MOVE and d.verdict == "reject")
    if not other and change.form != Form.FLAG:
        return None
    why = f"a person decided: {d.verdict}" + (f" what {change.rule} says" if change.causes else "")
    nowhere = Span(0, 0)
    return Entry(RULE, "replace", change.source, 0, nowhere, kanwus, now, why, Sure.CERTAIN, other)
