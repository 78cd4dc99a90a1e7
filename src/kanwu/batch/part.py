"""One piece done: read, cleaned, and written under a name that depends on the piece alone.

First the outputs are put in their place, then their log, then their lines of the manifest, and last the mark that the
piece is done; each whole or not at all. So a piece that is done twice, or anew after it was broken off, gives the same.
"""

import json
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, field

from kanwu.batch.article import new_of, way_back
from kanwu.batch.copies import on_this_machine
from kanwu.batch.guarded import guarded
from kanwu.batch.holdings import Stretched, files_of, records_of
from kanwu.batch.manifest import CORPUS
from kanwu.batch.orders import Limits
from kanwu.batch.pages import CleanPage, PageRow
from kanwu.batch.pieces import OWN, Piece
from kanwu.batch.products import To
from kanwu.batch.stores import Store, Upload
from kanwu.batch.unit import CleanBatch, Row
from kanwu.errors import ExitCode, UnreadableError
from kanwu.options import Options
from kanwu.read.records import Fields, Given, Record
from kanwu.write.log import json_line
from kanwu.write.records import LinesOut, New, Out

BEGUN = f"{OWN}/begun"
DONE = f"{OWN}/done"
_MOST_TIMES = 6  # that a piece is begun: a machine may be lost, but not with each piece of hostile Parquet


@dataclass(frozen=True)
class Job:
    """What is done to every piece, and where it goes. It can be pickled."""

    out: Store
    options: Options = Options()  # noqa: RUF009  # frozen
    to: To = "md"
    fields: Fields = Fields()  # noqa: RUF009
    corpus: str | bool | None = None  # a file of all machines, True for what is gathered in `out`
    encoding: str | None = None  # of page files, as `kind` is
    kind: str | None = None
    limits: Limits = Limits()  # noqa: RUF009
    version: str = ""
    mark: str = ""  # of what is gathered, another where it is

    @property
    def unit(self) -> CleanBatch:
        """What cleans the texts of records. Raises UnreadableError for a corpus that cannot be fetched."""
        assert self.to in ("md", "txt")
        return CleanBatch(options=self.options, to=self.to, corpus=self._evidence)

    @property
    def pages(self) -> CleanPage:
        """What cleans page files. Raises UnreadableError as `unit` does."""
        return CleanPage(self.options, self.to, self._evidence, self.encoding, self.kind)

    @property
    def _evidence(self) -> str | None:
        """The corpus as a file of this machine."""
        return on_this_machine(self.out, CORPUS, self.mark) if self.corpus is True else self.corpus or None


