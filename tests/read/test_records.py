"""Records read: lines of JSON, plain and in a gzip, and rows of Parquet; what is no record is named."""

import gzip
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.console import PAGE, written
from kanwu.errors import UnreadableError
from kanwu.read import jsonl
from kanwu.read.folders import pages_in
from kanwu.read.jsonl import Lines
from kanwu.read.parquet import Parquet
from kanwu.read.record_files import opened
from kanwu.read.records import Fields, Record, ident_of, kind_of, value_at

FIELDS = Fields()

PACKED = gzip.compress(b"{}", mtime=0)  # the same in every process


def read(data: bytes | str, folder: Path, name: str = "a.jsonl", fields: Fields = FIELDS) -> list[Record]:
    file = folder / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return [record for batch in Lines(file, fields).batches() for record in batch.records]


def rows(table: pa.Table, folder: Path, fields: Fields = FIELDS, **more: Any) -> list[Record]:
    pq.write_table(table, folder / "a.parquet", **more)
    return [r for batch in Parquet(folder / "a.parquet", fields).batches() for r in batch.records]


def literal(record: Record) -> bytes:
    return record.raw[slice(*record.span)]


def test_lines_are_kept_to_the_byte(tmp_path: Path) -> None:
    data = b'\xef\xbb\xbf{"text":"a"}\r\n\n  \t\n{"text" : "\\u6d77" }\n{"text":"b"}'
    records = read(data, tmp_path)
    assert b"".join(r.raw for r in records) == data
    assert [(r.number, r.text, r.fault) for r in records] == [
        (1, "a", ""), (2, None, ""), (3, None, ""), (4, "\u6d77", ""), (5, "b", ""),
    ]  # fmt: skip
    assert [literal(r) for r in records if r.text] == [b'"a"', b'"\\u6d77"', b'"b"']


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{broken", "line 2 is no JSON (expecting property name"),
        ('{"text": "a"', "line 2 is no JSON"),
        ('{"text": "a"} x', "line 2 is no JSON (extra data at column"),
        ('{"text": "a\tb"}', "line 2 is no JSON (invalid control character"),
        ('["text"]', "line 2 is no JSON object"),
        ('"text"', "line 2 is no JSON object"),
        ("1", "line 2 is no JSON object"),
        ("null", "line 2 is no JSON object"),
        ("\ufeff{}", "line 2 is no JSON"),
        ('{"text":' + "[" * 100_000, "line 2 is nested too deep"),
        ('{"text":"a","x":' + "[" * 100_000 + "]" * 100_000 + "}", "line 2 is nested too deep"),
        ('{"text": null}', "no text in the field 'text'"),
        ('{"text": 5, "body": "a", "n": 1}', "no text in the field 'text'; --text-field can name body"),
        ('{"text": ["a"]}', "no text in the field 'text'"),
        ('{"text": NaN}', "no text in the field 'text'"),
        ('{"text": "a", "text": 1}', "no text in the field 'text'"),
        ("{}", "no text in the field 'text'"),
    ],
)
def test_a_faulty_line_leaves_the_others_be(tmp_path: Path, line: str, fault: str) -> None:
    first, bad, last = read('{"text":"a"}\n' + line + '\n{"text":"b"}', tmp_path)
    assert (first.text, last.text, bad.text, bad.raw) == ("a", "b", None, line.encode() + b"\n")
    assert bad.fault.startswith(fault)


def test_a_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    big5 = json.dumps({"text": "\u6d77"}, ensure_ascii=False).encode("big5")
    (record,) = read(big5, tmp_path)
    assert record.fault == "line 1 is not UTF-8 (byte 0xAE at byte offset 10)"
    assert record.raw == big5


def test_a_line_too_long_is_handed_on_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST", 20)
    monkeypatch.setattr(jsonl, "_PIECE", 7)
    fits = '{"text":"12345678"}\n'
    for data in (fits + '{"text":"' + "x" * 99 + '"}\n' + fits, fits + "y" * 41, fits + "y" * 21 + "\n" + fits):
        records = read(data, tmp_path)
        assert b"".join(r.raw for r in records).decode() == data
        assert [r.fault for r in records if r.fault] == ["line 2 is longer than 0 MB"]
        texts = [(r.number, r.text) for r in records if r.text]
        assert texts in ([(1, "12345678")], [(1, "12345678"), (3, "12345678")])


