"""Random texts for property tests: mixtures of everything that a page may hold and much that none should.

`mixtures` is built of odd signs, Markdown of all kinds and own words; `pages` garbles real ones: own articles
and the rules' fixtures, cut, repeated and strewn with odd signs, so that rules find something to do.
"""

import json
from functools import cache

from hypothesis import strategies as st

from house import ARTICLES, load, page_folders
from kanwu import Options
from kanwu.fixtures import cases, fixture_files

_WORDS = """
    渡輪 停航 居民 議會 昨日 通過 撥款 橋面 工程 老師傅 窯火 為了 爲了 纍計 裏面 資料圖片 圖為 攝 本報記者
    渡轮 议会 通过 拨款 桥面 老师傅 窑火 为了 累计 里面 据说 图为 本报讯 【本報訊】 其中 一 一一
    日 口 丨 一九八
"""
WORDS = tuple(_WORDS.split())
SIGNS = (
    *"。、「」『』《》“”‘’·—…\uff0c\uff1b\uff1a\uff1f\uff01\uff08\uff09\uff5c\uff0e\uff0f",
    *",.;:?!()[]\"'|/\\~%", "——", "……", "...", "--", "。。。", "\uff0e\uff0e",
)  # fmt: skip
LATIN = (
    "OCR", "the ferry", "A", "l", "I", "O0", "2025", "3.14", "8:30", "10:2", "45%-60%", "4,700", "[^1]",
    "https://example.org/a,b?c=d", "pier@example.org", "`code, 甲`", "[甲,乙](http://example.org/x)",
    "**粗,體**", "*斜體*", "<b>甲</b>", "![圖](a.png)",
)  # fmt: skip
BLANKS = (
    " ", "  ", "\u3000", "\t", "\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\n \n", "\n\n\n", "\x0b", "\x0c",
    "\u2028", "\xa0",
)  # fmt: skip
ODD = (
    *"\0\x01\x1b\x1f\x7f\x85\ud800\udfff\ud83d\ufeff\u200b\u200d\u202e\ufffd\uffff\ue000\U000f0000\U0010ffff",
    *"\u2f00\u2ec4\uf900\U0002f800\U00020000\u3007\u0301\u3099\u31c0\u2ff0\ufe4f\ufe30", "\U0001f600",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\u8fbb\U000e0100", "\u845b\ufe00", "\uff21\uff11",
    "\uff76\uff9e", "e\u0301",
)  # fmt: skip
BLOCKS = (
    "---\ntitle: 甲,乙\n---", "```\n甲,乙 , 丙\n```", "~~~text\n| 甲\n~~~", "```\n未完", "    code, line",
    "- 甲,乙\n- 丙\n  丁", "1. 甲\n2) 乙", "| 甲 | 乙 |\n|---|:-:|\n| 1,2 | 丙 |", "| 甲 | 乙 |\n| 丙 | 丁 |",
    "甲 | 乙\n--- | ---", "<div>\n甲,乙\n</div>", "<!-- 甲,乙 -->", "<!-- 未完", "> 甲,乙\n> 丙",
    "> - 甲\n> # 乙", ">", "***", "* * *", "- - -", "甲乙\n===", "甲乙\n---", "[甲]: http://example.org",
    "![甲](乙.png)", "# 議會昨日通過撥款", "## 走進「窯火 | 師傅", "###### 甲", "#甲", "# ", "#", "\\# 甲",
    "*圖為昨日的渡輪。*", "**", "*", "_", "*甲*乙*", "<!-- kanwu, damaged: 日口 -->", "[^1]: 註,腳",
    "term\n: 釋", "$$\na,b\n$$",
    "&amp;&#x4e00;", "A" * 300, "甲" * 3000, "| " * 400, "「" * 500,
)  # fmt: skip

