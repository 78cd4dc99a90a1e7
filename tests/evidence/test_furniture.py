"""What is read as page furniture, and the table behind it."""

from pathlib import Path

import pytest

from kanwu.evidence.furniture import furniture, head_end, letters
from kanwu.evidence.lexicon import fold

TABLE = Path(__file__).parents[2] / "src" / "kanwu" / "data" / "furniture.tsv"
LINES = TABLE.read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in LINES if not line.startswith("#")]


def test_the_table_is_sorted_unique_and_reasoned() -> None:
    assert {len(row) for row in ROWS} == {3}
    assert [row[:2] for row in ROWS] == sorted(row[:2] for row in ROWS)
    assert len({tuple(row[:2]) for row in ROWS}) == len(ROWS)
    assert {row[0] for row in ROWS} == {"call", "name", "section", "service", "title", "way"}
    assert all(reason.strip() for _, _, reason in ROWS)


def test_the_table_is_simplified() -> None:
    assert [word for _, word, _ in ROWS if fold(word) != word] == []


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("2031年3月4日 星期二", {"dateline"}),
        ("2031年3月4日", {"date"}),
        ("農曆辛亥年二月十二 2031.3.4", {"dateline", "figures"}),
        ("責任編輯\uff1a高以恆 版面設計\uff1a馮穗", {"desk"}),
        ("编辑\uff1a高以恒美术\uff1a冯穗", {"desk", "office"}),
        ("讀者熱線\uff1a2000 4321", {"call"}),
        ("投稿邮箱tg@qg.example", {"call"}),
        ("青崗晚報", {"masthead"}),
        ("B12", {"page"}),
        ("港聞", {"section"}),
    ],
)
def test_what_is_read(text: str, items: set[str]) -> None:
    found = furniture(text)
    assert found is not None
    assert found.items == items
    assert not found.odd


@pytest.mark.parametrize(
    "text",
    [
        "", "\u3002", "碼頭重開", "查詢熱線\uff1a2000 4321", "投資者熱線\uff1a400-123-4567", "78.8%",
        "男子組\uff1a白鷺 女子組\uff1a青松", "市民可致電讀者熱線2000 4321。", "《青崗晚報》昨日停刊",
    ],
)  # fmt: skip
def test_what_is_not(text: str) -> None:
    assert furniture(text) is None


def test_misread_letters_are_counted() -> None:
    found = furniture("讓者熱線\uff1a2000 4321")
    assert found is not None
    assert (set(found.items), found.odd) == ({"call"}, 1)


def test_where_a_masthead_ends() -> None:
    assert head_end("青崗晚報 舊碼頭重開") == 5
    assert head_end("青崗晚報昨日停刊") == 0


def test_letters_are_neither_signs_nor_blanks() -> None:
    assert letters("甲、b 3。|") == 3
