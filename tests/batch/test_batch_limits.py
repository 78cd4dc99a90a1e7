"""Pages that take too long, too much, or the worker with them: each goes on as it came, and costs no other page."""

from pathlib import Path

import pytest

from batch.archive import ended, lines
from cli.console import PAGE, WHOLE, Runner, written
from kanwu.errors import ExitCode

DEEDS = {
    "slow": "while True: pass",
    "hog": "bytearray(8 << 30)",
    "dies": "os.kill(os.getpid(), 9)",
    "wrong": "raise ValueError('so it goes')",
}
HOOK = """
import os
import kanwu.pipeline

run = kanwu.pipeline.run
def tried(page, *rest, **more):
    text = page if isinstance(page, str) else page.source
    for name, deed in {deeds!r}.items():
        if name in text:
            exec(deed)
    return run(page, *rest, **more)
kanwu.pipeline.run = tried
"""
ERRORS = {
    "slow": "it takes longer than 1 seconds",
    "hog": "it takes more memory than a page may have",
    "dies": "the process that worked on it died, twice",
    "wrong": "a fault of kanwu's own (ValueError: so it goes); please report it, with the page",
}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder in which a page's own words are done, in whatever process it is cleaned."""
    written(tmp_path / "hook" / "sitecustomize.py", HOOK.format(deeds=DEEDS))
    return tmp_path


@pytest.mark.parametrize("name", DEEDS)
def test_a_page_goes_on_as_it_came(here: Path, run: Runner, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [written(here / "in" / f"{n}.txt", PAGE + (name if n in (1, 2) else "")) for n in range(5)]
    code, said = ended(here, "in", "out", "--seconds", 1, "--workers", 2, path=here / "hook")
    assert code == (ExitCode.FAULT if name == "wrong" else ExitCode.UNREAD)
    assert ERRORS[name] in said
    monkeypatch.chdir(here)
    for number, page in enumerate(pages):
        output, line = Path("out", f"{number}.md"), lines(here / "out")[number]
        assert output.read_text() == (PAGE + name if number in (1, 2) else WHOLE)
        assert line["error"] == (ERRORS[name] if number in (1, 2) else "")
        assert run("revert", output, "--log", "out/edits.jsonl").out == page.read_bytes()
    log = (here / "out" / "edits.jsonl").read_text()
    assert log.count(ERRORS[name]) == 2


@pytest.mark.parametrize("name", DEEDS)
def test_so_does_a_record(here: Path, name: str) -> None:
    text = '{{"id": {}, "text": "{}"}}\n'
    data = "".join(text.format(n, PAGE.strip().replace("\n", "\\n") + (name if n == 1 else "")) for n in range(4))
    written(here / "a.jsonl", data)
    ended(here, "a.jsonl", "out", "--seconds", 1, path=here / "hook")
    old, new = data.splitlines(), (here / "out" / "a.jsonl").read_text().splitlines()
    assert [a == b for a, b in zip(old, new, strict=True)] == [False, True, False, False]
    told = [line["error"] for line in lines(here / "out") if "input" in line]
    assert told == ["", ERRORS[name], "", ""]


def test_what_was_cut_off_is_cleaned_with_more_time(here: Path) -> None:
    written(here / "in" / "a.txt", PAGE * 3000)
    code, _ = ended(here, "in", "out", "--seconds", 0.05)
    assert code == ExitCode.UNREAD
    assert (here / "out" / "a.md").read_text() == PAGE * 3000
    code, said = ended(here, "in", "out", "--retry")
    assert code == ExitCode.FINE, said
    assert (here / "out" / "a.md").read_text() != PAGE * 3000


def test_a_large_page_meets_a_small_memory(here: Path) -> None:
    written(here / "in" / "a.txt", PAGE)
    written(here / "in" / "b.txt", PAGE * 20000)
    code, said = ended(here, "in", "out", "--memory", 64)
    assert code == ExitCode.UNREAD
    assert f"b.txt: {ERRORS['hog']}" in said
    assert (here / "out" / "a.md").read_text() == WHOLE


def test_workers_that_cannot_begin_end_the_run(here: Path) -> None:
    written(here / "hook" / "sitecustomize.py", "import sys\nsys.modules['kanwu.batch.bench'] = None\n")
    written(here / "in" / "a.txt", PAGE)
    code, said = ended(here, "in", "out", path=here / "hook")
    assert code == ExitCode.FAULT
    assert said
