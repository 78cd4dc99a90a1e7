"""Pieces of inputs on any store: how they are cut, done, and put together, here without a cluster."""

import gzip
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.console import PAGE, WHOLE, Runner, written
from kanwu.batch import part
from kanwu.batch.guarded import Guarded
from kanwu.batch.orders import Limits
from kanwu.errors import ExitCode, UnreadableError, UsageError
from kanwu.read.jsonl import batches_in
from kanwu.read.records import Fields
from kanwu.read.stretches import Stretch

pytest.importorskip("fsspec")
from batch.runs import here, joined, lines, manifest, run_here, tree
from kanwu.batch.part import Done, Job
from kanwu.batch.pieces import Piece, plan
from kanwu.batch.stores import Store
from kanwu.batch.tasks import Do


@given(st.lists(st.sampled_from([b"", b"a", b"bb", b"\n", b"c" * 30]), max_size=30), st.integers(1, 40))
def test_each_line_is_in_one_stretch(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], size: int) -> None:
    file = tmp_path_factory.getbasetemp() / "stretches"
    data = b"".join(parts)
    file.write_bytes(data)
    found = []
    for start in range(0, len(data), size):
        with file.open("rb") as opened:
            stretch = Stretch(opened, start, min(start + size, len(data)))
            found.append(b"".join(batch.records[0].raw for batch in batches_in(stretch, Fields(), is_start=not start)))
    assert b"".join(found) == data
    assert all(not piece or piece.endswith(b"\n") for piece in found[:-1] if b"".join(found[found.index(piece) + 1 :]))


def test_the_pieces_together_are_what_one_process_writes(run: Runner, tmp_path: Path) -> None:
    page = lines(tmp_path / "in")
    totals = run_here([tmp_path / "in"], tmp_path / "out")
    assert totals.pieces > 3
    run("clean", page, "-o", tmp_path / "whole.jsonl")
    assert joined(tmp_path / "out") == (tmp_path / "whole.jsonl").read_bytes()
    told = manifest(tmp_path / "out")
    assert (totals.texts, totals.faults, totals.code) == (41, 2, ExitCode.UNREAD)
    assert sum(bool(line["error"]) for line in told) == 2
    assert [line["input"].rpartition("#")[2] for line in told[1:4]] == ["a1", "a2", "a3"]
    assert totals.edits == {rule: sum(line["edits"].get(rule, 0) for line in told) for rule in totals.edits}
    assert {rule for line in told for rule in line["edits"]} == {*totals.edits} > {"width"}


@pytest.mark.parametrize("escaped", [False, True])
def test_each_part_goes_back_by_its_log(run: Runner, tmp_path: Path, escaped: bool) -> None:
    page = lines(tmp_path, escaped=escaped)
    page.write_bytes(page.read_bytes().replace(b'"text": "', b'"text": "\\u0020'))
    run_here([page], tmp_path / "out")
    back = b""
    for file in sorted((tmp_path / "out" / "a.jsonl").iterdir()):
        log = tmp_path / "out" / "edits" / "a.jsonl" / file.name
        run("revert", file, "--log", log, "-o", tmp_path / "back.jsonl")
        back += (tmp_path / "back.jsonl").read_bytes()
    assert back == page.read_bytes()


