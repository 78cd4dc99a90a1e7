"""`kanwu clean` and `kanwu revert` of JSON Lines and Parquet."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from cli.console import Runner, written
from kanwu.errors import ExitCode

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

GARBLED = "\u6d77\u908a\u8d77\u4e86\u98a8,\u6f01\u8239\u90fd\u56de\u5230\u6e2f\u88cf\u3002"
CLEAN = GARBLED.replace(",", "\uff0c")
LINES = (
    f'{{"id": "a1", "n": 1.0e5, "text": "{GARBLED}", "more": {{"text": "{GARBLED}"}} }}\n'
    '{"id": 12345678901234567890,  "text":"\u71c8\u5854\u4eae\u8457\u3002"}\r\n'
    "\n"
    '{"id": "a3", "text": null}\n'
    "no json\n"
    f'{{"text": {json.dumps(GARBLED)}}}'
)


def test_only_the_text_of_each_line_changes(run: Runner, tmp_path: Path) -> None:
    page, clean, log = written(tmp_path / "a.jsonl", LINES), tmp_path / "b.jsonl", tmp_path / "log"
    ended = run("clean", page, "-o", clean, "--log", log, "-q")
    assert ended.code == ExitCode.UNREAD
    first, second = ended.err.splitlines()
    assert first.startswith(f"kanwu: {page}#a3: no text in the field 'text'")
    assert second.startswith(f"kanwu: {page}#5: ")
    out = clean.read_bytes().decode().split("\n")
    given = LINES.split("\n")
    assert out[0] == given[0].replace(f'"text": "{GARBLED}", "more"', f'"text": "{CLEAN}", "more"')
    assert out[1:5] == given[1:5]
    assert json.loads(out[5]) == {"text": CLEAN}
    back = run("revert", clean, "--log", log, "-o", tmp_path / "c.jsonl")
    assert (tmp_path / "c.jsonl").read_bytes().decode() == LINES, back.err


def test_another_field_and_a_packed_file(run: Runner, tmp_path: Path) -> None:
    page = tmp_path / "a.jsonl.gz"
    page.write_bytes(gzip.compress(json.dumps({"meta": {"body": GARBLED}, "key": "k"}).encode()))
    clean = tmp_path / "b.jsonl"
    ended = run("clean", page, "--text-field", "meta.body", "--id-field", "key", "-o", clean)
    assert ended.code == ExitCode.FINE
    assert json.loads(clean.read_text("utf-8")) == {"meta": {"body": CLEAN}, "key": "k"}


def test_parquet_keeps_its_columns_and_what_is_said_of_them(run: Runner, tmp_path: Path) -> None:
    table = pa.table({"n": pa.array([1, 2], pa.int16()), "text": [GARBLED, None], "id": ["a", "b"]})
    table = table.replace_schema_metadata({"made": "by hand"})
    pq.write_table(table, tmp_path / "a.parquet", compression="zstd")
    ended = run("clean", tmp_path / "a.parquet", "--output-dir", tmp_path / "out")
    assert ended.code == ExitCode.UNREAD, ended.err  # b has no text
    got = pq.read_table(tmp_path / "out" / "a.parquet")
    assert got.schema == table.schema
    assert got.schema.metadata[b"made"] == b"by hand"
    assert got.column("text").to_pylist() == [CLEAN, None]
    assert got.column("n").to_pylist() == [1, 2]


@pytest.mark.parametrize("head", [
    {"encoding": "gb18030"}, {"raw": '"\ud800"'}, {"raw": "[" * 100_000}, {"raw": 7}, {"raw": []}, {"bom": "ff"}
], ids=range(6))  # fmt: skip
def test_a_log_that_was_changed_is_one_fault(run: Runner, tmp_path: Path, head: dict[str, object]) -> None:
    """Its digests may be right all the same."""
    page, clean, log = written(tmp_path / "a.jsonl", LINES), tmp_path / "b.jsonl", tmp_path / "log"
    run("clean", page, "-o", clean, "--log", log, "-q")
    records = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    for record in records:
        if "kanwu" in record:
            record |= head
            if "encoding" in head:
                record["input_sha256"] = hashlib.sha256(GARBLED.encode("gb18030")).hexdigest()
    written(log, "".join(json.dumps(record) + "\n" for record in records))
    ended = run("revert", clean, "--log", log, "-o", tmp_path / "c.jsonl")
    assert ended.code == ExitCode.UNREAD
    assert all(line.startswith("kanwu: ") for line in ended.err.splitlines())


@pytest.mark.parametrize("how", ["--check", "--diff"])
def test_looking_writes_nothing(run: Runner, tmp_path: Path, how: str) -> None:
    page = written(tmp_path / "a.jsonl", json.dumps({"text": GARBLED}) + "\n")
    ended = run("clean", how, page)
    assert ended.code == (ExitCode.CHANGED if how == "--check" else ExitCode.FINE)
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]
    assert ("a.jsonl#1" in ended.out.decode()) == (how == "--diff")


def test_in_place_and_what_does_not_go_into_a_field(run: Runner, tmp_path: Path) -> None:
    page = written(tmp_path / "a.jsonl", json.dumps({"text": GARBLED}) + "\n")
    assert run("clean", page, "--to", "json").code == ExitCode.USAGE
    assert json.loads(page.read_text("utf-8"))["text"] == GARBLED
    assert run("clean", "-i", page).code == ExitCode.FINE
    assert json.loads(page.read_text("utf-8"))["text"] == CLEAN


def test_standard_input_and_output(run: Runner) -> None:
    ended = run("clean", "-", "--text-field", "text", stdin=json.dumps({"text": GARBLED}).encode())
    assert ended.code == ExitCode.FINE
    assert json.loads(ended.out)["text"] == CLEAN


def test_a_folder_takes_records_and_leaves_logs(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    written(folder / "a.jsonl", json.dumps({"text": GARBLED}) + "\n")
    written(folder / "log.jsonl", '{"kanwu": "0.1.0"}\n')
    assert run("clean", folder, "--output-dir", tmp_path / "out").code == ExitCode.FINE
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["a.jsonl"]
