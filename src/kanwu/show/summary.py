"""What a run did, on one screen or in one line."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kanwu import Result
from kanwu.ledger import LAYOUT
from kanwu.model import Entry
from kanwu.show.visible import LINE_END, visible

if TYPE_CHECKING:
    from rich.text import Text

KEPT = 200  # places remembered of all pages; a screen shows fewer
AROUND = 6  # characters of context on either side of a place
LONGEST = 16  # characters shown of a place or of one side of a change
MARGIN = 4  # lines of a screen left for the prompt and the summary's own two headings
LEAST = 8  # lines that a summary takes on however small a screen


class Look(NamedTuple):
    """A place that a person should look at."""

    page: str
    line: int
    text: str
    why: str


def repairs(result: Result) -> list[Entry]:
    """The edits that were made, white space and marks as Markdown wants them left out."""
    return [e for e in result.edits if e.applied and e.rule != LAYOUT]


@dataclass
class Tally:
    """Counts over the pages of a run; `of_output`: line numbers are the clean page's, not the source's."""

    of_output: bool = True
    pages: int = 0
    changed: int = 0
    flags: int = 0
    held: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)

    def add(self, name: str, result: Result, changed: bool) -> None:
        """Count one page."""
        self.pages += 1
        self.changed += changed
        for entry in repairs(result):
            self.rules[entry.rule] += 1
            self.examples.setdefault(entry.rule, _example(entry))
        self.held += sum(not e.applied for e in result.edits)
        self.flags += len(result.flags)
        room = max(0, KEPT - len(self.looks))
        self.looks += [self._look(name, result, flag) for flag in result.flags[:room]]

    def take(self, other: "Tally") -> None:
        """Count the pages of another tally too."""
        self.pages += other.pages
        self.changed += other.changed
        self.flags += other.flags
        self.held += other.held
        self.rules += other.rules
        self.examples = other.examples | self.examples
        self.looks += other.looks[: max(0, KEPT - len(self.looks))]

    def _look(self, name: str, result: Result, flag: Entry) -> Look:
        start, end = flag.source
        left = result.source[max(0, start - AROUND) : start].rpartition("\n")[2]
        right = result.source[end : end + AROUND].partition("\n")[0]
        line = result.text.count("\n", 0, flag.output.start) + 1 if self.of_output else flag.line
        text = _short(left + result.source[start:end] + right, LONGEST + 2 * AROUND)
        return Look(name, line, text, flag.why)

    def line(self, name: str) -> str:
        """The run in one line; `name` is the page when there was but one."""
        pages = name if self.pages == 1 else f"{self.pages} pages, {self.changed} of them changed"
        return f"{pages}: {', '.join(self._counts())}"

    def _counts(self) -> list[str]:
        if count := sum(self.rules.values()):
            counts = [f"{_counted(count, 'repair')} by {_counted(len(self.rules), 'rule')}"]
        else:
            counts = ["white space and form alone" if self.changed else "nothing to repair"]
        counts += [f"{_counted(self.flags, 'place')} for a person's eye"] if self.flags else []
        return counts + ([f"{_counted(self.held, 'change')} held back"] if self.held else [])

    def show(self, name: str) -> None:
        """The run on one screen of the terminal that standard error is."""
        from rich.console import Console

        console = Console(stderr=True, highlight=False)
        for row in self.screen(name, console.height):
            console.print(row, no_wrap=True, overflow="ellipsis", crop=True)

    def screen(self, name: str, height: int) -> list["Text"]:
        """The rows of the summary, at most `height` of them with the prompt below."""
        from rich.text import Text

        room = max(LEAST, height - MARGIN)
        looks = min(len(self.looks), max(room // 2, room - len(self.rules)))
        rows = [Text(visible(self.line(name)), style="bold"), *self._rule_rows(room - looks)]
        if self.looks:
            whose = "clean page" if self.of_output else "source"
            rows.append(Text(f"for a person's eye (lines of the {whose}):", style="bold"))
            rows += self._look_rows(looks)
        return rows

    def _rule_rows(self, room: int) -> list["Text"]:
        from rich.text import Text

        wide = max(map(len, self.rules), default=0)
        shown = self.rules.most_common(room if len(self.rules) <= room else room - 1)
        examples = {rule: visible(text) for rule, text in self.examples.items()}
        rows = [
            Text.assemble(f"  {rule:{wide}} {n:5}  ", (examples.get(rule, ""), "dim")) for rule, n in shown
        ]
        rest = self.rules.total() - sum(count for _, count in shown)
        left = _counted(len(self.rules) - len(shown), "more rule")
        return rows + ([Text(f"  and {left}, {_counted(rest, 'repair')}", style="dim")] if rest else [])

    def _look_rows(self, room: int) -> list["Text"]:
        from rich.text import Text

        shown = self.looks[: room if self.flags <= room else room - 1]
        several = self.pages > 1
        rows = []
        for look in shown:
            place = f"{look.page}:{look.line}" if several else f"line {look.line}"
            text, why = visible(look.text), visible(look.why)
            rows.append(Text.assemble(f"  {visible(place)}  ", (text, "yellow"), f"  {why}"))
        rest = self.flags - len(shown)
        return rows + ([Text(f"  and {rest} more; --log FILE names them all", style="dim")] if rest else [])


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _example(entry: Entry) -> str:
    """One change, to show what a rule did; of a regrouping, why."""
    if entry.verb != "replace":
        return entry.why
    return " \u2192 ".join(_short(side) or _blanks(side) for side in (entry.before, entry.after))


def _blanks(text: str) -> str:
    return text.replace("\n", LINE_END).replace(" ", "\u2423") or "(nothing)"


def _short(text: str, longest: int = LONGEST) -> str:
    """A text on one line, its middle left out when it is long."""
    text = " ".join(text.split())
    half = (longest - 1) // 2
    return text if len(text) <= longest else f"{text[:half]}\u2026{text[-half:]}"
