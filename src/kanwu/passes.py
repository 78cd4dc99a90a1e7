"""One pass of rules over a document: each rule's edits are checked, applied and noted before the next one looks."""

from collections.abc import Sequence

from kanwu.apply import apply
from kanwu.guard import veto
from kanwu.ledger import entry
from kanwu.model import Block, Document, Edit, Entry, Flag, Rule
from kanwu.options import Options


class Idle:
    """On what document each rule last changed nothing. On one with the same content it would find the same again."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._same: dict[tuple[Document, Document], bool] = {}  # by what they are, not by what is in them

    def note(self, rule: Rule, document: Document) -> None:
        """The rule changed nothing here. A rule may look at geometry, which only one pass has: that tells nothing."""
        if document.geometry is None:
            self._documents[rule.name] = document

    def is_idle(self, rule: Rule, document: Document) -> bool:
        """Whether the rule need not be asked."""
        known = self._documents.get(rule.name)
        if known is None or document.geometry is not None:
            return False
        found = self._same.get((known, document))
        if found is None:
            found = self._same[known, document] = _is_same(known, document)
        return found


def _is_same(one: Document, other: Document) -> bool:
    """Whether no rule can tell two documents of one page apart, geometry left out."""
    if one.script != other.script or not alike(one.blocks, other.blocks):
        return False
    return all(_ends(a) == _ends(b) for a, b in zip(one.blocks, other.blocks, strict=True))


def _ends(block: Block) -> tuple[int, ...]:
    return *block.origin[:1], *block.origin[-1:]


def alike(blocks: Sequence[Block], others: Sequence[Block]) -> bool:
    """Whether no rule could tell the blocks of two readings apart, but for where they come from."""
    pairs = zip(blocks, others, strict=False)
    same = all(a.text == b.text and a.kind == b.kind and a.level == b.level for a, b in pairs)
    return same and len(blocks) == len(others)


def one_pass(document: Document, rules: Sequence[Rule], options: Options, idle: Idle) -> tuple[Document, list[Entry]]:
    """All rules once, in order, each on what the rule before it left; those that are `idle` are not asked."""
    entries: list[Entry] = []
    for rule in rules:
        if idle.is_idle(rule, document):
            continue
        before, document = document, step(rule, document, options, entries)
        if document is before:
            idle.note(rule, document)
    return document, entries


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
