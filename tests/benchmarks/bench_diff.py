"""CPU seconds that a pair of texts of about a megabyte each takes, by what is given out.

    PYTHONPATH=tests python -m benchmarks.bench_diff [--megabytes 1]

The texts are the project's own articles over and over, numbered; before: one character in thirty misread, a line end
after every twenty, some paragraphs in another order.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from house import ARTICLES

WAYS = (
    ("side by side", "--side-by-side", "--width", "130", "--color", "always"), ("inline", "--inline"),
    ("patch", "--format", "patch"), ("json", "--format", "json"), ("stat", "--stat"),
)  # fmt: skip


def texts(megabytes: float) -> tuple[str, str]:
    chance = random.Random(5)
    paragraphs = []
    for file in sorted(ARTICLES.glob("*.json")):
        paragraphs += [b["text"] for b in json.loads(file.read_text(encoding="utf-8"))["blocks"]]
    after: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        text = chance.choice(paragraphs).replace("一", str(len(after)))
        after.append(text)
        size += len(text.encode()) + 2
    before = list(after)
    for n in range(0, len(before) - 3, 97):
        before[n], before[n + 2] = before[n + 2], before[n]
    misread = ("".join("口" if chance.random() < 1 / 30 else c for c in text) for text in before)
    cut = ("\n".join(text[i : i + 20] for i in range(0, len(text), 20)) for text in misread)
    return "\n\n".join(cut) + "\n", "\n\n".join(after) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=float, default=1.0)
    before, after = texts(parser.parse_args().megabytes)
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder, "before.txt"), Path(folder, "after.md")
        one.write_text(before, encoding="utf-8")
        other.write_text(after, encoding="utf-8")
        print(f"{one.stat().st_size / 1e6:.2f} and {other.stat().st_size / 1e6:.2f} MB")
        for name, *options in WAYS:
            start = resource.getrusage(resource.RUSAGE_CHILDREN)
            program = "import sys; from kanwu.cli import main; sys.exit(main())"
            call = [sys.executable, "-c", program, "diff", str(one), str(other), *options]
            done = subprocess.run(call, stdout=subprocess.PIPE, check=False)
            end = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
            peak = end.ru_maxrss / 1024
            print(f"{name:12} {cpu:5.2f} s CPU, {len(done.stdout) / 1e6:.2f} MB out, {peak:.0f} MB of memory")


if __name__ == "__main__":
    main()
