"""What a user may choose, and what is refused."""

from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from kanwu import Options, clean
from kanwu.errors import ExitCode, KanwuError, UsageError
from kanwu.ledger import LAYOUT
from kanwu.model import Sure
from kanwu.pipeline import RULES, chosen

PAGE = "居民昨日 , 在橋上\n開會,爲了孩子。\n\n議會通過撥款...\n"


def test_the_defaults() -> None:
    assert Options() == Options("auto", "likely", (), (), (), "comment")
    assert clean(PAGE).text == clean(PAGE, Options()).text


def test_the_tier() -> None:
    assert Options(sure="certain").threshold == Sure.CERTAIN
    assert Options(sure="likely").threshold == Sure.LIKELY
    assert Options(sure="guess").threshold == Sure.GUESS


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"script": "hant"}, "auto, hk, tw, hans, keep"),
        ({"script": None}, "auto, hk, tw, hans, keep"),
        ({"script": "HK"}, "auto, hk, tw, hans, keep"),
        ({"sure": "LIKELY"}, "certain, likely, guess"),
        ({"sure": 2}, "certain, likely, guess"),
        ({"damaged": True}, "comment, keep, drop"),
        ({"damaged": ["keep"]}, "comment, keep, drop"),
        ({"only": "width"}, "must be a list"),
        ({"skip": 3}, "must be a list"),
        ({"skip": {"width": 1}}, "must be a list"),
        ({"protect": [""]}, "no term"),
        ({"protect": [" \u3000"]}, "no term"),
        ({"protect": [b"x"]}, "no term"),
        ({"protect": None}, "must be a list"),
    ],
)
def test_a_wrong_value_is_refused_and_the_right_ones_named(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        Options(**wrong)
    assert isinstance(raised.value, KanwuError)
    assert raised.value.code == ExitCode.USAGE
    assert next(iter(wrong)) in str(raised.value)


def test_lists_and_sets_become_tuples_in_a_fixed_order() -> None:
    assert Options(protect=["乙", "甲"]).protect == ("乙", "甲")  # type: ignore[arg-type]
    assert Options(protect={"c", "a", "b"}).protect == ("a", "b", "c")  # type: ignore[arg-type]
    assert hash(Options(skip=["width"])) == hash(Options(skip=("width",)))  # type: ignore[arg-type]


def test_options_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Options().script = "hk"  # type: ignore[misc]


def test_only_and_skip_choose_rules_in_their_order() -> None:
    names = [rule.name for rule in RULES]
    first, last = names[0], names[-1]
    assert [r.name for r in chosen(Options(only=(last, first)))] == [first, last]
    assert [r.name for r in chosen(Options(skip=(first,)))] == names[1:]
    assert chosen(Options(only=(first,), skip=(first,))) == ()


@pytest.mark.parametrize("name", ["only", "skip"])
def test_an_unknown_rule_is_refused_with_the_nearest_name(name: str) -> None:
    rule = RULES[-1].name
    with pytest.raises(UsageError, match=f"did you mean '{rule}'"):
        clean("甲", Options(**{name: (rule[:-1] + "x",)}))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=RULES[0].name):
        clean("甲", Options(**{name: ("zzz",)}))  # type: ignore[arg-type]


def test_a_rule_that_is_skipped_makes_no_edit() -> None:
    made = {e.rule for e in clean(PAGE).edits} - {LAYOUT}
    assert made
    for rule in made:
        assert rule not in {e.rule for e in clean(PAGE, Options(skip=(rule,))).edits}
        assert {e.rule for e in clean(PAGE, Options(only=(rule,))).edits} <= {rule, LAYOUT}


def test_without_any_rule_only_white_space_changes() -> None:
    result = clean(PAGE, Options(skip=tuple(rule.name for rule in RULES)))
    assert "".join(result.text.split()) == "".join(PAGE.split())


def test_what_is_below_the_tier_is_shown_and_not_applied() -> None:
    certain, guess = clean(PAGE, Options(sure="certain")), clean(PAGE, Options(sure="guess"))
    assert all(e.sure == Sure.CERTAIN for e in certain.edits if e.applied)
    assert all(e.sure < Sure.CERTAIN or e.why.endswith(")") for e in certain.edits if not e.applied)
    assert sum(e.applied for e in certain.edits) <= sum(e.applied for e in guess.edits)
