"""The unit of work on many texts: columns in, columns out, of whatever kind they are."""

import hashlib
import json
import pickle
import subprocess
import sys
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from cli.console import PAGE, WHOLE
from kanwu.batch import CleanBatch
from kanwu.batch.unit import MORE
from kanwu.errors import UsageError
from kanwu.write.log import read_log, revert

TEXTS = [PAGE, None, "", WHOLE]


def column(kind: str, values: list[Any]) -> Any:
    """The values as a column of some kind; the test is skipped where the kind is not there."""
    if kind == "list":
        return values
    if kind == "tuple":
        return tuple(values)
    if kind == "numpy":
        return pytest.importorskip("numpy").array(values, dtype=object)
    if kind == "arrow":
        return pa.array(values)
    if kind == "chunks":
        return pa.chunked_array([values[:1], values[1:]], pa.string())
    if kind == "dictionary":
        return pa.array(values).dictionary_encode()
    pandas = pytest.importorskip("pandas")
    return pandas.Series(values, index=range(5, 5 + len(values)), dtype="category" if kind == "category" else None)


KINDS = ("list", "tuple", "numpy", "arrow", "chunks", "dictionary", "pandas", "category")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_column(kind: str) -> None:
    got = CleanBatch()({"id": [1, 2, 3, 4], "text": column(kind, TEXTS)})
    texts = got["text"].to_pylist() if kind in ("arrow", "chunks", "dictionary") else list(got["text"])
    assert texts[0] == kanwu.clean(PAGE).text
    assert not isinstance(texts[1], str)
    assert texts[2:] == ["", WHOLE]
    assert got["id"] == [1, 2, 3, 4]
    assert [name for name in got if name not in ("id", "text")] == list(MORE)
    assert [str(error) for error in got["kanwu_error"]] == ["", "no text", "", ""]
    assert int(got["kanwu_flags"][5 if kind in ("pandas", "category") else 0]) == 0
    if kind in ("numpy", "pandas"):
        assert type(got["text"]) is type(got["kanwu_log"]) is type(column(kind, TEXTS))
        assert got["kanwu_flags"].dtype.kind == "i"
        assert got["kanwu_seconds"].dtype.kind == "f"
    if kind in ("arrow", "dictionary"):
        assert got["text"].type == column(kind, TEXTS).type
    if kind == "pandas":
        assert list(got["kanwu_log"].index) == [5, 6, 7, 8]


@pytest.mark.parametrize("kind", KINDS)
def test_no_rows_at_all(kind: str) -> None:
    values = pa.array([], pa.string()) if kind in ("arrow", "dictionary") else column(kind, [])
    got = CleanBatch()({"text": values})
    assert all(len(got[name]) == 0 for name in ("text", *MORE))


def test_what_is_said_of_a_text() -> None:
    got = CleanBatch(name="id")({"id": ["a1"], "text": [PAGE]})
    result = kanwu.clean(PAGE)
    assert got["kanwu_sha256"] == [hashlib.sha256(PAGE.encode()).hexdigest()]
    applied = [edit.rule for edit in result.edits if edit.applied]
    assert json.loads(got["kanwu_edits"][0]) == {rule: applied.count(rule) for rule in sorted(set(applied))}
    (page,) = read_log(got["kanwu_log"][0])
    assert page.head["input"] == "a1"
    assert len(page.edits) == len(result.edits) + len(result.flags)
    assert revert(got["text"][0], [page]) == PAGE.encode()


@pytest.mark.parametrize("value", [3, 1.5, b"bytes", float("nan"), ["list"], {"a": 1}])
def test_what_is_no_text_is_carried_through(value: Any) -> None:
    got = CleanBatch()({"text": [value, PAGE]})
    assert got["text"][0] is value
    assert got["kanwu_error"] == ["no text", ""]
    assert got["text"][1] != PAGE


def test_a_null_of_whatever_kind_is_none_in_an_array_of_numpy() -> None:
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    for null in (None, float("nan"), numpy.nan, pandas.NA):
        got = CleanBatch()({"text": numpy.array(["", null], dtype=object)})
        assert list(got["text"]) == ["", None]


def test_a_fault_of_one_text_stops_none(monkeypatch: pytest.MonkeyPatch) -> None:
    real = kanwu.clean

    def clean(page: str, *more: Any) -> kanwu.Result:
        if page == "bad":
            raise RecursionError("too\ndeep")
        if page == "large":
            raise MemoryError
        return real(page, *more)

    monkeypatch.setattr(kanwu, "clean", clean)
    got = CleanBatch()({"text": ["bad", PAGE, "large"]})
    assert got["text"] == ["bad", real(PAGE).text, "large"]
    first, second, third = got["kanwu_error"]
    assert first == "a fault of kanwu's own (RecursionError: too deep); please report it"
    assert (second, third) == ("", "it takes more memory than there is")
    (page,) = read_log(got["kanwu_log"][0])
    assert page.head["error"] == first
    assert revert("bad", [page]) == b"bad"


def test_options_and_plain_text() -> None:
    text = "# \u6f01\u6e2f\u7684\u65e9\u6668\n\n" + PAGE
    plain = CleanBatch("body", kanwu.Options(skip=("width",)), "txt")({"body": [text]})
    assert not plain["body"][0].startswith("#")
    assert "width" not in json.loads(plain["kanwu_edits"][0])
    assert revert(plain["body"][0], read_log(plain["kanwu_log"][0])).decode() == text


def test_what_cannot_be_meant() -> None:
    with pytest.raises(UsageError, match="no column 'text'; there are body"):
        CleanBatch()({"body": [PAGE]})
    with pytest.raises(UsageError, match="unknown rule 'widht'"):
        CleanBatch(options=kanwu.Options(skip=("widht",)))({"text": [PAGE]})
    with pytest.raises(UsageError, match="to cannot be 'json'"):
        CleanBatch(to="json")  # type: ignore[arg-type]


def test_it_is_small_and_loads_nothing_until_it_is_called() -> None:
    unit = CleanBatch(options=kanwu.Options(protect=("\u71c8\u5854",)))
    assert len(pickle.dumps(unit)) < 1000
    assert pickle.loads(pickle.dumps(unit)) == unit
    program = "import sys; from kanwu.batch import CleanBatch; CleanBatch(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"kanwu.pipeline", "kanwu.write.log", "numpy", "pyarrow", "ray"} & set(run.stdout.split())


@given(st.lists(st.none() | st.text() | st.integers() | st.text("\ud800\u6d77,")))
def test_any_values_come_back_by_their_logs(values: list[Any]) -> None:
    given_ = list(values)
    got = CleanBatch()({"text": values})
    assert values == given_
    for old, new, log in zip(values, got["text"], got["kanwu_log"], strict=True):
        if isinstance(old, str):
            assert revert(new, read_log(log)).decode("utf-8", "surrogatepass") == old
        else:
            assert (new, log) == (old, "")


def test_frames_and_series_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"id": ["a", "b"], "text": [PAGE, None]}, index=[7, 3])
    got = CleanBatch(name="id").frame(frame)
    assert list(got.columns) == ["id", "text", *MORE]
    assert list(got.index) == [7, 3]
    assert list(frame.columns) == ["id", "text"]
    assert got["text"][7] == kanwu.clean(PAGE).text
    assert read_log(got["kanwu_log"][7])[0].head["input"] == "a"
    one = CleanBatch().series(frame["text"])
    assert list(one.columns) == ["text", *MORE]
    assert one["text"][7] == got["text"][7]
