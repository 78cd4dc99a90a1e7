"""Decisions carried out: on the page that they were made on, and on other copies of it."""

import hashlib
import json
import random
from array import array
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import house
import strategies
from house import SAMPLE
from invariants import check_nothing_lost, check_origins, check_places, check_undone
from kanwu import Result, clean
from kanwu.changes.atoms import compared
from kanwu.changes.context import context
from kanwu.changes.decide import RULE, decide
from kanwu.changes.decisions import Decision, Decisions, read_decisions
from kanwu.changes.model import Change, Form
from kanwu.errors import UnreadableError
from kanwu.model import Span

COMMA = "\uff0c"


def record(change: Change, source: str, verdict: str, scope: str = "one", text: str = "") -> dict[str, Any]:
    """A decision as the review page writes it."""
    left, right = context(change.source, source)
    found = {
        "verdict": verdict, "scope": scope, "form": change.form, "rule": change.rule, "before": change.before,
        "after": change.after, "left": left, "right": right, "source": list(change.source), "line": change.line,
    }  # fmt: skip
    return found | ({"text": text} if verdict == "edit" else {})


def saved(source: str, *records: dict[str, Any]) -> Decisions:
    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
    content = {"kanwu": "0", "decisions_format": 1, "source_sha256": digest, "decisions": list(records)}
    return read_decisions(json.dumps(content).encode(), Path("decisions.json"))


def check(result: Result) -> None:
    check_origins(result)
    check_nothing_lost(result)
    check_places(result)
    check_undone(result)


@given(strategies.pages(), st.randoms(use_true_random=False), st.sampled_from([0.1, 0.5, 1.0]))
def test_the_promises_hold_whatever_is_decided(source: str, chance: random.Random, share: float) -> None:
    result = clean(source)
    records = []
    for change in compared(result).changes:
        if chance.random() < share:
            verdict, scope = chance.choice(["accept", "reject", "edit"]), chance.choice(["one", "one", "same", "rule"])
            scope = "one" if verdict == "edit" else scope
            text = chance.choice(["", "新", "甲\n乙", change.before, change.after])
            records.append(record(change, source, verdict, scope, text))
    decided, report = decide(result, saved(source, *records).decisions)
    check(decided)
    assert not report.lost, "a decision fits no place on its own page"


@given(strategies.pages())
def test_all_rejected_is_the_page_itself(source: str) -> None:
    result = clean(source)
    records = [record(c, source, "reject") for c in compared(result).changes]
    decided, _ = decide(result, saved(source, *records).decisions)
    assert decided.text == source
    check(decided)


@given(strategies.pages())
def test_all_accepted_is_what_kanwu_made(source: str) -> None:
    result = clean(source)
    records = [record(c, source, "accept") for c in compared(result).changes if c.form not in {Form.HELD, Form.FLAG}]
    decided, _ = decide(result, saved(source, *records).decisions)
    assert (decided.text, decided.edits) == (result.text, result.edits)


def test_nothing_decided_is_the_very_same() -> None:
    result = clean("海邊起了風,漁船都回到港裏。")
    assert decide(result, ())[0] is result


def test_the_log_tells_of_each_decision() -> None:
    source = "海邊起了風,漁船都回到港裏,等着天亮,再出海。"
    result = clean(source)
    first, second, third = compared(result).changes
    records = (record(first, source, "reject"), record(second, source, "edit", "one", "\u3001"))
    decided, _ = decide(result, saved(source, *records, record(third, source, "accept")).decisions)
    assert decided.text == f"海邊起了風,漁船都回到港裏\u3001等着天亮{COMMA}再出海。"
    told = [(e.before, e.after, e.why, e.output) for e in decided.edits if e.rule == RULE]
    assert told == [
        (COMMA, ",", "a person decided: reject what width says", (5, 6)),
        (COMMA, "\u3001", "a person decided: edit what width says", (13, 14)),
    ]


def test_an_edit_to_what_stands_there_keeps_where_it_comes_from() -> None:
    source = "海邊起了風,漁船都回到港裏。"
    result = clean(source)
    (change,) = compared(result).changes
    for text in (change.before, change.after):
        decided, _ = decide(result, saved(source, record(change, source, "edit", "one", text)).decisions)
        assert decided.text == source.replace(",", text)
        check(decided)
    assert list(decided.origin) == list(result.origin)


def test_the_narrower_scope_wins_and_of_equals_the_later() -> None:
    source = "風,浪,船,港口的人都回家了。"
    result = clean(source)
    changes = compared(result).changes
    every = record(changes[0], source, "reject", "same")
    one = record(changes[1], source, "accept")
    for order in ((every, one), (one, every)):
        assert decide(result, saved(source, *order).decisions)[0].text.count(COMMA) == 1
    again = record(changes[1], source, "reject")
    assert decide(result, saved(source, every, one, again).decisions)[0].text == source
    whole = record(changes[0], source, "reject", "rule")
    same = record(changes[0], source, "accept", "same")
    assert decide(result, saved(source, whole, same).decisions)[0].text == result.text


