"""A run over pieces: what is done is kept, what is left goes to an engine, and the manifest is written at the end."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

from kanwu import __version__
from kanwu.batch.part import Done, Job, done_before, lines
from kanwu.batch.pieces import MANIFEST, OWN, SIZE, Piece, plan
from kanwu.batch.unit import CleanBatch
from kanwu.errors import ExitCode, UnwritableError, UsageError
from kanwu.write.log import json_line

HEAD = f"{OWN}/run.json"

Engine = Callable[[Sequence[Piece], Job], Iterator[Done]]
"""Does pieces in whatever order, and gives what came of each as it comes; of one that it lost, nothing."""


@dataclass
class Totals(Done):
    """What came of a run. `pieces` of which `kept` were done before; `errors` are those that are not done, a line
    each."""

    key: str = ""
    pieces: int = 0
    kept: int = 0
    errors: list[str] = field(default_factory=list)
    size: int = 0  # bytes of input, of which `reached` are done
    reached: int = 0


def go(
    inputs: Sequence[str], job: Job, engine: Engine, on_progress: Callable[[Totals], None] | None = None,
    size: int = SIZE, restart: bool = False,
) -> Totals:  # fmt: skip
    """Clean all the inputs. A run that was broken off, and is called again with the same words, goes on where it was.

    Raises UsageError for what does not go together, UnreadableError for an input that is not there, UnwritableError
    for an output that cannot be written.
    """
    CleanBatch(options=job.options).check()
    pieces = plan(inputs, job.out, job.to, size)
    if any(piece.kind != "pages" for piece in pieces):
        job.unit.check()
    _headed(job, size, restart)
    for name in job.out.names(f"{OWN}/begun"):
        job.out.remove(f"{OWN}/begun/{name}")
    have = set(job.out.names(f"{OWN}/done"))
    left = [piece for piece in pieces if f"{piece.key}.json" not in have]
    totals = Totals(pieces=len(pieces), kept=len(pieces) - len(left), size=sum(p.size for p in pieces))
    totals.reached = totals.size - sum(p.size for p in left)
    sizes = {piece.key: piece.size for piece in left}
    faults = dict.fromkeys(sizes, "the machines that worked on it died")
    for done in engine(left, job) if left else ():
        if done.code == ExitCode.UNWRITTEN:
            raise UnwritableError(done.error)
        if done.code == ExitCode.USAGE:
            raise UsageError(done.error)
        faults[done.key] = done.error
        totals.reached += sizes[done.key]
        totals.add(done)
        if on_progress:
            on_progress(totals)
    return _ended(pieces, job, totals, faults)


def _headed(job: Job, size: int, restart: bool) -> None:
    """Make sure that a folder is empty, or that a run with the same words began in it. Raises UsageError."""
    wanted = {"kanwu": __version__, "options": asdict(job.options), "to": job.to, "text_field": job.fields.text,
              "id_field": job.fields.id, "corpus": job.corpus, "encoding": job.encoding, "from": job.kind,
              "limits": job.limits, "piece": size}  # fmt: skip
    wanted = json.loads(json.dumps(wanted))
    known = job.out.read(HEAD)
    if known is None:
        if job.out.names():
            raise UsageError(f"{job.out.root} has files of others in it", "name a folder that is empty or not there")
    elif json.loads(known) == wanted:
        return
    elif not restart:
        other = [key for key, value in json.loads(known).items() if value != wanted.get(key)]
        what = f"{job.out.root} holds a run with other settings ({', '.join(other)})"
        raise UsageError(what, "use --restart to do it all anew, or another folder")
    for name in job.out.names(f"{OWN}/done"):
        job.out.remove(f"{OWN}/done/{name}")
    job.out.write(HEAD, json.dumps(wanted).encode())


def _ended(pieces: Sequence[Piece], job: Job, live: Totals, faults: dict[str, str]) -> Totals:
    """Write the manifest, in the order of the inputs, and count all that is in it."""
    totals = Totals(pieces=live.pieces, kept=live.kept, size=live.size, reached=live.reached)
    known = job.out.read(HEAD) or b"{}"
    with job.out.upload(MANIFEST) as manifest:
        manifest.write(known + b"\n")
        for piece in pieces:
            done = None if faults.get(piece.key) else done_before(piece.key, job.out)
            data = None if done is None else job.out.read(lines(piece.key))
            if done is None or data is None:
                error = faults.get(piece.key) or f"what was done is gone from {OWN}"
                manifest.write(_undone(piece, error))
                totals.errors.append(f"{piece.where}: {error}")
                totals.code = max(totals.code, ExitCode.UNREAD)
            else:
                manifest.write(data)
                totals.add(done)
        manifest.commit()
    return totals


def _undone(piece: Piece, error: str) -> bytes:
    told = {"input": piece.where, "sha256": "", "output": "", "edits": {}, "flags": 0, "seconds": 0.0,
            "error": error, "log": ""}  # fmt: skip
    return json_line(told).encode()

