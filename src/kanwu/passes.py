"""One pass of rules over a document: each rule's edits are checked, applied and noted before the next one looks."""

from collections.abc import Sequence

from kanwu.apply import apply
from kanwu.guard import veto
from kanwu.ledger import entry
from kanwu.model import Document, Edit, Entry, Flag, Rule
from kanwu.options import Options

Content = tuple[object, ...]
"""All of a document that a rule can tell apart, without geometry."""


def one_pass(
    document: Document, rules: Sequence[Rule], options: Options, idle: dict[str, Content]
) -> tuple[Document, list[Entry]]:
    """All rules once, in order, each on what the rule before it left.

    `idle` has, of the passes before, the content on which each rule last changed nothing, and is kept up. On the same
    content it would find the same again: it is not asked.
    """
    entries: list[Entry] = []
    content = _content(document)
    for rule in rules:
        if document.geometry is None and idle.get(rule.name) == content:
            continue
        before, document = document, step(rule, document, options, entries)
        if document is not before:
            content = _content(document)
        elif document.geometry is None:
            idle[rule.name] = content
    return document, entries


def _content(document: Document) -> Content:
    return (document.script, *((b.kind, b.level, b.text, *b.origin[:1], *b.origin[-1:]) for b in document.blocks))


def step(rule: Rule, document: Document, options: Options, entries: list[Entry]) -> Document:
    """One rule's edits checked, applied and noted."""
    wanted: list[Edit] = []
    for edit in rule.find(document):
        bar = veto(document, edit, options.protect)
        if bar == "markup":
            continue
        if bar or (not isinstance(edit, Flag) and edit.sure < options.threshold):
            entries.append(entry(rule.name, document, edit, False, bar))
        else:
            wanted.append(edit)
    if not wanted:
        return document
    done = apply(document, wanted)
    entries += [entry(rule.name, document, e, not isinstance(e, Flag)) for e in done.accepted]
    entries += [entry(rule.name, document, r.edit, False, f"refused: {r.why}") for r in done.refused]
    return done.document
