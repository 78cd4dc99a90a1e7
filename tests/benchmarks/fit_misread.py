"""Fits how sure kanwu is of a misread character, and reports how often that held on pages the fit did not see.

    PYTHONPATH=tests python -m benchmarks.fit_misread --fit DIR ... --lines READS.tsv ... --test DIR ...

`--fit` and `--test` are folders of bench cases; each page is cleaned without the rules that correct characters and its
text laid beside the truth. `--lines` is what tools/read_rendered.py wrote of plain text (`--drawn 1`); what stands at a
line's ends is left out. Correct text, ../shared/corpus, is cut in pages of 1,200 characters: the even ones fit, the odd
ones test. A reading that several pipelines share counts by the square root of its times.

Prints the constant and the points for kanwu.evidence.certainty; then by engine and level, at several thresholds, the
corrections, their precision, their recall of all misread Chinese characters, and those that spoil a right one; the most
certain false ones; and how right `look_alikes` and `misread_characters` are in what they change. Points go through hats
between the knots and are kept small and smooth.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.bench_cases import BENCH
from benchmarks.truth import Page, clean_pages, folder_pages, line_pages
from build import document
from kanwu.evidence.certainty import KNOTS, SIGNS, certainty
from kanwu.evidence.lexicon import fold
from kanwu.evidence.misread import Reading, readings
from kanwu.model import Replace, is_han
from kanwu.rules.characters.look_alikes import look_alikes
from kanwu.rules.characters.misread_characters import misread_characters

Floats = NDArray[np.float64]
THRESHOLDS = (0.97, 0.95, 0.9, 0.85, 0.8, 0.7, 0.5)
RIDGE, SMOOTH = 0.5, 10.0
AROUND = 8


class Case(NamedTuple):
    """A reading with the truth."""

    page: Page
    reading: Reading
    right: bool
    harmful: bool  # what was read was right
    context: str


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


def made(pages: list[Page]) -> None:
    """How right the two rules were."""
    for rule in (look_alikes, misread_characters):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for page in pages:
            whole = replace(document(*(text.text for text in page.texts)), script=page.script)
            for edit in rule(whole):
                true = page.texts[edit.block].truth[edit.start] if isinstance(edit, Replace) else None
                if isinstance(edit, Replace) and true:
                    verdict = "right" if fold(edit.after) == fold(true) else "wrong"
                    counts[page.group][verdict] += 1
                    counts[page.group]["spoilt"] += fold(edit.before) == fold(true)
        for group, count in sorted(counts.items()):
            print(f"{rule.__name__} {group}: {count['right']} right, {count['wrong']} wrong, {count['spoilt']} spoilt")


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
    made(tests)


if __name__ == "__main__":
    main()
