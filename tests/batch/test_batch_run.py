"""`kanwu batch`: what it writes, what it leaves alone, and what it does the second time."""

import json
import os
from pathlib import Path

import pytest

from batch.archive import FAULTY, NAMES, archive, ended, lines, made, text
from cli.console import PAGE, WHOLE, Runner, written
from kanwu.errors import ExitCode


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, gone over by two workers into `out`."""
    home = archive(tmp_path_factory.mktemp("archive"))
    code, said = ended(home, *NAMES, "out", "--workers", 2)
    assert code == ExitCode.UNREAD, said
    return home


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(home)
    return home


@pytest.mark.parametrize("workers", [1, 3])
def test_any_number_of_workers_gives_the_same_bytes(home: Path, workers: int) -> None:
    ended(home, *NAMES, f"out{workers}", "--workers", workers)
    assert made(home / f"out{workers}") == made(home / "out")


def test_pages_and_records_are_those_of_clean(here: Path, run: Runner, tmp_path: Path) -> None:
    run("clean", *NAMES, "--output-dir", tmp_path, "--log", tmp_path / "edits.jsonl")
    found = made(here / "out")
    del found["manifest.jsonl"]
    wanted = {str(f.relative_to(tmp_path)): f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()}
    assert found.keys() == wanted.keys()
    assert [name for name in found if found[name] != wanted[name]] == []


def test_each_page_and_record_has_a_line_in_its_order(home: Path) -> None:
    told = [line for line in lines(home / "out") if "input" in line]
    names = [line["input"] for line in told]
    assert names[:3] == ["scans/0/0.txt", "scans/0/10.txt", "scans/0/12.txt"]
    assert names[24:26] == ["a.jsonl#r0", "a.jsonl#r1"]
    assert len(names) == 24 + 3 * 30
    page = told[0]
    assert page["output"] == "0/0.md"
    assert page["error"] == ""
    assert page["edits"]["width"] >= 1
    assert page["seconds"] > 0
    assert [line["error"] != "" for line in told].count(True) == FAULTY


def test_the_way_back(here: Path, run: Runner, tmp_path: Path) -> None:
    log = here / "out" / "edits.jsonl"
    page = run("revert", here / "out" / "1" / "7.md", "--log", log)
    assert page.out == (here / "scans" / "1" / "7.txt").read_bytes()
    run("revert", here / "out" / "a.jsonl", "--log", log, "-o", tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (here / "a.jsonl").read_bytes()


def test_a_run_that_is_done_does_nothing_and_says_so(here: Path, run: Runner) -> None:
    before = {f: f.stat().st_mtime_ns for f in (here / "out").rglob("*") if f.suffix != ".jsonl"}
    manifest = (here / "out" / "manifest.jsonl").read_bytes()
    again = run("batch", *NAMES, "out")
    assert again.code == ExitCode.UNREAD  # there still are records without a text
    assert "nothing to do" in again.err
    assert manifest == (here / "out" / "manifest.jsonl").read_bytes()
    assert before == {f: f.stat().st_mtime_ns for f in (here / "out").rglob("*") if f.suffix != ".jsonl"}


def test_other_options_are_refused(here: Path, run: Runner) -> None:
    other = run("batch", *NAMES, "out", "--script", "tw")
    assert other.code == ExitCode.USAGE
    assert other.err.count("\n") == 1
    assert "no --script, not --script tw" in other.err
    assert "--restart" in other.err


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a folder of three pages, in which the run is."""
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b", "c"):
        written(tmp_path / "in" / f"{name}.txt", PAGE)
    return tmp_path


def test_new_and_changed_pages_are_done_and_no_others(pages: Path, run: Runner) -> None:
    assert run("batch", "in", "out").code == ExitCode.FINE
    written(pages / "in" / "b.txt", PAGE * 2)
    written(pages / "in" / "aa.txt", PAGE)
    again = run("batch", "in", "out")
    assert again.err.startswith("kanwu: 2 pages, 2 of them changed")
    assert [line["input"] for line in lines(pages / "out")[3:]] == ["in/aa.txt", "in/b.txt"]
    assert (pages / "out" / "b.md").read_text() == WHOLE + "\n" + WHOLE
    back = run("revert", "out/b.md", "--log", "out/edits.jsonl")
    assert back.out.decode() == PAGE * 2


