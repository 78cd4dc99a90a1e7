"""Files of records, broken in every way: each record with its text or a fault, and only texts are written anew."""

import gzip
import io
import json
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from fuzz.garble import variants
from fuzz.target import Target, check_told
from fuzz.texts import stock
from kanwu import KanwuError, clean
from kanwu.read.jsonl import Lines
from kanwu.read.parquet import Parquet
from kanwu.read.records import Fields, Record, value_at
from kanwu.write.records import literal_of, replaced

FIELDS = (Fields(), Fields("meta.body", "meta.id"), Fields("a.b.c"), Fields("text", "no"))
NEW = '\u65b0\ud800"\\\n\U00020bb7'  # a text that is put in place of each
LONGEST = 400  # characters of a text that is cleaned


def check_lines(data: bytes) -> None:
    """JSON Lines give back their bytes; in a record with a text, that alone can be exchanged."""
    number, body = (data[0], data[1:]) if data else (0, b"")
    fields, name = FIELDS[number % len(FIELDS)], "a.jsonl.gz" if number & 16 else "a.jsonl"
    try:
        records = _records(body, name, fields)
    except KanwuError as error:
        check_told(error)
        return
    if name == "a.jsonl":
        assert b"".join(record.raw for record in records) == body
    for record in records:
        assert "\n" not in record.fault
        if record.text is not None:
            check_record(record, fields)


def check_record(record: Record, fields: Fields) -> None:
    text = record.text or ""
    line = record.raw.decode("utf-8-sig")
    assert json.loads(record.raw[slice(*record.span)]) == text
    new = replaced(record, literal_of(NEW, record.raw)).decode("utf-8-sig")
    assert _value(new, fields) == NEW
    back = new.replace(literal_of(NEW, record.raw).decode(), record.raw[slice(*record.span)].decode(), 1)
    assert back == line or literal_of(NEW, record.raw).decode() in line
    if len(text) < LONGEST:
        clean(text)


def _value(line: str, fields: Fields) -> object:
    return value_at(json.loads(line, parse_int=str), fields.text)


def _records(body: bytes, name: str, fields: Fields) -> list[Record]:
    file = _folder() / name
    file.write_bytes(body)
    return [record for batch in Lines(file, fields).batches() for record in batch.records]


def _folder() -> Path:
    return Path(_kept_folder().name)


@cache
def _kept_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes with the process, in memory where the system has such a place."""
    base = Path("/dev/shm")
    return tempfile.TemporaryDirectory(prefix="fuzz-", dir=base if base.is_dir() else None)


def line_seeds() -> Iterator[bytes]:
    texts = [text[:80] for text in stock()[:40]]
    records = [{"id": n, "text": t, "meta": {"id": f"a{n}", "body": t, "n": 1.50}} for n, t in enumerate(texts)]
    plain = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records[:6]).encode("utf-8", "surrogatepass")
    for number in range(len(FIELDS)):
        yield bytes([number]) + plain
        yield bytes([number]) + "\r\n".join(json.dumps(r) for r in records[6:9]).encode()
    yield bytes([16]) + gzip.compress(plain, mtime=0)
    yield bytes([2]) + b'\xef\xbb\xbf{"a.b.c": "x", "a": {"b": {"c": "y"}, "b.c": "z"}}\n\n{"a": {"b.c": "w"}} \n[1]\n{'


def check_parquet(data: bytes) -> None:
    """Rows with their texts, or one fault."""
    try:
        records = _rows(data)
    except KanwuError as error:
        check_told(error)
        return
    assert [record.number for record in records] == list(range(1, len(records) + 1))
    for record in records[:5]:
        assert "\n" not in record.fault
        if record.text is not None and len(record.text) < LONGEST:
            clean(record.text)


def _rows(data: bytes) -> list[Record]:
    file = _folder() / "a.parquet"
    file.write_bytes(data)
    return [record for batch in Parquet(file, Fields()).batches() for record in batch.records]


def parquet_seeds() -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds: Any = product((pa.string(), pa.large_string()), ("none", "zstd", "snappy"))
    for number, (kind, compression) in enumerate(kinds):
        texts = [text[:60].encode("utf-8", "replace").decode() for text in stock()[number : number + 4]]
        columns = {"id": list(range(5)), "text": pa.array([*texts, None], kind), "meta": [{"a": t} for t in "abcde"]}
        out = io.BytesIO()
        pq.write_table(pa.table(columns), out, compression=compression, row_group_size=2 + number)
        yield out.getvalue()


parquets = st.deferred(lambda: variants(tuple(parquet_seeds())))
drawn = st.deferred(lambda: variants(tuple(line_seeds())))
TARGETS = (
    Target("records", check_lines, drawn, line_seeds, bounded=True),
    Target("parquet", check_parquet, parquets, parquet_seeds, bounded=True),
)
