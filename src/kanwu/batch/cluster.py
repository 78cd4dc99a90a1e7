"""A run over pieces: what is done is kept, what is left goes to an engine, and the manifest is written at the end."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from kanwu import __version__
from kanwu.batch.article import check_field
from kanwu.batch.first_pass import GATHERED, gather
from kanwu.batch.manifest import CORPUS
from kanwu.batch.part import BEGUN, DONE, Job, do, done_before, lines
from kanwu.batch.pieces import MANIFEST, OWN, SIZE, Piece, plan
from kanwu.batch.tasks import Engine, Run, Totals, left_of
from kanwu.batch.unit import CleanBatch
from kanwu.errors import ExitCode, UsageError
from kanwu.write.log import json_line

HEAD = f"{OWN}/run.json"


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
        check_field(job.to)
    _headed(job, size, restart)
    job.out.remove(BEGUN)
    run, uncounted = Run(job, engine, on_progress), dict[str, str]()
    if job.corpus is True:
        job, uncounted = gather(pieces, run)
        run = replace(run, job=job)
    done = {name.removesuffix(".json") for name in job.out.names(DONE)}
    left, totals = left_of(pieces, done)
    faults = run.through(do, left, totals)
    return _ended(pieces, job, totals, faults, uncounted)


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
    elif json.loads(known) == wanted and not restart:
        return
    elif not restart:
        other = [key for key, value in json.loads(known).items() if value != wanted.get(key)]
        what = f"{job.out.root} holds a run with other settings ({', '.join(other)})"
        raise UsageError(what, "use --restart to do it all anew, or another folder")
    job.out.remove(DONE, CORPUS, *GATHERED)
    job.out.write(HEAD, json.dumps(wanted).encode())


def _ended(
    pieces: Sequence[Piece], job: Job, live: Totals, faults: dict[str, str], uncounted: dict[str, str]
) -> Totals:
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
                if uncounted.get(piece.key):
                    totals.uncounted.append(f"{piece.where}: not in {CORPUS}: {uncounted[piece.key]}")
                    totals.code = max(totals.code, ExitCode.UNREAD)
        manifest.commit()
    return totals


def _undone(piece: Piece, error: str) -> bytes:
    told = {"input": piece.where, "sha256": "", "output": "", "edits": {}, "flags": 0, "seconds": 0.0,
            "error": error, "log": ""}  # fmt: skip
    return json_line(told).encode()