def test_an_output_that_went_is_made_again(pages: Path, run: Runner) -> None:
    run("batch", "in", "out")
    (pages / "out" / "a.md").unlink()
    written(pages / "out" / "b.md", "")
    run("batch", "in", "out")
    assert [line["input"] for line in lines(pages / "out")[3:]] == ["in/a.txt", "in/b.txt"]


def test_restart_begins_anew_and_keeps_off_other_files(pages: Path, run: Runner) -> None:
    run("batch", "in", "out")
    written(pages / "out" / "c.md", "mine")
    refused = run("batch", "in", "out", "--restart", "--to", "txt")
    assert refused.code == ExitCode.FINE  # c.txt is another file
    refused = run("batch", "in", "out", "--restart")
    assert refused.code == ExitCode.USAGE
    assert "c.md is there, and not of this run" in refused.err
    assert (pages / "out" / "c.md").read_text() == "mine"
    assert run("batch", "in", "out", "--restart", "--overwrite").code == ExitCode.FINE
    assert (pages / "out" / "c.md").read_text() == WHOLE
    assert {"a.md", "a.txt", "b.md", "b.txt", "c.md", "c.txt"} < made(pages / "out").keys()


def test_files_of_others_stay(pages: Path, run: Runner) -> None:
    written(pages / "out" / "b.md", "mine")
    refused = run("batch", "in", "out")
    assert refused.code == ExitCode.USAGE
    assert "b.md is there, and not of this run" in refused.err
    assert [f.name for f in (pages / "out").iterdir()] == ["b.md"]


@pytest.mark.parametrize("name", ["manifest.jsonl", "edits.jsonl"])
def test_a_manifest_or_log_of_others_stays(pages: Path, run: Runner, name: str) -> None:
    written(pages / "out" / name, '{"mine": 1}\n')
    assert run("batch", "in", "out").code == ExitCode.USAGE
    assert (pages / "out" / name).read_text() == '{"mine": 1}\n'


def test_two_inputs_do_not_go_to_one_place(pages: Path, run: Runner) -> None:
    written(pages / "in" / "a.md", PAGE)
    refused = run("batch", "in", "out")
    assert refused.code == ExitCode.USAGE
    assert not (pages / "out").exists()
    written(pages / "other" / "a.txt", PAGE + PAGE)
    (pages / "in" / "a.md").unlink()
    assert run("batch", "in", "out").code == ExitCode.FINE
    later = run("batch", "other", "out")
    assert later.code == ExitCode.USAGE
    assert (pages / "out" / "a.md").read_text() == WHOLE


def test_inputs_are_never_written_over(pages: Path, run: Runner) -> None:
    written(pages / "x.md", PAGE)
    for argv in (["in", "in"], ["in", "."], ["x.md", ".", "--overwrite"]):
        assert run("batch", *argv).code == ExitCode.USAGE
    assert (pages / "x.md").read_text() == PAGE


def test_patterns_and_folders_within(pages: Path, run: Runner) -> None:
    written(pages / "in" / "deep" / "d.txt", PAGE)
    written(pages / "in" / "deep" / "e.ocr", PAGE)
    written(pages / "in" / "deep" / "notes.pdf", PAGE)
    assert run("batch", "in/**/*.txt", "in/**/*.ocr", "in", "in/out").code == ExitCode.FINE
    assert sorted(made(pages / "in" / "out")) == [
        "a.md", "b.md", "c.md", "deep/d.md", "deep/e.ocr", "edits.jsonl", "manifest.jsonl"
    ]  # fmt: skip
    again = run("batch", "in/**/*.txt", "in/**/*.ocr", "in", "in/out")
    assert "nothing to do" in again.err
    none = run("batch", "in/*.nothing", "none")
    assert none.code == ExitCode.UNREAD


