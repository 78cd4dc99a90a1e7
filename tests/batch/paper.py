"""A made-up paper: all pages name one person, each in sentences of its own, and an engine misread the name twice."""

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.made_paper import Paper
from cli.console import written

NAME, MISREAD, MISREAD_TOO = "甄慕遙", "甄幕遙", "甄暮遙"
PAGES = 60
GARBLED, GARBLED_TOO = 7, 27


def pages(*, once: bool = False) -> list[str]:
    """The pages of the paper; `once`: the name is misread on the first of the two pages alone."""
    paper, made = Paper(3), []
    misread = {GARBLED: MISREAD} | ({} if once else {GARBLED_TOO: MISREAD_TOO})
    for number in range(PAGES):
        heading, *texts = paper.article()
        first = paper.people[number]
        assert first not in (NAME, MISREAD, MISREAD_TOO)
        told = "\n\n".join(texts).replace(first, NAME)
        said = f"{texts[0][:9]}\uff0c議員{misread.get(number, NAME)}{texts[1][-9:]}"
        made.append(f"# {heading}\n\n{told}\n\n{said}\n")
    return made


def paper_in(home: Path) -> Path:
    """A folder with the paper in it, a third of it as pages, the others as records; and what cannot be read."""
    texts = pages()
    for number, text in enumerate(texts[:20]):
        written(home / "scans" / str(number % 3) / f"{number}.txt", text)
    records = [json.dumps({"id": f"r{n}", "text": text}) for n, text in enumerate(texts)]
    (home / "a.jsonl").write_text("\n".join([*records[20:40], "", '{"text": null}', "{", "[]"]) + "\n")
    packed = gzip.compress("\n".join(records[40:50]).encode(), mtime=0)
    (home / "b.jsonl.gz").write_bytes(packed)
    (home / "cut.jsonl.gz").write_bytes(packed[: len(packed) * 2 // 3])
    rows: dict[str, Any] = {"text": [*texts[50:], None]}
    pq.write_table(pa.table(rows), home / "c.parquet", row_group_size=4)
    pq.write_table(pa.table({"body": texts[:3]}), home / "other.parquet")
    (home / "bad.parquet").write_bytes((home / "c.parquet").read_bytes()[:-9] + b"x" * 9)
    (home / "scans" / "0" / "bad.txt").write_bytes(b"\xff\x00\xff\x81" * 50)
    written(home / "scans" / "notes.json", "{}")
    return home
