"""How well two characters go together."""

import pytest

from kanwu.evidence.bigrams import UNSEEN, affinity


@pytest.mark.parametrize("word", ["國際", "空間", "老師", "交付", "社会", "經濟"])
def test_the_characters_of_a_word_go_together(word: str) -> None:
    assert affinity(word[0], word[1]) > 1.0


@pytest.mark.parametrize("pair", ["籲的", "了籌", "爛銀", "麼魚"])
def test_strangers_do_not(pair: str) -> None:
    assert affinity(pair[0], pair[1]) < 0.5


def test_both_scripts_give_the_same() -> None:
    assert affinity("國", "際") == affinity("国", "际")


@pytest.mark.parametrize("pair", [("", ""), ("國", ""), ("", "際"), ("A", "B"), ("國", "\uff0c"), ("\ud800", "國")])
def test_what_is_no_pair_of_chinese_characters_is_unseen(pair: tuple[str, str]) -> None:
    assert affinity(*pair) == UNSEEN