def test_a_line_of_the_longest_length_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = '{"text":"12345678"}'
    monkeypatch.setattr(jsonl, "LONGEST", len(line))
    for data in (line, line + "\n", line + "\n" + line):
        assert not any(r.fault for r in read(data, tmp_path))


def test_a_line_of_very_many_values_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MOST_VALUES", 10)
    (record,) = read('{"text":"a","x":[' + "[]," * 10 + "0]}", tmp_path)
    assert record.fault == "line 1 has more than 10 values"


def test_names_of_records(tmp_path: Path) -> None:
    lines = ('"id":"p 7"', '"id":12345678901234567890', '"id":null', '"id":" "', '"id":true', '"id":{}', '"key":"k"')
    data = "\n".join(f'{{"text":"a",{line}}}' for line in lines)
    assert [r.ident for r in read(data, tmp_path)] == ["p 7", "12345678901234567890", "3", "4", "5", "6", "7"]
    assert [r.ident for r in read(data, tmp_path, fields=Fields("text", "key"))] == [*"123456", "k"]
    assert len(ident_of("x" * 9999, 1)) == 200


@pytest.mark.parametrize(
    ("line", "path", "text"),
    [
        ('{"meta": {"text": "a", "x": 1}}', "meta.text", '"a"'),
        ('{"meta.text": "b", "meta": {"text": "a"}}', "meta.text", '"b"'),
        ('{"m": {"n": {"t": "a"}}}', "m.n.t", '"a"'),
        ('{"m": {"n.t": "a"}}', "m.n.t", '"a"'),
        ('{"m": {"t": "a"}, "m": { "t":"b"}}', "m.t", '"b"'),
        ('{"m": {"t": "a"}, "m": {"x": "b"}}', "m.t", ""),
        ('{"m": "a"}', "m.t", ""),
        ('{"": "a"}', "", '"a"'),
        ('{"t\\u002e": "a"}', "t.", '"a"'),
        ('{"m": [{"t": "a"}]}', "m.t", ""),
    ],
)
def test_a_path_leads_into_objects(tmp_path: Path, line: str, path: str, text: str) -> None:
    (record,) = read(line, tmp_path, fields=Fields(path))
    assert literal(record).decode() == text
    assert (record.text is None) == (text == "")


numbers = st.one_of(st.integers(), st.floats())
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=8,
)


KEYS = st.one_of(st.text(), st.sampled_from(["text", "meta"]))


@given(st.dictionaries(KEYS, values), st.booleans(), st.integers(0, 3))
def test_the_span_is_that_of_the_text(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, Any], escaped: bool, blanks: int
) -> None:
    record |= {"meta": {"x": 1} | record, "text": '\u6d77 \\ " / \U0001f600'}
    line = json.dumps(record, ensure_ascii=escaped, separators=(",\t" + " " * blanks, " \r:" + " " * blanks))
    try:
        data = line.encode()
    except UnicodeEncodeError:
        return
    for path in ("text", "meta.text"):
        (found,) = read(data, tmp_path_factory.getbasetemp(), fields=Fields(path))
        value = value_at(json.loads(line), path)
        assert found.text == (value if isinstance(value, str) else None)
        if found.text is not None:
            assert json.loads(literal(found)) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_handed_on_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    for name in ("a.jsonl", "a.jsonl.gz"):
        try:
            records = read(data, tmp_path_factory.getbasetemp(), name)
        except UnreadableError:
            continue
        assert name == "a.jsonl.gz" or b"".join(r.raw for r in records) == data


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PAR1\0\0", "a Parquet file"),
        (PACKED, "a gzip, not JSON Lines"),
        ("{}".encode("utf-16"), "UTF-16"),
        (b"\xfe\xff\0{\0}", "UTF-16"),
        (b'{"kanwu": "0.1.0"}\n', "a log of kanwu's"),
    ],
)
def test_what_is_no_json_lines_is_refused_at_once(tmp_path: Path, data: bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        read(data, tmp_path)


def test_a_gzip_is_unpacked(tmp_path: Path) -> None:
    lines = '{"text":"a"}\n{"text":"b"}\n'
    records = read(gzip.compress(lines.encode()), tmp_path, "A.NDJSON.GZ")
    assert [r.text for r in records] == ["a", "b"]
    both = gzip.compress(b'{"text":"a"}\n') + gzip.compress(b'{"text":"b"}\n')
    assert [r.text for r in read(both, tmp_path, "a.jsonl.gz")] == ["a", "b"]


@pytest.mark.parametrize("data", [b"{}", gzip.compress(b"{}\n" * 999, mtime=0)[:-9], PACKED[:12] + b"\xff" * 20])
def test_a_broken_gzip_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableError, match="no gzip, or one that is cut off or damaged"):
        read(data, tmp_path, "a.jsonl.gz")


