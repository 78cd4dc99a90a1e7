"""How fast kanwu is: CPU of one page from process start, growth with length, and memory.

    python tests/benchmarks/bench_speed.py [--page FILE] [--sizes 0.1,0.3,1,3,10]

Garbled text is made of the pages of fixtures/pages, numbered through so that no two are alike, clean text of
the golden ones. Sizes are megabytes of UTF-8. Each size runs in a process of its own; `peak` is its largest
resident set in megabytes, Python and tables included; `growth` is the time against that of the size before.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
PAGE = PAGES / "hk-kiln-rapid-space" / "input.md"
DIGITS = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")
RUNS = 9
PROGRAMS = {
    "kanwu clean": "import sys; from kanwu.cli import main; sys.argv[1:] = ['clean', '-q', '-']; sys.exit(main())",
    "kanwu.clean()": "import sys, kanwu; sys.stdout.write(kanwu.clean(sys.stdin.read()).text)",
    "bare Python": "pass",
}


def text_of(kind: str, megabytes: float) -> str:
    """About so many megabytes of pages, each with a name of its own in place of one of its characters."""
    name = "gold.md" if kind == "clean" else "input.md"
    stock = [page.read_text("utf-8") for page in sorted(PAGES.glob(f"*/{name}"))]
    pages, size, number = [], 0.0, 0
    while size < megabytes * 1e6:
        page = stock[number % len(stock)].replace("的", str(number // len(stock)).translate(DIGITS))
        pages.append(page)
        size += len(page.encode("utf-8"))
        number += 1
    return "\n\n".join(pages)


def one_size(kind: str, megabytes: float) -> dict[str, float]:
    """Seconds of CPU to clean a text of this size, once warm, and the peak of memory."""
    import kanwu

    text = text_of(kind, megabytes)
    kanwu.clean(PAGE.read_text("utf-8"))
    start = time.process_time()
    result = kanwu.clean(text)
    secs = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"characters": len(text), "secs": secs, "peak": peak, "edits": len(result.edits)}


def from_start(command: list[str], given: bytes) -> float:
    """The median CPU seconds of a process, user and system, once modules and patterns are kept compiled."""
    found = []
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, input=given, capture_output=True, check=True, env=env)
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, input=given, capture_output=True, check=True, env=env)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return sorted(found)[RUNS // 2]


def main() -> None:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=plain)
    parser.add_argument("--page", type=Path, default=PAGE, help="the page for the time from process start")
    parser.add_argument("--sizes", default="0.1,0.3,1,3,10", help="megabytes")
    parser.add_argument("--one", nargs=2, metavar=("KIND", "MB"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one_size(args.one[0], float(args.one[1]))))
        return
    given = args.page.read_bytes()
    print(f"one page of {len(given.decode('utf-8'))} characters, CPU from process start, median of {RUNS}:")
    for name, program in PROGRAMS.items():
        print(f"  {name:14}{from_start([sys.executable, '-X', 'utf8', '-c', program], given):.3f} s")
    for kind in ("garbled", "clean"):
        print(f"\n{kind:8}     MB  characters    CPU s  growth  chars/s  peak MB   edits")
        last = 0.0
        for size in map(float, args.sizes.split(",")):
            command = [sys.executable, __file__, "--one", kind, str(size)]
            run = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
            growth = f"{run['secs'] / last:8.2f}" if last else " " * 8
            last = run["secs"]
            speed = run["characters"] / last
            line = f"         {size:6} {run['characters']:11,} {last:8.2f}{growth} {speed:8,.0f}"
            print(f"{line} {run['peak']:8.0f} {run['edits']:7,}")


if __name__ == "__main__":
    main()
