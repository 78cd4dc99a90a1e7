"""Quotation marks are paired where one reading is clearly the best, and left alone where none is."""

import pytest

from kanwu.evidence.quotes import Reading, quote_style, read_quotes, sound
from kanwu.model import Document
from kanwu.read.markdown import read_markdown

CORNER, CURLY = "「」『』", "“”‘’"


def mended(text: str, style: str = CORNER, habit: bool = False) -> str | None:
    reading = read_quotes(text, style, habit)
    if reading is None:
        return None
    for start, end, after, _ in reversed(reading.mends):
        text = text[:start] + after + text[end:]
    return text


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("他叫它「甜井]。", "他叫它「甜井」。"),
        ("他叫它[甜井」。", "他叫它「甜井」。"),
        ("他叫它「甜井J。", "他叫它「甜井」。"),
        ("他叫它「甜井1。", "他叫它「甜井」。"),
        ("他叫它『甜井」。", "他叫它「甜井」。"),
        ("他說「我叫它「甜井」。」", "他說「我叫它『甜井』。」"),
        ("他叫它“甜井”。", "他叫它「甜井」。"),
    ],
)
def test_the_one_reading_is_taken(given: str, wanted: str) -> None:
    assert mended(given) == wanted


@pytest.mark.parametrize(
    "text", ["他叫它[甜井]。", "他叫它甜井J。", "他說「叫它『甜井』」。", "『甜井』是名字。", ""]
)
def test_balanced_text_has_nothing_to_mend(text: str) -> None:
    assert mended(text) == text


def test_brackets_are_quotes_on_a_page_known_for_it() -> None:
    assert mended("他叫它[甜井]。", habit=True) == "他叫它「甜井」。"


def test_two_readings_are_none() -> None:
    assert mended("他叫它「甜井1。也叫老井1。") is None


def test_a_number_is_no_quotation_mark() -> None:
    assert read_quotes("他叫它「甜井第1。", CORNER) == Reading((), (3,))


def test_a_lost_half_is_named() -> None:
    assert read_quotes("他叫它「甜井。", CORNER) == Reading((), (3,))
    assert read_quotes("他叫它甜井」。", CORNER) == Reading((), (5,))


def test_nested_curly_marks() -> None:
    assert mended("他说“我叫它“甜井”。”", CURLY) == "他说“我叫它‘甜井’。”"


def test_soundness_minds_levels_and_apostrophes() -> None:
    assert sound("「Joe’s『井』」", CORNER)
    assert not sound("「「井」」", CORNER)
    assert not sound("「井』", CORNER)


@pytest.mark.parametrize(
    ("text", "script", "style"),
    [
        ("「井」", "hk", CORNER), ("“井”", "hk", CURLY), ("井", "hk", ""), ("井", "hans", CURLY),
        ("「井」", "hans", CORNER),
    ],
)  # fmt: skip
def test_the_page_says_which_marks_it_uses(text: str, script: str, style: str) -> None:
    assert quote_style(Document(read_markdown(text).blocks, text, script)) == style
