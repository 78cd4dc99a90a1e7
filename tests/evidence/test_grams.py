"""Three Chinese characters in a row, and their keys."""

from hypothesis import given
from hypothesis import strategies as st

import strategies
from kanwu.evidence.grams import SIZE, bare, expects, filled, grams, split, stem, turned
from kanwu.evidence.lexicon import fold
from kanwu.evidence.suspicion import possible
from kanwu.prints import CONTEXTS

SENTENCE = "議員甄慕遙說\uff0c沙螺坪的居民等了三年。"
keys = st.integers(0, (1 << 48) - 1)


def names(text: str) -> list[str]:
    return ["".join(map(chr, split(gram.key))) for gram in grams(text)]


def test_names_are_taken_and_what_the_language_expects_is_not() -> None:
    assert "甄慕遥" in names(SENTENCE)
    assert "沙螺坪" in names(SENTENCE)
    assert names("香港政府") == []


def test_nothing_across_a_sign() -> None:
    assert names("甄慕\uff0c遙說") == names("甄慕 遙說") == []
    assert names("甄1慕遙") == []


def test_what_no_key_holds_is_left_out() -> None:
    assert names("甄\U00020000遙慕螺") == ["遥慕螺"]


def test_both_scripts_have_one_key() -> None:
    assert [g.key for g in grams("甄慕遙說")] == [g.key for g in grams("甄慕遥说")]


def test_places_and_contexts() -> None:
    for gram in grams(SENTENCE):
        assert "".join(map(chr, split(gram.key))) == fold(SENTENCE[gram.start : gram.start + SIZE])
        assert gram.context.bit_count() == 1
        assert gram.context < 1 << CONTEXTS


def test_copies_have_one_context_and_other_articles_their_own() -> None:
    key = next(grams("甄慕遙")).key
    beside = [f"碼頭今日{char}甄慕遙{char}今日碼頭" for char in "船橋燈"]
    assert len({g.context for text in beside for g in grams(text) if g.key == key}) == 1, "what is beside belongs to it"
    ends = ["碼頭工程延期", "圖書分館開幕", "颱風吹襲小島", "樂團首次公演"]
    contexts = {g.context for end in ends for g in grams(f"{end}甄慕遙{end}") if g.key == key}
    assert len(contexts) > 1


@given(keys, st.sampled_from(range(SIZE)))
def test_a_key_is_its_stem_and_a_character(key: int, hole: int) -> None:
    char = split(key)[hole]
    assert filled(stem(key, hole), hole, chr(char)) == key
    assert turned(key, hole) == stem(key, hole) | char


def test_what_the_language_expects() -> None:
    assert expects(next(grams("立法曾")).key, 2, possible("曾")), "the language knows 立法會"
    assert not expects(next(grams("甄慕遙")).key, 1, possible("幕"))


def test_line_ends_are_no_end_and_blank_lines_are() -> None:
    assert bare("議員甄\n 慕遙說\n\n\n沙螺坪\n") == ["議員甄慕遙說", "沙螺坪"]
    assert bare("") == bare(" \n\u3000\n") == []


@given(strategies.mixtures())
def test_any_text(text: str) -> None:
    for block in bare(text):
        assert not any(char.isspace() for char in block)
        assert all(0 <= g.start <= len(block) - SIZE for g in grams(block))
