"""A text put into a JSON line: only its own characters change."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kanwu.read.jsonl import Lines
from kanwu.read.records import Fields, Record
from kanwu.write.records import literal_of, replaced

values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=6,
)


def only_record(tmp_path_factory: Any, line: str) -> Record:
    file = tmp_path_factory.getbasetemp() / "one.jsonl"
    file.write_bytes(line.encode("utf-8"))
    (record,) = [r for batch in Lines(file, Fields()).batches() for r in batch.records]
    return record


others = st.dictionaries(st.text(max_size=5), values, max_size=4)


@given(others, st.text(max_size=20), st.text(max_size=20), st.booleans())
def test_only_the_text_changes(
    tmp_path_factory: Any, rest: dict[str, Any], old: str, new: str, escaped: bool
) -> None:  # fmt: skip
    given_ = {**rest, "text": old, "more": rest}
    line = json.dumps(given_, ensure_ascii=escaped) + "\r\n"
    record = only_record(tmp_path_factory, line)
    made = replaced(record, literal_of(new, record.raw)).decode("utf-8", "surrogatepass")
    assert json.loads(made) == {**given_, "text": new}
    start, end = record.span
    raw = line.encode("utf-8")
    assert made.encode("utf-8", "surrogatepass").startswith(raw[:start])
    assert made.encode("utf-8", "surrogatepass").endswith(raw[end:])
