"""Fits the weights of the weak signs of captions and of text in pictures on half of the articles, tests on the other.

    python tests/benchmarks/fit_signs.py [--cases DIR ...] [--rule captions] [--match newsprint]

Each block that a rule weighs is labelled by the truth of its case: a caption or not, noise or text; blocks that the
truth leaves open are left out. Articles with even numbers in the sorted list fit, the others test. The weights are a
plain logistic regression's, scaled to the rule's threshold and rounded to halves, beside those that the rule has.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz

from kanwu.evidence.caption_pieces import last_piece
from kanwu.evidence.captions import LIKELY
from kanwu.evidence.columns import column_widths
from kanwu.evidence.echoes import key
from kanwu.evidence.signs import Sign, total
from kanwu.model import Document, Entry, Kind
from kanwu.options import Options
from kanwu.passes import step
from kanwu.pipeline import RULES, _script
from kanwu.read.markdown import read_markdown
from kanwu.rules.layout import captions as caption_rule
from kanwu.rules.noise import picture_text as picture_rule

CASES = Path(__file__).parents[3] / "shared" / "bench" / "cases"
PLAIN = argparse.RawDescriptionHelpFormatter
LIKE, UNLIKE = 75.0, 60.0  # similarity to the truth, of 100: from the first on the same, below the second another
FEWEST = 8  # blocks that have a sign before its weight is fitted
RIDGE = 1.0
THRESHOLDS = {"captions": LIKELY, "picture_text": picture_rule._PICTURE}


class Row(NamedTuple):
    article: str
    signs: tuple[Sign, ...]
    label: bool


def name_of(sign: Sign) -> str:
    return re.sub(r"[^a-z ]", "", sign[1]).strip()


def before(rule: str, source: str) -> Document:
    """The page as it is when the rule is asked."""
    options, entries = Options(), list[Entry]()
    document = read_markdown(source)
    document = Document(document.blocks, source, _script(document, options))
    for other in RULES:
        if other.name == rule:
            break
        document = step(other, document, options, entries)
    return document


def rows_of(job: tuple[str, Path]) -> list[Row]:
    rule, case = job
    document = before(rule, (case / "input.md").read_text("utf-8"))
    gold = [key(b) for b in re.split(r"\n\s*\n", (case / "gold.md").read_text("utf-8")) if b.startswith("*")]
    rest = [key(b) for b in re.split(r"\n\s*\n", (case / "gold.md").read_text("utf-8")) if not b.startswith("*")]
    noise = [key(line) for line in (case / "noise.txt").read_text("utf-8").split("\n") if line.strip()]
    find = caption_rows if rule == "captions" else picture_rows
    article = re.sub(r"-\d+-(?:newsprint|bad)-.*", "", case.name)
    return [Row(article, signs, label) for signs, label in find(document, gold, rest, noise) if signs]


def best(text: str, others: list[str], part: bool = False) -> float:
    """The similarity to the likest of the others, or to the likest piece of one."""
    ratio = fuzz.partial_ratio if part else fuzz.ratio
    return max((ratio(text, o) for o in others if not part or len(o) >= len(text)), default=0.0)


def caption_rows(document: Document, gold: list[str], rest: list[str],
                 noise: list[str]) -> Iterator[tuple[tuple[Sign, ...], bool]]:  # fmt: skip
    columns = column_widths(document)
    for number, _ in document.of(Kind.PARAGRAPH, Kind.HEADING):
        last = last_piece(document, number)
        text = key("".join(b.text for b in document.blocks[number : last + 1]))
        like, other = best(text, gold), best(text, rest, part=True)
        signs = tuple(s for s in caption_rule._signs(document, columns, number, last) if s[0])
        if like >= LIKE or (like < UNLIKE and other >= LIKE):
            yield signs, like >= LIKE


def picture_rows(document: Document, gold: list[str], rest: list[str],
                 noise: list[str]) -> Iterator[tuple[tuple[Sign, ...], bool]]:  # fmt: skip
    for number, block in document.of(Kind.PARAGRAPH, Kind.HEADING):
        if not picture_rule._fits(block.text):
            continue
        text = key(block.text)
        stray = max(best(text, noise), best(text, noise, part=True))
        whole, part = best(text, [*gold, *rest]), best(text, [*gold, *rest], part=True)
        signs = tuple(s for s in picture_rule._signs(document, number) if s[0])
        if stray >= LIKE and whole < UNLIKE:
            yield signs, True
        elif part >= LIKE > stray:
            yield signs, False


def fitted(rows: list[Row], names: list[str], threshold: float) -> dict[str, float]:
    """Weights in halves such that their sum reaches the threshold where the regression says so."""
    counts = np.array([[sum(name_of(s) == n for s in r.signs) for n in names] for r in rows], float)
    x, y = np.hstack([counts, np.ones((len(rows), 1))]), np.array([r.label for r in rows], float)
    w = np.zeros(x.shape[1])
    ridge = RIDGE * np.eye(len(w))
    ridge[-1, -1] = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (p - y) + ridge @ w)
    scale = threshold / max(1e-6, -w[-1])
    return {n: round(2 * scale * v) / 2 for n, v in zip(names, w, strict=False)}


def figures(rows: list[Row], weights: dict[str, float] | None, threshold: float) -> str:
    """Precision and recall with these weights, or with those that the rule has."""
    taken = [r for r in rows if total([(weights.get(name_of(s), s[0]), s[1]) if weights else s for s in r.signs])
             >= threshold]  # fmt: skip
    right, wanted = sum(r.label for r in taken), sum(r.label for r in rows)
    return f"precision {right / max(1, len(taken)):.3f}  recall {right / max(1, wanted):.3f}"


def report(rule: str, rows: list[Row]) -> None:
    threshold = THRESHOLDS[rule]
    articles = sorted({r.article for r in rows})
    halves = [[r for r in rows if articles.index(r.article) % 2 == odd] for odd in (0, 1)]
    counts = Counter(name_of(s) for r in rows for s in r.signs)
    names = sorted(n for n in counts if counts[n] >= FEWEST)
    weights = fitted(halves[0], names, threshold)
    own, hits = defaultdict[str, Counter[float]](Counter), Counter[str]()
    for row in rows:
        for sign in row.signs:
            own[name_of(sign)][sign[0]] += 1
            hits[name_of(sign)] += row.label
    print(f"{rule}: {len(rows)} blocks, {sum(r.label for r in rows)} to be found, {len(articles)} articles")
    for name in sorted(names, key=lambda n: -weights[n]):
        shown = "/".join(f"{w:+g}" for w in sorted(own[name]))
        print(f"  fitted {weights[name]:+5.1f}  has {shown:>10}  {counts[name]:4} blocks, {hits[name]:3} right  {name}")
    for half, label in zip(halves, ("fitting", "held-out"), strict=True):
        print(f"  {label:9}  as it is: {figures(half, None, threshold)}   fitted: {figures(half, weights, threshold)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=PLAIN)
    parser.add_argument("--cases", type=Path, nargs="+", default=[CASES], help="folders of cases")
    parser.add_argument("--match", default="newsprint", help="only cases whose name this pattern is found in")
    parser.add_argument("--rule", choices=sorted(THRESHOLDS), action="append", help="one rule; else all")
    args = parser.parse_args()
    metas = sorted(meta for folder in args.cases for meta in folder.glob("*/meta.json"))
    cases = [meta.parent for meta in metas if re.search(args.match, meta.parent.name)]
    with ProcessPoolExecutor(2) as pool:
        for rule in args.rule or sorted(THRESHOLDS):
            found = pool.map(rows_of, [(rule, case) for case in cases], chunksize=4)
            report(rule, [row for rows in found for row in rows])


if __name__ == "__main__":
    main()
