"""Pages written over themselves, and files written whole or not at all."""

import os
import stat
import threading
from pathlib import Path

import pytest

import kanwu
from cli.console import PAGE, WHOLE, Runner, written
from kanwu.errors import ExitCode, UnwritableError
from kanwu.write.files import Draft


def test_mode_bits_are_kept(run: Runner, page: Path) -> None:
    page.chmod(0o640)
    assert run("clean", "-i", page).code == ExitCode.FINE
    assert page.read_text() == WHOLE
    assert stat.S_IMODE(page.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_mode(run: Runner, page: Path) -> None:
    usual = written(page.with_name("usual"), "").stat().st_mode
    run("clean", page, "-o", page.with_name("clean.md"))
    assert page.with_name("clean.md").stat().st_mode == usual


def test_a_symbolic_link_stays_one(run: Runner, page: Path) -> None:
    link = page.with_name("link.md")
    link.symlink_to(page.name)
    assert run("clean", "-i", link).code == ExitCode.FINE
    assert link.is_symlink()
    assert page.read_text() == WHOLE


def test_a_page_that_stays_as_it_is_is_not_touched(run: Runner, page: Path) -> None:
    written(page, WHOLE)
    os.utime(page, (1_000_000, 1_000_000))
    before = page.stat()
    ended = run("clean", "-i", page)
    assert (ended.code, page.stat().st_mtime, page.stat().st_ino) == (
        ExitCode.FINE,
        before.st_mtime,
        before.st_ino,
    )
    assert "nothing to repair" in ended.err


def test_a_second_run_changes_nothing(run: Runner, page: Path) -> None:
    run("clean", "-i", page)
    first = page.read_bytes()
    run("clean", "-i", page)
    assert page.read_bytes() == first
    assert run("clean", "--check", page).code == ExitCode.FINE


def test_nothing_goes_to_standard_output(run: Runner, page: Path) -> None:
    assert run("clean", "-i", page).out == b""
    assert run("clean", "-o", page.with_name("clean.md"), page).out == b""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_file_is_not_written_over(run: Runner, tmp_path: Path) -> None:
    fifo = tmp_path / "pipe.md"
    os.mkfifo(fifo)
    threading.Thread(target=lambda: fifo.write_text(PAGE), daemon=True).start()
    ended = run("clean", "-i", fifo)
    assert ended.code == ExitCode.UNWRITTEN
    assert "no ordinary file" in ended.err


def test_a_file_that_was_there_is_written_over(run: Runner, page: Path) -> None:
    target = written(page.with_name("clean.md"), "old\n" * 1000)
    target.chmod(0o600)
    assert run("clean", page, "-o", target).code == ExitCode.FINE
    assert target.read_text() == WHOLE
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("target", ["nowhere/clean.md", "page.md/clean.md"])
def test_an_output_without_a_folder_is_code_4(run: Runner, page: Path, target: str) -> None:
    ended = run("clean", page, "-o", page.parent / target)
    assert ended.code == ExitCode.UNWRITTEN
    assert ended.err == f"kanwu: {page}: " + ended.err.partition(f"{page}: ")[2]
    assert "cannot write" in ended.err


def test_a_fault_of_its_own_writes_nothing(run: Runner, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a\nlong story")

    monkeypatch.setattr(kanwu, "clean", broken)
    log = page.with_name("edits.jsonl")
    ended = run("clean", "-i", page, "--log", log)
    assert ended.code == ExitCode.FAULT
    assert ended.err.count("\n") == 1
    assert "ZeroDivisionError: a long story" in ended.err
    assert "report" in ended.err
    assert page.read_text() == PAGE
    assert not log.exists()
    assert "Traceback" in run("clean", "--debug", "-i", page).err
    assert "Traceback" in run("--debug", "clean", "-i", page).err


def test_a_draft_that_is_left_leaves_no_trace(tmp_path: Path) -> None:
    file = written(tmp_path / "file", "old")
    with Draft(file) as draft:
        draft.write(b"new")
    assert file.read_text() == "old"
    assert os.listdir(tmp_path) == ["file"]


def test_a_draft_takes_back_what_was_cut(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with Draft(file) as draft:
        draft.write(b"one")
        draft.write(b"two")
        draft.cut(3)
        draft.write(b"three")
        assert not file.exists()
        draft.commit()
    assert file.read_bytes() == b"onethree"


def test_a_draft_of_a_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="is a directory"):
        Draft(tmp_path)
