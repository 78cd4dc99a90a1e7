"""How fast `kanwu batch` is with one worker and more, what it costs beside the cleaning itself, and its memory.

    python tests/benchmarks/bench_batch.py [--mb 4] [--workers 1 2] [--lines] [--folder DIR] [--only RULE]

Writes a folder of garbled pages, or with --lines a file of JSON Lines, and goes over it. Printed are pages and MB a
second, by the clock and by the CPU time of all processes; how much of that was the process that reads and writes; the
most memory that all processes had together, as RSS, which counts what they share for each, and as PSS, which does not.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from batch.archive import text
from cli.console import STARTED, written

KINDS = 200  # different pages
SHARE = 8  # small pages that are one here, of some 3.5 KB
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=4)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as room:
        source, pages = made(Path(room), int(args.mb * 1e6), args.lines)
        for workers in args.workers:
            out = Path(room, "out")
            order = ["batch", str(source), str(out), "--workers", str(workers), "-q"]
            measured(order + (["--only", args.only] if args.only else []), workers, pages, args.mb)
            shutil.rmtree(out)


def made(room: Path, size: int, lines: bool) -> tuple[Path, int]:
    """The input with about so many bytes of text, and how many pages it has."""
    texts = ["".join(text(number * SHARE + part) for part in range(SHARE)) for number in range(KINDS)]
    mean = sum(len(page.encode()) for page in texts) / KINDS
    count = max(1, int(size / mean))
    if not lines:
        for number in range(count):
            written(room / "in" / str(number % 50) / f"{number}.txt", f"{number}\n\n{texts[number % KINDS]}")
        return room / "in", count
    rows = [json.dumps({"id": number, "text": page}, ensure_ascii=False) + "\n" for number, page in enumerate(texts)]
    with (room / "a.jsonl").open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(rows[number % KINDS])
    return room / "a.jsonl", count


def measured(order: list[str], workers: int, pages: int, size: float) -> None:
    """Run a command line, look at its processes now and then, and print what they took."""
    start = time.monotonic()
    process = subprocess.Popen([sys.executable, "-c", STARTED, *order])
    cpu: dict[int, float] = {}
    rss = pss = 0
    while process.poll() is None:
        pids = [process.pid, *below(process.pid)]
        cpu |= {pid: seconds(pid) for pid in pids if seconds(pid)}
        held = [memory(pid) for pid in pids]
        rss, pss = max(rss, sum(h[0] for h in held)), max(pss, sum(h[1] for h in held))
        time.sleep(0.25)
    clock, total = time.monotonic() - start, sum(cpu.values())
    own = cpu.get(process.pid, 0)
    print(
        f"{workers} workers: {pages:,} pages, {size:.1f} MB; {clock:.1f} s: {pages / clock:.1f} pages/s, "
        f"{size / clock:.2f} MB/s; CPU {total:.1f} s: {size / total:.2f} MB/s a core; reading and writing {own:.1f} s, "
        f"{own / pages * 1e6:.0f} us a page; {rss >> 10} MB RSS, {pss >> 10} MB PSS"
    )


def below(pid: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    children = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return [*children, *(found for child in children for found in below(child))]


def seconds(pid: int) -> float:
    """The CPU time that a process took so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory(pid: int) -> tuple[int, int]:
    """RSS and PSS of a process, in KB."""
    try:
        rows = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0, 0
    found = {name: int(value.split()[0]) for name, _, value in (row.partition(":") for row in rows)}
    return found["Rss"], found["Pss"]


if __name__ == "__main__":
    main()
