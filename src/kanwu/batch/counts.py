"""What a run did so far, in numbers."""

from collections import Counter
from copy import copy
from dataclasses import dataclass, field

from kanwu.batch.orders import Done
from kanwu.errors import ExitCode
from kanwu.ledger import LAYOUT


@dataclass
class Counts:
    """What a run did. `before` are the inputs that an earlier run did. `rules` are repairs, without white space and
    marks as Markdown wants them."""

    pages: int = 0
    changed: int = 0
    flags: int = 0
    held: int = 0
    faults: int = 0
    before: int = 0
    code: int = ExitCode.FINE
    rules: Counter[str] = field(default_factory=Counter)

    def add(self, done: Done) -> None:
        """Count a page or record."""
        self.pages += 1
        self.changed += done.changed
        self.flags += done.flags
        self.held += done.held
        self.rules.update({rule: count for rule, count in done.edits.items() if rule != LAYOUT})
        if done.error:
            self.fault(done.code)

    def fault(self, code: int) -> None:
        """Count a fault."""
        self.faults += 1
        self.code = max(self.code, code)

    def copied(self) -> "Counts":
        """The counts as they are now."""
        kept = copy(self)
        kept.rules = Counter(self.rules)
        return kept
