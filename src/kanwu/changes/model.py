"""Change, Atom, Comparison: two texts as one sequence from which either, and every mixture, can be read off."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kanwu.model import Span, Sure


class Form(StrEnum):
    """What a change does to the page as a reader sees it."""

    REPLACE = "replace"  # characters become others
    INSERT = "insert"  # characters come that were not there
    REMOVE = "remove"  # characters go
    SPACE = "space"  # white space and line ends alone
    MOVE = "move"  # a stretch stands elsewhere
    HELD = "held"  # proposed and not made, unless a person says so
    FLAG = "flag"  # a place for a person's eye


UNMADE = frozenset({Form.HELD, Form.FLAG})


class Cause(NamedTuple):
    """Why a change was made: the rule, its reason, how sure it is."""

    rule: str
    why: str
    sure: Sure


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to decide. Places are code points of the texts before and after, `line` counts from 1 before.

    `causes` are the rules that had a hand in it, the last one first; none where two files were compared without
    their log. `after` of a flag is its proposal, or nothing.
    """

    number: int
    form: Form
    source: Span
    output: Span
    line: int
    before: str
    after: str
    causes: tuple[Cause, ...] = ()

    @property
    def rule(self) -> str:
        """The rule that made it; nothing when none is known."""
        return self.causes[0].rule if self.causes else ""

    @property
    def sure(self) -> Sure | None:
        """The least sure of its causes."""
        return min((c.sure for c in self.causes), default=None)


class When(NamedTuple):
    """A condition on changes: these all made, or not all of them, or none."""

    made: str  # "all", "not all", "none"
    changes: tuple[int, ...]

    def holds(self, off: Collection[int]) -> bool:
        """Whether it holds when the changes in `off` are not made."""
        if self.made == "none":
            return all(n in off for n in self.changes)
        return any(n in off for n in self.changes) == (self.made == "not all")


class Atom(NamedTuple):
    """A stretch of text that stands in both texts (" "), only before ("-"), only after ("+"), or in neither, where
    it waits for a decision (".").

    `at` is where the characters stand in the text before; ~n for characters that were written at place n. The
    stretch is in the text when all conditions in `when` hold. `change` is the one it shows, -1 for none; `slot`: an
    edit of that change replaces this stretch; `move` is the move that it is the content of, -1 for none.
    """

    sign: str
    text: str
    at: int
    when: tuple[When, ...] = ()
    change: int = -1
    slot: bool = False
    move: int = -1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts and what lies between them. The atoms " " and "-" are the text before, " " and "+" the one after."""

    before: str
    after: str
    atoms: tuple[Atom, ...]
    changes: tuple[Change, ...]

    @property
    def made(self) -> list[Change]:
        """The changes that lie between the two texts; proposals and flags left out."""
        return [c for c in self.changes if c.form not in UNMADE]
