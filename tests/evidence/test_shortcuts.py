"""What is asked first because it costs less never hides what the costly question would find."""

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from build import document
from kanwu.evidence import captions, columns, furniture, phrases, sentence
from kanwu.evidence import credits as photo_credits
from kanwu.evidence.caption_places import interrupts, most_places, places
from kanwu.evidence.columns import column_widths
from kanwu.evidence.continuity import JOIN, WORD, may_join, most_before, most_behind, signs
from kanwu.evidence.echoes import key
from kanwu.evidence.lexicon import best_cut, fold, word_across
from kanwu.evidence.sentence import CLOSERS, ENDS, ends_sentence
from kanwu.evidence.signs import total
from kanwu.evidence.widths import ems
from kanwu.model import Kind
from kanwu.rules.layout import captions as captions_rule

CREDITS = (
    *"圖图國圈供攝摄撮影照片料者社源截發发\uff0c。\uff01·. /\uff0f\n()\uff08\uff09〈【[」”x",
    *("記者", "资料", "资料图片", "圖片", "提供", "供圖", "攝影", "新華社", "法新社", "路透", "視覺中國"),
    "Getty Images",
    *("高以恒", "甲乙", "本報記者", "通訊員", "融媒", "檔案照", "網絡圖片", "視頻截圖", "來源", "翻攝"),
)
WORDS = (
    *"的一了是中山水\U00020000",
    *("中国", "人民", "共和国", "自然", "语言", "处理", "北京", "大学生", "图书馆", "國際", "機場"),
)
POINTED = (*"()\uff08\uff09左右中上前後排起一二號号12", "高以恒", "前排", "左起")
BESIDE = (
    *("燈塔", "守塔人說", "記者高以恒", "守塔人收燈。", "霧要到午後才散。", "青螺島的燈塔還亮着\uff0c守塔人說青"),
    "螺島的霧要到午後才散\n\uff0c船也就停在港裏不開\n了。",
    "從前島上沒有路\uff0c燈油\n要人背上去\uff0c一趟半天\n\uff0c背的人都是島上的青",
)
NAMED = (*"。\uff01·.\uff0c、:()\uff08\uff09供圖加/\uff0f攝拍 」”", "記者", "记老", "高以恒", "甲乙", "陳")


@given(st.lists(st.sampled_from(CREDITS), max_size=10).map("".join))
@example("站台。\uff08記者高以恒攝")
@example("站台。高以恒攝 \uff09")
def test_credits(text: str) -> None:
    end = text.replace("\n", "")[-60:]
    assert photo_credits.may_be_credited(end) or not photo_credits._CREDIT.search(end)


@given(st.lists(st.sampled_from(NAMED), max_size=10).map("".join))
@example("站台。記者高以恒/")
def test_names_where_credits_stand(text: str) -> None:
    assert photo_credits.is_named(text) == bool(photo_credits._NAMED.search(photo_credits.flat(text)[-24:]))


@given(st.lists(st.sampled_from(POINTED), max_size=8).map("".join))
def test_pointers(text: str) -> None:
    assert captions._POINTS.search(text) or not captions._POINTER.search(text)


@given(st.lists(st.sampled_from([*"高以恒·.。—\uff08 ", "港闻", "\uff21", "1"]), max_size=9).map("".join))
def test_phrases(text: str) -> None:
    plain = furniture._plain(text)
    expected = furniture._PHRASE.fullmatch(plain.strip()) and not furniture._AUTHORS.search(plain)
    assert furniture.is_phrase(text) == bool(expected)


@given(*[st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join)] * 2)
def test_words_over_a_break(tail: str, head: str) -> None:
    tail, head = tail[-6:], head[:6]
    gain = best_cut(tail + head) - best_cut(tail) - best_cut(head)
    assert word_across(tail, head) or abs(gain) < 1e-9 < WORD


@given(*[st.lists(st.sampled_from((*WORDS, "\uff0c", "。", "\n")), min_size=1, max_size=5).map("".join)] * 2,
       st.sampled_from((None, 12.0)), st.sampled_from((None, 12.0)))  # fmt: skip
def test_what_may_join(first: str, second: str, column: float | None, next_column: float | None) -> None:
    score = total(list(signs(first, second, column, next_column, None)))
    assert may_join(first, second, column, next_column) or score < JOIN
    if column and not ends_sentence(first):
        assert most_before(first, column) + most_behind(second, next_column) >= score


def test_phrases_of_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    page = document("青螺島的燈\n塔還亮着", "霧要到午後才散。")
    pairs = [("守塔人說青", "螺島"), ("午", "後才"), ("還亮着", "霧要"), ("守", "塔"), ("", "")]
    found = [phrases.Phrases(page).across(*pair) for pair in pairs]
    assert found == ["青螺島", "午後才", "", "", ""]
    monkeypatch.setattr(phrases, "_SEARCHED", 0)
    assert [phrases.Phrases(page).across(*pair) for pair in pairs] == found


@given(st.lists(st.sampled_from([*ENDS, *CLOSERS, *".\uff0c甲a \n\u3000\x1c"]), max_size=6).map("".join))
def test_ends_of_sentences(text: str) -> None:
    assert ends_sentence(text) == bool(sentence._END.search(text) or sentence._HALF_END.search(text))


@given(st.text(max_size=20) | st.text("體体\uff0cA7\uff21 \U00020000", max_size=9))
def test_keys(text: str) -> None:
    assert key(text) == fold(regex.sub(r"[^\p{Han}A-Za-z0-9]+", "", text))


@given(st.text(",.:;!?() a1甲\uff0c\n", max_size=9))
def test_signs_that_stood_for_wide_ones(line: str) -> None:
    wide = regex.findall(r"(?<=[^\0-\x7f])[ ]?[,;:!?().](?![0-9A-Za-z])|[,;:!?()](?=[ ]?[^\0-\x7f])", line)
    assert columns.set_width(line) == ems(line) + 0.5 * len(wide)


@given(st.lists(st.tuples(st.sampled_from(BESIDE), st.sampled_from(Kind)), min_size=1, max_size=6))
@example([(BESIDE[-1], Kind.PARAGRAPH), (BESIDE[3], Kind.PARAGRAPH), (BESIDE[-2], Kind.PARAGRAPH)])
@example([(BESIDE[0], Kind.HEADING), (BESIDE[3], Kind.PARAGRAPH), (BESIDE[2], Kind.PARAGRAPH)])
def test_what_stands_beside_captions(blocks: list[tuple[str, Kind]]) -> None:
    page = document(*(text for text, _ in blocks), kinds=tuple(kind for _, kind in blocks))
    widths = column_widths(page)
    for n, (text, _) in enumerate(blocks):
        assert total(list(places(page, n, n))) <= most_places(page, n, n)
        interrupted = len(sentence.sentence_ends(text)) <= 1 and any(interrupts(page, widths, n, n))
        assert captions_rule._may_interrupt(page, n, n, text) or not interrupted
