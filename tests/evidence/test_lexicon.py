"""Words and their frequency."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.evidence.lexicon import STRANGER, UNKNOWN, best_cut, fold, frequency, is_word, outside_words


@pytest.mark.parametrize(
    "word", ["天氣", "颱風", "圖書館", "一心一意", "小提琴手", "隨着", "隨著", "裏面", "裡面", "瞭解"]
)
def test_words(word: str) -> None:
    assert is_word(word)
    assert -8.6 < frequency(word) < -1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "的",
        "氣天",
        "館書圖",
        "A",
        "天氣A",
        "。",
        "\U0002000b\U0002000b",
        "\ud800天",
        "\0天",
        "\0天氣",
        "天氣" * 4,
    ],
)
def test_what_is_no_word(text: str) -> None:
    assert not is_word(text)


def test_unknown_is_less_than_any_frequency() -> None:
    assert frequency("氣天") == UNKNOWN == -math.inf
    assert frequency("的") > frequency("天氣") > frequency("濕漉漉") > UNKNOWN


@pytest.mark.parametrize(
    ("one", "other"), [("圖書館", "图书馆"), ("隨着", "随着"), ("為何", "爲何"), ("峯頂", "峰頂")]
)
def test_scripts_and_variants_are_one(one: str, other: str) -> None:
    assert frequency(one) == frequency(other) > UNKNOWN


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("河水上漲", "河水止漲"),
        ("大家向前走", "大家句前走"),
        ("趨勢明顯", "趨執明顯"),
        ("他們全部到齊", "他們生部到齊"),
    ],
)
def test_the_right_reading_cuts_better(right: str, wrong: str) -> None:
    assert best_cut(right) > best_cut(wrong) + 2
    assert best_cut(fold(right)) == best_cut(right)


def test_a_cut_is_a_sum_of_words() -> None:
    assert best_cut("") == 0
    assert best_cut("圖書館") == pytest.approx(frequency("圖書館"))
    assert best_cut("鸝\u3002") == pytest.approx(frequency("鸝") + STRANGER)


def test_places_outside_words() -> None:
    assert outside_words("他在圖書館\u3002看書") == [0, 1, 5]
    assert outside_words("\U0002000b圖書館") == [0]
    assert outside_words("") == []


@given(st.text(st.sampled_from("天氣圖書館一心意颱風A。\0\U0002000b\ud800"), max_size=30))
def test_any_text_may_be_asked(text: str) -> None:
    assert math.isfinite(best_cut(text))
    assert len(fold(text)) == len(text)
    bare = outside_words(text)
    assert bare == sorted(set(bare) & set(range(len(text))))
    covered = {
        at
        for at in range(len(text))
        for n in range(2, 7)
        for s in range(at - n + 1, at + 1)
        if s >= 0 and is_word(text[s : s + n]) and s + n <= len(text)
    }
    assert set(bare) == set(range(len(text))) - covered
