"""The summary: one screen, or one line."""

from array import array

import pytest

from cli.console import PAGE
from kanwu import Entry, Result, clean
from kanwu.model import Span, Sure
from kanwu.show.summary import Tally


def entry(
    rule: str, verb: str, at: int = 0, applied: bool = True, before: str = "甲", after: str = "乙"
) -> Entry:
    return Entry(
        rule, verb, Span(at, at + 1), 1, Span(at, at + 1), before, after, "a reason", Sure.LIKELY, applied
    )


def tallied(rules: int, flags: int, pages: int = 1) -> Tally:
    tally = Tally()
    edits = [entry(f"rule_{n:02}", "replace") for n in range(rules) for _ in range(n + 1)]
    looks = [entry("doubt", "flag", 2 * at, applied=False) for at in range(flags)]
    text = "字\n" * max(1, flags)
    for number in range(pages):
        result = Result(text, text, tuple(edits), tuple(looks), (), array("i", range(len(text))))
        tally.add(f"page{number}.md", result, bool(rules))
    return tally


def rows(tally: Tally, height: int) -> list[str]:
    return [row.plain for row in tally.screen("page.md", height)]


@pytest.mark.parametrize("rules", [0, 3, 40])
@pytest.mark.parametrize("flags", [0, 5, 500])
@pytest.mark.parametrize("pages", [1, 3])
def test_it_fits_the_screen(rules: int, flags: int, pages: int) -> None:
    assert len(rows(tallied(rules, flags, pages), 24)) < 24


def test_what_does_not_fit_is_counted() -> None:
    shown = rows(tallied(40, 500), 24)
    assert shown[0] == "page.md: 820 repairs by 40 rules, 500 places for a person's eye"
    assert sum("more rules" in row for row in shown) == 1
    listed = sum(row.startswith("  line ") for row in shown)
    assert shown[-1] == f"  and {500 - listed} more; --log FILE names them all"
    counts = [int(row.split()[1]) for row in shown if row.startswith("  rule_")]
    assert counts == sorted(counts, reverse=True)
    rest = next(row for row in shown if "more rules" in row)
    assert rest == f"  and {40 - len(counts)} more rules, {820 - sum(counts)} repairs"


def test_what_fits_is_shown_whole() -> None:
    shown = rows(tallied(3, 2), 24)
    assert shown[1:4] == [f"  rule_{n:02} {n + 1:5}  甲 \u2192 乙" for n in (2, 1, 0)]
    assert shown[5:] == ["  line 1  字  a reason", "  line 2  字  a reason"]


def test_several_pages_are_named() -> None:
    shown = rows(tallied(1, 1, pages=2), 24)
    assert shown[0] == "2 pages, 2 of them changed: 2 repairs by 1 rule, 2 places for a person's eye"
    assert shown[-2:] == ["  page0.md:1  字  a reason", "  page1.md:1  字  a reason"]


def test_lines_are_those_of_the_file_one_will_open() -> None:
    flag = Entry("doubt", "flag", Span(0, 1), 7, Span(4, 5), "字", "", "why", Sure.GUESS, False)
    result = Result("一\n二\n字", "字", (), (flag,), (), array("i", [~0] * 4 + [0]))
    for of_output, line in ((True, 3), (False, 7)):
        tally = Tally(of_output)
        tally.add("p", result, True)
        assert tally.looks[0].line == line


def test_changes_held_back_are_counted() -> None:
    tally = Tally()
    tally.add(
        "p", Result("字", "字", (entry("r", "replace", applied=False),), (), (), array("i", [0])), False
    )
    assert tally.line("p") == "p: nothing to repair, 1 change held back"


def test_a_real_page() -> None:
    tally = Tally()
    tally.add("p", clean(PAGE), True)
    assert tally.line("p") == f"p: {PAGE.count(',')} repairs by 1 rule"
