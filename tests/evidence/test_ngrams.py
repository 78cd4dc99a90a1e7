"""How likely a Chinese character is between those around it."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kanwu.evidence.bits import in_bits
from kanwu.evidence.lexicon import fold
from kanwu.evidence.ngrams import (
    RARE,
    bound_before,
    bound_behind,
    chance,
    character,
    fit,
    numbers,
    pair_chance,
    single_chance,
)

SIZE = 7999
FOLLOWERS = range(SIZE)  # 0, what is not Chinese, included


def test_each_character_has_its_number_and_each_number_its_character() -> None:
    every = {n: character(n) for n in range(1, SIZE)}
    assert len(set(every.values())) == SIZE - 1
    strangers = {char for n, char in every.items() if numbers(char) != [n] and fold(char) == char}
    assert not strangers


def test_both_scripts_have_the_same_numbers() -> None:
    assert numbers("國際經濟學會") == numbers("国际经济学会")
    assert 0 not in numbers("國際經濟學會")


def test_what_is_not_chinese_is_nought() -> None:
    assert numbers("A1 。\uff0c\n\ud800\ue000\u3042") == [0] * 9


def test_a_chinese_character_that_the_table_lacks_is_rare() -> None:
    assert numbers("\U00020000龘") == [RARE, RARE]
    assert numbers("") == []


@pytest.mark.parametrize("before", ["我們", "立法", "香港", "麼魚", "龘龘", "。我", "。。", "學A"])
def test_the_chances_of_all_followers_add_up_to_one(before: str) -> None:
    first, second = numbers(before)
    assert sum(10 ** chance(first, second, third) for third in FOLLOWERS) == pytest.approx(1, abs=0.03)
    assert sum(10 ** pair_chance(second, third) for third in FOLLOWERS) == pytest.approx(1, abs=0.03)


def test_the_chances_of_all_characters_add_up_to_one() -> None:
    assert sum(10 ** single_chance(third) for third in FOLLOWERS) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("before", "likely", "unlikely"), [("立法", "會", "曾"), ("醫療", "費", "黃"), ("打電", "話", "括")]
)
def test_what_goes_on_is_likelier_than_what_does_not(before: str, likely: str, unlikely: str) -> None:
    first, second = numbers(before)
    yes, no = numbers(likely + unlikely)
    assert chance(first, second, yes) > chance(first, second, no) + 2


def test_three_characters_tell_more_than_two() -> None:
    first, second, third = numbers("立法會")
    assert chance(first, second, third) > pair_chance(second, third) > single_chance(third)


def test_what_is_unknown_falls_back_to_what_is_known() -> None:
    second, third = numbers("法會")
    assert chance(RARE, second, third) == pair_chance(second, third)
    assert pair_chance(RARE, third) == single_chance(third)
    assert single_chance(RARE) < min(map(single_chance, numbers("的法會鬱")))


def test_fit_is_of_the_three_trigrams_of_the_middle_one() -> None:
    one, two, this, four, five = numbers("立法會議員")
    assert fit(one, two, this, four, five) == pytest.approx(
        chance(one, two, this) + chance(two, this, four) + chance(this, four, five)
    )
    assert fit(one, two, this, four, five) > fit(*numbers("立法曾議員")) + 4


@pytest.mark.parametrize("word", ["議員", "醫院", "颱風", "蝴蝶", "葡萄"])
def test_the_characters_of_a_word_are_bound(word: str) -> None:
    first, second = numbers(word)
    assert second in in_bits(bound_behind[first])
    assert first in in_bits(bound_before[second])


@pytest.mark.parametrize("pair", ["麼魚", "了籌", "爛銀", "橋鬱"])
def test_strangers_are_not(pair: str) -> None:
    first, second = numbers(pair)
    assert second not in in_bits(bound_behind[first])
    assert first not in in_bits(bound_before[second])


def test_bonds_are_the_same_from_both_ends() -> None:
    for first in range(1, SIZE, 97):
        assert all(first in in_bits(bound_before[second]) for second in in_bits(bound_behind[first]))
        assert all(first in in_bits(bound_behind[before]) for before in in_bits(bound_before[first]))


@pytest.mark.parametrize("number", [0, RARE, SIZE, -1])
def test_what_the_table_lacks_is_bound_to_nothing(number: int) -> None:
    assert bound_before[number] == bound_behind[number] == 0


@given(st.text(max_size=30))
@example("\u8a08\u7a0b\u8eca")  # nothing else follows the first two
def test_any_text_has_numbers_and_chances(text: str) -> None:
    found = numbers(text)
    assert len(found) == len(text)
    assert all(-10 < pair_chance(*pair) <= 0 for pair in pairwise(found))
    assert all(-13 < chance(*three) <= 0 for three in zip(found, found[1:], found[2:], strict=False))
