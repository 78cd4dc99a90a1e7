"""The pieces of a page's head put together, and which line of it is the title."""

import pytest

from kanwu.evidence.head import Head, head
from kanwu.evidence.signs import total
from kanwu.evidence.title_signs import is_named, phrases, title_signs
from kanwu.read.markdown import read_markdown

BYLINE = "本報記者 何守一 東礁報道"
LEAD = "東礁燈塔昨晚熄燈\uff0c守塔人黎伯含淚落閘\uff0c走下一百三十級石階\uff0c六十年的守望就此結束。"
REST = "海事處擬把舊機房改建為展覽廳\uff0c明年開放。附近居民憂慮遊客太多\uff0c碼頭應付不了。"


def found(*blocks: str) -> Head:
    return head(read_markdown("\n\n".join((*blocks, BYLINE, LEAD, REST))))


@pytest.mark.parametrize(
    ("blocks", "title", "subtitle"),
    [
        (("## 東礁燈塔熄燈", "## 守塔人含淚落閘"), (0, 1), ()),
        (("## 東礁燈塔熄燈 守塔人含淚落閘", "## 展覽廳明年開放 居民憂遊客太多"), (0,), (1,)),
        (("## 展覽廳明年開放 居民憂遊客太多", "## 東礁燈塔熄燈", "## 守塔人含淚落閘"), (1, 2), (0,)),
        (("## 一盞燈守住", "## ——東礁燈塔六十年見聞", "## 一片海的夜"), (0, 2), (1,)),
        (("## 東礁燈塔熄燈 守塔人含淚落閘", "展覽廳明年開放 居民憂遊客太多"), (0,), (1,)),
    ],
)
def test_the_lines_of_a_head(blocks: tuple[str, ...], title: tuple[int, ...], subtitle: tuple[int, ...]) -> None:
    result = found(*blocks)
    assert (result.title, result.subtitle, result.sure) == (title, subtitle, True)


@pytest.mark.parametrize(
    "blocks",
    [
        ("## 第一章 點燈的人", "## 第二章 看海的人"),
        ("# 東礁燈塔熄燈", "## 守塔人含淚落閘"),
        tuple(f"## 東礁燈塔{number}" for number in "甲乙丙丁戊己庚"),
    ],
)
def test_a_head_that_is_none(blocks: tuple[str, ...]) -> None:
    assert found(*blocks) == Head()


def test_the_signs_change_their_sides_with_the_lines() -> None:
    document = read_markdown(f"{LEAD}\n\n{REST}")
    first, second = "東礁燈塔熄燈 守塔人含淚落閘", "展覽廳明年開放 居民憂遊客太多"
    score = total(list(title_signs(document, 0, first, second)))
    assert score > 0.7
    assert total(list(title_signs(document, 0, second, first))) == pytest.approx(-score)


def test_names_and_phrases() -> None:
    assert is_named("——東礁燈塔六十年見聞")
    assert is_named("東礁燈塔守望紀實")
    assert not is_named("東礁燈塔熄燈")
    assert phrases("首批百張牌照/為期半年/居民憂噪音") == 3
    assert phrases("山中小站 「種」 出新聚落") == 1
