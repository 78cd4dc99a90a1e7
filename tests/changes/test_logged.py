"""Two texts and the log between them: known by the log, or the log is refused, whatever stands in it."""

from typing import Any

import pytest

from kanwu import clean
from kanwu.changes.logged import logged
from kanwu.errors import RevertError
from kanwu.read.encoding import decode
from kanwu.write.log import PageLog, log_lines, read_log

BEFORE = "海邊起了風,漁船都回到港裏,等着天亮。"


def page(text: str = BEFORE) -> tuple[str, PageLog]:
    """What a text became, and its log."""
    result, data = clean(text), text.encode()
    (found,) = read_log("".join(log_lines(result, data, decode(data), "page.md")))
    return result.text, found


def test_a_log_leads_from_one_text_to_the_other() -> None:
    after, log = page()
    pair, entries = logged(BEFORE, after, [log])
    assert (pair.before, pair.after, pair.origin) == (BEFORE, after, clean(BEFORE).origin)
    assert tuple(entries) == clean(BEFORE).edits


@pytest.mark.parametrize(("key", "value"), [
    ("source", [0, 10**15]), ("source", [-5, 3]), ("source", [3, 1]), ("source", [0, float("inf")]), ("source", 4),
    ("output", [0, 10**15]), ("output", None), ("sure", "surely"), ("line", "one"), ("kinds", 5),
])  # fmt: skip
def test_an_edit_that_is_no_place_of_the_page(key: str, value: object) -> None:
    after, log = page()
    edits = [*log.edits, log.edits[0] | {key: value}]
    with pytest.raises(RevertError, match="the log is damaged"):
        logged(BEFORE, after, [PageLog(log.head, edits)])


def shifted(runs: list[list[int]]) -> list[list[int]]:
    return [[at, start + 1000, size] for at, start, size in runs]


@pytest.mark.parametrize("runs", [
    shifted, lambda _: [[0, 0, 10**6]], lambda runs: [*runs, runs[0]], lambda runs: [[0, 10**15, 1], *runs],
    lambda runs: [*runs, [0, float("inf"), 1]], lambda runs: [*runs, [0, 0, -1]], lambda _: [],
])  # fmt: skip
def test_a_map_of_other_characters(runs: Any) -> None:
    after, log = page()
    with pytest.raises(RevertError):
        logged(BEFORE, after, [PageLog(log.head | {"map": runs(log.head["map"])}, log.edits)])


@pytest.mark.parametrize("runs", [[[0, 0, 1], [1, 0, 1]], [[0, 0, 10**12]], [[1, 0, 1], [0, 1, 1.5]]])
def test_characters_that_are_said_to_stand_in_two_places(runs: object) -> None:
    head = page("水水")[1].head | {"map": runs, "removed": []}
    with pytest.raises(RevertError):
        logged("水水", "水水", [PageLog(head)])
