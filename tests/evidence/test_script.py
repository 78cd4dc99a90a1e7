"""Which script a text is in, what a character becomes there, and the fold."""

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.evidence.script import Script, fold, majority, suspects, variant

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
TRADITIONAL = "渡輪碼頭的舊鐘樓去年開始維修\uff0c工程師說進度比預計慢\uff0c但會趕在雨季前完工。"
SIMPLIFIED = "渡轮码头的旧钟楼去年开始维修\uff0c工程师说进度比预计慢\uff0c但会赶在雨季前完工。"
HONG_KONG = "街坊拿着雨傘在邨口等車\uff0c「你搵緊邊個」。鐘樓裏面擠滿了躲雨的人\uff0c甚麼都聽不見。"
TAIWAN = "居民撐著雨傘在臺階前等車\uff0c鐘樓裡面擠滿了躲雨的人\uff0c工程計畫要等到明年才公布。"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (TRADITIONAL, "hant"),
        (SIMPLIFIED, "hans"),
        (HONG_KONG, "hk"),
        (TAIWAN, "tw"),
        ("天上下雨", "keep"),
        ("", "keep"),
    ],
)
def test_majority(text: str, script: str) -> None:
    assert majority(text) == script


def test_traditional_page_that_was_read_half_simplified_stays_traditional() -> None:
    assert majority(TRADITIONAL + SIMPLIFIED) == "hant"
    assert majority(TRADITIONAL + SIMPLIFIED * 9) == "hans"


def test_one_mark_of_a_place_is_not_enough() -> None:
    assert majority(TRADITIONAL + "鐘樓裡") == "hant"
    assert majority(TRADITIONAL + "這位著名的工匠寫過兩本著作\uff0c成就顯著。") == "hant"


def test_marks_of_both_places_decide_nothing() -> None:
    assert majority(HONG_KONG + TAIWAN) == "hant"


@pytest.mark.parametrize(
    ("char", "hk", "tw", "hant", "hans"),
    [
        ("爲", "為", "為", "為", "为"),
        ("裡", "裏", None, None, "里"),
        ("裏", None, "裡", None, "里"),
        ("着", None, "著", None, None),
        ("羣", None, "群", None, "群"),
        ("衛", None, None, None, "卫"),
        ("粤", "粵", "粵", "粵", None),
        ("内", "內", "內", "內", None),
        ("纔", "才", "才", "才", "才"),
        ("啓", "啟", "啟", "啟", "启"),
        ("说", "說", "說", "說", None),
        ("峯", "峰", "峰", "峰", "峰"),
        ("綫", None, "線", None, "线"),
        ("於", None, None, None, "于"),
        ("乾", None, None, None, None),
    ],
)
def test_variant(char: str, hk: str | None, tw: str | None, hant: str | None, hans: str | None) -> None:
    assert [variant(char, script) for script in ("hk", "tw", "hant", "hans", "keep")] == [
        hk,
        tw,
        hant,
        hans,
        None,
    ]


@pytest.mark.parametrize(
    "char", "后里干面只台谷云松表周采系制准余丑斗范郁征丰朴向志布污叶几才了于胡卷克群床秘恒"
)
def test_characters_right_in_both_scripts_are_no_suspects_in_traditional(char: str) -> None:
    assert variant(char, "hk") is None
    assert variant(char, "tw") is None


@pytest.mark.parametrize("char", "咗哋嘅冇喺嚟㗎佢啲咁嘢吓睇搵瞓諗乜嘥冚嬲攰")
def test_cantonese_is_no_error(char: str) -> None:
    assert variant(char, "hk") is None


@pytest.mark.parametrize("script", get_args(Script))
def test_suspects_are_what_changes(script: str) -> None:
    chars = suspects(script)
    assert list(chars) == sorted(set(chars))
    assert all(variant(char, script) not in (None, char) for char in chars)
    assert (script == "keep") == (chars == "")


def test_unknown_standard_is_a_fault() -> None:
    with pytest.raises(KeyError):
        variant("爲", "auto")


@given(st.text())
def test_fold_keeps_length_and_is_settled(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_fold_meets_both_scripts() -> None:
    assert fold(TRADITIONAL) == fold(SIMPLIFIED)


@given(st.text("渡輪碼頭渡轮码头的在了A 。\ud800", max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    assert majority(text) in get_args(Script)


def test_tables_wait_for_the_first_question() -> None:
    code = "from kanwu.evidence import script; assert script._columns.cache_info().currsize == 0"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpora are not here")
@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("wiki-hant-tw", {"tw", "hant", "hk"}),
        ("wiki-hant-gsd", {"tw", "hant", "hk"}),
        ("news-hans", {"hans"}),
    ],
)
def test_every_slice_of_300_characters_is_of_the_right_family(name: str, family: set[str]) -> None:
    text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8")
    slices = [text[start : start + 300] for start in range(0, len(text) - 299, 300)]
    found = [majority(piece) for piece in slices]
    assert set(found) <= family
    assert found.count("hk") <= 0.02 * len(found)
