"""Words that a careless conversion spoilt."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.evidence.overconverted import Spoilt, spoilt


def repaired(text: str) -> str:
    for word in reversed(list(spoilt(text))):
        text = text[: word.start] + word.right + text[word.start + len(word.wrong) :]
    return text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("纍計五千人", "累計五千人"),
        ("村裡的乾部開會", "村裡的幹部開會"),
        ("干部宿舍", "幹部宿舍"),
        ("新書齣版了", "新書出版了"),
        ("他后來回家", "他後來回家"),
        ("河邊的山穀", "河邊的山谷"),
        ("城市发展得快", "城市發展得快"),
        ("雨後頭发全濕", "雨後頭髮全濕"),
    ],
)
def test_spoilt_words(text: str, right: str) -> None:
    assert repaired(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "太后於晚間回宮",
        "帶領導游擊的隊長",
        "皇后與太后",
        "乾燥的天氣",
        "山谷裡的雲",
        "五穀豐收",
        "面對困難",
        "一出戲",
        "公里數",
        "天干地支",
    ],
)
def test_right_words_stay(text: str) -> None:
    assert list(spoilt(text)) == []


def test_place_is_counted_in_code_points() -> None:
    assert list(spoilt("\U0002000b纍計")) == [Spoilt(1, "纍計", "累計")]


@given(st.text("纍計乾部干后來齣版发展太游擊導A\n"))
def test_words_are_there_apart_and_settled(text: str) -> None:
    words = list(spoilt(text))
    assert all(
        text[word.start :].startswith(word.wrong) and len(word.wrong) == len(word.right) for word in words
    )
    assert all(left.start + len(left.wrong) <= right.start for left, right in pairwise(words))
