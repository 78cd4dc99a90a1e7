"""`kanwu clean` of a file of records: JSON Lines or Parquet, one article each."""

import sys
from dataclasses import dataclass, field

from kanwu.batch.article import article, check_field
from kanwu.batch.manner import Manner
from kanwu.cli.faults import State, say
from kanwu.cli.logbook import Logbook
from kanwu.cli.orders import Job, Order
from kanwu.cli.shown import difference
from kanwu.cli.sweep import Sweep, fitting
from kanwu.errors import ExitCode, UnwritableError
from kanwu.read.records import Fields, Kind, Record
from kanwu.show.summary import Tally
from kanwu.write.files import make_folder, write_out
from kanwu.write.records import New


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
    _own: Tally = field(init=False)  # of this file, which counts once it is written

    def clean(self, state: State) -> int:
        """Clean them all and return the exit code: the gravest of all that came up. Raises KanwuError."""
        check_field(self.order.to)
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
        made = article(record, self.manner, self.order.to)
        with self.log.page(name, made.product, made.way):
            if self.order.diff and made.new:
                write_out(difference(made.product.result, name).encode("utf-8", "replace"))
        self._own.add(name, made.product.result, made.product.changed)
        return made.new