def test_a_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST", 1 << 16)
    bomb = gzip.compress(b"\n" * (1 << 23))
    with pytest.raises(UnreadableError, match="unpacks to over 200 times its size"):
        read(bomb, tmp_path, "a.jsonl.gz")
    assert read(gzip.compress(b"\n" * (1 << 16)), tmp_path, "a.jsonl.gz")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text":"a"}')))
    assert [b.records[0].text for b in Lines(None, FIELDS).batches()] == ["a"]
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UnreadableError, match="closed"):
        list(Lines(None, FIELDS).batches())
    with pytest.raises(UnreadableError, match="standard input"):
        opened(None, "parquet", FIELDS)


def test_what_files_of_records_are_called(tmp_path: Path) -> None:
    names = dict.fromkeys(("a.jsonl", "A.NDJSON", "a.jsonl.gz"), "lines")
    names |= {"a.parquet": "parquet", "a.md": "", "a": ""}
    assert {name: kind_of(tmp_path / name) for name in names} == names
    line, page, parquet = (tmp_path / name for name in ("line.txt", "page.txt", "rows.dat"))
    written(line, '\ufeff \n{"text": "a"}')
    written(page, PAGE)
    parquet.write_bytes(b"PAR1...PAR1")
    assert (kind_of(line), kind_of(line, "text"), kind_of(page, "text")) == ("", "lines", "")
    assert (kind_of(parquet), kind_of(parquet, "text")) == ("parquet", "parquet")
    assert (kind_of(None), kind_of(None, "text"), kind_of(tmp_path / "none", "text")) == ("", "lines", "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_looked_into(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert kind_of(tmp_path / "pipe") == ""
    assert kind_of(tmp_path / "pipe", "body") == "lines"
    os.mkfifo(tmp_path / "pipe.parquet")
    with pytest.raises(UnreadableError, match="pipe or device"):
        Parquet(tmp_path / "pipe.parquet", FIELDS)


def test_folders_give_files_of_records_and_no_logs(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.ndjson", "c.jsonl.gz", "d.parquet", "e.txt", "f.json"):
        written(tmp_path / name, "")
    written(tmp_path / "log.jsonl", '{"kanwu": "0.1.0"}\n')
    assert [f.name for f in pages_in(tmp_path)] == ["a.jsonl", "b.ndjson", "c.jsonl.gz", "d.parquet", "e.txt"]


def test_rows_come_row_group_by_row_group(tmp_path: Path) -> None:
    table = pa.table({"id": [f"p{n}" for n in range(10)], "text": [*"abcdefgh", None, "j"]})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=4)
    batches = list(Parquet(tmp_path / "a.parquet", FIELDS).batches())
    assert [(len(b.records), b.ends) for b in batches] == [(4, True), (4, True), (2, True)]
    records = [r for b in batches for r in b.records]
    assert [r.text for r in records] == table["text"].to_pylist()
    assert [r.ident for r in records] == table["id"].to_pylist()
    assert (records[8].number, records[8].fault) == (9, "no text in the field 'text'")


def test_long_rows_come_few_at_a_time(tmp_path: Path) -> None:
    table = pa.table({"text": [os.urandom(3 << 20).hex() for _ in range(12)]})
    pq.write_table(table, tmp_path / "a.parquet", use_dictionary=False)
    batches = list(Parquet(tmp_path / "a.parquet", FIELDS).batches())
    assert [b.ends for b in batches] == [False] * (len(batches) - 1) + [True]
    assert max(len(b.records) for b in batches) < 12


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())], ids=str
)
def test_all_columns_of_strings_are_read(tmp_path: Path, kind: pa.DataType) -> None:
    table = pa.table({"text": pa.array(["a", None, "\u6d77"], pa.string()).cast(kind)})
    assert [r.text for r in rows(table, tmp_path)] == ["a", None, "\u6d77"]


