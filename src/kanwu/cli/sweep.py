"""One file of records gone over: each is changed by itself, and what is wrong with one is told under its name."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kanwu.cli.faults import State, own_fault, say
from kanwu.errors import ExitCode, KanwuError, UnreadableError, UsageError
from kanwu.read.jsonl import Lines
from kanwu.read.record_files import opened
from kanwu.read.records import LINES, PARQUET, Fields, Given, Kind, Record
from kanwu.write.files import Draft, write_out
from kanwu.write.records import LinesOut, New, Nowhere, Out, literal_of

MOST_TOLD = 20
"""Faulty records of a file that are told one by one; the others are counted."""


@dataclass
class Sweep:
    """One pass over a file of records. `change` gets a record and its name, and gives the new text, None for the old;
    a literal that it leaves out is found here.

    A record that has no text, or whose `change` raises, is carried through as it is, and told.
    """

    source: Path | None
    name: str
    kind: Kind
    fields: Fields
    change: Callable[[Record, str], New | None]
    state: State
    code: int = field(default=ExitCode.FINE, init=False)
    seen: int = field(default=0, init=False)  # records with a text
    changed: int = field(default=0, init=False)
    faulty: int = field(default=0, init=False)

    def look(self) -> None:
        """Go over the records and write nothing. Raises UnreadableError for a file that is no such file."""
        self._over(opened(self.source, self.kind, self.fields), Nowhere())

    def write_out(self) -> None:
        """Write the records to standard output, JSON Lines as they come. Raises as `look` does, and as `write_out`."""
        given = opened(self.source, self.kind, self.fields)
        self._over(given, _out_for(given, write_out))

    def write(self, target: Path, even_unchanged: bool = True) -> None:
        """Write the records into a file, whole or not at all. Raises as `look` does, and UnwritableError."""
        given = opened(self.source, self.kind, self.fields)
        with Draft(target) as draft:
            self._over(given, _out_for(given, draft.write, target.name.lower().endswith(".gz")))
            if even_unchanged or self.changed:
                draft.commit()

    def _over(self, given: Given, out: Out) -> None:
        with closing(out):
            for batch in given.batches():
                out.add(batch, [self._new(record) for record in batch.records])
            out.finish()
        if self.faulty > MOST_TOLD:
            say(f"{self.name}: faults in {self.faulty} records, of which the first {MOST_TOLD} are told")

    def _new(self, record: Record) -> New | None:
        name = f"{self.name}#{record.ident}"
        if record.text is None:
            if record.fault:
                self._tell(name, UnreadableError(record.fault))
            return None
        self.seen += 1
        try:
            new = self.change(record, name)
        except KanwuError as error:
            self._tell(name, error)
        except BrokenPipeError:
            raise
        except Exception as error:
            outcome = "the record stays as it is"
            self.code = max(self.code, own_fault(f"{name}: ", error, self.state, outcome))
        else:
            if new is not None and new.text != record.text:
                self.changed += 1
                return New(new.text, new.literal or literal_of(new.text, record.raw)) if record.raw else new
        return None

    def _tell(self, name: str, error: KanwuError) -> None:
        self.code = max(self.code, error.code)
        self.faulty += 1
        if self.faulty <= MOST_TOLD:
            say(f"{name}: {error}")


def _out_for(given: Given, put: Callable[[bytes], None], packed: bool = False) -> Out:
    """What writes the records of a file in the format that they came in."""
    if isinstance(given, Lines):
        return LinesOut(put, packed)
    from kanwu.read.parquet import Parquet
    from kanwu.write.parquet import ParquetOut

    assert isinstance(given, Parquet)
    return ParquetOut(given, put)


def fitting(kind: Kind, target: Path | None, terminal: bool) -> None:
    """Make sure that records of this kind can go to this file, or to standard output. Raises UsageError."""
    suffix = target.name.lower() if target else ""
    if kind == "lines" and suffix.endswith(PARQUET):
        raise UsageError("JSON Lines are written as JSON Lines", "give a name in .jsonl")
    if kind == "parquet" and suffix.endswith(LINES):
        raise UsageError("Parquet is written as Parquet", "give a name in .parquet")
    if kind == "parquet" and target is None and terminal:
        raise UsageError("Parquet is nothing for a terminal", "use -o FILE")
