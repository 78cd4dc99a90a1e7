"""Which Traditional form stands for a Simplified character that has several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.evidence.forms import CERTAIN, LETTERS, STEP, choose, classes, neighbour, spellings


@pytest.mark.parametrize(
    ("word", "char", "form"),
    [
        ("出发前", "发", "發"), ("理发店", "发", "髮"), ("三个人", "个", "個"), ("然后回", "后", "後"),
        ("皇后的", "后", "后"), ("饼干和", "干", "乾"), ("干部的", "干", "幹"), ("里面有", "里", "裡"),
        ("三公里", "里", "里"), ("系統的", "系", "系"), ("關系到", "系", "係"), ("一只猫", "只", "隻"),
        ("面粉廠", "面", "麵"), ("面對他", "面", "面"),
    ],
)  # fmt: skip
def test_the_neighbours_ask_for_a_form(word: str, char: str, form: str) -> None:
    assert choose(word, word.index(char)).form == form


def test_neighbours_may_be_of_either_script() -> None:
    assert choose("關系", 1) == choose("关系", 1)
    assert choose("头发白", 1) == choose("頭发白", 1)


def test_without_a_neighbour_nothing_is_spoken() -> None:
    assert not choose("\uff0c丑\uff0c", 1).spoken
    assert not choose("丑", 0).spoken
    assert choose("丑A", 0).spoken
    assert choose("3个", 1).spoken
    assert choose("很丑", 1).spoken


def test_the_lead_is_over_the_next_that_is_no_spelling() -> None:
    chosen = choose("一只猫", 1)
    assert chosen.lead > 3
    assert chosen.gain >= chosen.lead, "it stands as the plain form, one of the others"


def test_gain_is_over_the_character_itself() -> None:
    assert choose("皇后的", 1).gain == 0
    assert choose("然后回", 1).gain > 3
    assert choose("出发前", 1).gain == CERTAIN, "Traditional text never has it"


def test_classes_are_apart() -> None:
    never, own = classes()
    assert not never & own
    assert {"发", "须", "个", "团"} <= never
    assert {"后", "里", "干", "面"} <= own


def test_each_form_that_is_chosen_is_traditional() -> None:
    never, own = classes()
    for char in never | own:
        assert choose(char, 0).form not in never
        assert (choose(char, 0).gain == CERTAIN) == (char in never)


def test_spellings_go_both_ways() -> None:
    assert {"佔占", "占佔", "周週", "台臺"} <= spellings()
    assert all(pair[::-1] in spellings() and len(set(pair)) == 2 for pair in spellings())
    assert not {"後后", "發髮", "裡里"} & spellings()


def test_a_step_from_the_middle_letter() -> None:
    assert len(LETTERS) == 51
    assert STEP > 0


@pytest.mark.parametrize(
    ("char", "name"),
    [("國", "國"), ("3", "0"), ("\uff13", "0"), ("A", "a"), ("\uff0c", "."), (" ", "."), ("\ud800", ".")],
)
def test_neighbour(char: str, name: str) -> None:
    assert neighbour(char) == name


@given(st.sampled_from(sorted(set().union(*classes()))), st.text(max_size=2), st.text(max_size=2))
def test_any_neighbours_give_a_form(char: str, before: str, after: str) -> None:
    chosen = choose(before + char + after, len(before))
    assert len(chosen.form) == 1
    assert chosen.lead >= 0
    assert chosen.gain >= 0
