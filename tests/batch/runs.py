"""Runs over pieces without a cluster, and what they left: for the tests of runs on one."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cli.console import PAGE, written
from kanwu.batch.cluster import Totals, go
from kanwu.batch.part import Done, Job, do
from kanwu.batch.pieces import Piece
from kanwu.batch.stores import Store
from kanwu.errors import UnreadableError, UnwritableError
from kanwu.options import Options
from kanwu.read.records import Fields

LINES = [
    {"id": f"a{n}", "text": PAGE * (n % 3 + 1), "n": n} if n % 4 else {"text": PAGE, "n": n} for n in range(40)
]


def here(pieces: Sequence[Piece], job: Job) -> Iterator[Done]:
    """The simplest engine: one piece after the other."""
    for piece in pieces:
        try:
            yield do(piece, job)
        except (UnreadableError, UnwritableError) as error:
            yield Done(piece.key, error=str(error), code=error.code)


def run_here(inputs: Sequence[object], out: object, size: int = 3000, engine: Any = here, **more: Any) -> Totals:
    to, restart = more.pop("to", "md"), more.pop("restart", False)
    job = Job(Store.of(str(out)), Options(**more), to, Fields())
    return go([str(i) for i in inputs], job, engine, None, size, restart)


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
