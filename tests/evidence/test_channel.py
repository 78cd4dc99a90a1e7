"""From a character that was read to what may have been printed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.evidence.channel import UNSEEN, Printed, candidates, doubt, printed_as, read_characters
from kanwu.evidence.forms import classes
from kanwu.evidence.ngrams import RARE, numbers
from kanwu.evidence.script import suspects

SCRIPTS = ("hk", "tw", "hant", "hans")


def printed_for(char: str, script: str) -> dict[int, Printed]:
    """All that may have been printed, by number, the most probable first."""
    found = {number: printed_as(char, number, script) for number in candidates(char)}
    kept = [(number, printed) for number, printed in found.items() if printed]
    return dict(sorted(kept, key=lambda pair: -pair[1].chance))


def forms(char: str, script: str) -> list[str]:
    return [printed.char for printed in printed_for(char, script).values()]


@pytest.mark.parametrize(
    ("read", "printed", "script"),
    [("宜", "宣", "hk"), ("間", "問", "tw"), ("容", "客", "hk"), ("间", "问", "hans"), ("未", "末", "hans")],
)
def test_what_engines_confuse_is_known(read: str, printed: str, script: str) -> None:
    assert printed in forms(read, script)[:15]


def test_forms_are_those_of_the_script() -> None:
    assert "問" in forms("間", "tw")
    assert "問" not in forms("間", "hans")
    assert "團" in forms("國", "hk")
    assert "围" in forms("国", "hans")
    assert "围" not in forms("国", "tw")


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_form_is_foreign_to_the_script(script: str) -> None:
    foreign = set(suspects(script))
    found = {form for char in read_characters() for form in forms(char, script)}
    assert len(found) > 3000
    assert not found & foreign


@pytest.mark.parametrize("script", ["hk", "tw", "hant"])
def test_no_simplified_character_with_several_forms_on_a_traditional_page(script: str) -> None:
    simplified, _ = classes()
    assert not {form for char in read_characters() for form in forms(char, script)} & simplified


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_likeliest_come_first_one_for_each_number(script: str) -> None:
    for char in read_characters()[::29]:
        found = printed_for(char, script)
        chances = [printed.chance for printed in found.values()]
        assert chances == sorted(chances, reverse=True)
        assert numbers("".join(forms(char, script))) == list(found)
        assert set(found) <= candidates(char)
        assert not {0, RARE} & set(found)
        assert char not in forms(char, script)
        assert all(-9 < printed.chance < 0 and 0 <= printed.seen <= 255 for printed in found.values())


def test_what_was_seen_often_is_likely() -> None:
    found = {printed.char: printed for printed in printed_for("間", "tw").values()}
    assert found["問"].seen > 100
    assert found["問"].chance > -1


def test_doubt_tells_engines_mistakes_from_common_characters() -> None:
    assert doubt("宜") > doubt("我") > -4
    assert doubt("宜") > doubt("的")


@pytest.mark.parametrize("char", ["\U00020000", "A", "", "\ud800", "\ue000", "國際"])
def test_what_the_table_lacks(char: str) -> None:
    assert doubt(char) == UNSEEN
    assert all(printed_for(char, script) == {} for script in SCRIPTS)


def test_read_characters_are_sorted() -> None:
    assert all(a < b for a, b in pairwise(read_characters()))
    assert set("宜容間间") <= set(read_characters())


def test_an_unknown_script_is_a_fault() -> None:
    with pytest.raises(KeyError):
        printed_as("間", numbers("問")[0], "auto")


@given(st.text(min_size=1, max_size=1), st.sampled_from(SCRIPTS))
def test_any_character_has_an_answer(char: str, script: str) -> None:
    assert -4 < doubt(char) < 4
    assert len(printed_for(char, script)) < 300
