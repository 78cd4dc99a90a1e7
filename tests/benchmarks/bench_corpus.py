"""What counts of a whole paper are worth, and what harm they do.

    PYTHONPATH=tests python -m benchmarks.bench_corpus [--fit | --table] [--pages 300] [--sample 80] [--match made]
        [--rates 1,0] [--cases DIR ...] [--show 5]

First papers of ../shared/corpus and a made-up one (`made_paper.py`), each read at several rates of error (0: correct
text) and counted as it was read. With `--fit` the even pages fit what kanwu.evidence.testimony weighs, and the odd ones
are reported: of the places from a probability on how many were right. `--table` reports all pages by the points that it
has. Without either, `--sample` pages are cleaned with and without the counts, and of the characters that the rule
changed is told which were right and which spoilt a right one; `misread` are the misread characters that are left (of
those in names in brackets).

Then `--cases`, folders of bench cases, each one paper: the cases of every other article are counted, and the page's
text is laid beside its truth. No reading of an article is a witness for another one of it.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.bench_cases import BENCH, scorer
from benchmarks.made_paper import Paper
from benchmarks.papers import Given, Set, cases, gathered, paper
from benchmarks.truth import Page, page_of
from build import document
from kanwu import Options, clean
from kanwu.evidence.corpus import Corpus
from kanwu.evidence.lexicon import fold
from kanwu.evidence.testimony import CLEAR, SIGNS, certainties
from kanwu.evidence.witnesses import Witness, witnesses
from kanwu.model import Replace, is_han
from kanwu.model import place as place_of
from kanwu.rules.characters.corpus_names import corpus_names

Floats = NDArray[np.float64]
RULE = "corpus_names"
PAPERS = (
    ("made", "hk", (1, 0.3, 0.1, 0)), ("wiki-hant-tw", "tw", (1, 0.3, 0.1, 0)), ("legco", "hk", (1, 0.1, 0)),
    ("transcript", "tw", (0.3, 0)), ("news-hans", "hans", (1, 0)),
)  # fmt: skip
THRESHOLDS = (0.98, 0.95, 0.9, 0.8, 0.7, 0.5)
RIDGE = 0.5
AROUND = 6


class Case(NamedTuple):
    """A witness with the truth."""

    paper: str
    page: int
    size: int
    witness: Witness
    right: bool
    spoilt: bool
    damage: float
    chance: float
    context: str


def found(of: Set, corpus: Corpus) -> Iterator[Case]:
    for number, page in enumerate(of.pages):
        parts = [p.strip("\n").split("\n\n") for p in page]
        whole = document(*parts[0])
        own = witnesses(list(whole.prose()), whole.blocks, corpus, of.script)
        size = sum(map(len, parts[0]))
        for witness, chance in zip(own, certainties(own, size), strict=True):
            text, true = parts[0][witness.block], parts[1][witness.block][witness.place]
            right, spoilt = (fold(true) == fold(char) for char in (witness.printed, witness.read))
            context = text[max(0, witness.place - AROUND) : witness.place + AROUND + 1]
            yield Case(f"{of.name} {of.rate}", number, size, witness, right, spoilt, 0.0, chance, context)


def with_damage(every: list[Case], sums: Floats) -> list[Case]:
    """Each with what the other clear cases of its page say, by these sums of signs."""
    clear: dict[tuple[str, int], set[tuple[str, str]]] = {}
    for case, sum_ in zip(every, sums, strict=True):
        pairs = clear.setdefault((case.paper, case.page), set())
        if sum_ >= CLEAR:
            pairs.add((case.witness.read, case.witness.printed))
    others = [len(clear[c.paper, c.page] - {(c.witness.read, c.witness.printed)}) for c in every]
    return [
        c._replace(damage=float(np.log10((n + 0.2) / (c.size / 1000 + 1)))) for c, n in zip(every, others, strict=True)
    ]


def fitted(every: list[Case]) -> list[Case]:
    """Prints the points, fitted on the even pages; the cases with the chances that these give."""
    values = np.array([[1.0, *(sign(case.witness) for sign in SIGNS.values())] for case in every])
    y, even = np.array([case.right for case in every]), np.array([case.page % 2 == 0 for case in every])
    points = np.zeros(values.shape[1] + 1)
    for _ in range(6):  # what is clear follows from the points, and they from what is clear
        every = with_damage(every, values @ points[:-1])
        x = np.column_stack([values, [case.damage for case in every]])
        points = regression(x[even], y[even])
    names = ("CONSTANT", *SIGNS, "DAMAGE")
    print(", ".join(f"{name} {value:.2f}" for name, value in zip(names, points, strict=True)))
    return [c._replace(chance=float(p)) for c, p in zip(every, 1 / (1 + np.exp(-(x @ points))), strict=True)]


def regression(x: Floats, y: Floats) -> Floats:
    points = np.zeros(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(x @ points)))
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        points -= np.linalg.solve(curve, x.T @ (chance - y) + RIDGE * points)
    return np.asarray(points)


def table(every: list[Case], show: int) -> None:
    for name in dict.fromkeys(case.paper for case in every):
        own = [case for case in every if case.paper == name]
        cells = []
        for threshold in THRESHOLDS:
            kept = [case for case in own if case.chance >= threshold]
            cells.append(f"{threshold}: {sum(c.right for c in kept)}/{len(kept)}")
        print(f"{name:18} right of made   {'   '.join(cells)}", flush=True)
    wrong = sorted((case for case in every if not case.right), key=lambda c: -c.chance)
    for case in wrong[:show]:
        w = case.witness
        print(f"{case.chance:.2f} {case.paper} {case.context} {w.read} -> {w.printed} {w.phrase} {w.so} {w.here}")


def cleaned(page: Given, path: Path, script: str, names: Sequence[str]) -> Counter[str]:
    """One page with and without the counts of its paper."""
    counts = Counter(size=len(page.read))
    inside = _inside(page.printed, names)
    for which, corpus in (("off", None), ("on", Corpus.open(path))):
        result = clean(page.read, Options(script=script), corpus)  # type: ignore[arg-type]
        at = dict(zip(map(place_of, result.origin), result.text, strict=True))
        for place, (read, true) in enumerate(zip(*page, strict=True)):
            if is_han(true):
                now = fold(at.get(place, read))
                counts[f"{which} wrong"] += now != fold(true)
                counts[f"{which} in names"] += now != fold(true) and place in inside
                counts[f"{which} spoilt"] += now != fold(true) and read == true
    for entry in result.edits:
        if entry.rule == RULE and entry.applied:
            true = fold(page.printed[entry.source.start])
            counts["right"] += fold(entry.after) == true
            counts["made"] += 1
            counts["false"] += fold(entry.before) == true
    counts["read wrong"] = sum(fold(a) != fold(b) for a, b in zip(*page, strict=True))
    counts["read in names"] = sum(fold(page.read[n]) != fold(page.printed[n]) for n in inside)
    return counts


def _inside(text: str, names: Sequence[str]) -> set[int]:
    """The places that stand in a name."""
    places: set[int] = set()
    for name in names:
        at = text.find(name)
        while at >= 0:
            places.update(range(at, at + len(name)))
            at = text.find(name, at + 1)
    return places


def report(of: Set, path: Path, sample: int) -> list[Case]:
    names = Paper().names() if of.name == "made" else ()
    of = of._replace(pages=of.pages[:sample])
    with ProcessPoolExecutor(2) as pool:
        work = partial(cleaned, path=path, script=of.script, names=names)
        c = sum(pool.map(work, of.pages, chunksize=8), Counter[str]())
    left = " -> ".join(f"{c[f'{w} wrong']} ({c[f'{w} in names']})" for w in ("read", "off", "on"))
    print(
        f"{of.name:14} rate {of.rate}: {len(of.pages)} pages, {c['size']:,} characters; misread {left}; "
        f"{c['made']} made, {c['right']} right, {c['false']} spoilt; spoilt by all rules {c['off spoilt']} -> "
        f"{c['on spoilt']}",
        flush=True,
    )
    return []


def laid_case(case: Path, path: Path) -> Counter[str]:
    """What the rule does on one case, and the harm and the repairs with and without it."""
    page: Page = page_of(case)
    whole = document(*(text.text for text in page.texts))
    counts: Counter[str] = Counter(cases=1)
    for edit in corpus_names(replace(whole, script=page.script, corpus=Corpus.open(path))):
        true = page.texts[edit.block].truth[edit.start] if isinstance(edit, Replace) else None
        if isinstance(edit, Replace):
            counts["made"] += 1
            counts["unknown"] += true is None
            counts["right"] += true is not None and fold(edit.after) == fold(true)
            counts["false"] += true is not None and fold(edit.before) == fold(true)
    given, gold = ((case / name).read_text("utf-8") for name in ("input.md", "gold.md"))
    noise = [line for line in (case / "noise.txt").read_text("utf-8").split("\n") if line.strip()]
    for which, corpus in (("off", None), ("on", Corpus.open(path))):
        row = scorer(BENCH).score(given, clean(given, None, corpus).text, gold, noise, False)
        for column in ("harm", "repaired", "sub_out"):
            counts[f"{which} {column}"] += row[column] or 0
    return counts


def laid_folder(folder: Path, held: Path) -> None:
    by_article = cases(folder)
    total: Counter[str] = Counter()
    with ProcessPoolExecutor(2) as pool:
        for article, own in by_article.items():
            others = chain.from_iterable(group for name, group in by_article.items() if name != article)
            file = held / f"{article}.counts"
            gathered(((case / "input.md").read_text("utf-8") for case in others), file)
            total += sum(pool.map(partial(laid_case, path=file), own), Counter[str]())
    print(f"{folder}: " + ", ".join(f"{name} {value:.6g}" for name, value in total.items()))


def chosen(rates: tuple[float, ...], given: str) -> tuple[float, ...]:
    return tuple(rate for rate in rates if not given or rate in map(float, given.split(",")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--sample", type=int, default=80)
    parser.add_argument("--rates", default="", help="only these, with commas")
    parser.add_argument("--match", default="", help="only papers of this name")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--cases", nargs="*", type=Path, default=[])
    args = parser.parse_args()
    every: list[Case] = []
    with TemporaryDirectory() as folder:
        for kind, script, rates in PAPERS:
            for rate in chosen(rates, args.rates) if args.match in kind else ():
                of = paper(kind, script, args.pages, rate)
                file = Path(folder) / f"{kind}-{rate}"
                corpus = gathered((page.read for page in of.pages), file)
                every += found(of, corpus) if args.fit or args.table else report(of, file, args.sample)
        if args.table:
            table(every, args.show)
        elif args.fit:
            table([case for case in fitted(every) if case.page % 2], args.show)
        for cases_ in args.cases:
            laid_folder(cases_, Path(folder))


if __name__ == "__main__":
    main()