def test_ids_of_rows(tmp_path: Path) -> None:
    table = pa.table({"text": ["a", "b"], "n": [7, None], "x": [0.5, 1.5], "u": ["one", "two"]})
    numbers = ["1", "2"]
    for field, names in {None: numbers, "n": ["7", "2"], "x": numbers, "u": ["one", "two"], "v": numbers}.items():
        assert [r.ident for r in rows(table, tmp_path, Fields("text", field))] == names


def test_a_path_leads_into_structs(tmp_path: Path) -> None:
    inner = pa.array([{"text": "a", "n": 1}, None, {"text": None, "n": 2}])
    table = pa.table({"meta": inner, "x.y": ["k", "l", "m"]})
    assert [r.text for r in rows(table, tmp_path, Fields("meta.text"))] == ["a", None, None]
    assert [r.text for r in rows(table, tmp_path, Fields("x.y"))] == ["k", "l", "m"]


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("body", "no column 'body', or more than one; --text-field can name one of n, raw, twice, twice, meta"),
        ("n", "the column 'n' holds int64, not text"),
        ("raw", "the column 'raw' holds binary, not text"),
        ("twice", "no column 'twice', or more than one"),
        ("meta.x", "no column 'meta.x'"),
        ("meta", "the column 'meta' holds struct"),
    ],
)
def test_a_file_without_a_column_of_text_is_refused(tmp_path: Path, field: str, what: str) -> None:
    columns: list[pa.Array[Any]] = [pa.array(v) for v in ([1], [b"a"], ["a"], ["b"], [{"y": "c"}])]
    table = pa.Table.from_arrays(columns, names=["n", "raw", "twice", "twice", "meta"])
    with pytest.raises(UnreadableError) as caught:
        rows(table, tmp_path, Fields(field))
    assert str(caught.value).startswith(what)


def test_a_string_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    bad = pa.array([b"a\xff", b"b"], pa.binary()).view(pa.string())
    first, second = rows(pa.table({"text": bad}), tmp_path)
    assert (first.text, first.fault) == (None, "not UTF-8 (byte 0xFF at byte offset 1)")
    assert second.text == "b"


@pytest.mark.parametrize("cut", [0, 4, 11, 60, -1, -9])
def test_a_damaged_parquet_file_is_refused(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["a"] * 99}), file)
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(UnreadableError, match=r"no Parquet file, or a damaged one \("):
        Parquet(file, FIELDS)


@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_parquet_file_with_wrong_bytes_gives_records_or_one_fault(
    tmp_path_factory: pytest.TempPathFactory, at: int, bad: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "bad.parquet"
    pq.write_table(pa.table({"text": ["a", "\u6d77"], "n": [1, 2]}), file)
    data = file.read_bytes()
    file.write_bytes(data[:at] + bad + data[at + len(bad) :])
    fault = ""
    try:
        list(Parquet(file, FIELDS).batches())
    except UnreadableError as error:
        fault = str(error)
    assert "\n" not in fault


def test_an_empty_file_has_no_records(tmp_path: Path) -> None:
    assert read(b"", tmp_path) == []
    assert rows(pa.table({"text": pa.array([], pa.string())}), tmp_path) == []


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name, kind in (("a.jsonl", "lines"), ("a.parquet", "parquet")):
        with pytest.raises(UnreadableError, match="no such file"):
            list(opened(tmp_path / name, kind, FIELDS).batches())  # type: ignore[arg-type]


def test_without_pyarrow_the_advice_is_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pq.write_table(pa.table({"text": ["a"]}), tmp_path / "a.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(UnreadableError) as caught:
        Parquet(tmp_path / "a.parquet", FIELDS)
    assert str(caught.value) == "Parquet needs pyarrow, which is not there; pip install kanwu[parquet]"
