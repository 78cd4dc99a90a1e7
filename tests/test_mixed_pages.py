"""Pages of two scripts: a passage keeps its own, a page that an engine mixed is brought to one."""

from itertools import count
from typing import Literal

import pytest

from kanwu import Options, clean

Script = Literal["hk", "hans"]
TRADITIONAL = """# 舊碼頭改建成書屋

渡輪停航之後\uff0c漁村的碼頭空了十年。去年開春\uff0c幾位教師籌錢把候船室改建成書屋\uff0c門口還掛着當年的銅鐘。

管理員說\uff0c來看書的多半是老街坊\uff0c學生放學後也來寫功課。書架是木匠義務做的\uff0c連釘子都沒有收錢。

下月起書屋將開設夜間課程\uff0c請漁民講解潮汐與風浪\uff0c報名的人已經超過預計。
"""
SIMPLIFIED = """# 旧码头改建成书屋

渡轮停航之后\uff0c渔村的码头空了十年。去年开春\uff0c几位教师筹钱把候船室改建成书屋\uff0c门口还挂着当年的铜钟。

管理员说\uff0c来看书的多半是老街坊\uff0c学生放学后也来写功课。书架是木匠义务做的\uff0c连钉子都没有收钱。

下月起书屋将开设夜间课程\uff0c请渔民讲解潮汐与风浪\uff0c报名的人已经超过预计。
"""
QUOTED = {
    "hk": "有信寫道\uff1a「我们这里没有书店\uff0c孩子们坐两个钟头的车来借书\uff0c请你们不要关门。」",
    "hans": "有信写道\uff1a“我們這裏沒有書店\uff0c孩子們坐兩個鐘頭的車來借書\uff0c請你們不要關門。”",
}
OFFER = {
    "hk": "新华餐厅迎来开业三周年\uff0c凭此广告买两份套餐送饮料\uff0c欢迎订座\uff0c电话请见门外。",
    "hans": "新華餐廳迎來開業三週年\uff0c憑此廣告買兩份套餐送飲料\uff0c歡迎訂座\uff0c電話請見門外。",
}
PAGE = {"hk": TRADITIONAL, "hans": SIMPLIFIED}


def mixed(script: str) -> dict[str, str]:
    """The page with a quotation in the other script, with an advertisement, with both."""
    head, mark, rest = PAGE[script].partition("\n\n下月")
    quoted = f"{head}{QUOTED[script]}{mark}{rest}"
    return {
        "quotation": quoted, "advertisement": f"{PAGE[script]}\n{OFFER[script]}\n",
        "both": f"{quoted}\n{OFFER[script]}\n",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["quotation", "advertisement", "both"])
@pytest.mark.parametrize("script", ["hk", "hans"])
def test_a_passage_keeps_its_script(script: Script, kind: str) -> None:
    text = mixed(script)[kind]
    assert clean(text, Options(script=script)).text == text


@pytest.mark.parametrize("kind", ["quotation", "advertisement", "both"])
def test_auto_leaves_a_traditional_page_with_a_passage(kind: str) -> None:
    text = mixed("hk")[kind]
    assert clean(text).text == text


@pytest.mark.parametrize("kind", ["quotation", "advertisement", "both"])
def test_auto_leaves_a_simplified_page_with_a_passage(kind: str) -> None:
    text = mixed("hans")[kind]
    assert clean(text).text == text


@pytest.mark.parametrize(("script", "other"), [("hk", "hans"), ("hans", "hk")])
def test_strays_all_over_are_brought_to_one_script(script: Script, other: Script) -> None:
    """Every third character that differs is of the other script."""
    strayed = with_strays(script, other)
    assert strayed != PAGE[script]
    assert clean(strayed, Options(script=script)).text == PAGE[script]


@pytest.mark.parametrize(("script", "other"), [("hk", "hans"), ("hans", "hk")])
def test_where_the_engine_strays_a_passage_is_none(script: Script, other: Script) -> None:
    result = clean(f"{with_strays(script, other)}\n{OFFER[script]}\n", Options(script=script)).text
    last = result.strip().split("\n")[-1]
    rows = zip(last, OFFER[script], OFFER[other], strict=True)
    assert sum(here == theirs != own for here, theirs, own in rows) <= 1, "週 may stay 周"


def with_strays(script: str, other: str) -> str:
    turn = count()
    rows = zip(PAGE[script], PAGE[other], strict=True)
    return "".join(theirs if own != theirs and next(turn) % 3 == 0 else own for own, theirs in rows)
