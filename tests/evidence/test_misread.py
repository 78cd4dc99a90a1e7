"""Doubtful characters of a page, each with what was probably printed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from build import document
from kanwu.evidence.certainty import certainty
from kanwu.evidence.misread import Reading, longest_word, readings

GARBLED = (
    "渡海輪停航兩天\uff0c居民在碼頭等候。船公司昨日宜布\uff0c今日上午起恢復服務\uff0c並會加開班次接載受影響的乘容。"
)
RIGHT = GARBLED.replace("宜布", "宣布").replace("乘容", "乘客")
ELSEWHERE = "民眾可以在網站查詢時刻表\uff0c或打電話詢間。"


def found(*texts: str, script: str = "hk") -> list[Reading]:
    return readings(list(document(*texts).prose()), script)


def changes(*texts: str, script: str = "hk") -> dict[tuple[int, int], str]:
    return {(r.block, r.place): r.read + r.printed for r in found(*texts, script=script)}


def test_planted_misreadings_are_found_with_place_and_candidate() -> None:
    places = GARBLED.index("宜"), GARBLED.index("容")
    assert changes(GARBLED) == {(0, places[0]): "宜宣", (0, places[1]): "容客"}
    assert changes("島上平靜。", GARBLED) == {(1, places[0]): "宜宣", (1, places[1]): "容客"}


def test_the_candidate_has_the_form_of_the_page() -> None:
    assert list(changes("居民可以打電話詢間。", script="tw").values()) == ["間問"]
    assert list(changes("居民可以打电话询间。", script="hans").values()) == ["间问"]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (RIGHT, "hk"),
        (ELSEWHERE.replace("詢間", "詢問"), "tw"),
        ("佢哋喺碼頭嘅凳度坐咗成日\uff0c冇嘢做\uff0c等到夜晚先返屋企。", "hk"),
        ("上半場以三十二比二十八領先\uff0c下半場再得十二分\uff0c全隊投中七個三分球。", "hk"),
        ("村里的小学去年翻修了屋顶\uff0c孩子们冬天不用再挪课桌。", "hans"),
        ("", "hk"), ("A1, b2", "hk"), ("\uff0c。", "hk"),
    ],
)  # fmt: skip
def test_nothing_probable_in_correct_text(text: str, script: str) -> None:
    assert [r for r in found(text, script=script) if certainty(r) > 0.2] == []


def test_what_was_planted_is_probable() -> None:
    assert all(certainty(r) > 0.9 for r in found(GARBLED))


def test_what_only_cantonese_writes_is_not_doubted() -> None:
    cantonese = "佢哋喺碼頭嘅凳度坐咗成日\uff0c冇嘢做\uff0c等到夜晚先返屋企。"
    assert not set("佢哋喺嘅咗冇嘢") & {r.read for r in found(cantonese)}


def test_numerals_are_neither_doubted_nor_proposed() -> None:
    numerals = set("一二三四五六七八九十百千萬万億亿零〇廿卅")
    page = "全隊投中七個三分球\uff0c命中率四成二\uff0c籃板球比對手多出九個\uff0c上半場以三十二比二十八領先。" + GARBLED
    garbled = page.replace("七", "匕").replace("九", "丸").replace("二", "工")
    for text in (page, garbled):
        assert not numerals & {char for reading in found(text) for char in (reading.read, reading.printed)}


@pytest.mark.parametrize(("tail", "count"), [("", 1), ("\uff0c", 1), ("3", 0), ("A", 0), ("\u0101", 0)])
def test_nothing_is_known_beside_a_digit_or_letter(tail: str, count: int) -> None:
    assert len(found(f"居民可以打電話詢間{tail}", script="tw")) == count


def test_a_character_between_signs_is_not_doubted() -> None:
    assert changes("\uff0c間。", script="tw") == {}


def test_how_often_the_page_has_it_otherwise() -> None:
    alone, *_ = found(ELSEWHERE, script="tw")
    assert (alone.here, alone.there) == (0, 0)
    supported, *_ = found(ELSEWHERE, ELSEWHERE.replace("間", "問"), script="tw")
    assert (supported.here, supported.there) == (0, 1)
    twice = found(ELSEWHERE, "有人再打電話詢間。", script="tw")
    assert [(r.here, r.there) for r in twice] == [(1, 0), (1, 0)]


def test_counts_do_not_reach_over_paragraphs() -> None:
    first, *_ = found("居民可以打電話詢間。", "居民可以打電話詢", "問。", script="tw")
    assert first.there == 0


def test_the_other_reading_close_by_is_a_rival() -> None:
    near = found("有人打電話詢間乘容的去向。", script="hk")
    assert [r.read + r.printed for r in near] == ["間問", "容客"]
    first, second = near
    assert first.rival == pytest.approx(second.gain + second.glyph)
    assert second.rival == pytest.approx(first.gain + first.glyph)
    assert all(r.rival == -1 for r in found(GARBLED)), "too far apart"
    assert all(r.rival == -1 for r in found("可以打電話詢間", "乘容很多。")), "in another paragraph"


def test_damage_is_of_other_clear_cases() -> None:
    alone, *_ = found(ELSEWHERE)
    again = found(ELSEWHERE, ELSEWHERE)
    beside = found(ELSEWHERE, GARBLED)
    assert again[0].damage <= alone.damage, "the same mistake again is no other case"
    assert beside[0].damage > alone.damage + 0.5
    assert found(ELSEWHERE, RIGHT * 20)[0].damage < alone.damage, "the page has less of it"


def test_sides_without_a_chinese_character_are_edges() -> None:
    assert [r.edges for r in found(GARBLED)] == [0, 1]


def test_words_before_and_after() -> None:
    reading, *_ = found(ELSEWHERE, script="tw")
    assert reading.before.length == 1
    assert reading.after.length == 2
    assert reading.cut > 1


@pytest.mark.parametrize(
    ("text", "place", "length"), [("他在碼頭等", 3, 2), ("他在碼頭等", 0, 1), ("", 0, 1), ("國際", 1, 2)]
)
def test_longest_word(text: str, place: int, length: int) -> None:
    word = longest_word(text, place)
    assert word.length == length
    assert (word.frequency == -9) == (length == 1)


@given(
    st.lists(st.one_of(strategies.runs, st.text(max_size=30), strategies.pages()), max_size=4),
    st.sampled_from(("hk", "tw", "hant", "hans")),
)
def test_any_text_has_readings_in_order(texts: list[str], script: str) -> None:
    every = found(*texts, script=script)
    assert [(r.block, r.place) for r in every] == sorted({(r.block, r.place) for r in every})
    for reading in every:
        assert texts[reading.block][reading.place] == reading.read != reading.printed
        assert 0 <= certainty(reading) <= 1


@pytest.mark.parametrize("unit", ["\ud800國\ue000", "\U0001f600", "間", "宜容間", GARBLED, "一二三", "A間1"])
def test_time_grows_with_length_alone(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        found(text)
        return time.process_time() - start

    seconds(500)  # loads what is loaded once
    small = seconds(4_000)
    large = min(seconds(40_000 + more) for more in range(3))  # a busy machine may slow one
    assert large < max(0.4, 22 * small), f"{small:.3f} s, then {large:.3f} s for 10 times the text"
