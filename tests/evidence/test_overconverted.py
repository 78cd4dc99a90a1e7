"""Words that a careless conversion spoilt."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.evidence.overconverted import Spoilt, is_plain_word, spoilt


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


@pytest.mark.parametrize(
    "text",
    ["賜予母后同遊", "后羿射日", "茶几旁", "于謙的祠堂", "丁丑年", "皇太后在座", "公里的", "己丑", "丑角先出場"],
)  # fmt: skip
def test_a_word_that_has_the_plain_form(text: str) -> None:
    place = next(at for at, char in enumerate(text) if char in "后几于丑里")
    assert is_plain_word(text, place)


@pytest.mark.parametrize(
    "text", ["三天后他", "母后來", "然后他", "國王后來", "勝于雄", "家里大", "后", "\ud800后\ud800"]
)
def test_a_word_that_has_another_form(text: str) -> None:
    place = next(at for at, char in enumerate(text) if char in "后于里")
    assert not is_plain_word(text, place)


def test_a_character_of_one_form_makes_no_plain_word() -> None:
    assert not is_plain_word("人口手足", 1)