def altered(text: str, chance: random.Random) -> str:
    """Another reading of a text: other line ends, and one character in thirty misread."""
    out = []
    for n, char in enumerate(text):
        if char not in " ,\n" and chance.random() < 1 / 30:
            char = "囗"
        out.append(char + (" " if n % 17 == 16 and char not in "\n ," else ""))
    return "".join(out)


def test_decisions_are_carried_to_another_copy() -> None:
    source = SAMPLE.read_text(encoding="utf-8")
    result = clean(source)
    wanted = [c for c in compared(result).changes if c.form == Form.REPLACE and c.before == ","]
    decisions = saved(source, *(record(c, source, "reject") for c in wanted[::3])).decisions
    copy = altered(source, random.Random(1))
    other = clean(copy)
    decided, report = decide(other, decisions)
    assert len(report.lost) + report.idle <= len(decisions) // 5
    text = "".join(decided.text.split())
    places = {(d.left[-1:], d.right[:1]) for d in decisions}
    for at, char in enumerate(text):
        if char == "," and "囗" not in text[at - 1 : at + 2]:
            assert (text[at - 1], text[at + 1]) in places, "rejected at a place where nobody did"
    assert decided.text.count(",") == other.text.count(",") + report.applied
    check(decided)


def test_a_correction_is_carried_where_kanwu_proposes_nothing() -> None:
    made_on = "老人走上跳板,把報紙折好,放進籃子。"
    at = made_on.index("折")
    change = Change(0, Form.FLAG, Span(at, at + 1), Span(at, at + 1), 1, "折", "", ())
    decisions = saved(made_on, record(change, made_on, "edit", "one", "摺")).decisions
    copy = "老人走上跳板\uff0c把報紙折好\uff0c放進籃子。第二天又來。"
    decided, report = decide(clean(copy), decisions)
    assert decided.text == copy.replace("折", "摺")
    assert (report.applied, report.lost) == (1, ())
    check(decided)
    elsewhere = "他們在碼頭折返\uff0c回家去了。"
    untouched, report = decide(clean(elsewhere), decisions)
    assert untouched.text == elsewhere
    assert len(report.lost) == 1


def test_what_fits_two_places_alike_is_never_forced() -> None:
    source = "風浪很大,船都回來了。"
    change = compared(clean(source)).changes[0]
    decisions = saved(source, record(change, source, "reject")).decisions
    twice = "風浪很大,船都回來了。\n\n風浪很大,船都回來了。風浪很大,船都回來了。"
    decided, report = decide(clean(twice), decisions)
    assert decided.text == clean(twice).text
    assert report.idle == 1


@pytest.mark.parametrize("folder", house.page_folders(), ids=lambda f: f.name)
def test_a_rejected_correction_is_not_made_again(folder: Path) -> None:
    """Every fifth change of characters is rejected; cleaning the outcome with the same decisions keeps to it."""
    source = house.load(folder).given
    result = clean(source)
    rejected = [c for c in compared(result).changes if c.form == Form.REPLACE][::5]
    decisions = saved(source, *(record(c, source, "reject") for c in rejected)).decisions
    decided, _ = decide(result, decisions)
    again, _ = decide(clean(decided.text), decisions)
    fresh = [c for c in compared(again).changes if (c.before, c.after) in {(r.before, r.after) for r in rejected}]
    places = {context(r.source, source) for r in rejected}
    made_again = [c for c in fresh if context(c.source, decided.text) in places and c.form == Form.REPLACE]
    assert not made_again


DAMAGED = (
    b"", b"[]", b"{", b"\xff", b"{}", b"[" * 100_000, b'{"decisions_format": 2, "decisions": []}',
    b'{"decisions_format": 1, "decisions": {}}', b'{"decisions_format": 1, "decisions": [], "options": []}',
    b'{"decisions_format": true, "decisions": []}', b'{"decisions_format": 1.0, "decisions": []}',
    b'{"decisions_format": 1, "source_sha256": 5, "decisions": []}',
    b'{"decisions_format": 1, "decisions": [1]}', b'{"decisions_format": 1, "decisions": [{}]}',
)  # fmt: skip


@pytest.mark.parametrize("data", DAMAGED, ids=range(len(DAMAGED)))
def test_a_file_that_holds_none(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^decisions\.json"):
        read_decisions(data, Path("decisions.json"))


@pytest.mark.parametrize(("key", "value"), [
    ("verdict", "maybe"), ("scope", "all"), ("form", "x"), ("before", 1), ("source", [1]), ("source", [1, "2"]),
    ("source", [-1, 2]), ("line", True), ("left", None), ("text", 3), ("scope", "rule"),
])  # fmt: skip
def test_an_entry_that_is_damaged(key: str, value: object) -> None:
    source = "風浪很大,船都回來了。"
    entry = record(compared(clean(source)).changes[0], source, "edit", "one", "甲") | {key: value}
    with pytest.raises(UnreadableError, match="decision 1 is damaged"):
        saved(source, entry)


def test_a_decision_is_known_by_its_fields() -> None:
    source = "風浪很大,船都回來了。"
    (decision,) = saved(source, record(compared(clean(source)).changes[0], source, "reject")).decisions
    assert isinstance(decision, Decision)
    assert (decision.left, decision.right) == ("風浪很大", "船都回來了。")
    assert array("i", decision.source).tolist() == [4, 5]
