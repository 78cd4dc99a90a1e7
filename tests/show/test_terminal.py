"""A comparison for the terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import strategies
from kanwu import clean
from kanwu.changes.align import align
from kanwu.changes.atoms import compared, taken_apart
from kanwu.changes.model import Comparison
from kanwu.changes.texts import Pair
from kanwu.show.look import Look
from kanwu.show.terminal import NUMBERS, RULES, shown

ANSI = re.compile(r"\x1b\[[0-9;]*m")
BAR = "\u2502"
MIXED = st.text("甲乙丙丁a1 ,\n\t\u0301\u200b\uff0c\U0001f600\x1b\u202e", max_size=80)
COMMA = "[-,-]{+\uff0c+}"


def lines(found: Comparison, look: Look) -> list[str]:
    return [ANSI.sub("", line) for line in "".join(shown(found, look)).splitlines()]


def of(before: str, after: str) -> Comparison:
    return taken_apart(align(before, after))


@given(MIXED, MIXED, st.integers(30, 160), st.booleans())
def test_columns_line_up(before: str, after: str, width: int, colour: bool) -> None:
    found = lines(of(before, after), Look(width, True, colour))
    column = {cell_len(line[: line.index(BAR)]) for line in found if BAR in line}
    assert len(column) <= 1, "the bar between the texts is not straight"
    assert all(cell_len(line) <= max(width, 2 * (8 + NUMBERS + 1) + 3) + 1 for line in found)


@given(MIXED, MIXED)
def test_nothing_is_shown_of_texts_that_are_the_same(before: str, after: str) -> None:
    assert bool(lines(of(before, after), Look())) == (before != after)


@given(MIXED, MIXED, st.booleans())
def test_commands_to_the_terminal_are_shown_and_not_obeyed(before: str, after: str, sides: bool) -> None:
    text = "".join(shown(of(before, after), Look(100, sides)))
    assert not set(text) & set("\x1b\x07\x9b\u202e")


@given(strategies.pages(), st.booleans())
def test_each_line_has_one_line_feed(source: str, sides: bool) -> None:
    result = clean(source)
    found = compared(result)
    for line in shown(found, Look(120, sides, True, context=10**6)):
        assert line.endswith("\n")
        assert line.count("\n") == 1


@given(MIXED, MIXED)
def test_the_two_sides_are_the_two_texts(before: str, after: str) -> None:
    found = of(before, after)
    if not found.made:
        return
    left = right = ""
    for line in shown(found, Look(120, True, True, context=10**6)):
        if BAR in line:
            one, other = ANSI.sub("", line).split(BAR)
            left += one[NUMBERS + 1 :]
            right += other[NUMBERS + 2 :]
    for text, side in ((before, left), (after, right)):
        letters = [c for c in text if c in "甲乙丙丁"]
        assert [c for c in re.sub(r"moved (to|from) line \d+: ", "", side) if c in "甲乙丙丁"] == letters


def test_only_the_characters_that_change_are_marked() -> None:
    assert lines(of("甲乙丙,丁\n", "甲乙丙\uff0c丁\n"), Look()) == [f"    1 甲乙丙{COMMA}丁"]


def test_a_character_without_width_that_goes_is_seen() -> None:
    assert lines(of("甲乙\u200b丙\n", "甲乙丙\n"), Look()) == ["    1 甲乙[-\ufffd-]丙"]


def test_no_line_number_stands_beside_an_empty_side() -> None:
    found = lines(of("甲乙丙\n丁戊己\n", "甲乙丙\n庚辛\n丁戊己\n"), Look(100, True))
    assert [tuple(side.split()[:1]) for side in found[1].split(BAR)] == [(), ("2",)]


def test_a_narrow_terminal_has_one_column_and_a_wide_one_two() -> None:
    found = of("甲乙丙,丁\n", "甲乙丙\uff0c丁\n")
    assert lines(found, Look(60)) == [f"    1 甲乙丙{COMMA}丁"]
    assert [line.count(BAR) for line in lines(found, Look(120, True))] == [1]


def test_a_moved_paragraph_is_moved_and_neither_gone_nor_come() -> None:
    parts = (
        "渡輪公司昨日宣佈新的班次表\uff0c早上七時起每二十分鐘一班。",
        "碼頭旁的小店已經開了四十年\uff0c最忙的是魚汛的日子。",
        "燈塔今年重新粉刷\uff0c連生鏽的欄杆也換了。",
    )
    text = "\n".join(lines(of("\n\n".join(parts), "\n\n".join((parts[1], parts[2], parts[0]))), Look()))
    assert "[moved to line 5: " in text
    assert "[moved from line 1: " in text
    assert not re.search(r"\[-[^\]\u21b5]|\{\+[^}\u21b5]", text)


def test_long_noise_is_folded() -> None:
    noise = "雜訊" * 100
    text = "\n".join(lines(of(f"甲乙丙丁。\n\n{noise}\n\n丙丁甲乙。\n", "甲乙丙丁。\n\n丙丁甲乙。\n"), Look()))
    assert noise not in text
    assert re.search(r"雜訊\u22ef 20\d characters", text)


def test_far_lines_are_left_out() -> None:
    same = "".join(f"第{n}行的文字\n" for n in range(20))
    found = of(f"甲,乙\n{same}丙,丁\n", f"甲\uff0c乙\n{same}丙\uff0c丁\n")
    assert lines(found, Look(context=1)) == [
        f"    1 甲{COMMA}乙", "    2 第0行的文字", "\u22ef", "   21 第19行的文字", f"   22 丙{COMMA}丁"]  # fmt: skip
    assert len(lines(found, Look(context=0))) == 3


@pytest.mark.parametrize("width", [40, 120])
def test_the_rule_stands_beside_its_change(width: int) -> None:
    result = clean("海邊起了風,漁船都回到港裏。")
    found = taken_apart(Pair(result.source, result.text, result.origin), result.edits)
    text = lines(found, Look(width, True))
    assert ("width" in text[0].split()) == (width >= 3 * RULES)