def test_parquet_by_row_groups(run: Runner, tmp_path: Path) -> None:
    table = pa.table({"n": range(60), "text": [PAGE if n % 5 else None for n in range(60)]})
    table = table.replace_schema_metadata({"made": "by hand"})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=7, compression="zstd")
    totals = run_here([tmp_path / "a.parquet"], tmp_path / "out", size=2500)
    assert totals.pieces > 2
    got = pa.concat_tables(pq.read_table(file) for file in sorted((tmp_path / "out" / "a.parquet").iterdir()))
    assert got.schema.metadata[b"made"] == b"by hand"
    assert got.column("n") == table.column("n")
    assert set(got.column("text").to_pylist()) == {WHOLE, None}
    told = manifest(tmp_path / "out")
    assert told[8]["input"].endswith("a.parquet#9")
    first = next(line for line in told if line["output"] != told[0]["output"])
    row = int(first["output"].rpartition("/")[2].partition(".")[0])
    assert first["input"].endswith(f"a.parquet@{row}#1")
    log = tmp_path / "out" / first["log"]
    run("revert", tmp_path / "out" / first["output"], "--log", log, "-o", tmp_path / "back.parquet")
    assert PAGE in pq.read_table(tmp_path / "back.parquet").column("text").to_pylist()


def test_a_folder_of_everything(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for number in range(5):
        written(folder / f"p{number}.txt", PAGE)
    written(folder / "deep" / "q.md", WHOLE)
    written(folder / "settings.xml", "<settings/>")
    written(folder / "notes.json", "{}")
    written(folder / ".hidden.md", PAGE)
    written(folder / "picture.png", "")
    written(folder / "old.jsonl", '{"kanwu": "0.1.0"}\n')
    (folder / "bad.txt").write_bytes(b"\xff\x00\xff\x81" * 50)
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines(tmp_path / "tmp").read_bytes()))
    (folder / "empty.jsonl").write_bytes(b"")
    written(folder / "scan.hocr", hocr())
    totals = run_here([folder], tmp_path / "out")
    names = {name for name in tree(tmp_path / "out") if not name.startswith("edits/")}
    pages = {"deep/q.md", *(f"p{number}.md" for number in range(5)), "scan.md"}
    assert names == {*pages, "b.jsonl.gz", "empty.jsonl", "manifest.jsonl"}
    run("clean", folder, "--output-dir", tmp_path / "one", "-q")
    one, out = tree(tmp_path / "one"), tree(tmp_path / "out")
    assert all(one[name] == out[name] for name in pages)
    assert gzip.decompress(one["b.jsonl.gz"]) == gzip.decompress(out["b.jsonl.gz"])
    told = manifest(tmp_path / "out")
    (bad,) = (line for line in told if line["input"].endswith("bad.txt"))
    assert (bad["output"], bool(bad["error"]), totals.code) == ("", True, ExitCode.UNREAD)
    for line in (line for line in told if line["output"] in pages):
        log = tmp_path / "out" / line["log"]
        back = run("revert", tmp_path / "out" / line["output"], "--log", log)
        assert back.out == Path(line["input"]).read_bytes(), back.err


def hocr() -> str:
    words = "".join(
        f"<span class='ocrx_word' title='bbox {40 * at} 0 {40 * at + 38} 40'>{char}</span>"
        for at, char in enumerate("\u6d77\u908a\u8d77\u4e86\u98a8,\u6f01\u8239\u90fd\u56de\u5230\u6e2f\u88cf\u3002")
    )
    line = f"<span class='ocr_line' title='bbox 0 0 560 40'>{words}</span>"
    page = f"<div class='ocr_page' title='bbox 0 0 800 800'><p class='ocr_par' title='bbox 0 0 560 40'>{line}</p></div>"
    return f"<html><body>{page}</body></html>"


