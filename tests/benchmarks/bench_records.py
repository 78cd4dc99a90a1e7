"""How much memory and time a file of many records takes.

    python tests/benchmarks/bench_records.py [--mb 100] [--folder DIR]

Writes a JSON Lines and a Parquet file of short clean articles, cleans both with one rule, so that reading and writing
are what is measured, and prints size, CPU time and the most memory that the process had.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

TEXT = "\u6d77\u908a\u8d77\u4e86\u98a8\uff0c\u6f01\u8239\u90fd\u56de\u5230\u6e2f\u88cf\u3002" * 8
RUN = "import sys; from kanwu.cli import main; sys.argv = ['kanwu', *sys.argv[1:]]; main()"


def files(folder: Path, size: int) -> list[Path]:
    """The two files, the first of so many bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines, rows = folder / "a.jsonl", folder / "a.parquet"
    line = json.dumps({"id": 7, "text": TEXT}, ensure_ascii=False) + "\n"
    count = size // len(line.encode())
    with lines.open("w", encoding="utf-8") as out:
        for _ in range(count):
            out.write(line)
    columns: Any = [("id", pa.int64()), ("text", pa.string())]
    with pq.ParquetWriter(rows, pa.schema(columns), use_dictionary=False) as out:
        for start in range(0, count, 10_000):
            some = range(start, min(count, start + 10_000))
            out.write_table(pa.table({"id": list(some), "text": [f"{n} {TEXT}" for n in some]}))
    return [lines, rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=int, default=100)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as room:
        for file in files(Path(room), args.mb << 20):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            order = ["clean", str(file), "-o", f"{file}.out{file.suffix}", "--only", "ellipses", "-q"]
            subprocess.run([sys.executable, "-c", RUN, *order], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            size, most = file.stat().st_size >> 20, after.ru_maxrss >> 10
            print(f"{file.name}: {size} MB, {cpu:.1f} s of CPU, at most {most} MB")


if __name__ == "__main__":
    main()
