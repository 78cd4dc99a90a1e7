"""The log of a run, and the way back."""

import json
from pathlib import Path

import pytest

from cli.console import PAGE, WHOLE, Runner, written
from kanwu.errors import ExitCode

ODD = PAGE.replace("\n\n", "  \n \n").replace("船", "船\u3000", 1) + " \n\n\n"
INPUTS = {
    "crlf": PAGE.replace("\n", "\r\n").encode(),
    "cr": PAGE.replace("\n", "\r").encode(),
    "mixed ends": PAGE.replace("\n", "\r\n", 1).encode(),
    "bom": b"\xef\xbb\xbf" + PAGE.encode(),
    "utf-16": PAGE.encode("utf-16"),
    "utf-16-be": b"\xfe\xff" + PAGE.encode("utf-16-be"),
    "big5": PAGE.encode("big5hkscs"),
    "gb18030": PAGE.encode("gb18030"),
    "trailing blanks": ODD.encode(),
    "crlf, bom, blanks": b"\xef\xbb\xbf" + ODD.replace("\n", "\r\n").encode(),
    "big5, crlf, blanks": ODD.replace("\n", "\r\n").encode("big5hkscs"),
    "no end": PAGE.rstrip().encode(),
    "clean": WHOLE.encode(),
    "empty": b"",
}


def heads(log: Path) -> list[dict[str, object]]:
    records = [json.loads(line) for line in log.read_text().splitlines()]
    return [r for r in records if "kanwu" in r]


@pytest.mark.parametrize("kind", INPUTS)
def test_every_byte_comes_back(run: Runner, tmp_path: Path, kind: str) -> None:
    page, clean, log = tmp_path / "page.txt", tmp_path / "page.md", tmp_path / "edits.jsonl"
    page.write_bytes(INPUTS[kind])
    assert run("clean", page, "-o", clean, "--log", log).code == ExitCode.FINE
    assert run("revert", clean, "--log", log)[:2] == (ExitCode.FINE, INPUTS[kind])


def test_back_in_real_processes(start: Runner, page: Path) -> None:
    page.write_bytes(INPUTS["crlf, bom, blanks"])
    clean = start("clean", "--log", page.with_suffix(".jsonl"), stdin=page.open("rb"))
    back = start("revert", "-", "--log", page.with_suffix(".jsonl"), input=clean.out)
    assert (back.code, back.out, back.err) == (ExitCode.FINE, page.read_bytes(), "")


def test_the_log_explains_each_edit(run: Runner, page: Path) -> None:
    log = page.with_suffix(".jsonl")
    run("clean", page, "-o", page.with_name("clean.md"), "--log", log)
    records = [json.loads(line) for line in log.read_text().splitlines()]
    assert records[0]["input"] == str(page)
    edits = [r for r in records[1:] if r["before"] == ","]
    assert len(edits) == PAGE.count(",")
    for edit in edits:
        start, end = edit["source"]
        assert PAGE[start:end] == edit["before"]
        assert WHOLE[slice(*edit["output"])] == edit["after"]
        assert edit["line"] == PAGE.count("\n", 0, start) + 1
        assert edit["applied"]
        assert edit["why"]


def test_one_log_for_all_pages(run: Runner, tmp_path: Path) -> None:
    pages = [written(tmp_path / "in" / f"{n}.txt", PAGE.replace("海邊", f"第{n}號海邊")) for n in "abc"]
    log, clean = tmp_path / "edits.jsonl", tmp_path / "clean"
    run("clean", tmp_path / "in", "--output-dir", clean, "--log", log)
    assert [h["input"] for h in heads(log)] == [str(p) for p in pages]
    for page in pages:
        assert run("revert", clean / f"{page.stem}.md", "--log", log).out == page.read_bytes()


def test_inputs_that_came_out_the_same_are_told_apart_by_name(run: Runner, tmp_path: Path) -> None:
    inputs = {"a.txt": PAGE.encode("big5hkscs"), "b.txt": PAGE.encode(), "c.txt": PAGE.encode("gb18030")}
    for name, data in inputs.items():
        (tmp_path / name).write_bytes(data)
    log = tmp_path / "edits.jsonl"
    run("clean", *(tmp_path / n for n in inputs), "--output-dir", tmp_path / "out", "--log", log)
    for name, data in inputs.items():
        clean = tmp_path / "out" / name.replace(".txt", ".md")
        assert clean.read_text() == WHOLE
        assert run("revert", clean, "--log", log).out == data


def test_a_second_run_in_place_keeps_the_way_back(run: Runner, page: Path) -> None:
    log = page.with_suffix(".jsonl")
    for _ in range(3):
        assert run("clean", "-i", page, "--log", log).code == ExitCode.FINE
    assert len(heads(log)) == 1
    other = written(page.with_name("other.md"), PAGE.replace("海邊", "岸邊"))
    run("clean", "-i", other, "--log", log)
    assert len(heads(log)) == 2
    assert run("revert", page, "--log", log).out.decode() == PAGE
    assert run("revert", page, "--log", log, "-o", page)[:2] == (ExitCode.FINE, b"")
    assert page.read_text() == PAGE


def test_an_old_log_is_written_over_when_the_inputs_are_still_there(run: Runner, page: Path) -> None:
    log = page.with_suffix(".jsonl")
    for _ in range(2):
        run("clean", page, "-o", page.with_name("clean.md"), "--log", log)
    assert len(heads(log)) == 1


def test_a_page_that_was_not_written_is_not_logged(run: Runner, page: Path) -> None:
    log = written(page.with_suffix(".jsonl"), "")
    ended = run("clean", page, "-o", page.parent / "nowhere" / "x.md", "--log", log)
    assert ended.code == ExitCode.UNWRITTEN
    assert log.read_text() == ""


def test_a_log_that_cannot_be_written_stops_all(run: Runner, page: Path) -> None:
    ended = run("clean", "-i", page, "--log", page.parent / "nowhere" / "edits.jsonl")
    assert ended.code == ExitCode.UNWRITTEN
    assert page.read_text() == PAGE


def test_a_log_without_room_leaves_the_page_as_it_was(run: Runner, page: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    assert run("clean", "-i", page, "--log", "/dev/full").code == ExitCode.UNWRITTEN
    assert page.read_text() == PAGE


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda clean, log: written(clean, WHOLE + "x"), "not made with this text"),
        (lambda clean, log: written(log, "nothing"), "no JSON"),
        (lambda clean, log: log.unlink(), "no such file"),
        (lambda clean, log: clean.unlink(), "no such file"),
        (lambda clean, log: clean.write_bytes(b"\xb0\xb1"), "not UTF-8"),
    ],
)
def test_what_cannot_be_taken_back(run: Runner, page: Path, change: object, what: str) -> None:
    clean, log = page.with_name("clean.md"), page.with_suffix(".jsonl")
    run("clean", page, "-o", clean, "--log", log)
    assert callable(change)
    change(clean, log)
    ended = run("revert", clean, "--log", log)
    assert (ended.code, ended.out) == (ExitCode.UNREAD, b"")
    assert what in ended.err
    assert ended.err.startswith((f"kanwu: {clean}: ", f"kanwu: {log}: "))
    assert ended.err.count("\n") == 1


def test_the_log_itself_is_not_written_over(run: Runner, page: Path) -> None:
    log = page.with_suffix(".jsonl")
    run("clean", "-i", page, "--log", log)
    assert run("revert", page, "--log", log, "-o", log).code == ExitCode.USAGE
    assert len(heads(log)) == 1