words = st.sampled_from(WORDS)
signs, latin, blanks, odd = (st.sampled_from(table) for table in (SIGNS, LATIN, BLANKS, ODD))
runs = st.lists(st.one_of(words, words, words, signs, latin, blanks, odd), max_size=40).map("".join)
breaks = st.sampled_from(("\n\n", "\n\n", "\n", "\r\n\r\n", "\r\n", "\r", "\n\n\n", "\n \t\n"))


@st.composite
def mixtures(draw: st.DrawFn) -> str:
    """Texts of every kind of block and sign, some of them repeated, most with enough Chinese to be cleaned."""
    blocks = draw(st.lists(st.one_of(runs, runs, st.sampled_from(BLOCKS), st.text(max_size=30)), max_size=10))
    if draw(st.integers(0, 3)):
        blocks.insert(draw(st.integers(0, len(blocks))), draw(st.sampled_from(stock())))
    if draw(st.booleans()) and blocks:
        blocks.insert(draw(st.integers(0, len(blocks))), draw(st.sampled_from(blocks)))
    text = "".join(block + draw(breaks) for block in blocks)
    return text if draw(st.booleans()) else text[:-1]


@cache
def stock() -> tuple[str, ...]:
    """Paragraphs of own articles and pages, and the texts of all rules' fixtures."""
    found: list[str] = []
    for file in sorted(ARTICLES.glob("*.json")):
        article = json.loads(file.read_text(encoding="utf-8"))
        found += [f"# {article['title']}", article["byline"], *(b["text"] for b in article["blocks"])]
    for folder in page_folders():
        found += load(folder).given.split("\n\n")
    for name in sorted(fixture_files()):
        found += [case.given for case in cases(name)]
    return tuple(text for text in found if text.strip())


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Pages of real paragraphs, garbled as OCR and its pipelines do, and worse."""
    texts = draw(st.lists(st.sampled_from(stock()), min_size=1, max_size=8))
    blocks = [piece for text in texts for piece in _garbled(draw, text)]
    if draw(st.booleans()):
        blocks.insert(draw(st.integers(0, len(blocks))), _strewn(draw, draw(st.sampled_from(blocks)), 2))
    newline = draw(st.sampled_from(("\n", "\n", "\n", "\r\n", "\r")))
    return "\n\n".join(blocks).replace("\n", newline) + draw(st.sampled_from(("", newline)))


def _garbled(draw: st.DrawFn, text: str) -> list[str]:
    way = draw(st.integers(0, 7))
    at = draw(st.integers(0, len(text)))
    width = draw(st.integers(6, 24))
    if way == 0:
        return [text[:at], text[at:]]
    if way == 1:  # read twice at a seam
        return [text[:at], text[max(0, at - width) :]]
    if way == 2:
        return ["\n".join(text[i : i + width] for i in range(0, len(text), width))]
    if way == 3:
        return [" ".join(text[i : i + width] for i in range(0, len(text), width))]
    if way == 4:
        return [text[:at], f"圖為{text[:width]}。", text[at:]]
    if way == 5:
        return [f"## {text[at : at + width]}", _strewn(draw, text, 3)]
    return [_strewn(draw, text, 2)] if way == 6 else [text]


def _strewn(draw: st.DrawFn, text: str, most: int) -> str:
    """The text with a few odd signs in or instead of its characters."""
    for _ in range(draw(st.integers(0, most))):
        at = draw(st.integers(0, len(text)))
        sign = draw(st.one_of(odd, signs, blanks, words))
        text = text[:at] + sign + text[at + draw(st.integers(0, 1)) :]
    return text


options = st.builds(
    Options,
    script=st.sampled_from(("auto", "auto", "hk", "tw", "hans", "keep")),
    sure=st.sampled_from(("likely", "likely", "certain", "guess")),
    damaged=st.sampled_from(("comment", "comment", "keep", "drop")),
    protect=st.sampled_from(((), (), ("居民議會",), ("一",), ("爲了", "OCR"))),
)
