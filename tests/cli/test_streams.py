"""What goes to which stream, and how a process ends: real processes."""

import os
import pty
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from cli.console import PAGE, STARTED, WHOLE, Runner, written
from kanwu.errors import ExitCode

FULL = Path("/dev/full")


def test_the_page_goes_out_and_one_line_tells_of_it(start: Runner, page: Path) -> None:
    ended = start("clean", page)
    assert (ended.code, ended.out.decode()) == (ExitCode.FINE, WHOLE)
    assert ended.err.startswith(f"kanwu: {page}: ")
    assert ended.err.count("\n") == 1
    assert page.read_text() == PAGE


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("argv", [("clean", "PAGE"), ("clean", "PAGE", "-o", FULL), ("sample",)])
def test_a_full_disk_is_one_line_and_code_4(start: Runner, page: Path, argv: tuple[object, ...]) -> None:
    with FULL.open("wb") as full:
        ended = start(*(page if a == "PAGE" else a for a in argv), stdout=full)
    assert ended.code == ExitCode.UNWRITTEN
    assert "no space left" in ended.err
    assert "Traceback" not in ended.err
    assert "Exception ignored" not in ended.err


@pytest.mark.parametrize("argv", [("clean", "-q", "PAGE"), ("rules",), ("--help",)])
def test_a_closed_pipe_is_quiet(start: Runner, page: Path, argv: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = start(*(page if a == "PAGE" else a for a in argv), stdout=writer)
    os.close(writer)
    assert (ended.code, ended.err) == (ExitCode.UNWRITTEN, "")


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files here")
def test_a_disk_that_fills_up_leaves_the_page_as_it_was(start: Runner, page: Path) -> None:
    import resource

    text = "".join(f"第{n}號漁船起了錨,往海上去。\n\n" for n in range(400))
    written(page, text)
    ended = start(
        "clean", "-i", page, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
    )
    assert ended.code == ExitCode.UNWRITTEN
    assert ended.err.startswith(f"kanwu: {page}: cannot write {page}: ")
    assert page.read_text() == text
    assert [f.name for f in page.parent.iterdir()] == [page.name]


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no mode bits here")
@pytest.mark.parametrize("option", ["--in-place", "-o"])
def test_a_folder_that_may_not_be_written_is_code_4(start: Runner, option: str) -> None:
    # The superuser may write anywhere, so give that up once all is imported.
    drop = "import difflib, encodings.utf_16_le, encodings.utf_32_le, os, kanwu.pipeline, kanwu.cli.clean; "
    drop += "os.getuid() or os.seteuid(65534); "
    with tempfile.TemporaryDirectory() as place:
        page = written(Path(place) / "page.md", PAGE)
        page.chmod(0o666)
        Path(place).chmod(0o555)
        argv = ["-o", page.with_name("clean.md")] if option == "-o" else ["-i"]
        ended = start("clean", page, *argv, code=drop + STARTED)
        Path(place).chmod(0o755)
        assert page.read_text() == PAGE
        assert os.listdir(place) == [page.name]
    assert ended.code == ExitCode.UNWRITTEN
    assert "permission denied" in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes here")
def test_ctrl_c_keeps_what_is_done_and_its_log(start: Runner, run: Runner, page: Path) -> None:
    fifo, log = page.with_name("slow.md"), page.with_name("edits.jsonl")
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [sys.executable, "-c", STARTED, "clean", "-i", str(page), str(fifo), "--log", str(log)],
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )
    writer = opened_by_reader(fifo)
    time.sleep(0.5)  # it waits for the second page: a signal just before Python reads would wait with it
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    os.close(writer)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert page.read_text() == WHOLE
    assert run("revert", page, "--log", log).out.decode() == PAGE
    assert sorted(f.name for f in page.parent.iterdir()) == [log.name, page.name, fifo.name]


def opened_by_reader(fifo: Path) -> int:
    """The writing end of a named pipe, as soon as a process has opened it for reading."""
    for _ in range(600):
        try:
            return os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("nobody reads the pipe")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
def test_a_person_at_a_terminal_is_told_what_to_do(start: Runner) -> None:
    person, terminal = pty.openpty()
    ended = start("clean", stdin=terminal)
    os.close(person)
    os.close(terminal)
    assert (ended.code, ended.out) == (ExitCode.USAGE, b"")
    assert "kanwu clean PAGE.md" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
def test_the_summary_on_a_terminal_is_one_screen(start: Runner, page: Path) -> None:
    person, terminal = pty.openpty()
    ended = start(
        "clean", page, stderr=terminal, env=os.environ | {"LINES": "24", "COLUMNS": "80", "TERM": "dumb"}
    )
    shown = os.read(person, 100_000).decode()
    os.close(person)
    os.close(terminal)
    assert ended.out.decode() == WHOLE
    assert shown.splitlines()[0].startswith(str(page)[:40])
    assert 2 <= len(shown.splitlines()) < 24
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_rich_and_settings_are_loaded_only_when_needed(start: Runner, page: Path) -> None:
    code = "import sys; from kanwu.cli import main; main(); print(*sys.modules)"
    ended = start("clean", page, "-q", "-o", os.devnull, code=code)
    loaded = set(ended.out.decode().split())
    assert "kanwu.pipeline" in loaded
    assert not loaded & {"rich", "tomllib", "opencc", "hashlib", "kanwu.cli.revert"}
    assert not loaded & {"kanwu.changes", "kanwu.show.terminal"}
    assert not loaded & {"statistics", "kanwu.batch.unit", "kanwu.read.scan"}


def test_python_is_kept_from_looking_for_garbage_at_each_step(start: Runner, page: Path) -> None:
    """It would look at all tables again and again; but the commands in a process of somebody else's leave it alone."""
    told = "print(gc.get_threshold()[0], gc.get_freeze_count() > 0)"
    code = f"import gc; gc.set_threshold(700); from kanwu.cli import main; main(); {told}"
    assert start("clean", page, "-q", "-o", os.devnull, code=code).out.split() == [b"100000", b"True"]
    code = f"import gc, sys; gc.set_threshold(700); from kanwu.cli import main; main(sys.argv[1:]); {told}"
    assert start("clean", page, "-q", "-o", os.devnull, code=code).out.split() == [b"700", b"False"]


def test_two_files_are_compared_without_the_rules(start: Runner, page: Path) -> None:
    ended = start("diff", page, page, code="import sys; from kanwu.cli import main; main(); print(*sys.modules)")
    loaded = set(ended.out.decode().split())
    assert "kanwu.changes.align" in loaded
    assert "kanwu.pipeline" not in loaded
