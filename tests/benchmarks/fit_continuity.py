"""Fits the weights of the signs that two pieces are halves of one paragraph: half of the articles fit, half test.

    PYTHONPATH=tests python -m benchmarks.fit_continuity [--cases DIR ...] [--match newsprint]

Each page is cleaned up to the rule that puts columns in order. An unfinished piece and each piece within reach are a
pair; the truth says whether one goes on in the other. Pairs whose ends cannot be placed in the truth are left out.
Articles with even numbers in the sorted list fit, the others test. Weights are a plain logistic regression's, beside
those in use; then the right and the wrong links of `partners`, which weighs all pairs of a page against each other.
"""

import argparse
import re
import statistics
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import numpy as np

from benchmarks.bench_cases import BENCH, scorer
from kanwu.evidence.columns import column_widths
from kanwu.evidence.continuity import JOIN, signs
from kanwu.evidence.partners import following, partners
from kanwu.evidence.phrases import phrases_of
from kanwu.evidence.sentence import ends_sentence
from kanwu.evidence.signs import total
from kanwu.model import SILENT, Document, Entry, Kind
from kanwu.options import Options
from kanwu.passes import step
from kanwu.pipeline import RULES, _script
from kanwu.read.markdown import read_markdown

RULE = "reading_order"
REACH = 25  # blocks, as `partners` has it
EDGE, LEAST = 12, 4  # characters at a piece's end that are looked for in the truth, and that must be found
GAP = (-2, 8)  # characters of the truth that the break may have lost or doubled
BESIDE = "it follows"
RIDGE = 2.0


class Pair(NamedTuple):
    article: str
    signs: tuple[tuple[float, str], ...]
    beside: bool
    label: bool


def before(source: str) -> Document:
    """The page as it is when columns are put in order."""
    document, entries = read_markdown(source), list[Entry]()
    document = Document(document.blocks, source, _script(document, Options()))
    for rule in RULES[: [r.name for r in RULES].index(RULE)]:
        document = step(rule, document, Options(), entries)
    return document


def placed(bench: ModuleType, document: Document, gold: str) -> dict[int, tuple[float | None, float | None]]:
    """For each block where in the truth it begins and ends, as far as its characters at either end show."""
    chunks, numbers = [], []
    for number, block in enumerate(document.blocks):
        if block.kind not in SILENT and (text := bench.normal(block.text, False)):
            chunks.append(bench.Chunk("paragraph", text))
            numbers.append(number)
    found = bench.align(chunks, gold)
    places: dict[int, list[int]] = defaultdict(list)
    at = 0
    for piece in found.pieces:
        mapped = found.to_gold[at : at + len(piece.text)].tolist()
        places[numbers[piece.chunk]] += [p if p >= 0 and found.right[p] else -1 for p in mapped]
        at += len(piece.text)
    return {n: (edge(all_, 1), edge(all_[::-1], -1)) for n, all_ in places.items()}


def edge(places: list[int], step: int) -> float | None:
    known = [place - step * far for far, place in enumerate(places[:EDGE]) if place >= 0]
    return statistics.median(known) if len(known) >= min(LEAST, len(places) / 2) else None


def truth(bench: ModuleType, case: Path) -> tuple[str, list[int]]:
    """The true text as the scorer compares it, and where its blocks begin."""
    chunks = bench.parse((case / "gold.md").read_text("utf-8"), False)
    starts = np.cumsum([0, *(len(c.text) for c in chunks)]).tolist()
    return "".join(c.text for c in chunks), starts


def continued(end: float | None, start: float | None, starts: list[int]) -> bool | None:
    """Whether what begins at `start` goes on what ends at `end`, in the same paragraph; None if it cannot be told."""
    if end is None or start is None:
        return None
    same = np.searchsorted(starts, end + 0.5) == np.searchsorted(starts, start + 0.5)
    return bool(same and GAP[0] <= start - end - 1 <= GAP[1] and start - max(s for s in starts if s <= end) > 1)


