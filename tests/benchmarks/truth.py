"""Pages whose true characters are known: bench cases, lines that an engine read, correct text."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks.bench_cases import BENCH, scorer
from kanwu import Options, clean
from kanwu.evidence.lexicon import fold
from kanwu.evidence.script import Script, variant

RULES = ("look_alikes", "misread_characters")  # that the pages are cleaned without
CORPUS = {"wiki-hant-tw": "tw", "wiki-hant-gsd": "tw", "news-hans": "hans"}
SCRIPTS: dict[str, Script] = {"hant-hk": "hk", "hant-tw": "tw", "hans": "hans", "hant": "hant"}
PIPELINES = ("tess-space", "tess-overlap", "rapid-space", "rapid-overlap")  # the others read the same
PAGE, LINES = 1200, 20


class Text(NamedTuple):
    """A block's text, and for each of its characters the true one, or nothing where that cannot be said."""

    text: str
    truth: Sequence[str | None]


class Page(NamedTuple):
    name: str
    group: str  # engine/level
    script: Script
    texts: list[Text]


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
    output = clean((case / "input.md").read_text("utf-8"), Options(skip=RULES)).text
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


def folder_pages(folders: Sequence[Path]) -> list[Page]:
    found = [case for folder in folders for case in sorted(folder.iterdir()) if case.name.endswith(PIPELINES)]
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(page_of, found, chunksize=4))
