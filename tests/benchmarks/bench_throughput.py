"""How many megabytes a second one core cleans, by rule, and beside other tools on the same pages in the same run.

    PYTHONPATH=tests python -m benchmarks.bench_throughput [--cases DIR] [--clean FILE] [--rules] [--rounds 3]

Garbled are the pages of the bench, each taken once; clean is published prose, a paragraph a line of FILE, cut into
pages of about 1,500 characters. A megabyte is 1,000,000 bytes of UTF-8. `kanwu` is all rules with the full log as
JSON Lines, in a process that is warm. The other tools do less: OpenCC converts the script, autocorrect and pangu space
and widen signs, ftfy mends encodings; those that are not installed are left out. Seconds are of CPU; the least of the
rounds counts, and the tools take turns, so that a machine that is busy for a while slows all of them.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import kanwu
from benchmarks.bench_cases import BENCH
from kanwu import pipeline
from kanwu.model import Document, Edit, Rule
from kanwu.read.encoding import Decoded
from kanwu.write.log import log_lines

PAGE = 1_500  # characters
Tool = Callable[[str], object]


def garbled(cases: Path) -> list[str]:
    return [file.read_text("utf-8") for file in sorted(cases.glob("*/input.md"))]


def clean(file: Path, size: int) -> list[str]:
    """Pages of the file's paragraphs, to about so many bytes."""
    pages, page, total = [], "", 0
    for line in filter(None, file.read_text("utf-8").split("\n")):
        page += ("\n\n" if page else "") + line
        if len(page) >= PAGE:
            pages.append(page + "\n")
            total += len(page.encode())
            page = ""
        if total > size:
            break
    return pages


def logged(page: str) -> int:
    """A page cleaned and its log made; the length of both."""
    result = kanwu.clean(page)
    return len(result.text) + sum(map(len, log_lines(result, page.encode(), Decoded(page, "utf-8"), "page.md")))


def tools() -> Iterator[tuple[str, Tool]]:
    """What is installed, by name."""
    yield "kanwu", logged
    made: dict[str, tuple[str, Callable[[Any], Tool]]] = {
        "opencc t2s": ("opencc", lambda module: module.OpenCC("t2s").convert),
        "autocorrect": ("autocorrect_py", lambda module: lambda page: module.format_for(page, "markdown")),
        "ftfy": ("ftfy", lambda module: module.fix_text),
        "pangu": ("pangu", lambda module: getattr(module, "space_text", None) or module.spacing_text),
    }
    for name, (module, tool) in made.items():
        with suppress(ImportError):
            yield name, tool(import_module(module))


def seconds(tool: Tool, pages: list[str]) -> float:
    start = time.process_time()
    for page in pages:
        tool(page)
    return time.process_time() - start


def by_rule(pages: list[str]) -> list[tuple[str, float]]:
    """Seconds that each rule took to find its edits, and `the rest` all else."""
    spent: dict[str, float] = defaultdict(float)
    finds = {rule.name: rule.find for rule in pipeline.RULES}

    def timed(rule: Rule) -> Rule:
        def find(document: Document) -> list[Edit]:
            start = time.perf_counter()
            found = list(finds[rule.name](document))
            spent[rule.name] += time.perf_counter() - start
            return found

        return Rule(rule.name, find, rule.stage)

    kept, pipeline.RULES = pipeline.RULES, tuple(map(timed, pipeline.RULES))
    try:
        whole = seconds(kanwu.clean, pages)
    finally:
        pipeline.RULES = kept
    spent["the rest"] = max(0.0, whole - sum(spent.values()))
    return sorted(spent.items(), key=lambda item: -item[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, default=BENCH / "cases")
    parser.add_argument("--clean", type=Path, default=BENCH.parent / "corpus" / "wiki-hant-tw.txt")
    parser.add_argument("--rules", action="store_true", help="the time of each rule, too")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    for kind, pages in (("garbled", garbled(args.cases)), ("clean", clean(args.clean, 1_000_000))):
        size = sum(len(page.encode()) for page in pages) / 1e6
        print(f"{kind}: {len(pages)} pages, {size:.2f} MB")
        if args.rules:
            kanwu.clean(pages[0])
            for name, spent in by_rule(pages):
                print(f"  {name:22} {1e3 * spent / len(pages):7.2f} ms a page")
        found = dict(tools())
        least = {name: min(times) for name, times in _rounds(found, pages, args.rounds).items()}
        for name, took in least.items():
            print(f"  {name:22} {size / took:7.3f} MB/s  {1e3 * took / len(pages):7.2f} ms a page")


def _rounds(found: dict[str, Tool], pages: list[str], rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(rounds):
        for name, tool in found.items():
            _forget()
            times[name].append(seconds(tool, pages))
    return times


def _forget() -> None:
    """Drop what functions remember of the pages, so that no round profits from the one before."""
    import gc
    from functools import _lru_cache_wrapper

    for kept in gc.get_objects():
        if isinstance(kept, _lru_cache_wrapper) and kept.cache_parameters()["maxsize"] is not None:
            kept.cache_clear()


if __name__ == "__main__":
    main()
