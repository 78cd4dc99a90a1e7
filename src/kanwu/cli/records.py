"""`kanwu clean` of a file of records: JSON Lines or Parquet, one article each."""

import sys
from dataclasses import dataclass, field

from kanwu.cli.choices import Manner
from kanwu.cli.faults import State, say
from kanwu.cli.logbook import Logbook
from kanwu.cli.orders import Job, Order
from kanwu.cli.products import Product, for_field
from kanwu.cli.shown import difference
from kanwu.cli.sweep import Sweep, fitting
from kanwu.errors import ExitCode, UnwritableError, UsageError
from kanwu.prints import Prints
from kanwu.read.encoding import Decoded
from kanwu.read.files import Page
from kanwu.read.records import Fields, Kind, Record
from kanwu.show.summary import Tally
from kanwu.write.files import make_folder, write_out
from kanwu.write.records import New, literal_of, replaced


@dataclass
class Articles:
    """The articles of one file: how they are cleaned, where they go, and what keeps account of them."""

    job: Job
    kind: Kind
    fields: Fields
    manner: Manner
    order: Order
    log: Logbook
    tally: Tally
    quiet: bool
    corpus: Prints | None = None
    _own: Tally = field(init=False)  # of this file, which counts once it is written

    def clean(self, state: State) -> int:
        """Clean them all and return the exit code: the gravest of all that came up. Raises KanwuError."""
        if self.order.to in ("json", "same"):
            raise UsageError(f"--to {self.order.to} does not go into a field of a record", "use --to md or txt")
        self._own = Tally(of_output=self.tally.of_output)
        sweep = Sweep(self.job.source, self.job.name, self.kind, self.fields, self._change, state)
        with self.log.pages():
            self._deliver(sweep)
        self.tally.take(self._own)
        if not (self.order.check and sweep.changed):
            return sweep.code
        if not self.quiet:
            say(f"{self.job.name} would change: {sweep.changed} of {sweep.seen} records")
        return max(sweep.code, ExitCode.CHANGED)

    def _deliver(self, sweep: Sweep) -> None:
        target = self.job.target
        if self.order.looks:
            return sweep.look()
        fitting(self.kind, target, sys.stdout is not None and sys.stdout.isatty())
        if target is None:
            return sweep.write_out()
        if self.order.in_place and target.exists() and not target.is_file():
            raise UnwritableError("cannot be written over: it is no ordinary file", "use -o FILE")
        if self.order.output_dir:
            make_folder(target.parent)
        return sweep.write(target, even_unchanged=not self.order.in_place)

    def _change(self, record: Record, name: str) -> New | None:
        text = record.text or ""
        page = Page(text.encode("utf-8", "surrogatepass"), Decoded(text, "utf-8"))
        result = for_field(self.manner.cleaned(page, self.corpus), self.order.to, self.manner.options.damaged)
        new = New(result.text, literal_of(result.text, record.raw) if record.raw else b"") if result.changed else None
        made = Product(page, result, result.text.encode("utf-8", "surrogatepass"), result.changed)
        with self.log.page(name, made, _way_back(record, new)):
            if self.order.diff and new:
                write_out(difference(result, name).encode("utf-8", "replace"))
        self._own.add(name, result, result.changed)
        return new


def _way_back(record: Record, new: New | None) -> dict[str, str]:
    """What a log needs beside the text to give a JSON line back byte for byte: the old literal, if it is unusual."""
    if new is None or not record.raw:
        return {}
    start, end = record.span
    old = record.raw[start:end]
    usual = literal_of(record.text or "", replaced(record, new.literal))
    return {} if old == usual else {"raw": old.decode()}
