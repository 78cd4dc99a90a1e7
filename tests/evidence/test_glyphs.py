"""Look-alike characters."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.evidence.glyphs import neighbours, similarity

FIRM = 0.2


@pytest.mark.parametrize(
    "pair", ["止上", "胡湖", "生全", "己已", "未末", "人入", "日目", "爲為", "湖湘", "傳傅"]
)
def test_near_pairs_are_alike(pair: str) -> None:
    assert similarity(*pair) > FIRM


@pytest.mark.parametrize("pair", ["句向", "執勢"])
def test_distant_pairs_are_neighbours_still(pair: str) -> None:
    assert 0 < similarity(*pair) < FIRM
    assert pair[1] in dict(neighbours(pair[0]))


@pytest.mark.parametrize("pair", ["國水", "龍一", "山鬱", "飛田", "心響"])
def test_unlike_pairs_score_nothing(pair: str) -> None:
    assert similarity(*pair) == 0


@pytest.mark.parametrize(
    "pair", [("天", ""), ("天", "A"), ("天地", "天"), ("\u3002", "天"), ("\U0002000b", "天"), ("", "")]
)
def test_what_is_no_character_of_the_table(pair: tuple[str, str]) -> None:
    assert similarity(*pair) == similarity(*reversed(pair)) == (1.0 if pair[0] == pair[1] else 0.0)
    assert neighbours("") == neighbours("A") == neighbours("天地") == neighbours("\U0002000b") == ()


def test_the_best_comes_first() -> None:
    found = neighbours("未")
    assert found[0][0] == "末"
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert "未" not in dict(found)


@given(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF))
def test_neighbours_and_similarity_agree(char: str) -> None:
    for other, score in neighbours(char):
        assert 0 < score <= 1
        assert similarity(char, other) == similarity(other, char) == score
    assert similarity(char, char) == 1


def test_chance_pairs_seldom_pass() -> None:
    """At most 1 in 200 pairs drawn from common characters scores above 0.3."""
    common = "".join(dict.fromkeys(other for char in "天水火土人口手足" for other, _ in neighbours(char)))
    draw = random.Random(7)
    pairs = (draw.sample(common, 2) for _ in range(20_000))
    everywhere = [chr(draw.randrange(0x4E00, 0x9F00)) for _ in range(2_000)]
    known = [char for char in everywhere if neighbours(char)]
    chance = [draw.sample(known, 2) for _ in range(20_000)]
    assert sum(similarity(*pair) > 0.3 for pair in chance) < 100
    assert sum(similarity(*pair) > 0.3 for pair in pairs) > 100, "likeness must be commoner among look-alikes"