def pairs_of(case: Path, bench_folder: Path) -> tuple[list[Pair], list[tuple[str, str, bool | None]]]:
    bench = scorer(bench_folder)
    document = before((case / "input.md").read_text("utf-8"))
    gold, starts = truth(bench, case)
    ends = placed(bench, document, gold)
    widths, phrases = column_widths(document), phrases_of(document)
    article, pairs = re.sub(r"-\d+-(?:newsprint|bad)-.*", "", case.name), []
    texts = dict(document.of(Kind.PARAGRAPH))
    for number, block in texts.items():
        for other in texts if not ends_sentence(block.text) else ():
            if other == number or abs(other - number) > REACH:
                continue
            label = continued(ends.get(number, (None, None))[1], ends.get(other, (None, None))[0], starts)
            if label is not None:
                found = signs(block.text, texts[other].text, widths[number], widths[other], phrases)
                pairs.append(Pair(article, tuple(found), following(document, number) == other, label))
    links = []
    for name, some in partners(document)._asdict().items():
        for link in some:
            right = continued(ends.get(link.first, (None, None))[1], ends.get(link.second, (None, None))[0], starts)
            links.append((article, name, right))
    return pairs, links


def fitted(rows: list[Pair], names: list[str]) -> dict[str, float]:
    x = np.array([[*(any(key(s) == n for s in r.signs) for n in names), r.beside, 1] for r in rows], float)
    y = np.array([r.label for r in rows], float)
    w = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w)), x.T @ (p - y) + RIDGE * w)
    return dict(zip([*names, BESIDE, "base"], w.tolist(), strict=True))


def key(sign: tuple[float, str]) -> str:
    """A sign's name with its weight: a name may stand for a weaker and a stronger case."""
    return f"{sign[1].split(':')[0]} {sign[0]:+g}"


def report(pairs: list[Pair], links: list[tuple[str, str, bool | None]]) -> None:
    articles = sorted({p.article for p in pairs})
    halves = [[p for p in pairs if articles.index(p.article) % 2 == odd] for odd in (0, 1)]
    names = sorted({key(s) for p in pairs for s in p.signs})
    weights = fitted(halves[0], names)
    print(f"{len(pairs)} pairs, {sum(p.label for p in pairs)} of them halves, {len(articles)} articles")
    for name in sorted(weights, key=lambda n: -weights[n]):
        having = [p for p in pairs if any(key(s) == name for s in p.signs)]
        print(f"  fitted {weights[name]:+5.2f}  {len(having):6} pairs, {sum(p.label for p in having):4} halves  {name}")
    for half, label in zip(halves, ("fitting", "held-out"), strict=True):
        beside = [p for p in half if p.beside]
        taken = [p for p in beside if total(p.signs) >= JOIN]
        right, wanted = sum(p.label for p in taken), sum(p.label for p in beside)
        print(f"  {label:9} pieces that follow each other: {right} of {len(taken)} joins right, {wanted} wanted")
        counts = Counter((n, r) for a, n, r in links if (articles.index(a) % 2 == 0) == (label == "fitting"))
        for name in ("beside", "elsewhere", "doubtful"):
            print(f"    partners {name}: {counts[name, True]} right, {counts[name, False]} wrong")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH, help="folder with score.py and cases/")
    parser.add_argument("--cases", type=Path, nargs="+", help="other folders of cases")
    parser.add_argument("--match", default="newsprint", help="only cases whose name this pattern is found in")
    args = parser.parse_args()
    metas = sorted(m for folder in args.cases or [args.bench / "cases"] for m in folder.glob("*/meta.json"))
    cases = [meta.parent for meta in metas if re.search(args.match, meta.parent.name)]
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(partial(pairs_of, bench_folder=args.bench), cases, chunksize=4))
    report([p for pairs, _ in results for p in pairs], [link for _, links in results for link in links])


if __name__ == "__main__":
    main()
