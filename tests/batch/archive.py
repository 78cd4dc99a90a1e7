"""A small archive of pages and files of records to run over, and what a run made of it."""

import gzip
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from cli.console import PAGE, STARTED, written
from house import SAMPLE, SOURCE

NAMES = ("scans", "a.jsonl", "b.jsonl.gz", "c.parquet")
FAULTY = 4
"""Records without a text in the archive."""


def text(number: int) -> str:
    """A garbled page, another for each number."""
    draw = random.Random(number)
    blocks = SAMPLE.read_text(encoding="utf-8").split("\n\n")
    return f"# {number}\n\n" + "\n\n".join([PAGE.strip(), *draw.choices(blocks, k=2)]) + "\n"


def archive(home: Path, pages: int = 24, records: int = 30) -> Path:
    """The folder with the archive in it: so many pages in two folders, so many records in each of three files."""
    for number in range(pages):
        written(home / "scans" / str(number % 2) / f"{number}.txt", text(number))
    lines = [_line(number) for number in range(records - 2)]
    data = ("\n".join([*lines[:9], "", *lines[9:], '{"id": "none"}', "{"]) + "\n").encode()
    (home / "a.jsonl").write_bytes(data)
    (home / "b.jsonl.gz").write_bytes(gzip.compress(data, mtime=0))
    rows: dict[str, Any] = {"id": [*range(records)], "text": [text(2000 + n) for n in range(records)]}
    pq.write_table(pa.table(rows), home / "c.parquet", row_group_size=11)
    return home


def _line(number: int) -> str:
    record = {"id": f"r{number}", "text": text(1000 + number), "weight": 1.50}
    return json.dumps(record, ensure_ascii=number % 2 == 0)


def made(out: Path) -> dict[str, bytes]:
    """All files that a run made, by name, but for the seconds that it took."""
    found = {str(f.relative_to(out)): f.read_bytes() for f in sorted(out.rglob("*")) if f.is_file()}
    found["manifest.jsonl"] = re.sub(rb'"seconds": [\d.e-]+', b'"seconds": 0', found["manifest.jsonl"])
    return found


def lines(out: Path) -> list[dict[str, Any]]:
    """The lines of a manifest, without its head."""
    return [json.loads(line) for line in (out / "manifest.jsonl").read_bytes().splitlines()[1:]]


def begun(home: Path, *argv: object, code: str = STARTED, path: Path | None = None, **given: Any) -> Any:
    """A run begun in a folder, as a process; `path` comes first where Python looks for modules."""
    where = os.pathsep.join(map(str, [*([path] if path else []), SOURCE.parent]))
    more: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "cwd": home} | given
    command = [sys.executable, "-c", code, "batch", *map(str, argv)]
    return subprocess.Popen(command, env=os.environ | {"PYTHONPATH": where}, **more)


def ended(home: Path, *argv: object, **more: Any) -> tuple[int, str]:
    """The exit code of a run, and what it said."""
    process = begun(home, *argv, **more)
    said = process.communicate(timeout=120)[1]
    return process.returncode, said.decode()
