"""`kanwu batch --engine ray`: what the command line says, as the engine takes it, and what came of it."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kanwu.cli.choices import Choices
from kanwu.cli.faults import INTERRUPTED, say
from kanwu.cli.sweep import MOST_TOLD
from kanwu.errors import UsageError
from kanwu.ledger import LAYOUT
from kanwu.show.summary import Tally

if TYPE_CHECKING:
    from collections.abc import Callable

    from kanwu.batch.tasks import Totals

_PASSES = {"count": "reading", "add": "adding up", "clean": "cleaning"}
_LATER = "the same command goes on where it stopped"


def batch_on_ray(names: Sequence[str], given: Mapping[str, Any]) -> int:
    """Clean the inputs into the folder that is named last, and return the exit code. Raises KanwuError."""
    from kanwu.batch.ray import run

    if len(names) < 2:
        raise UsageError(f"what to read, or where to write, is missing beside {names[0]}", "kanwu batch IN... OUT")
    if given.get("overwrite"):
        raise UsageError("--overwrite does not go with --engine ray", "leave one of them out")
    if "-" in names:
        raise UsageError("a cluster does not read standard input", "name files, or leave --engine out")
    manner = Choices.among(given).manner(None)
    if manner.decisions:
        raise UsageError("--engine ray keeps to no decisions", "leave --engine out")
    own = ("to", "address", "workers", "seconds", "memory", "corpus", "restart")
    more = {name: given[name] for name in own if given.get(name) is not None}
    try:
        with _followed(given["quiet"]) as follow:
            totals = run(
                names[:-1], names[-1], options=manner.options, encoding=manner.encoding, kind=manner.kind,
                text_field=given["text_field"] or "text", id_field=given["id_field"], on_progress=follow, **more,
            )  # fmt: skip
    except KeyboardInterrupt:
        say(f"interrupted; {_LATER}")
        return INTERRUPTED
    _tell(totals, names[-1], given["quiet"])
    return totals.code


def _tell(totals: "Totals", out: str, quiet: bool) -> None:
    for error in [*totals.uncounted, *totals.errors][:MOST_TOLD]:
        say(error)
    if len(totals.uncounted) + len(totals.errors) > MOST_TOLD:
        say("there are more faults; the manifest has them all")
    if quiet:
        return
    if totals.kept == totals.pieces:
        say(f"nothing to do; all {totals.texts} pages were done before")
        return
    rules = Counter({rule: count for rule, count in totals.edits.items() if rule != LAYOUT})
    say(Tally(True, totals.texts, totals.changed, totals.flags, 0, rules).line(out))
    if totals.faults or totals.errors:
        say(f"{totals.faults + len(totals.errors)} with an error, which manifest.jsonl has")


@contextmanager
def _followed(quiet: bool) -> "Iterator[Callable[[Totals], None] | None]":
    """Who follows a run: on a terminal a line that moves."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, told="")

        def follow(totals: "Totals") -> None:
            told = f"{totals.reached / 1e6:,.1f} of {totals.size / 1e6:,.1f} MB, {totals.texts:,} pages"
            if totals.what == "add":
                told = f"{totals.reached:,} of {totals.size:,} parts"
            bar.update(task, description=_PASSES[totals.what], total=totals.size, completed=totals.reached, told=told)

        yield follow