def test_one_bad_file_does_not_stop_the_rest(pages: Path, run: Runner) -> None:
    (pages / "in" / "b.txt").write_bytes("\u597d".encode() + b"\xff\xfe\x80 " * 3)
    written(pages / "in" / "d.jsonl.gz", "no gzip")
    os.mkfifo(pages / "in" / "e.txt")
    ended_ = run("batch", "in", "missing.txt", "out")
    assert ended_.code == ExitCode.UNREAD
    assert sorted(made(pages / "out")) == ["a.md", "c.md", "edits.jsonl", "manifest.jsonl"]
    faulty = {line["input"] for line in lines(pages / "out") if line["error"]}
    assert faulty == {"in/b.txt", "in/d.jsonl.gz", "in/e.txt", "missing.txt"}
    assert [line for line in lines(pages / "out") if "file" in line] == []


def test_what_had_an_error_is_done_again_when_asked_for(pages: Path, run: Runner) -> None:
    bad = pages / "in" / "b.txt"
    bad.write_bytes("\u597d".encode() + b"\xff\xfe\x80 " * 3)
    time = bad.stat().st_mtime_ns
    assert run("batch", "in", "out").code == ExitCode.UNREAD
    bad.write_bytes(b"\xe5\xa5\xbd" * 5)
    os.utime(bad, ns=(time, time))
    assert "nothing to do" in run("batch", "in", "out").err
    assert run("batch", "in", "out", "--retry").code == ExitCode.FINE
    assert run("batch", "in", "out").code == ExitCode.FINE


def test_a_stream(pages: Path, run: Runner) -> None:
    data = b"".join(json.dumps({"text": text(n)}).encode() + b"\n" for n in range(6))
    assert run("batch", "-", "out", stdin=data).code == ExitCode.FINE
    whole = made(pages / "out")
    assert "nothing to do" in run("batch", "-", "out", stdin=data).err
    other = run("batch", "-", "out", stdin=data + b"{}\n")
    assert other.code == ExitCode.USAGE
    assert "standard input is not what this run began with" in other.err
    assert made(pages / "out") == whole
    cut = lines(pages / "out")[2]
    manifest = (pages / "out" / "manifest.jsonl").read_bytes().splitlines(keepends=True)
    (pages / "out" / "manifest.jsonl").write_bytes(b"".join(manifest[:4]))
    (pages / "out" / "stdin.jsonl").rename(pages / "out" / ".kanwu-stdin.jsonl.part")
    assert cut["record"] == 2
    assert run("batch", "-", "out", stdin=b"x" + data).code == ExitCode.USAGE
    assert run("batch", "-", "out", stdin=data[:99]).code == ExitCode.USAGE
    assert run("batch", "-", "out", stdin=data).code == ExitCode.FINE
    assert made(pages / "out") == whole


def test_forms_of_output(pages: Path, run: Runner) -> None:
    assert run("batch", "in", "out", "--to", "json").code == ExitCode.FINE
    assert json.loads((pages / "out" / "a.json").read_bytes())["source"]["name"] == "in/a.txt"
    written(pages / "in" / "d.jsonl", '{"text": "x"}\n')
    refused = run("batch", "in", "out", "--to", "json")
    assert refused.code == ExitCode.USAGE
    assert "--to json does not go into a field of a record" in refused.err


def test_settings_of_a_folder_hold_and_their_change_is_seen(pages: Path, run: Runner) -> None:
    written(pages / "kanwu.toml", 'skip = ["width"]\n')
    run("batch", "in", "out")
    assert (pages / "out" / "a.md").read_text() == PAGE
    written(pages / "kanwu.toml", "skip = []\n")
    assert run("batch", "in", "out").code == ExitCode.FINE
    assert (pages / "out" / "a.md").read_text() == WHOLE
