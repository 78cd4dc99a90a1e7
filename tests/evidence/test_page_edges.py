"""Heads and feet of invented newspapers: all of it is furniture, as printed and with characters misread; the
article between them is not."""

import pytest

from build import document
from kanwu.evidence.page_edges import Edges
from kanwu.model import Kind

TRADITIONAL = (
    "## 舊糧倉改成木偶戲館", "## 鎮民集資三年", "本報記者 甘以寧",
    "【本報訊】停用二十年的北坡糧倉昨日換上新招牌,成為全鎮第一間木偶戲館。館長說,三年來有四百多戶捐了錢,最小的一筆是五元。",
    "開幕當天演了兩場,每場坐滿一百二十人。散場時下起雨,觀眾站在屋簷下不肯走,師傅又把木偶拿出來,在門口多演了一段。",
    "館長說,下月起每逢週末都有戲,票價二十元,學生半價。他盼望十年後還有人記得今晚這場雨。",
)  # fmt: skip
SIMPLIFIED = (
    "## 旧粮仓改成木偶戏馆", "## 镇民集资三年", "本报记者 甘以宁",
    "本报讯 停用二十年的北坡粮仓昨日换上新招牌,成为全镇第一间木偶戏馆。馆长说,三年来有四百多户捐了钱,最小的是五元。",
    "开幕当天演了两场,每场坐满一百二十人。散场时下起雨,观众站在屋檐下不肯走,师傅又把木偶拿出来,在门口多演了一段。",
    "馆长说,下月起每逢周末都有戏,票价二十元,学生半价。他盼望十年后还有人记得今晚这场雨。",
)  # fmt: skip
# What stands above the article and below it, a piece a block, as engines read it: in any order.
HONG_KONG = [
    (["## 鴨洲早報", "A7", "## 街坊故事", "2033年11月8日 星期二"], ["責任編輯\uff1a甘以寧 版面\uff1a喬松年"]),
    (["二〇三三年十一月八日星期二", "第12版離島生活"], ["## 燈塔論壇報", "報料WhatsApp\uff1a51234321"]),
    (["B4 海濱札記", "8/11/2033 (Tue)"], ["編輯\uff1a甘以寧 美指\uff1a喬松年", "查詢熱線 讀者熱線\uff1a3456 7890"]),
    (["## 石塘新報", "2033-11-08", "P15"], ["廣告查詢\uff1a23450011訂閱\uff1a23450012"]),
    (["今日編輯\uff1a甘以寧/組版\uff1a喬松年", "## 第9版", "## 山徑水道"], ["癸丑年十月十七", "鴨洲早報"]),
    (["November 8, 2033 Tuesday", "## 大嶼公論", "C2"], ["爆料電話\uff1a5432 1234 電郵\uff1anews@aapchau.example"]),
    (["2033年11月8日(星期二) 農曆十月十七", "## 頭條要聞A1"], ["當值主任\uff1a甘以寧 校對\uff1a喬松年"]),
]  # fmt: skip
TAIWAN = [
    (["## 北坡時報", "122.11.8(二)", "第6版", "部落采風"], ["本版主編 甘以寧", "本報讀者專線 0800-123-321"]),
    (["D3", "編輯/甘以寧 版面/喬松年"], ["一二二年十一月八日/星期二", "## 後山日日新"]),
    (["後山日日新2033/11/08", "## 海岸線上", "責任編輯 甘以寧"], ["本報檢舉信箱 tip@houshan.example", "11"]),
    (["中華民國一百二十二年十一月八日 星期二", "版次\uff1aB03"], ["訂報專線\uff1a0800-222-111", "美術編輯/喬松年"]),
    (["## 第21版", "長照現場", "2033.11.8 週二"], ["圖編 喬松年 核稿 甘以寧 組版 施小慧", "廣告專線(03)812-3456"]),
    (["頁8", "2033年11月8日", "## 蘭溪周報"], ["本報客服電話 (03)812-0000", "視覺\uff1a喬松年/統籌\uff1a甘以寧"]),
]  # fmt: skip
MAINLAND = [
    (["二〇三三年十一月八日星期二农历十月十七", "## 北坡评论", "第5版"], ["值班主任\uff1a甘以宁视觉\uff1a乔松年"]),
    (["2033年11月8日", "七版", "乡村纪行"], ["编审甘以宁美编乔松年校检施小慧"]),
    (["版次\uff1aA11", "## 区县观察", "农历十月十七 2033年11月8日"], ["报料电话96123", "新媒体编辑\uff1a施小慧"]),
    (["## 蓝田晚报", "2033.11.8 周二", "版次 06"], ["一审 甘以宁 二审 乔松年 三审 施小慧"]),
    (["第3版 教育周末"], ["2033年11月8日星期二", "本版责编\uff1a甘以宁 本版美编\uff1a乔松年", "本报网址www.beipo.cn"]),
    (["今日8版", "总第4567期", "2033年11月8日 星期二"], ["国内统一刊号CN88-0001", "投稿邮箱\uff1atg@beipo.example"]),
    (["北坡评论2033年11月8日星期二", "责编 甘以宁 版式 乔松年"], ["4版", "微信公众号\uff1abeipo", "新闻热线96123"]),
]  # fmt: skip
PAPERS = [(p, TRADITIONAL) for p in (*HONG_KONG, *TAIWAN)] + [(p, SIMPLIFIED) for p in MAINLAND]


def missed(head: list[str], article: tuple[str, ...], foot: list[str]) -> tuple[list[str], list[str]]:
    """The pieces of head and foot that stay, and those of the article that are taken."""
    pieces = [*head, *article, *foot]
    kinds = [Kind.HEADING if p.startswith("## ") else Kind.PARAGRAPH for p in pieces]
    edges = Edges(document(*(p.removeprefix("## ") for p in pieces), kinds=kinds))
    inside = range(len(head), len(head) + len(article))
    left = [p for i, p in enumerate(pieces) if i not in edges.taken and i not in inside]
    return left, [p for i, p in enumerate(pieces) if i in edges.taken and i in inside]


def garbled(pieces: list[str]) -> list[str]:
    """The two longest pieces each with a Chinese character in them read as another one that means nothing there."""
    longest = sorted(pieces, key=len)[-2:]
    return [_misread(p) if p in longest else p for p in pieces]


def _misread(piece: str) -> str:
    places = [i for i, c in enumerate(piece) if "\u4e00" <= c <= "\u9fff"]
    at = places[len(places) // 2] if places else 0
    return piece[:at] + ("\u8332" if places else piece[:1]) + piece[at + 1 :]


@pytest.mark.parametrize(("paper", "article"), PAPERS)
def test_the_furniture_is_taken_and_the_article_is_not(
    paper: tuple[list[str], list[str]], article: tuple[str, ...]
) -> None:
    assert missed(paper[0], article, paper[1]) == ([], [])


@pytest.mark.parametrize(("paper", "article"), PAPERS)
def test_misread_furniture_is_taken_too(paper: tuple[list[str], list[str]], article: tuple[str, ...]) -> None:
    left, taken = missed(garbled(paper[0]), article, garbled(paper[1]))
    assert (left, taken) == ([], [])


@pytest.mark.parametrize("article", [TRADITIONAL, SIMPLIFIED])
def test_an_article_alone_stays(article: tuple[str, ...]) -> None:
    assert missed([], article, []) == ([], [])
