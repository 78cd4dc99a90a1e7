"""The first pass of a run over pieces: what all their pages print goes into one file, beside what will be written."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from kanwu.batch.adding import SUMS, Adding, Whole, shares
from kanwu.batch.counting import COUNTS, count
from kanwu.batch.manifest import CORPUS
from kanwu.batch.part import Job
from kanwu.batch.pieces import Piece
from kanwu.batch.tasks import Do, Run, Task, left_of
from kanwu.errors import ExitCode, KanwuError
from kanwu.evidence.corpus import HEADER

GATHERED = (COUNTS, SUMS)
"""What the pass leaves behind while it is under way."""


def gather(pieces: Sequence[Piece], run: Run) -> tuple[Job, dict[str, str]]:
    """Gather the file, unless it is there. Gives the job with what tells it from another, and for the keys of pieces
    why they are not in it, "" for those that are.

    What was counted before is kept: broken off, it goes on there. Raises UnwritableError, and KanwuError where the
    counts cannot be added up.
    """
    out, faults = run.job.out, dict[str, str]()
    head = out.read(CORPUS, 0, HEADER.size)
    if head is None:
        faults = _counted(pieces, run)
        _added(tuple(key for key, fault in faults.items() if not fault), run)
        head = out.read(CORPUS, 0, HEADER.size)
    out.remove(*GATHERED)
    return replace(run.job, mark=sha256(head or b"").hexdigest()), faults


def _counted(pieces: Sequence[Piece], run: Run) -> dict[str, str]:
    sound = [piece for piece in pieces if not piece.fault]
    have = set(run.job.out.names(COUNTS))
    left, totals = left_of(sound, have, "count")
    return {piece.key: "" for piece in sound} | run.through(count, left, totals)


def _added(keys: tuple[str, ...], run: Run) -> None:
    parts, adding = shares(len(keys)), Adding(keys)
    left, totals = left_of(parts, adding.done(run.job.out), "add")
    totals.size += 1
    steps: tuple[tuple[Do, Sequence[Task]], ...] = ((adding.add, left), (adding.finish, [Whole(parts)]))
    for do, tasks in steps:
        for fault in run.through(do, tasks, totals).values():
            if fault:
                what = f"what was counted cannot be added up: {fault}"
                raise KanwuError(what, "what is done is kept; call it again", ExitCode.UNREAD)
