"""Every case of every rule's fixture, and the order in the house of rules."""

import inspect
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from invariants import check_accounts
from kanwu import Options, Result, clean
from kanwu.evidence.stated import Stated
from kanwu.fixtures import Case, cases, fixture_files, parse
from kanwu.ledger import LAYOUT
from kanwu.model import Rule
from kanwu.pipeline import RULES
from kanwu.read.drawn import drawn


def examples() -> Iterator[Any]:
    """Each case as a test of its own, named by rule and title; known failures must fail."""
    for rule in RULES:
        for case in cases(rule.name):
            failing = pytest.mark.xfail(strict=True, reason="known failure")
            marks = [failing] if case.verdict == "should become" else []
            yield pytest.param(rule, case, id=f"{rule.name}: {case.title}", marks=marks)


def options_of(rule: Rule, case: Case) -> Options:
    """This rule alone, in the script that the title names (hk without one)."""
    said: dict[str, Any] = {k: v for k, v in case.options.items() if k in ("script", "sure")}
    if "protect" in case.options:
        said["protect"] = tuple(case.options["protect"].split("、"))
    return Options(**{"script": "hk", **said}, only=(rule.name,))


def made(result: Result) -> list[str]:
    """What the rule did to the text, in words; neither a new kind alone nor the writer's white space."""
    found = [e for e in result.edits if e.applied and e.rule != LAYOUT and e.before != e.after]
    return [f"{e.before!r} -> {e.after!r}: {e.why}" for e in found]


@pytest.mark.parametrize(("rule", "case"), list(examples()))
def test_example(rule: Rule, case: Case) -> None:
    options = options_of(rule, case)
    page = drawn(case.given) if "boxes" in case.options else case.given
    corpus = Stated(case.options["corpus"]) if "corpus" in case.options else None
    plain = clean(page, replace(options, only=(), skip=tuple(r.name for r in RULES))).text
    result = check_accounts(page, options, corpus)
    if case.verdict in ("stays", "flags"):
        assert made(result) == []
        assert result.text == plain
        assert "\n".join(e.before for e in result.flags) == (case.wanted or "")
    else:
        end = "\n" * ("boxes" in case.options)  # a scan's text ends with its last line's end
        assert result.text == f"{case.wanted}{end}", made(result)
        assert result.text != plain, "the rule has no part in it"
    again = clean(result.text, options, corpus)
    assert made(again) == [], "the rule finds something on its own result"
    assert again.text == result.text


def test_each_rule_is_one_name() -> None:
    for rule in RULES:
        where = rule.find.__module__
        assert where == f"kanwu.rules.{rule.stage}.{rule.name}", f"{rule.name} stands in {where}"
        assert getattr(rule.find, "__name__", "") == rule.name
        assert rule.purpose, f"{rule.name} has no docstring"
        public = [n for n, f in inspect.getmembers(inspect.getmodule(rule.find), inspect.isfunction)
                  if f.__module__ == where and not n.startswith("_")]  # fmt: skip
        assert public == [rule.name], f"{rule.name} has other public functions"
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names), "a rule stands twice in RULES"


def test_each_rule_file_is_in_the_pipeline() -> None:
    import kanwu.rules

    files = {f.stem for f in Path(kanwu.rules.__path__[0]).glob("*/*.py") if f.stem != "__init__"}
    assert files == {rule.name for rule in RULES}


def test_each_rule_has_its_fixture_and_each_fixture_its_rule() -> None:
    stages = {name: str(file).replace("\\", "/").split("/")[-2] for name, file in fixture_files().items()}
    assert stages == {rule.name: rule.stage for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda r: str(r.name))
def test_a_fixture_shows_more_that_stays_than_becomes(rule: Rule) -> None:
    verdicts = [case.verdict for case in cases(rule.name)]
    assert 1 <= verdicts.count("becomes") + verdicts.count("flags") <= verdicts.count("stays"), verdicts
    titles = [case.title for case in cases(rule.name)]
    assert len(set(titles)) == len(titles), "two cases of one title"
    assert all(case.given for case in cases(rule.name)), "a case without a text"
    same = [case.title for case in cases(rule.name) if case.given == case.wanted]
    assert not same, f"becomes what it was: {same}"


FIXTURE = """a remark
@@ first [script=tw] [protect=甲、乙]

  given

more
@@ becomes
wanted
@@ second
stays so
@@ stays

@@ third [raw]
x
@@ should become
@@ fourth
y
z
@@ flags
z
"""


def test_a_fixture_is_read() -> None:
    assert list(parse(FIXTURE, "some_rule")) == [
        Case("first", "  given\n\nmore", "wanted", "becomes", {"script": "tw", "protect": "甲、乙"}),
        Case("second", "stays so", None, "stays", {}),
        Case("third", "x", "", "should become", {"raw": ""}),
        Case("fourth", "y\nz", "z", "flags", {}),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@@ a\nb\n", 1), ("@@ a\nb\n@@ become\nc\n", 3), ("@@ a\nb\n@@ c\nd\n@@ stays\n", 3),
        ("@@ a\nb\n@@ stays\nc\n", 3), ("@@ a [scrip=tw]\nb\n@@ stays\n", 1),
        ("@@ becomes\nb\n@@ stays\n", 1),
    ],
)  # fmt: skip
def test_a_wrong_fixture_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=f"some_rule, line {line}: "):
        list(parse(text, "some_rule"))


def test_no_fixture_no_cases() -> None:
    assert cases("no_such_rule") == []
