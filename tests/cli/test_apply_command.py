"""`kanwu apply`, and `clean --decisions`."""

import json
from pathlib import Path
from typing import Any

import pytest

import kanwu
from cli.console import PAGE, Runner, written
from kanwu.changes.atoms import compared
from kanwu.changes.context import context
from kanwu.errors import ExitCode
from kanwu.write.log import digest

COMMA = "\uff0c"


def records(text: str, verdict: str = "reject", scope: str = "one") -> list[dict[str, Any]]:
    """A decision on each change of a text, as the review page writes them."""
    result = kanwu.clean(text)
    found = []
    for c in compared(result).changes:
        left, right = context(c.source, text)
        found.append({
            "verdict": verdict, "scope": scope, "form": c.form, "rule": c.rule, "before": c.before,
            "after": c.after, "left": left, "right": right, "source": list(c.source), "line": c.line,
        })  # fmt: skip
    return found


def saved(file: Path, text: str, decisions: list[dict[str, Any]], **options: object) -> Path:
    content = {"kanwu": "0", "decisions_format": 1, "source_sha256": digest(text), "decisions": decisions}
    return written(file, json.dumps(content | {"options": options}))


def test_the_decisions_are_carried_out(run: Runner, page: Path) -> None:
    first, *others = records(PAGE)
    file = saved(page.with_name("decisions.json"), PAGE, [first])
    clean, log = page.with_name("clean.md"), page.with_name("log.jsonl")
    ended = run("apply", page, file, "-o", clean, "--log", log)
    assert (ended.code, ended.out, ended.err) == (ExitCode.FINE, b"", f"kanwu: {page}: 1 decision applied\n")
    assert clean.read_text(encoding="utf-8") == PAGE.replace(",", COMMA).replace(COMMA, ",", 1)
    assert run("revert", clean, "--log", log).out == PAGE.encode()
    assert others
    assert page.read_text(encoding="utf-8") == PAGE


def test_to_standard_output_and_quietly(run: Runner, page: Path) -> None:
    file = saved(page.with_name("decisions.json"), PAGE, records(PAGE))
    assert run("apply", page, file, "-q") == (ExitCode.FINE, PAGE.encode(), "")
    assert run("apply", "-", file, "-q", stdin=PAGE.encode()).out == PAGE.encode()


def test_what_fits_no_place_is_told_and_the_page_written(run: Runner, page: Path) -> None:
    record = records(PAGE, "edit")[0] | {"text": ";", "before": "甲乙", "left": "丙丁", "right": "戊己"}
    file = saved(page.with_name("decisions.json"), "another page", [record])
    ended = run("apply", page, file)
    assert ended.code == ExitCode.CHANGED
    assert ended.out.decode() == kanwu.clean(PAGE).text
    assert ended.err == (
        f"kanwu: {page}: 0 decisions applied, 1 fit no place\n"
        f"kanwu: {page}: fits no place: edit width 甲乙 \u2192 ;, between 丙丁 and 戊己\n"
    )


def test_the_options_of_the_review_hold_unless_given_here(run: Runner, page: Path) -> None:
    written(page.with_name("kanwu.toml"), 'sure = "guess"\n')
    file = saved(page.with_name("decisions.json"), PAGE, [], skip=["width"])
    assert run("apply", page, file).out.decode() == PAGE
    assert run("apply", page, file, "--only", "width").out.decode() == kanwu.clean(PAGE).text
    bad = saved(page.with_name("bad.json"), PAGE, [], script="xx")
    ended = run("apply", page, bad)
    assert (ended.code, ended.out) == (ExitCode.UNREAD, b"")
    assert ended.err.startswith(f"kanwu: {bad}: its options are damaged (script cannot be 'xx'")


def test_no_input_is_written_over(run: Runner, page: Path) -> None:
    file = saved(page.with_name("decisions.json"), PAGE, records(PAGE))
    before = file.read_bytes()
    for option, target in (("-o", file), ("--log", file), ("-o", page), ("--log", page)):
        assert run("apply", page, file, option, target).code == ExitCode.USAGE
    assert (file.read_bytes(), page.read_text(encoding="utf-8")) == (before, PAGE)


def test_no_decisions_are_written_over(run: Runner, page: Path) -> None:
    file = saved(page.with_name("decisions.json"), PAGE, records(PAGE))
    other, before = saved(page.with_name("other.json"), PAGE, []), file.read_bytes()
    for option in ("-o", "--log"):
        for command in (("clean", page), ("apply", page, other)):
            ended = run(*command, "--decisions", file, option, file)
            assert (ended.code, ended.out, ended.err.count("\n")) == (ExitCode.USAGE, b"", 1)
    written(page.with_name("kanwu.toml"), 'decisions = "decisions.json"\n')
    assert run("clean", page, "-o", file).code == ExitCode.USAGE
    assert file.read_bytes() == before


