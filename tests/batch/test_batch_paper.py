"""`kanwu batch --corpus` over a made-up paper: one page's misread name is mended by what the other pages print."""

import json
from pathlib import Path

import pytest

import kanwu
from batch.archive import ended, lines, made
from batch.paper import GARBLED, MISREAD, NAME, pages
from cli.console import written
from kanwu.errors import ExitCode

PAGE = f"{GARBLED}.txt"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("paper")
    for number, text in enumerate(pages(once=True)):
        written(home / "scans" / f"{number}.txt", text)
    return home


def test_a_name_is_mended_from_other_pages_and_the_log_says_so(home: Path) -> None:
    assert ended(home, "scans", "plain")[0] == ExitCode.FINE
    assert MISREAD in (home / "plain" / "7.md").read_text("utf-8")
    code, said = ended(home, "--corpus", "scans", "out", "--workers", 2)
    assert code == ExitCode.FINE, said
    text = (home / "out" / "7.md").read_text("utf-8")
    assert MISREAD not in text
    assert text == (home / "plain" / "7.md").read_text("utf-8").replace(MISREAD, NAME)
    edits = [json.loads(line) for line in (home / "out" / "edits.jsonl").read_text("utf-8").splitlines()]
    (edit,) = (e for e in edits if e.get("rule") == "corpus_names" and e["applied"])
    assert (edit["before"], edit["after"]) == ("幕", "慕")
    assert "other pages print" in edit["why"]


def test_nothing_else_changes_and_workers_make_no_difference(home: Path) -> None:
    for workers in (1, 3):
        ended(home, "--corpus", "scans", f"w{workers}", "--workers", workers)
    assert made(home / "w1") == made(home / "w3")
    rules = {line["input"]: line["edits"].get("corpus_names", 0) for line in lines(home / "w1")}
    assert rules[PAGE if PAGE in rules else f"scans/{PAGE}"] == 1
    assert sum(rules.values()) == 1


def test_the_counts_serve_single_pages_and_settle(home: Path) -> None:
    from kanwu.evidence.corpus import Corpus

    ended(home, "--corpus", "scans", "counts")
    corpus = Corpus.open(home / "counts" / "corpus.kwc")
    page = (home / "scans" / PAGE).read_text("utf-8")
    once = kanwu.clean(page, corpus=corpus)
    assert MISREAD not in once.text
    assert kanwu.clean(once.text, corpus=corpus).text == once.text
    assert MISREAD in kanwu.clean(page).text
