"""The forms of items are looked for one by one, and only where their signs are: the outcome is that of one pattern."""

import regex
from hypothesis import given
from hypothesis import strategies as st

import strategies
from kanwu.evidence.furniture import _plain
from kanwu.evidence.furniture_items import forms, items

WHOLE = regex.compile("|".join(form.pattern._key[0] for form in forms()))  # type: ignore[attr-defined]
PIECES = (
    "2031年3月4日",
    "星期二",
    "二〇三一年三月四日",
    "辛亥年二月十二",
    "农历二月初三",
    "4 Mar 2031",
    "Monday",
    "责任编辑:",
    "高以恒",
    "校对",
    "读者热线:",
    "2000 4321",
    "tg@qg.example",
    "www.qg.example",
    "青岗晚报",
    "B12",
    "第3版",
    "港闻",
    "下转A4版",
    "零售三元",
    "扫码观看",
    "今日天气:多云",
    "18-22℃",
    "总第123期",
    "版权所有",
    "©",
    "社址:白礁路",
    "电话:",
    "周",
    "三",
    "日",
    " ",
    "  ",
    "报",
    "编",
    ":",
    "/",
    "(",
    ")",
    "\u0664",
    "1",
    "12",
    ".",
    "\u017fun",
    "年",
    "月",
    "版",
    "声明",
    "举行",
    "未经授权不得转载",
    "星相",
    "学期一",
)


def as_one(flat: str) -> list[tuple[str | None, tuple[int, int]]]:
    return [(m.lastgroup, m.span()) for m in WHOLE.finditer(flat)]


def one_by_one(flat: str) -> list[tuple[str | None, tuple[int, int]]]:
    return [(m.lastgroup, m.span()) for m in items(flat)]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_items_of_furniture(flat: str) -> None:
    assert one_by_one(flat) == as_one(flat)


@given(strategies.pages())
def test_items_of_other_lines(page: str) -> None:
    for line in page.split("\n"):
        flat = " ".join(_plain(line[:80]).split())
        assert one_by_one(flat) == as_one(flat)
