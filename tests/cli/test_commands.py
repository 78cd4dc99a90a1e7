"""The small commands, and what is said of a command that is none."""

import re

import pytest

import kanwu
from cli.console import Runner
from kanwu.cli.explain import command as explain
from kanwu.cli.group import COMMANDS, app
from kanwu.errors import ExitCode
from kanwu.fixtures import cases
from kanwu.pipeline import RULES


def test_the_version(run: Runner) -> None:
    assert run("--version") == (ExitCode.FINE, f"kanwu {kanwu.__version__}\n".encode(), "")


def test_no_command_is_help_and_code_2(run: Runner) -> None:
    ended = run()
    assert (ended.code, ended.out) == (ExitCode.USAGE, b"")
    assert all(f"  {name} " in ended.err for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(run: Runner, name: str) -> None:
    ended = run(name, "-h")
    assert (ended.code, ended.err) == (ExitCode.FINE, "")
    assert ended.out.decode().startswith(f"Usage: kanwu {name}")
    assert max(map(len, ended.out.decode().splitlines())) <= 80


@pytest.mark.parametrize(("name", "advice"), [("claen", "did you mean 'clean'?"), ("xyzzy", "known: apply")])
def test_an_unknown_command(run: Runner, name: str, advice: str) -> None:
    ended = run(name)
    assert ended.code == ExitCode.USAGE
    assert advice in ended.err


def test_a_page_in_place_of_a_command(run: Runner, page: object) -> None:
    assert run(page).err == f"kanwu: '{page}' is no command; did you mean kanwu clean {page}?\n"


def test_rules_are_listed_in_their_order(run: Runner) -> None:
    lines = run("rules").out.decode().splitlines()
    assert [line.split()[:2] for line in lines] == [[r.name, r.stage] for r in RULES]
    assert all(len(line.split()) > 4 for line in lines), "a rule without a word on what it does"


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_each_rule_is_explained(run: Runner, rule: object) -> None:
    name, purpose = rule.name, rule.purpose  # type: ignore[attr-defined]
    ended = run("explain", name)
    assert (ended.code, ended.err) == (ExitCode.FINE, "")
    shown = " ".join(ended.out.decode().split())
    assert " ".join(purpose.split()) in shown
    example = next((case for case in cases(name) if case.verdict == "becomes"), None)
    if example:
        before, after = shown.split(" before ")[-1].split(" after ")[-2:]
        assert "".join(example.given.split()) in "".join(before.split())
        assert "".join((example.wanted or "").split()) == "".join(after.split())
        assert re.search(r"How sure: (certain|likely|guess):", shown), "no edit in its own examples"


def test_a_rule_that_is_none(run: Runner) -> None:
    name = RULES[0].name
    ended = run("explain", f"{name}s")
    assert ended.code == ExitCode.USAGE
    assert f"did you mean {name!r}?" in ended.err


def test_the_sample_is_worth_a_try(run: Runner) -> None:
    sample = run("sample").out
    ended = run("clean", "--no-config", stdin=sample)
    assert ended.code == ExitCode.FINE
    assert ended.out != sample
    assert len(kanwu.clean(sample.decode()).edits) > 20


def test_commands_are_what_their_modules_say() -> None:
    assert app.get_command(None, "explain") is explain  # type: ignore[arg-type]
    assert app.get_command(None, "nothing") is None  # type: ignore[arg-type]
