"""Fits how sure kanwu is of a misread character, and reports how often that held on pages the fit did not see.

    PYTHONPATH=tests python -m benchmarks.fit_misread --fit DIR ... --lines READS.tsv ... --test DIR ...

`--fit` and `--test` are folders of bench cases; each page is cleaned without the rule and its text laid beside the
truth. `--lines` is what tools/read_rendered.py wrote of plain text (`--drawn 1`); what stands at a line's ends is left
out. Correct text, ../shared/corpus, is cut in pages of 1,200 characters: the even ones fit, the odd ones test. A reading
that several pipelines share counts by the square root of its times.

Prints the constant and the points for kanwu.evidence.certainty; then by engine and level, at several thresholds, the
corrections, their precision, their recall of all misread Chinese characters, and those that spoil a right one; then the
most certain false ones. Points go through hats between the knots and are kept small and smooth.
"""

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from benchmarks.bench_cases import BENCH, scorer
from build import document
from kanwu import Options, clean
from kanwu.evidence.certainty import KNOTS, SIGNS, certainty
from kanwu.evidence.lexicon import fold
from kanwu.evidence.misread import Reading, readings
from kanwu.evidence.script import Script, variant
from kanwu.model import is_han

Floats = NDArray[np.float64]
RULE = "misread_characters"
CORPUS = {"wiki-hant-tw": "tw", "wiki-hant-gsd": "tw", "news-hans": "hans"}
SCRIPTS: dict[str, Script] = {"hant-hk": "hk", "hant-tw": "tw", "hans": "hans", "hant": "hant"}
PIPELINES = ("tess-space", "tess-overlap", "rapid-space", "rapid-overlap")  # the others read the same
PAGE, LINES = 1200, 20
THRESHOLDS = (0.97, 0.95, 0.9, 0.85, 0.8, 0.7, 0.5)
RIDGE, SMOOTH = 0.5, 10.0
AROUND = 8


class Text(NamedTuple):
    """A block's text, and for each of its characters the true one, or nothing where that cannot be said."""

    text: str
    truth: Sequence[str | None]


class Page(NamedTuple):
    name: str
    group: str  # engine/level
    script: Script
    texts: list[Text]


class Case(NamedTuple):
    """A reading with the truth."""

    page: Page
    reading: Reading
    right: bool
    harmful: bool  # what was read was right
    context: str


def laid(bench: ModuleType, output: str, gold: str) -> list[Text]:
    """Each chunk of the output with its truth; places where fewer than 5 of 13 characters fit have none."""
    truth = "".join(chunk.text for chunk in bench.parse(gold, True))
    chunks = bench.parse(output, True)
    pieces = bench._pieces(chunks, truth)
    ordered = bench.in_gold_order(pieces, truth)
    whole = "".join(piece.text for piece in ordered)
    true: list[str | None] = [None] * len(whole)
    hits = np.zeros(len(whole))
    for step in Levenshtein.opcodes(truth, whole):
        if step.tag in ("equal", "replace"):
            true[step.dest_start : step.dest_end] = truth[step.src_start : step.src_end]
            hits[step.dest_start : step.dest_end] = step.tag == "equal"
    near = np.convolve(hits, np.ones(13), "same") if len(hits) > 13 else hits * 0
    true = [char if hit >= 5 else None for char, hit in zip(true, near, strict=False)]
    ends = np.cumsum([len(piece.text) for piece in ordered])
    parts = {id(piece): true[end - len(piece.text) : end] for piece, end in zip(ordered, ends, strict=True)}
    found: dict[int, list[str | None]] = defaultdict(list)
    for piece in pieces:
        found[piece.chunk] += parts[id(piece)]
    return [Text(chunk.text, found.get(n, [None] * len(chunk.text))) for n, chunk in enumerate(chunks)]


def page_of(case: Path) -> Page:
    facts = json.loads((case / "meta.json").read_text("utf-8"))
    output = clean((case / "input.md").read_text("utf-8"), Options(skip=(RULE,))).text
    texts = laid(scorer(BENCH), output, (case / "gold.md").read_text("utf-8"))
    return Page(case.name, f"{facts['engine']}/{facts['level']}", SCRIPTS[facts["script"]], texts)