@dataclass
class Done:
    """What came of a piece: how many texts were cleaned, changed and flagged, how many had a fault, the edits by rule,
    bytes of text and seconds of work. `error`: why the piece is not done, `code` what the process says then."""

    key: str
    texts: int = 0
    changed: int = 0
    flags: int = 0
    faults: int = 0
    bytes: int = 0
    seconds: float = 0.0
    edits: dict[str, int] = field(default_factory=dict)
    error: str = ""
    code: int = ExitCode.FINE

    def add(self, other: "Done") -> None:
        """Count another piece to this one."""
        for name in ("texts", "changed", "flags", "faults", "bytes", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.edits = dict(sorted((Counter(self.edits) + Counter(other.edits)).items()))
        self.code = max(self.code, other.code)


def mark(key: str) -> str:
    """The place of the mark that a piece is done."""
    return f"{DONE}/{key}.json"


def lines(key: str) -> str:
    """The place of a piece's lines of the manifest."""
    return f"{OWN}/manifest/{key}.jsonl"


def done_before(key: str, out: Store) -> Done | None:
    """What came of a piece that is done. Raises UnreadableError."""
    data = out.read(mark(key))
    return None if data is None else Done(**json.loads(data))


def do(piece: Piece, job: Job) -> Done:
    """Do a piece, or nothing if it is done. Raises UnreadableError for what cannot be read, UnwritableError."""
    before = done_before(piece.key, job.out)
    if before is not None:
        return before
    if piece.fault:
        raise UnreadableError(piece.fault)
    begin(piece.key, job.out)
    with ExitStack() as stack:
        log, manifest = (stack.enter_context(job.out.upload(n)) for n in (piece.log, lines(piece.key)))
        part = _Part(piece, job, log, manifest)
        part.pages() if piece.kind == "pages" else part.records()
        log.commit()
        manifest.commit()
    part.done.seconds = round(part.done.seconds, 3)
    part.done.edits = dict(sorted(part.edits.items()))
    job.out.write(mark(piece.key), json.dumps(asdict(part.done)).encode())
    return part.done


def begin(key: str, out: Store) -> None:
    """Note that some work is begun once more. Raises UnreadableError for what was, too often, and never ended."""
    place = f"{BEGUN}/{key}"
    times = int(out.read(place) or 0)
    if times >= _MOST_TIMES:
        raise UnreadableError(f"the worker died each of the {times} times that it was begun", "look at it by itself")
    out.write(place, b"%d" % (times + 1))


class _Part:
    """A piece in the making."""

    def __init__(self, piece: Piece, job: Job, log: Upload, manifest: Upload) -> None:
        self.piece, self.job, self.log, self.manifest = piece, job, log, manifest
        self.done = Done(piece.key)
        self.edits: Counter[str] = Counter()

    def pages(self) -> None:
        """Files with a page each. What is no page is passed over."""
        unit = guarded(self.job.pages, self.job.limits, self.job.mark)
        for file, data in files_of(self.piece):
            row: PageRow = unit.row(data, file.name, file.inside, self.piece.is_named)
            if not row.is_page:
                continue
            if row.data is not None:
                self.job.out.write(row.output, row.data)
                self.log.write(row.log.encode())
                self.done.texts += 1
                self.done.changed += row.changed
                self.done.bytes += len(data)
            self._tell(file.name, row, row.output)

    def records(self) -> None:
        """The records of a file, or of a stretch of it."""
        self.unit = guarded(self.job.unit, self.job.limits, self.job.mark)
        piece = self.piece
        with records_of(piece, self.job.fields) as given, self.job.out.upload(piece.output) as upload:
            with closing(_out(given, upload, piece)) as out:
                for batch in given.batches():
                    out.add(batch, [self._new(record) for record in batch.records])
                out.finish()
            upload.commit()

    def _new(self, record: Record) -> New | None:
        """The new text of a record, None for the old one; what was done to it goes into log and manifest."""
        start = self.piece.row or self.piece.start
        is_numbered = record.ident == str(record.number) and start
        name = f"{self.piece.files[0].name}{f'@{start}' if is_numbered else ''}#{record.ident}"
        if record.text is None:
            if record.fault:
                self._tell(name, Row(None, error=record.fault), self.piece.output)
            return None
        row: Row = self.unit.row(record.text, name)
        text = str(row.text)
        new = new_of(record, text) if text != record.text else None
        self.log.write(_with_literal(row.log, record, new).encode())
        self._tell(name, row, self.piece.output)
        self.done.texts += 1
        self.done.changed += new is not None
        self.done.bytes += len(record.text.encode("utf-8", "surrogatepass"))
        return new

    def _tell(self, name: str, row: Row | PageRow, output: str) -> None:
        """Write a line of the manifest, and count."""
        edits = json.loads(row.edits)
        told = {"input": name, "sha256": row.sha256, "output": output, "edits": edits, "flags": row.flags,
                "seconds": row.seconds, "error": row.error, "log": self.piece.log}  # fmt: skip
        self.manifest.write(json_line(told).encode())
        self.edits.update(edits)
        self.done.flags += row.flags
        self.done.seconds += row.seconds
        if row.error:
            self.done.faults += 1
            self.done.code = ExitCode.UNREAD


def _out(given: Given, upload: Upload, piece: Piece) -> Out:
    if isinstance(given, Stretched):
        return LinesOut(upload.write, piece.output.lower().endswith(".gz"))
    from kanwu.read.parquet import Parquet
    from kanwu.write.parquet import ParquetOut

    assert isinstance(given, Parquet)
    return ParquetOut(given, upload.write)


def _with_literal(log: str, record: Record, new: New | None) -> str:
    """The log of a JSON line's text with what gives the line back byte for byte: the old literal, if it is unusual."""
    way = way_back(record, new)
    if not way:
        return log
    head, _, edits = log.partition("\n")
    return json_line(json.loads(head) | way) + edits
