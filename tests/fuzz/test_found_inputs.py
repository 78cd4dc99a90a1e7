"""Every input that fuzzing found and kept, tried again; and a few new ones for each target, drawn by Hypothesis."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.drawing import drawn_by
from fuzz.findings import FOUND, fault, kind, smaller
from fuzz.garble import garbled
from fuzz.paper import set_out, written
from fuzz.reach import chosen
from fuzz.table import TARGETS
from fuzz.target import Target, examine

pytest.importorskip("pyarrow")

SLACK = 3.0  # times the CPU time, for machines that are slower
FILES = sorted(file for file in FOUND.glob("*/*") if file.is_file())


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """What is loaded once is not counted as an input's time."""
    for target in TARGETS.values():
        target.check(next(iter(target.seeds())))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_what_was_found(file: Path) -> None:
    examine(TARGETS[file.parent.name], file.read_bytes(), SLACK)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=20)
@given(data=st.data())
def test_what_is_drawn(name: str, data: st.DataObject) -> None:
    examine(TARGETS[name], data.draw(TARGETS[name].drawn), SLACK)


def test_kept_inputs_are_small_and_of_a_target() -> None:
    assert {file.parent.name for file in FILES} <= set(TARGETS)
    assert all(file.stat().st_size <= 50_000 for file in FILES)


def _no_ones(data: bytes) -> None:
    assert b"1" not in data
    if b"2" in data:
        raise ValueError(data)


TOY = Target("toy", _no_ones, st.binary(), lambda: [b"0"])


def test_a_fault_is_told_from_another_and_made_smaller() -> None:
    one, two = fault(TOY, b"0001000"), fault(TOY, b"20")
    assert one is not None
    assert two is not None
    assert kind(one) != kind(two)
    assert smaller(TOY, b"000100021000", 5.0) in (b"1", b"2")
    assert fault(TOY, b"0") is None


def test_garbling_is_repeatable_and_bounded() -> None:
    for number in range(200):
        first, second = (garbled(b"<a b='c'>d</a>" * 20, b'{"e": 1}', random.Random(number), 500) for _ in "ab")
        assert first == second
        assert len(first) <= 500


def test_drawing_by_bytes_is_repeatable() -> None:
    choices = [random.Random(n).randbytes(400) for n in range(20)]
    found = drawn_by(TARGETS["clean"], choices)
    assert found
    assert found == drawn_by(TARGETS["clean"], choices)


def test_only_inputs_that_reach_more_are_kept() -> None:
    target = TARGETS["engines"]
    seeds = sorted(target.seeds(), key=len)
    known, new = seeds[:2], seeds[2:4]
    assert chosen(target, known, known, 9, 60.0) == []
    assert len(chosen(target, [], [*known, *new], 1, 60.0)) == 1


def test_a_page_with_boxes_is_written_and_read() -> None:
    text = "! 0 0 9 9\n# caption\n1 2 30 4 | \u7532 \u4e59\nv 1 2 3 40 | \u4e19\n---\n# \n5 6 7 8 | \u4e01"
    document = set_out(text)
    assert document.source == "\u7532 \u4e59\n\u4e19\n\n\u4e01\n"
    assert written(document) == text
