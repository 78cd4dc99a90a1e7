"""What a run shows on a terminal, and elsewhere."""

import os
from pathlib import Path

import pytest

from batch.archive import begun, text
from cli.console import PAGE, Runner, written
from kanwu.errors import ExitCode

pty = pytest.importorskip("pty")


def shown(home: Path, *argv: object) -> str:
    """What a run writes to the terminal that standard error is."""
    ours, theirs = pty.openpty()
    process = begun(home, *argv, stderr=theirs)
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        if not piece:
            break
        said += piece
    assert process.wait() == ExitCode.FINE
    return said.decode()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for number in range(40):
        written(tmp_path / "in" / f"{number}.txt", text(number))
    return tmp_path


def test_a_bar_and_a_summary_on_a_terminal(home: Path) -> None:
    said = shown(home, "in", "out")
    assert "MB/s" in said
    assert "pages/s" in said
    assert "40 pages, 40 of them changed" in said
    assert "width" in said  # the summary by rule
    assert "--log" not in said
    assert shown(home, "in", "out2", "-q") == ""


def test_one_line_elsewhere(run: Runner, tmp_path: Path) -> None:
    written(tmp_path / "in" / "a.txt", PAGE)
    ended = run("batch", tmp_path / "in", tmp_path / "out")
    assert (ended.out, ended.err.count("\n")) == (b"", 1)
    assert ended.err.startswith("kanwu: 1 page: ")
    assert run("batch", "-q", tmp_path / "in", tmp_path / "out").err == ""
