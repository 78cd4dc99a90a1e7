"""`kanwu clean`: pages in, clean Markdown out."""

import sys
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import click

from kanwu import Result
from kanwu.batch.manner import Manner
from kanwu.batch.products import Product, product
from kanwu.cli.choices import Choices
from kanwu.cli.faults import State, attempt, say
from kanwu.cli.group import debugging
from kanwu.cli.logbook import Logbook
from kanwu.cli.options import QUIET, cleaning, delivery, records
from kanwu.cli.orders import Job, Order
from kanwu.cli.shown import difference
from kanwu.errors import ExitCode, UnwritableError, UsageError
from kanwu.read.files import Page
from kanwu.read.records import Fields, kind_of
from kanwu.show.summary import Tally
from kanwu.write.files import make_folder, write_file, write_out

_CODES = """Exit codes: 0 fine, 1 --check found changes, 2 usage, 3 a page could not be read, 4 an output
could not be written, 70 a fault of kanwu's own."""


@click.command("clean", epilog=_CODES)
@click.argument("pages", nargs=-1, metavar="[PAGE]...")
@delivery
@records
@cleaning
@QUIET
@debugging
@click.pass_obj
def command(state: State, /, pages: tuple[str, ...], quiet: bool, **given: Any) -> int:
    """Repair the OCR text of newspaper pages and write clean Markdown.

    A PAGE is a file of text, Markdown or a scan with geometry (hOCR, ALTO, PAGE, METS, an OCR engine's JSON), a
    zip or a folder of such pages, or - for standard input, which is also what is read when none is named. A zip
    is one document, and so is a folder that is written to one output. The clean page goes to standard output
    unless an option says otherwise.

    JSON Lines (.jsonl, .ndjson, also .gz) and Parquet hold many pages, each the text of a record; all else
    in them is carried through.
    """
    order = Order(**{f.name: given[f.name] for f in fields(Order)})
    choices = Choices.among(given)
    work = [(job, choices.manner(job.source)) for job in order.jobs(pages)]
    order.spare([file for _, manner in work for file in manner.files], [job for job, _ in work])
    names = Fields(given["text_field"] or Fields().text, given["id_field"])
    return Run(order, quiet, names).all(work, state)


@dataclass
class Run:
    """One run over some pages: what it was told, and what it did so far."""

    order: Order
    quiet: bool
    names: Fields

    def __post_init__(self) -> None:
        self.tally = Tally(of_output=not self.order.looks)

    def all(self, work: list[tuple[Job, Manner]], state: State) -> int:
        """Clean all pages and return the exit code: the gravest of all that came up."""
        if self.order.output_dir:
            make_folder(self.order.output_dir)
        self.log = Logbook(self.order.log, keep=self.order.in_place)
        try:
            codes = [attempt(job.name, partial(self._work, job, manner, state), state) for job, manner in work]
        finally:
            self.log.close()
        if not self.quiet and self.tally.pages:
            self._sum_up(work[0][0].name)
        return max(codes, default=ExitCode.FINE)

    def _work(self, job: Job, manner: Manner, state: State) -> int:
        kind = kind_of(job.source, self.order.text_field)
        if not kind:
            return self._page(job, manner)
        from kanwu.cli.records import Articles

        return Articles(job, kind, self.names, manner, self.order, self.log, self.tally, self.quiet).clean(state)

    def _page(self, job: Job, manner: Manner) -> int:
        page = manner.read(job.source)
        if self.order.in_place and not page.is_plain and self.order.to != "same":
            raise UsageError(f"--in-place would write over {page.title}", "use --to same, or -o FILE")
        result = manner.cleaned(page)
        made = product(job.name, page, result, self.order.to, manner.options.damaged)
        with self.log.page(job.name, made):
            self._deliver(job, result, made)
        self.tally.add(job.name, result, made.changed)
        if not (self.order.check and made.changed):
            return ExitCode.FINE
        if not self.quiet:
            say(f"{job.name} would change: {_reason(result, page)}")
        return ExitCode.CHANGED

    def _deliver(self, job: Job, result: Result, made: Product) -> None:
        if self.order.diff:
            write_out(difference(result, job.name).encode("utf-8", "replace"))
        elif self.order.looks or (self.order.in_place and not made.changed):
            return
        elif job.target is None:
            write_out(made.data)
        else:
            if self.order.in_place and not job.target.is_file():
                raise UnwritableError("cannot be written over: it is no ordinary file", "use -o FILE")
            if self.order.output_dir:
                make_folder(job.target.parent)
            write_file(job.target, made.data)

    def _sum_up(self, name: str) -> None:
        if sys.stderr is not None and sys.stderr.isatty():
            self.tally.show(name)
        else:
            say(self.tally.line(name))


def _reason(result: Result, page: Page) -> str:
    """Why a page would not stay as it is, in a few words."""
    from kanwu.show.summary import repairs

    if count := len(repairs(result)):
        return f"{count} repair{'s' * (count != 1)}"
    if result.changed:
        return "white space and marks alone"
    if not page.is_plain:
        return "its file would be written anew"
    coded = page.decoded.encoding
    return "a byte order mark would go" if coded == "utf-8" else f"{coded} would become UTF-8"