def line_pages(path: Path) -> Iterator[Page]:
    """A page of LINES lines for each row of read_rendered.py's."""
    for number, row in enumerate(path.read_text("utf-8").splitlines()):
        engine, name, level, true, read = row.split("\t")
        script = SCRIPTS[name]
        read = "".join(variant(char, script) or char for char in read)
        width = len(true) // LINES
        lines: list[list[tuple[str, str | None]]] = [[] for _ in range(LINES)]
        for step in Levenshtein.opcodes(fold(true), fold(read)):
            for shift in range(step.dest_end - step.dest_start):
                at = min(step.src_start + shift, max(step.src_start, step.src_end - 1))
                known = step.tag in ("equal", "replace")
                lines[min(LINES - 1, at // width)].append((read[step.dest_start + shift], true[at] if known else None))
        texts = [Text("".join(c for c, _ in line), [t for _, t in line]) for line in lines if line]
        yield Page(f"{path.stem}-{number}", f"{engine}/{level} lines", script, texts)


def clean_pages(parity: int) -> Iterator[Page]:
    for name, script in CORPUS.items():
        texts: list[Text] = []
        number = 0
        for line in filter(None, (BENCH.parent / "corpus" / f"{name}.txt").read_text("utf-8").split("\n")):
            texts.append(Text(line, line))
            if sum(len(text.text) for text in texts) > PAGE:
                if number % 2 == parity:
                    yield Page(f"{name}-{number}", "correct text", SCRIPTS.get(script, "tw"), texts)
                texts, number = [], number + 1


def cases(page: Page) -> Iterator[Case]:
    blocks = list(enumerate(document(*(text.text for text in page.texts)).blocks))
    for reading in readings(blocks, page.script):
        text, truth = page.texts[reading.block]
        true, at = truth[reading.place], reading.place
        if true is None or not is_han(true) or (reading.edges and "lines" in page.group):
            continue
        context = f"{text[max(0, at - AROUND) : at]}[{text[at]}]{text[at + 1 : at + 1 + AROUND]}"
        right, harmful = fold(reading.printed) == fold(true), fold(reading.read) == fold(true)
        yield Case(page, reading, right, harmful, context)


def weights(found: list[Case]) -> Floats:
    def key(case: Case) -> tuple[str, str, str, str]:
        article = case.page.name.rsplit("-", 4)[0]
        return article, case.reading.read, case.reading.printed, case.context[AROUND - 2 : AROUND + 5]

    times = Counter(map(key, found))
    return np.array([1 / math.sqrt(times[key(case)]) for case in found])


def hats(value: float, knots: Sequence[float]) -> Floats:
    """How much of each knot is in the value: 1 in all."""
    return np.array([np.interp(value, knots, unit) for unit in np.eye(len(knots))])


def design(found: list[Case]) -> Floats:
    rows = [np.concatenate([hats(SIGNS[n](case.reading), k) for n, k in KNOTS.items()]) for case in found]
    return np.column_stack([np.ones(len(rows)), np.array(rows)])


def penalty() -> Floats:
    size = 1 + sum(map(len, KNOTS.values()))
    matrix, start = np.zeros((size, size)), 1
    for knots in KNOTS.values():
        part = slice(start, start + len(knots))
        bend = np.diff(np.eye(len(knots)), n=2, axis=0)
        slope = np.diff(np.eye(len(knots)), axis=0)
        matrix[part, part] = RIDGE * np.eye(len(knots)) + SMOOTH * (bend.T @ bend + 0.3 * slope.T @ slope)
        start += len(knots)
    return matrix


def fitted(found: list[Case]) -> Floats:
    """The constant and the points: a logistic regression with the penalty, by Newton's steps."""
    x, y, w, p = design(found), np.array([case.right for case in found]), weights(found), penalty()
    points = np.zeros(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(x @ points)))
        slope = x.T @ (w * (chance - y)) + p @ points
        curve = (x * (w * chance * (1 - chance))[:, None]).T @ x + p
        points -= np.linalg.solve(curve + 1e-9 * np.eye(len(curve)), slope)
    return np.asarray(points)


def listing(points: Floats) -> None:
    print(f"CONSTANT = {points[0]:.2f}\nPOINTS: dict[str, tuple[float, ...]] = {{")
    start = 1
    for name, knots in KNOTS.items():
        cells = ", ".join(f"{value:.2f}" for value in points[start : start + len(knots)])
        print(f'    "{name}": ({cells}),')
        start += len(knots)
    print("}")


def report(pages: list[Page], found: list[Case], chances: Sequence[float]) -> None:
    misread: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for page in pages:
        for text, truth in page.texts:
            for read, true in zip(fold(text), truth, strict=False):
                if true and is_han(true) and is_han(read):
                    sizes[page.group] += 1
                    misread[page.group] += read != fold(true)
    for group in sorted(sizes):
        ours = [(c, case) for c, case in zip(chances, found, strict=True) if case.page.group == group]
        print(f"{group}: {misread[group]} misread of {sizes[group]} Chinese characters, {len(ours)} doubtful")
        for threshold in THRESHOLDS:
            kept = [case for c, case in ours if c >= threshold]
            right, spoilt = sum(case.right for case in kept), sum(case.harmful for case in kept)
            precision, recall = right / max(1, len(kept)), right / max(1, misread[group])
            print(f"  {threshold}: {len(kept):5} made, precision {precision:.3f}, recall {recall:.3f}, {spoilt} spoilt")


def worst(found: list[Case], chances: Sequence[float], count: int) -> None:
    seen: set[tuple[str, str]] = set()
    for chance, case in sorted(zip(chances, found, strict=True), key=lambda pair: -pair[0]):
        key = case.reading.read, case.reading.printed
        if not case.right and key not in seen and len(seen) < count:
            seen.add(key)
            print(f"{chance:.3f} {case.context} -> {key[1]} {'SPOILT ' if case.harmful else ''}{case.page.group}")


def folder_pages(folders: Sequence[Path]) -> list[Page]:
    found = [case for folder in folders for case in sorted(folder.iterdir()) if case.name.endswith(PIPELINES)]
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(page_of, found, chunksize=4))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", nargs="*", type=Path, default=[])
    parser.add_argument("--lines", nargs="*", type=Path, default=[])
    parser.add_argument("--test", nargs="*", type=Path, default=[BENCH / "cases"])
    parser.add_argument("--worst", type=int, default=10)
    args = parser.parse_args()
    tests = [*folder_pages(args.test), *clean_pages(1)]
    tested = [case for page in tests for case in cases(page)]
    if args.fit:
        pages = [*folder_pages(args.fit), *(p for path in args.lines for p in line_pages(path)), *clean_pages(0)]
        found = [case for page in pages for case in cases(page)]
        points = fitted(found)
        listing(points)
        chances = (1 / (1 + np.exp(-(design(tested) @ points)))).tolist()
    else:
        chances = [certainty(case.reading) for case in tested]
    report(tests, tested, chances)
    worst(tested, chances, args.worst)


if __name__ == "__main__":
    main()
