"""Scores kanwu over a folder of bench cases with the bench's own scorer.

    python tests/benchmarks/bench_cases.py [--bench DIR] [--match newsprint] [--by pipeline,level]
        [--worst 10] [--output DIR] [--options '{"script": "keep"}'] [--fold] [--json scores.json] [--geometry]

`--bench` is the folder that has score.py and cases/. Columns are the scorer's, see its README; `settled` is
the share of cases that a second cleaning leaves alone, `secs` the mean CPU time of a page. `--output` keeps
what was made of each case: output.md, and the log as edits.jsonl.
"""

import argparse
import importlib.util
import json
import re
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import kanwu
from kanwu.read.encoding import Decoded
from kanwu.read.hocr import read_hocr
from kanwu.write.log import log_lines

BENCH = Path(__file__).parents[3] / "shared" / "bench"
COLUMNS = (
    "harm", "repaired", "false_removal", "added", "noise_recall", "para_f1_in", "para_f1_out",
    "heading_f1_in", "heading_f1_out", "caption_f1_in", "caption_f1_out", "cer_in", "cer_out",
    "cer_ordered_out", "sub_in", "sub_out", "settled", "secs",
)  # fmt: skip
SHORT = {
    "false_removal": "removed", "noise_recall": "noise", "heading": "head", "caption": "capt",
    "ordered": "ord", "_f1": "",
}  # fmt: skip
PLAIN = argparse.RawDescriptionHelpFormatter
Row = dict[str, float | None]


def scorer(bench: Path) -> ModuleType:
    """The bench's score.py as a module."""
    spec = importlib.util.spec_from_file_location("bench_score", bench / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(bench / "score.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def measure(case: Path, args: argparse.Namespace) -> Row:
    """One case cleaned and scored; what was made of it is kept where args.output says."""
    options = kanwu.Options(**json.loads(args.options))
    given, gold = ((case / name).read_text("utf-8") for name in ("input.md", "gold.md"))
    noise = [line for line in (case / "noise.txt").read_text("utf-8").split("\n") if line.strip()]
    start = time.process_time()
    page = read_hocr((case / "input.hocr").read_text("utf-8")).document if args.geometry else given
    result = kanwu.clean(page, options)
    secs = time.process_time() - start
    row: Row = scorer(args.bench).score(given, result.text, gold, noise, args.fold)
    row["settled"], row["secs"] = float(kanwu.clean(result.text, options).text == result.text), secs
    if args.output:
        keep(result, args.output / case.name)
    return row


def keep(result: kanwu.Result, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "output.md").write_text(result.text, "utf-8")
    data = result.source.encode("utf-8")
    lines = log_lines(result, data, Decoded(result.source, "utf-8"), "input.md")
    (folder / "edits.jsonl").write_text("".join(lines), "utf-8")


def mean(rows: list[Row], key: str) -> float | None:
    values = [value for row in rows if (value := row[key]) is not None]
    return sum(values) / len(values) if values else None


def table(groups: dict[str, list[Row]]) -> str:
    """A line of means for each group."""
    width = max(map(len, groups)) + 2
    heads = []
    for head in COLUMNS:
        for long, short in SHORT.items():
            head = head.replace(long, short)
        heads.append(head.rjust(11))
    lines = ["".ljust(width) + "n".rjust(4) + "".join(heads)]
    for name, rows in groups.items():
        means = [mean(rows, column) for column in COLUMNS]
        cells = ["-".rjust(11) if m is None else f"{m:11.3f}" for m in means]
        lines.append(name.ljust(width) + str(len(rows)).rjust(4) + "".join(cells))
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=PLAIN)
    parser.add_argument("--bench", type=Path, default=BENCH, help="folder with score.py and cases/")
    parser.add_argument("--cases", type=Path, help="another folder of cases")
    parser.add_argument("--match", default="", help="only cases whose name this pattern is found in")
    parser.add_argument("--by", default="pipeline,level", help="keys of meta.json to group by")
    parser.add_argument("--output", type=Path, help="keep outputs and logs in this folder")
    parser.add_argument("--options", default="{}", help="kanwu.Options as JSON")
    parser.add_argument("--geometry", action="store_true", help="clean input.hocr instead of input.md")
    parser.add_argument("--worst", type=int, default=0, help="name this many cases of most harm")
    parser.add_argument("--fold", action="store_true", help="set differences of width aside")
    parser.add_argument("--json", type=Path, help="write each case's numbers here")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    metas = sorted((args.cases or args.bench / "cases").glob("*/meta.json"))
    cases = [meta.parent for meta in metas if re.search(args.match, meta.parent.name)]
    if not cases:
        raise SystemExit("no cases there")
    with ProcessPoolExecutor(2) as pool:
        rows = dict(zip(cases, pool.map(partial(measure, args=args), cases, chunksize=2), strict=True))
    groups: dict[str, list[Row]] = defaultdict(list)
    for case, row in rows.items():
        facts: dict[str, Any] = json.loads((case / "meta.json").read_text("utf-8"))
        groups["/".join(str(facts[key]) for key in args.by.split(","))].append(row)
    print(table(dict(sorted(groups.items())) | {"all": list(rows.values())}))
    for case, row in sorted(rows.items(), key=lambda item: -(item[1]["harm"] or 0))[: args.worst]:
        print(case.name, {key: round(row[key] or 0, 3) for key in COLUMNS[:4]})
    if args.json:
        named = {case.name: row for case, row in rows.items()}
        args.json.write_text(json.dumps(named, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
