"""What no rule may touch."""

import pytest

from build import document
from kanwu import Options, clean
from kanwu.guard import markup, protected, veto
from kanwu.model import Flag, Kind, Regroup, Replace, joined


def shown(text: str) -> list[str]:
    return [text[start:end] for start, end in markup(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲,乙", []),
        ("用`甲,乙`寫", ["`甲,乙`"]),
        ("用``甲,乙``寫", ["``甲,乙``"]),
        ("一個 ` 不是", []),
        ("看[甲,乙](http://example.org/a,b \"丙\")了", ["[", "](http://example.org/a,b \"丙\")"]),
        ("看![甲,乙](丙,丁.png)了", ["![", "](丙,丁.png)"]),
        ("看[甲](乙 丙)了", []),
        ("[註](1) [又](2)", ["[", "](1)", "[", "](2)"]),
        ("<b>甲,乙</b>、<br/>、<a href=\"甲,乙\">", ["<b>", "</b>", "<br/>", "<a href=\"甲,乙\">"]),
        ("甲<乙,丙>丁", []),
        ("甲<!-- 乙,丙 -->丁", ["<!-- 乙,丙 -->"]),
        ("見http://a.org/b,c?d=e,或www.example.org/甲", ["http://a.org/b,c?d=e,", "www.example.org/"]),
        ("寄到pier.desk+1@mail.example.org,謝", ["pier.desk+1@mail.example.org"]),
        ("<https://example.org/甲>", ["https://example.org/"]),
        ("5 @ 10", []),
    ],
)
def test_markup_is_found(text: str, found: list[str]) -> None:
    assert shown(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "居民用`a , b`寫程式,昨日完成。", "居民看[會議 , 記錄](https://example.org/a,b),昨日通過。",
        "居民看![圖,一](a,b.png)昨日。", "居民寄到pier@example.org,昨日收到。", "居民用`甲 乙`寫,昨日完成。",
        "居民見https://example.org/a,b昨日。",
    ],
)  # fmt: skip
def test_cleaning_keeps_markup(text: str) -> None:
    kept = shown(text)
    made = clean(text).text
    assert [piece for piece in kept if piece not in made] == []


def bar(text: str, start: int, end: int, after: str, *terms: str) -> str:
    return veto(document(text), Replace(0, start, end, text[start:end], after, "because"), terms)


def test_an_edit_in_markup_is_barred_and_one_beside_it_is_not() -> None:
    text = "用`甲,乙`寫,"
    assert bar(text, 3, 4, "、") == "markup"
    assert bar(text, 0, 2, "") == "markup"
    assert bar(text, 4, 4, "丙") == "markup"
    assert bar(text, 1, 1, "丙") == ""
    assert bar(text, 6, 6, "丙") == ""
    assert bar(text, 7, 8, "、") == ""


def test_in_markup_a_line_end_may_be_closed_but_no_blank() -> None:
    assert bar("<a\nb=c>", 2, 3, " ") == ""
    assert bar("用`甲 乙`寫", 3, 4, "") == "markup"
    assert bar("用`甲 乙`寫", 3, 4, "\n") == "markup"


def test_terms_are_protected_also_where_a_line_ends_in_them() -> None:
    assert protected("甲乙丙 甲\n乙 丙", ("甲乙丙", "乙")) == ((0, 3), (4, 9))
    assert protected("甲乙丙", ()) == ()
    assert protected("a.c abc", ("a.c",)) == ((0, 3),), "a term is no pattern"


def test_an_edit_in_a_term_is_barred_but_for_its_blanks() -> None:
    assert bar("甲乙丙", 1, 2, "丁", "甲乙") == "protected"
    assert bar("甲乙丙", 2, 3, "丁", "甲乙") == ""
    assert bar("甲乙丙", 2, 2, "丁", "甲乙") == ""
    assert bar("甲\n乙丙", 1, 2, "", "甲乙") == ""
    assert bar("甲\n乙丙", 1, 2, "、", "甲乙") == "protected"


def test_a_regrouping_may_not_silence_a_term() -> None:
    page = document("甲乙", "丙")
    one, two = page.blocks
    hide = Regroup(0, 1, (one.tagged(Kind.NOISE), two), "because")
    assert veto(page, hide, ("甲乙",)) == "protected"
    assert veto(page, hide, ("丙",)) == ""
    assert veto(page, hide, ()) == ""
    assert veto(page, Regroup(0, 1, (joined([one, two], ""),), "because"), ("甲乙",)) == ""
    assert veto(page, Regroup(0, 1, (*one.cut(1), two), "because"), ("甲乙",)) == "protected"


def test_a_flag_may_stand_anywhere() -> None:
    assert veto(document("`甲`"), Flag(0, 0, 3, "because"), ("甲",)) == ""


def test_what_was_barred_is_told() -> None:
    text = "居民昨日開會,他說,爲了孩子,爲了明天,爲了大家。"
    plain, kept = clean(text, Options(script="hk")), clean(text, Options(script="hk", protect=("爲了孩子",)))
    assert plain.text.count("爲") == 0
    assert kept.text.count("爲") == 1
    assert [e.why for e in kept.edits if not e.applied and e.before == "爲" and "(protected)" in e.why]
