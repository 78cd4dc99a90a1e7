"""`kanwu apply`: a page as it was decided in a review."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import click

import kanwu
from kanwu.batch.products import To, product
from kanwu.changes.decide import Report, decide
from kanwu.changes.decisions import Decision, Decisions, load_decisions
from kanwu.cli.choices import Choices
from kanwu.cli.faults import naming, say
from kanwu.cli.group import debugging
from kanwu.cli.logbook import Logbook
from kanwu.cli.options import LOG, OUTPUT, QUIET, TO, cleaning
from kanwu.cli.orders import Order
from kanwu.errors import ExitCode, UnreadableError, UsageError
from kanwu.options import Options
from kanwu.show.visible import clipped, visible
from kanwu.write.files import write_file, write_out

_FILE = click.Path(path_type=Path)
_LONGEST = 20  # characters shown of one side of a change
_LINE = 200  # characters shown of a fault
_CODES = """Exit codes: 0 fine, 1 a decision fits no place (the page is written), 2 usage, 3 a file could not be read,
4 the output could not be written."""


@click.command("apply", epilog=_CODES)
@click.argument("page", type=_FILE)
@click.argument("file", metavar="DECISIONS", type=_FILE)
@OUTPUT
@LOG
@TO
@cleaning
@QUIET
@debugging
def command(page: Path, file: Path, output: Path | None, log: Path | None, to: To, quiet: bool, **given: Any) -> int:
    """Clean PAGE and carry out DECISIONS, the file that a review saved.

    PAGE is what was reviewed, or another copy of the same article: each place is found by what stands around it.
    A decision that fits no place is told and left out. Options of the review hold, unless given here.
    """
    order = Order(output=output, log=log, to=to)
    job = order.jobs([str(page)])[0]
    order.spare([file], [job])
    choices = Choices.among(given)
    saved = load_decisions(file)
    choices.reviewed = _options(saved, file)
    manner = choices.manner(job.source)
    order.spare(manner.files, [job])
    with naming(job.name):
        read = manner.read(job.source)
    result, report = decide(kanwu.clean(read.document, manner.options), (*manner.decisions, *saved.decisions))
    made = product(job.name, read, result, to, manner.options.damaged)
    book = Logbook(log)
    try:
        with book.page(job.name, made):
            write_file(job.target, made.data) if job.target else write_out(made.data)
    finally:
        book.close()
    if not quiet:
        _tell(job.name, report)
    return ExitCode.CHANGED if report.lost else ExitCode.FINE


def _options(saved: Decisions, file: Path) -> dict[str, Any]:
    """The options that the review was made with, made sure of."""
    from kanwu.pipeline import chosen

    known = {f.name for f in fields(Options)}
    options = {key: value for key, value in saved.options.items() if key in known}
    try:
        chosen(Options(**options))
    except (UsageError, TypeError) as error:
        what = f"{file}: its options are damaged ({clipped(str(error), _LINE)})"
        raise UnreadableError(what, "save it anew from a review") from error
    return options


def _tell(name: str, report: Report) -> None:
    counts = [f"{report.applied} decision{'s' * (report.applied != 1)} applied"]
    counts += [f"{report.idle} reject what is not proposed here"] if report.idle else []
    counts += [f"{len(report.lost)} fit no place"] if report.lost else []
    say(f"{name}: {', '.join(counts)}")
    for d in report.lost:
        say(f"{name}: fits no place: {_told(d)}")


def _told(d: Decision) -> str:
    after = d.text if d.verdict == "edit" else d.after
    sides = " \u2192 ".join(_short(text) for text in (d.before, after))
    return f"{d.verdict} {d.rule or 'a change'} {sides}, between {_short(d.left)} and {_short(d.right)}"


def _short(text: str) -> str:
    return visible(clipped(text, _LONGEST)) or "(nothing)"