def test_half_a_character_is_refused(run: Runner, page: Path) -> None:
    file = saved(page.with_name("decisions.json"), PAGE, [records(PAGE, "edit")[0] | {"text": "\ud800"}])
    for command in (("apply", page, file), ("clean", page, "--decisions", file)):
        ended = run(*command)
        assert (ended.code, ended.out) == (ExitCode.UNREAD, b"")
        assert "decision 1 is damaged" in ended.err


def test_an_unknown_rule_in_the_options_of_a_review(run: Runner, page: Path) -> None:
    file = saved(page.with_name("decisions.json"), PAGE, [], only=["no_such_rule"])
    ended = run("apply", page, file)
    assert ended.code == ExitCode.UNREAD
    assert ended.err.startswith(f"kanwu: {file}: its options are damaged (unknown rule 'no_such_rule'")


def test_a_hostile_value_is_not_told_at_length(run: Runner, page: Path) -> None:
    long: dict[str, Any]
    for long in ({"verdict": "x" * 100_000}, {"form": "x" * 100_000}):
        file = saved(page.with_name("decisions.json"), PAGE, [records(PAGE)[0] | long])
        assert len(run("apply", page, file).err) < 600
    file = saved(page.with_name("decisions.json"), PAGE, [], script="x" * 100_000)
    assert len(run("apply", page, file).err) < 600


@pytest.mark.parametrize("data", ["", "{}", "[1", '{"decisions_format": 1, "decisions": [{"verdict": "no"}]}'])
def test_a_damaged_file_is_one_line(run: Runner, page: Path, data: str) -> None:
    file = written(page.with_name("decisions.json"), data)
    for command in (("apply", page, file), ("clean", page, "--decisions", file)):
        ended = run(*command)
        assert (ended.code, ended.out) == (ExitCode.UNREAD, b"")
        assert ended.err.startswith(f"kanwu: {file}")
        assert ended.err.count("\n") == 1
    assert run("apply", page, page.with_name("none.json")).err.count("\n") == 1


def test_what_was_rejected_is_not_made_again(run: Runner, tmp_path: Path) -> None:
    """On the page itself, on a copy with other line ends, and not on another page."""
    folder = tmp_path / "scans"
    written(folder / "a.md", PAGE)
    written(folder / "b.md", PAGE.replace("碼頭上的", "碼頭 上的"))
    written(folder / "c.md", "山上下了雪,路都封了。村裏的人燒起爐子,等路通了再走。\n")
    file = saved(tmp_path / "decisions.json", PAGE, records(PAGE))
    ended = run("clean", folder, "--output-dir", tmp_path / "out", "--decisions", file)
    assert ended.code == ExitCode.FINE
    texts = [(tmp_path / "out" / name).read_text(encoding="utf-8") for name in ("a.md", "b.md", "c.md")]
    assert texts[0] == PAGE
    assert texts[1] == PAGE
    assert texts[2].count(COMMA) == 2
    assert run("clean", "--check", tmp_path / "out" / "a.md", "--decisions", file).code == ExitCode.FINE


def test_the_same_everywhere_holds_for_all_pages(run: Runner, tmp_path: Path) -> None:
    file = saved(tmp_path / "decisions.json", PAGE, records(PAGE, scope="same")[:1])
    other = written(tmp_path / "c.md", "山上下了雪,路都封了。村裏的人燒起爐子,等路通了再走。\n")
    assert run("clean", other, "--decisions", file).out == other.read_bytes()


def test_in_the_settings_of_a_project(run: Runner, page: Path) -> None:
    saved(page.parent / "kept" / "decisions.json", PAGE, records(PAGE))
    written(page.with_name("kanwu.toml"), 'decisions = "kept/decisions.json"\n')
    assert run("clean", page).out.decode() == PAGE
    assert run("diff", page).code == ExitCode.FINE
    written(page.with_name("kanwu.toml"), 'decisions = ["kept/decisions.json", "kept/none.json"]\n')
    ended = run("clean", page)
    assert (ended.code, ended.out) == (ExitCode.UNREAD, b"")
    written(page.with_name("kanwu.toml"), "decisions = 3\n")
    assert run("clean", page).code == ExitCode.USAGE
