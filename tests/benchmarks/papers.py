"""Whole papers whose truth is known: correct text and a made-up paper, sent through what engines confuse.

A page that engines read is a real one: the papers of `cases` are folders that the bench's page factory made.
"""

import lzma
import random
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.bench_cases import BENCH
from benchmarks.made_paper import Paper
from kanwu.batch.gathering import Gathering, counted
from kanwu.evidence.channel import candidates, printed_as, read_characters
from kanwu.evidence.corpus import Corpus
from kanwu.evidence.lexicon import fold
from kanwu.evidence.script import suspects

CORPUS = BENCH.parent / "corpus"
PAGE = 1200  # characters
MOST_WRONG = 0.5  # of the readings of one character


class Given(NamedTuple):
    """A page as it was read, and as it was printed: of the same length, one paragraph a block."""

    read: str
    printed: str


class Set(NamedTuple):
    """A paper. `rate` is how often a character is misread, as a multiple of what engines did on newsprint and worse."""

    name: str
    script: str
    rate: float
    pages: list[Given]


def paged(lines: Iterator[str]) -> Iterator[str]:
    page = ""
    for line in lines:
        if line.strip():
            page += line.strip() + "\n\n"
        if len(page) > PAGE:
            yield page
            page = ""


def prose(name: str) -> Iterator[str]:
    """The pages of a file of ../shared/corpus."""
    file = next(CORPUS.glob(f"{name}.txt*"))
    opened = lzma.open if file.suffix == ".xz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        yield from paged(iter(lines))


def made() -> Iterator[str]:
    paper = Paper()
    while True:
        yield "\n\n".join(paper.article()) + "\n"


@cache
def misreadings() -> dict[str, tuple[list[str], list[float]]]:
    """For each printed character what it is read as, and how probably."""
    found: dict[str, tuple[list[str], list[float]]] = {}
    for script in ("hk", "hans"):
        for read in read_characters():
            for number in candidates(read):
                form = printed_as(read, number, script)
                if form and fold(form.char) != fold(read):
                    reads, chances = found.setdefault(form.char, ([], []))
                    if read not in reads:
                        reads.append(read)
                        chances.append(10**form.chance)
    return found


def garbled(text: str, rate: float, lot: random.Random, script: str) -> str:
    """The text as an engine might read it; nothing is lost and nothing comes of nothing."""
    known, foreign, signs = misreadings(), suspects(script), []
    for char in text:
        reads, chances = known.get(char, ([], []))
        if reads and lot.random() < min(MOST_WRONG, rate * sum(chances)):
            read = lot.choices(reads, chances)[0]
            char = char if read in foreign else read
        signs.append(char)
    return "".join(signs)


def paper(kind: str, script: str, pages: int, rate: float) -> Set:
    lot = random.Random(f"{kind}-{rate}")
    texts = list(islice(made() if kind == "made" else prose(kind), pages))
    return Set(kind, script, rate, [Given(garbled(text, rate, lot, script), text) for text in texts])


def gathered(texts: Iterator[str], file: Path) -> Corpus:
    with Gathering(file) as gathering:
        for text in texts:
            gathering.add(counted(text))
        gathering.finish()
    return Corpus.open(file)


def cases(folder: Path) -> dict[str, list[Path]]:
    """The cases in a folder by their article."""
    found: dict[str, list[Path]] = {}
    for case in sorted(folder.iterdir()):
        found.setdefault(case.name.rsplit("-", 4)[0], []).append(case)
    return found
