"""Runs over pieces without a cluster, and what they left: for the tests of runs on one."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cli.console import PAGE, written
from kanwu.batch.cluster import go
from kanwu.batch.orders import Limits
from kanwu.batch.part import Done, Job
from kanwu.batch.stores import Store
from kanwu.batch.tasks import Do, Task, Totals
from kanwu.errors import UnreadableError, UnwritableError
from kanwu.options import Options
from kanwu.read.records import Fields

LINES = [
    {"id": f"a{n}", "text": PAGE * (n % 3 + 1), "n": n} if n % 4 else {"text": PAGE, "n": n} for n in range(40)
]


def here(tasks: Sequence[Task], job: Job, do: Do) -> Iterator[Done]:
    """The simplest engine: one task after the other."""
    for task in tasks:
        try:
            yield do(task, job)
        except (UnreadableError, UnwritableError) as error:
            yield Done(task.key, error=str(error), code=error.code)


def run_here(inputs: Sequence[object], out: object, size: int = 3000, engine: Any = here, **more: Any) -> Totals:
    to, restart, corpus = more.pop("to", "md"), more.pop("restart", False), more.pop("corpus", None)
    limits, watch = more.pop("limits", Limits()), more.pop("watch", None)
    job = Job(Store.of(str(out)), Options(**more), to, Fields(), corpus, limits=limits)
    return go([str(i) for i in inputs], job, engine, watch, size, restart)


def lines(folder: Path, name: str = "a.jsonl", escaped: bool = False) -> Path:
    text = "".join(json.dumps(line, ensure_ascii=escaped) + "\n" for line in LINES)
    return written(folder / name, text + '{"text": null, "id": "none"}\n\nno json\n' + json.dumps({"text": PAGE}))


def tree(folder: Path) -> dict[str, bytes]:
    """All files that a run left, but for its own account."""
    files = {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
    return {name: data for name, data in files.items() if not name.startswith(".kanwu")}


def manifest(out: Path) -> list[dict[str, Any]]:
    """The lines of a manifest without the head, and without the seconds, which differ."""
    found = [json.loads(line) for line in (out / "manifest.jsonl").read_text("utf-8").splitlines()][1:]
    assert all(line.pop("seconds") >= 0 for line in found)
    return found


def joined(out: Path, name: str = "a.jsonl") -> bytes:
    return b"".join(file.read_bytes() for file in sorted((out / name).iterdir()))
