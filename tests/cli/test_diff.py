"""`kanwu diff` and what `clean --diff` shows."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kanwu
from cli.console import PAGE, STARTED, WHOLE, Runner, written
from kanwu.changes.align import align
from kanwu.changes.atoms import taken_apart
from kanwu.errors import ExitCode
from kanwu.show.figures import as_json, error_rate
from kanwu.show.patch import patch

COMMA = "[-,-]{+\uff0c+}"
TEXTS = st.lists(st.sampled_from(["甲乙丙", "丁戊,己", "庚 辛", "", "壬\r", "癸癸癸"]), max_size=12).map("\n".join)
ENDED = st.builds("".join, st.tuples(TEXTS, st.sampled_from(["", "\n", "\n\n", "\r\n"])))


def shown(name: object) -> str:
    first, _, second = PAGE.splitlines()
    marked = [line.replace(",", COMMA) for line in (first, second)]
    return (
        f"--- {name}\n+++ {name}, clean\n    1 {marked[0]}  \u2039width\u203a\n    2 \n"
        f"    3 {marked[1]}  \u2039width\u203a\n"
    ).replace("    2 \n", "")


@pytest.mark.parametrize("command", [("diff",), ("clean", "--diff")])
def test_only_the_characters_that_change_are_marked(run: Runner, page: Path, command: tuple[str, ...]) -> None:
    ended = run(*command, page)
    assert ended.out.decode() == shown(page)
    assert ended.code == (ExitCode.CHANGED if command == ("diff",) else ExitCode.FINE)
    assert page.read_text(encoding="utf-8") == PAGE


def test_with_check_it_exits_1(run: Runner, page: Path) -> None:
    ended = run("clean", "--diff", "--check", page)
    assert ended.code == ExitCode.CHANGED
    assert COMMA in ended.out.decode()


def test_nothing_to_show(run: Runner, page: Path) -> None:
    written(page, WHOLE)
    assert run("clean", "--diff", "--check", page)[:2] == (ExitCode.FINE, b"")
    assert run("diff", page) == (ExitCode.FINE, b"", "")
    assert run("diff", page, page)[:2] == (ExitCode.FINE, b"")


@pytest.mark.parametrize(("variable", "colour"), [("FORCE_COLOR", True), ("NO_COLOR", False)])
def test_colour(run: Runner, page: Path, monkeypatch: pytest.MonkeyPatch, variable: str, colour: bool) -> None:
    monkeypatch.setenv(variable, "1")
    for command in (("diff",), ("clean", "--diff")):
        out = run(*command, page).out.decode()
        assert ("\x1b[4;32m\uff0c\x1b[0m" in out) == colour
        assert (COMMA in out) != colour
    assert "\x1b[" in run("diff", page, "--color", "always").out.decode()
    assert "\x1b[" not in run("diff", page, "--color", "never").out.decode()


def test_two_files_and_the_log_between_them(run: Runner, page: Path) -> None:
    clean, log = page.with_name("clean.md"), page.with_name("log.jsonl")
    run("clean", page, "-o", clean, "--log", log)
    plain = run("diff", page, clean)
    assert plain.code == ExitCode.CHANGED
    assert COMMA in plain.out.decode()
    assert "\u2039" not in plain.out.decode()
    ruled = run("diff", page, clean, "--log", log)
    assert ruled.out.decode() == shown(page).replace(f"+++ {page}, clean", f"+++ {clean}")
    piped = run("diff", "-", clean, stdin=PAGE.encode())
    assert piped.code == ExitCode.CHANGED
    assert piped.out.startswith(b"--- standard input\n")


def test_a_log_of_another_page(run: Runner, page: Path) -> None:
    clean, log = page.with_name("clean.md"), page.with_name("log.jsonl")
    run("clean", page, "-o", clean, "--log", log)
    ended = run("diff", clean, page, "--log", log)
    what = "the log does not lead from the one text to the other; give both as they were, unchanged"
    assert (ended.code, ended.out, ended.err) == (ExitCode.UNREAD, b"", f"kanwu: {log}: {what}\n")
    other = written(page.with_name("other.md"), PAGE.replace("海", "河"))
    assert run("diff", other, clean, "--log", log).code == ExitCode.UNREAD
    record = written(page.with_name("noisy.md"), f"{PAGE}\n\n\n")
    run("clean", record, "-o", clean, "--log", log)
    assert run("diff", record, clean, "--log", log).code == ExitCode.CHANGED
    assert run("diff", page, clean, "--log", log).code == ExitCode.UNREAD  # what was taken out is another
    assert run("diff", page, "--log", log).code == ExitCode.USAGE
    assert run("diff", page, clean, "--log", page).code == ExitCode.UNREAD


def test_what_cannot_be_compared(run: Runner, page: Path) -> None:
    assert run("diff", page, page.with_name("none.md")).code == ExitCode.UNREAD
    assert run("diff", "-", "-").code == ExitCode.USAGE
    assert run("diff", page, "--width", "3").code == ExitCode.USAGE
    scan = page.with_name("scan.png")
    scan.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run("diff", page, scan).err == run("clean", scan).err


def test_two_files_are_not_cleaned(run: Runner, page: Path) -> None:
    ended = run("diff", page, page, "--only", "width")
    what = "--only says how to clean, and two files are compared as they are; leave out one of them"
    assert (ended.code, ended.err) == (ExitCode.USAGE, f"kanwu: {what}\n")
    big5 = page.with_name("big5.md")
    big5.write_bytes(PAGE.encode("big5hkscs"))
    assert run("diff", big5, big5, "--encoding", "big5").code == ExitCode.FINE


def test_figures(run: Runner, page: Path) -> None:
    ended = run("diff", "--stat", page)
    assert ended.code == ExitCode.CHANGED
    text = ended.out.decode()
    commas = PAGE.count(",")
    size = len("".join(PAGE.split()))
    assert f"CER {commas / size:.4f} (white space set aside)" in text
    assert f"  rule  width {commas:6}\n" in text


def test_json_has_both_texts(run: Runner, page: Path) -> None:
    ended = run("diff", "--format", "json", page)
    record = json.loads(ended.out)
    assert ended.code == ExitCode.CHANGED
    assert "".join(text for sign, text, _ in record["pieces"] if sign != "+") == PAGE
    assert "".join(text for sign, text, _ in record["pieces"] if sign != "-") == kanwu.clean(PAGE).text
    assert record["equal"] is False
    assert {cause["rule"] for change in record["changes"] for cause in change["causes"]} == {"width"}


@given(ENDED, ENDED)
def test_both_texts_can_be_rebuilt_from_the_json(before: str, after: str) -> None:
    record = json.loads(as_json(taken_apart(align(before, after)), ("a", "b")))
    assert "".join(text for sign, text, _ in record["pieces"] if sign != "+") == before
    assert "".join(text for sign, text, _ in record["pieces"] if sign != "-") == after


@given(ENDED, ENDED)
def test_the_error_rate_is_that_of_the_shortest_edit_script(before: str, after: str) -> None:
    found = error_rate(taken_apart(align(before, after)), white_space=True)
    table = list(range(len(after) + 1))
    for i, a in enumerate(before, 1):
        last, table[0] = table[0], i
        for j, b in enumerate(after, 1):
            last, table[j] = table[j], min(table[j] + 1, table[j - 1] + 1, last + (a != b))
    assert found == pytest.approx(table[-1] / len(after) if after else float(bool(before)))


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ENDED, ENDED)
def test_git_applies_the_patch(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / 'a "b" 頁.md'
    file.write_bytes(before.encode())
    text = "".join(patch(taken_apart(align(before, after)), file.name))
    assert bool(text) == (before != after)
    if text:
        call = ["git", "apply", "--whitespace=nowarn", "-"]
        done = subprocess.run(call, input=text.encode(), cwd=tmp_path, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
    left = file.read_bytes() if file.exists() else b""
    assert left == after.encode()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_from_the_command_to_git(start: Runner, page: Path) -> None:
    ended = start("diff", page.name, "--format", "patch", cwd=page.parent)
    assert ended.code == ExitCode.CHANGED
    done = subprocess.run(["git", "apply"], input=ended.out, cwd=page.parent, check=False)
    assert done.returncode == 0
    assert page.read_text(encoding="utf-8") == kanwu.clean(PAGE).text


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("name", ["a b.md", 'a"b\\.md', "a\tb\n.md", "頁\udcff.md", "-頁.md"])
def test_git_takes_any_name(start: Runner, tmp_path: Path, name: str) -> None:
    try:
        file = written(tmp_path / name, PAGE)
    except OSError:
        pytest.skip("no such names here")
    ended = start("diff", "--format", "patch", "--", name, cwd=tmp_path)
    done = subprocess.run(["git", "apply"], input=ended.out, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert file.read_bytes().decode() == kanwu.clean(PAGE).text


def test_a_patch_is_for_utf_8(run: Runner, page: Path) -> None:
    page.write_bytes(PAGE.encode("big5hkscs"))
    ended = run("diff", page, "--format", "patch")
    assert ended.code == ExitCode.USAGE
    assert "a patch is for files in UTF-8 without byte order mark, this is big5hkscs" in ended.err
    assert run("diff", page).code == ExitCode.CHANGED


def test_a_reader_that_has_enough(start: Runner, page: Path) -> None:
    ended = start("diff", page, "--side-by-side", "--width", "100")
    assert ended.code == ExitCode.CHANGED
    assert "\u2502" in ended.out.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
@pytest.mark.parametrize(("rows", "columns", "paged"), [(8, 120, True), (60, 120, False), (60, 80, False)])
def test_on_a_terminal(page: Path, rows: int, columns: int, paged: bool) -> None:
    import fcntl
    import pty
    import struct
    import termios

    written(page, PAGE * 6)
    inside, outside = pty.openpty()
    fcntl.ioctl(outside, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")}
    environment |= {"PAGER": "sed s/^/paged:/", "TERM": "xterm"}
    process = subprocess.Popen([sys.executable, "-c", STARTED, "diff", str(page)], stdin=outside, stdout=outside,
                               stderr=subprocess.PIPE, env=environment)  # fmt: skip
    os.close(outside)
    shown = b""
    with suppress(OSError):  # the terminal is closed when the process ends
        while part := os.read(inside, 65536):
            shown += part
    assert process.wait(timeout=60) == ExitCode.CHANGED, process.stderr
    text = shown.decode()
    assert ("paged:" in text) == paged
    assert "\x1b[4;32m\uff0c\x1b[0m" in text
    assert ("\u2502" in text) == (columns >= 100)
