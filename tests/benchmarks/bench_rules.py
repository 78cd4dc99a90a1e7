"""How fast the rules of one stage are on garbled pages: microseconds a character, and characters a second in all.

    PYTHONPATH=tests python -m benchmarks.bench_rules [--stage characters] [--cases DIR] [--match REGEX] [--runs 5]

Each page is taken as it is when the stage's first rule gets it; each rule of the stage is then asked of that. The least
of the runs counts for each rule; `first` is the run in which tables are read and nothing is remembered.
"""

import argparse
import re
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from benchmarks.bench_cases import BENCH
from kanwu.model import Document, Entry, Rule
from kanwu.options import Options
from kanwu.passes import step
from kanwu.pipeline import RULES, _script
from kanwu.read.markdown import read_markdown


def before(source: str, stage: str) -> Document:
    """The page after all rules that come before the stage's first."""
    document, entries = read_markdown(source), list[Entry]()
    document = Document(document.blocks, source, _script(document, Options()))
    for rule in RULES[: [r.stage for r in RULES].index(stage, 1)]:
        document = step(rule, document, Options(), entries)
    return document


def seconds(rule: Rule, pages: list[Document]) -> float:
    start = time.process_time()
    for page in pages:
        list(rule.find(page))
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", default="characters")
    parser.add_argument("--cases", type=Path, default=BENCH / "cases")
    parser.add_argument("--match", default="(tess|rapid)-space$")
    parser.add_argument("--runs", type=int, default=5)
    args = parser.parse_args()
    files = sorted(file for file in args.cases.glob("*/input.md") if re.search(args.match, file.parent.name))
    pages = [before(file.read_text("utf-8"), args.stage) for file in files]
    size = sum(len(block.text) for page in pages for block in page.blocks)
    rules = [rule for rule in RULES if rule.stage == args.stage]
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(args.runs):
        fresh = [replace(page) for page in pages]  # nothing is remembered of a new document
        for rule in rules:
            times[rule.name].append(seconds(rule, fresh))
    for name, each in times.items():
        print(f"{name:22} {1e6 * min(each) / size:6.2f}   first {1e6 * each[0] / size:6.2f}")
    least, first = sum(map(min, times.values())), sum(each[0] for each in times.values())
    print(f"{len(pages)} pages, {size:,} characters: {size / least:,.0f} a second, the first time {size / first:,.0f}")


if __name__ == "__main__":
    main()