@pytest.mark.parametrize("how", ["engine", "kill"])
def test_what_was_broken_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    page = lines(tmp_path)
    run_here([page], tmp_path / "whole")
    seen: list[str] = []

    def broken(pieces: Sequence[Piece], job: Job, do: Do) -> Iterator[Done]:
        for piece in pieces[:2]:
            yield do(piece, job)
            seen.append(piece.key)
        if how == "kill":  # after the outputs, before the mark
            with monkeypatch.context() as patch:
                patch.setattr(Store, "write", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
                patch.setattr(part, "begin", lambda *_: None)
                do(pieces[2], job)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_here([page], tmp_path / "out", engine=broken)
    assert not (tmp_path / "out" / "manifest.jsonl").exists()

    def rest(pieces: Sequence[Piece], job: Job, do: Do) -> Iterator[Done]:
        assert not set(seen) & {piece.key for piece in pieces}
        yield from here(pieces, job, do)

    totals = run_here([page], tmp_path / "out", engine=rest)
    assert (totals.kept, totals.texts) == (2, 41)
    assert joined(tmp_path / "out") == joined(tmp_path / "whole")
    assert manifest(tmp_path / "out") == manifest(tmp_path / "whole")
    again = run_here([page], tmp_path / "out", engine=lambda *_: pytest.fail("there is nothing to do"))
    assert (again.kept, again.texts, again.edits) == (totals.pieces, 41, totals.edits)


def test_what_changed_is_done_again_and_nothing_else(tmp_path: Path) -> None:
    for name in ("a", "b"):
        lines(tmp_path / "in", f"{name}.jsonl")
    first = run_here([tmp_path / "in"], tmp_path / "out", size=1 << 20)
    written(tmp_path / "in" / "b.jsonl", json.dumps({"text": PAGE}))
    os.utime(tmp_path / "in" / "b.jsonl", (1, 1))
    second = run_here([tmp_path / "in"], tmp_path / "out", size=1 << 20)
    assert (first.kept, second.kept, second.texts) == (0, 1, 42)
    assert json.loads((tmp_path / "out" / "b.jsonl").read_bytes())["text"] == WHOLE


def test_other_words_are_refused_until_it_is_asked_for(tmp_path: Path) -> None:
    page = lines(tmp_path)
    run_here([page], tmp_path / "out")
    with pytest.raises(UsageError, match=r"holds a run with other settings \(options\); use --restart"):
        run_here([page], tmp_path / "out", script="keep", skip=("width",))
    totals = run_here([page], tmp_path / "out", script="keep", skip=("width",), restart=True)
    assert (totals.kept, totals.edits.get("width", 0)) == (0, 0)
    written(tmp_path / "others" / "a.txt", "")
    with pytest.raises(UsageError, match="has files of others in it"):
        run_here([page], tmp_path / "others")


@pytest.mark.parametrize(
    ("names", "inputs", "fault"),
    [
        (["in/a.jsonl", "more/a.jsonl"], ["in", "more"], "would both be written to"),
        (["in/a.md", "in/a.txt"], ["in"], "would both be written to"),
        (["in/edits/a.jsonl"], ["in"], "an input is called edits"),
        (["in/a.png"], ["in"], "nothing in it to clean"),
        (["in/a.jsonl"], ["none"], "no such file"),
        (["in/a.jsonl"], ["nowhere://a"], "nowhere"),
    ],
)
def test_what_does_not_go_together(tmp_path: Path, names: list[str], inputs: list[str], fault: str) -> None:
    for name in names:
        written(tmp_path / name, json.dumps({"text": PAGE}))
    given_ = [i if "://" in i else str(tmp_path / i) for i in inputs]
    with pytest.raises((UsageError, UnreadableError), match=fault):
        run_here(given_, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_records_have_no_place_for_json(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--to json does not go into a field of a record"):
        run_here([lines(tmp_path)], tmp_path / "out", to="json")


def test_bad_files_do_not_stop_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    lines(folder)
    written(folder / "b.parquet", "PAR1 no")
    written(folder / "c.jsonl.gz", "no gzip")
    written(folder / "d.jsonl", '{"body": 1}\n')
    pq.write_table(pa.table({"body": ["x"]}), folder / "e.parquet")
    totals = run_here([folder], tmp_path / "out")
    assert totals.code == ExitCode.UNREAD
    bad = sorted(Path(error.partition(": ")[0]).name for error in totals.errors)
    assert bad == ["b.parquet", "c.jsonl.gz", "e.parquet"]
    told = {Path(line["input"].partition("#")[0]).name: line["error"] for line in manifest(tmp_path / "out")}
    assert "no column 'text'" in told["e.parquet"]
    assert "no text in the field 'text'" in told["d.jsonl"]
    assert totals.texts == 41
    assert not list((tmp_path / "out").rglob("*.part"))


def test_a_piece_that_kills_its_worker_is_given_up(tmp_path: Path) -> None:
    page = lines(tmp_path)

    def dying(pieces: Sequence[Piece], job: Job, do: Do) -> Iterator[Done]:
        for _ in range(6):
            part.begin(pieces[0].key, job.out)
        yield from here(pieces, job, do)

    totals = run_here([page], tmp_path / "out", engine=dying)
    assert totals.errors == [f"{page}@0: the worker died each of the 6 times that it was begun; look at it by itself"]
    assert run_here([page], tmp_path / "out").errors == []


def test_pieces_that_the_engine_lost_are_told(tmp_path: Path) -> None:
    page = lines(tmp_path)
    totals = run_here([page], tmp_path / "out", engine=lambda *_: iter(()))
    assert len(totals.errors) == totals.pieces
    assert "the machines that worked on it died" in totals.errors[0]


@pytest.mark.parametrize("store", ["dir", "memory", "zip"])
def test_other_stores(tmp_path: Path, store: str) -> None:
    page = lines(tmp_path / "in")
    run_here([page], tmp_path / "whole")
    out = tmp_path / "out"
    if store == "dir":
        run_here([f"dir://in::file://{tmp_path}"], f"dir://out::file://{tmp_path}")
        assert joined(out) == joined(tmp_path / "whole")
        assert not list(out.rglob("*.part"))
    if store == "zip":
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
            packed.write(page, "a.jsonl")
        run_here([f"zip://*.jsonl::file://{tmp_path}/a.zip"], out)
        assert joined(out) == joined(tmp_path / "whole")
        assert manifest(out)[1]["input"] == f"zip://a.jsonl::file://{tmp_path}/a.zip#a1"
    if store == "memory":
        fsspec = pytest.importorskip("fsspec")
        memory = fsspec.filesystem("memory")
        memory.pipe_file(f"{tmp_path}/a.jsonl", page.read_bytes())
        run_here([f"memory://{tmp_path}/a.jsonl"], f"memory://{tmp_path}/out")
        parts = sorted(memory.find(f"{tmp_path}/out/a.jsonl"))
        assert b"".join(memory.cat_file(part) for part in parts) == joined(tmp_path / "whole")


def test_added_pages_leave_most_groups_alone(tmp_path: Path) -> None:
    for number in range(700):
        written(tmp_path / "in" / f"p{number:04d}.md", "x")
    out = Store.of(str(tmp_path / "out"))
    before = {piece.key for piece in plan([str(tmp_path / "in")], out)}
    written(tmp_path / "in" / "p0000b.md", "x")
    after = {piece.key for piece in plan([str(tmp_path / "in")], out)}
    assert len(before) > 4
    assert len(after - before) == 1


class Odd:
    """A unit with whims."""

    def row(self, text: str) -> str:
        if text == "slow":
            while True:
                pass
        if text == "dies":
            os.kill(os.getpid(), 9)
        if text == "large":
            return str(len(bytearray(500 << 20)))
        return text.upper()

    def untouched(self, text: str, error: str, seconds: float) -> str:
        return f"{text}: {error}"


def test_a_page_over_a_limit_is_cut_off() -> None:
    unit = Guarded(Odd(), Limits(1.5, 100))
    try:
        assert unit.row("a") == "A"
        assert unit.row("slow") == "slow: it takes longer than 1.5 seconds"
        assert unit.row("dies") == "dies: the process that worked on it died, twice"
        assert unit.row("large") == "large: the process that worked on it died, twice"  # Odd does not catch it
        assert unit.row("b") == "B"
    finally:
        unit.close()
