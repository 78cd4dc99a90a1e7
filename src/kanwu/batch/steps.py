"""What a run does, step by step, in the order of its inputs: pages, and the records of files one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from kanwu.batch.inputs import Input
from kanwu.batch.manifest import Current, Past
from kanwu.batch.manner import Manner
from kanwu.batch.orders import Done, LineOrder, Order, PageOrder, RowOrder
from kanwu.errors import ExitCode, KanwuError, UsageError
from kanwu.read.records import Fields

What = Literal["passed", "page", "open", "record", "piece", "close", "broken"]


@dataclass(slots=True)
class Step:
    """One step. `what`: an input that was done before; a page; a file of records begins; a record; a part of what is no
    record; the file ends; an input cannot be read, or not to its end, with the `fault`.

    `order` is for a worker, `done` is there where none is needed. `stamp` is the input's, with the digest of its
    `manner`. Of a record: its `number`, the bytes `raw` of its line, `end`, where it ends in the text, and `digest`, of
    a stream as far as it was read. `at` is how far the input was read, in bytes.
    """

    what: What
    input: Input
    manner: str = ""
    order: Order | None = None
    done: Done | None = None
    raw: bytes = b""
    number: int = 0
    end: int = 0
    at: int = 0
    digest: str = ""
    fault: KanwuError | None = None

    @property
    def stamp(self) -> bytes:
        return self.input.stamp(self.manner)

    @property
    def size(self) -> int:
        """About how many bytes it takes while it waits, and in a pipe."""
        text = self.order.text or "" if isinstance(self.order, RowOrder) else ""
        return len(self.raw) + 4 * len(text) + 500


@dataclass
class Steps:
    """The steps of a run over its inputs, without what was done before.

    `manners` are those that orders name by number; `manner_of` gives that of a file. `first` is the input of which some
    records were done before. Raises UsageError for a stream that is another than it was.
    """

    inputs: Callable[[], Iterator[Input]]
    manner_of: Callable[[Path | None], Manner]
    fields: Fields
    past: Past
    first: Input | None = None
    manners: list[Manner] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Step]:
        if self.first is not None:
            yield from self._file(self.first, self.manner_of(self.first.source), self.past.current)
        for given in self.inputs():
            if self.first is not None and given.name == self.first.name:
                continue
            manner = self.manner_of(given.source)
            if given.stamp(manner.digest) in self.past.done and given.source is not None:
                yield Step("passed", given, manner.digest)
            elif given.fault is not None:
                yield Step("broken", given, manner.digest, fault=given.fault)
            elif not given.kind:
                order = PageOrder(self._number(manner), given.name, str(_absolute(given.source)), given.named)
                yield Step("page", given, manner.digest, order)
            else:
                yield from self._file(given, manner, None)

    def _file(self, given: Input, manner: Manner, current: Current | None) -> Iterator[Step]:
        """The records of a file, behind those that were done before."""
        number = self._number(manner)
        if given.source is None and self.past.stream is not None:
            yield from self._stream_done(given, manner)
            return
        if current is None:
            yield Step("open", given, manner.digest)
        read = self._rows if given.kind == "parquet" else self._lines
        try:
            for step in read(given, number, current or Current()):
                step.manner = manner.digest
                yield step
        except UsageError:
            raise
        except KanwuError as fault:
            yield Step("broken", given, manner.digest, fault=fault)

    def _lines(self, given: Input, manner: int, done: Current) -> Iterator[Step]:
        from kanwu.read.jsonl import Lines

        if given.source is None:
            yield from self._stream(given, manner, done)
            return
        last = done.number
        for line in Lines(given.source, self.fields).lines(done.read, done.number + 1):
            yield _line(given, manner, line)
            last = line.number
        yield Step("close", given, number=last, at=given.size)

    def _stream(self, given: Input, manner: int, done: Current) -> Iterator[Step]:
        """The records of standard input, behind those that were done before."""
        from kanwu.read.jsonl import Lines

        running, end, last, is_new = sha256(), 0, 0, not done.read
        for line in Lines(None, self.fields).lines():
            running.update(line.raw)
            end, last = line.end, line.number
            step = _line(given, manner, line)
            step.digest = running.hexdigest()
            if is_new:
                yield step
            elif end >= done.read:
                is_new = True
                if (end, step.digest) != (done.read, done.digest):
                    raise _other_stream()
        if not is_new:
            raise _other_stream()
        yield Step("close", given, number=last, end=end, digest=running.hexdigest())

    def _stream_done(self, given: Input, manner: Manner) -> Iterator[Step]:
        """Standard input that was done before, and must be the same."""
        assert self.past.stream is not None
        done = Current(read=self.past.stream[0], digest=self.past.stream[1])
        for step in self._stream(given, 0, done):
            if step.what != "close":
                raise _other_stream()
        yield Step("passed", given, manner.digest)

    def _rows(self, given: Input, manner: int, done: Current) -> Iterator[Step]:
        from kanwu.read.parquet import Parquet

        assert given.source is not None
        file = Parquet(given.source, self.fields)
        rows, last = max(1, file.file.metadata.num_rows), done.number
        for batch in file.batches(done.number):
            for record in batch.records:
                last = record.number
                if last > done.number:
                    order = RowOrder(manner, given.name, last, record.ident, record.text, record.fault)
                    yield Step("record", given, "", order, number=last, at=given.size * last // rows)
        yield Step("close", given, number=last, at=given.size)

    def _number(self, manner: Manner) -> int:
        if manner.digest not in self._known:
            self._known[manner.digest] = len(self.manners)
            self.manners.append(manner)
        return self._known[manner.digest]


def _line(given: Input, manner: int, line: Any) -> Step:
    at = {"raw": line.raw, "number": line.number, "end": line.end, "at": line.at}
    if line.fault is None:
        return Step("record", given, "", LineOrder(manner, given.name, line.number, line.raw), **at)
    if not line.fault:
        return Step("piece", given, **at)
    done = Done(error=line.fault, code=ExitCode.UNREAD, ident=str(line.number))
    return Step("record", given, "", None, done, **at)


def _absolute(path: Path | None) -> Path:
    return (path or Path()).absolute()


def _other_stream() -> UsageError:
    return UsageError("standard input is not what this run began with", "--restart starts anew")
