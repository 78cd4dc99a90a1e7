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
from kanwu.evidence.overconverted import LENGTHS, _at, _belongs_outside, _tables
from kanwu.evidence.sentence import CLOSERS, ENDS, ends_sentence
from kanwu.evidence.signs import total
from kanwu.evidence.widths import ems
from kanwu.model import Kind
from kanwu.rules.characters import look_alikes
from kanwu.rules.layout import captions as captions_rule
from kanwu.rules.punctuation import ellipses, middle_dots, misread_digits, number_signs, semicolons, width

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
SPOILT = (*"的之后後里于於纍干乾发", "乾部", "干部", "太后", "皇后", "游擊", "领导", *sorted(_tables().words)[::400])
SIGNED = (
    *"一年個中。\uff0c\uff1a:\uff0e.,·… 、」「“”oOlI01234O",
    *("......", "。。。", "12", "000", "一、", "第二", "二O", "Yahoo"),
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


def spoilt_at(text: str, at: int, done: int) -> tuple[int, str] | None:
    """The wrong word over a place, each stretch looked up."""
    tables = _tables()
    for length in LENGTHS:
        for start in range(max(done, at - length + 1), at + 1):
            wrong = text[start : start + length]
            right = tables.words.get(wrong)
            fits = length != 2 or not _belongs_outside(text, at, start, tables)
            if right and wrong[at - start] != right[at - start] and fits:
                return start, wrong
    return None


@given(st.lists(st.sampled_from(SPOILT), max_size=8).map("".join), st.integers(0, 3))
def test_spoilt_words(text: str, done: int) -> None:
    for at in _tables().alien.places(text):
        found = _at(text, at, done, _tables())
        assert (found and found[:2]) == spoilt_at(text, at, done)


@given(st.lists(st.sampled_from(SIGNED), max_size=12).map("".join))
@example("二0一九年")
@example("中\uff0e中3\uff0e5")
@example("「中」… 。")
@example("中 \uff1a 年")
def test_signs_of_rules(text: str) -> None:
    assert misread_digits._may_be(text) or not misread_digits._FIND.search(text)
    assert ellipses._FAST.search(text) or not [m for m in ellipses._DOTS.finditer(text) if m.group() != "……"]
    assert look_alikes._FAST.search(text) or not look_alikes._QUOTED.search(text)
    numbers = [m.span() for m in regex.finditer(number_signs._PLACES, text)]
    assert [m.span() for m in number_signs._NUMBER.finditer(text)] == numbers
    blanks = (semicolons._COLON.match(text, sign.start()) for sign in regex.finditer(r"[ ]?[\uff1a·]", text))
    assert [m.span() for m in semicolons._colons(text)] == [m.span() for m in blanks if m]
    words = len(width._WORDS.findall(text))
    more = sum(map(len, width._CHINESE.findall(text))) > words
    assert width._chinese(text) == bool(width._SIGN.search(text) and more)


@given(st.lists(st.sampled_from((*"中、·。 」山水", "甲乙丙", "子丑寅卯")), max_size=30).map("".join))
@example("子丑寅卯山·水、")
@example("、山·子丑寅卯水")
def test_lists_of_short_words(text: str) -> None:
    for found in middle_dots._DOT.finditer(text):
        start, end = found.span()
        before, after = middle_dots._SIGN.split(text[:start])[-1], middle_dots._SIGN.split(text[end:])[0]
        beyond = text[start - len(before) - 1 :][:1] if start > len(before) else "", text[end + len(after) :][:1]
        short = all(0 < len(item) <= middle_dots._WORD for item in (before, after))
        expected = short and text[start - 1] not in "》」』”’" and "、" in beyond
        assert middle_dots._in_list(text, start, end) == expected
