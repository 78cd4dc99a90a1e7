"""Markdown read into blocks: what is running text, what is not, and where each character came from."""

from array import array

import pytest
from hypothesis import given

import strategies
from kanwu.model import Block, Kind
from kanwu.read.markdown import read_markdown

P, H, C, Q, V = Kind.PARAGRAPH, Kind.HEADING, Kind.CAPTION, Kind.QUOTE, Kind.VERBATIM


def shown(source: str) -> list[tuple[Kind, str]]:
    return [(b.kind, b.text) for b in read_markdown(source).blocks]


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("", []),
        (" \n\u3000\n\t\n", []),
        ("甲", [(P, "甲")]),
        ("\u3000\u3000甲\n  乙 \n\n\n丙\n", [(P, "甲\n乙"), (P, "丙")]),
        ("甲\r\n乙\r\n\r\n丙", [(P, "甲\n乙"), (P, "丙")]),
        ("甲\r乙\r\r丙", [(P, "甲\n乙"), (P, "丙")]),
        ("甲\x0b乙\x0c丙\u2028丁\x85戊", [(P, "甲\x0b乙\x0c丙\u2028丁\x85戊")]),
        ("# 甲\n乙\n## 丙", [(H, "甲"), (P, "乙"), (H, "丙")]),
        ("##\u3000甲", [(H, "甲")]),
        ("#甲", [(P, "#甲")]),
        ("####### 甲", [(P, "####### 甲")]),
        ("# ", [(P, "#")]),
        ("*甲。*", [(C, "甲。")]),
        ("*甲\n乙*", [(C, "甲\n乙")]),
        ("**甲**", [(P, "**甲**")]),
        ("*甲*乙*", [(P, "*甲*乙*")]),
        ("* 甲*", [(V, "* 甲*")]),
        ("> 甲\n>乙\n丙", [(Q, "甲\n乙"), (P, "丙")]),
        ("> 甲\n>\n> 乙", [(V, "> 甲\n>\n> 乙")]),
        ("> - 甲", [(V, "> - 甲")]),
        ("> # 甲", [(V, "> # 甲")]),
        ("甲\n===\n", [(V, "甲\n===")]),
        ("甲\n---\n", [(V, "甲\n---")]),
        ("甲\n乙\n---\n", [(P, "甲\n乙\n---")]),
        ("---\n甲: 乙\n---\n丙", [(V, "---\n甲: 乙\n---"), (P, "丙")]),
        ("---\n甲\n---\n", [(V, "---"), (V, "甲\n---")]),
        ("甲\n\n---\n乙: 丙\n---\n", [(P, "甲"), (V, "---"), (V, "乙: 丙\n---")]),
        ("```\n甲\n\n乙\n```\n丙", [(V, "```\n甲\n\n乙\n```"), (P, "丙")]),
        ("~~~ text\n甲\n~~~~\n", [(V, "~~~ text\n甲\n~~~~")]),
        ("````\n甲\n```\n````", [(V, "````\n甲\n```\n````")]),
        ("```\n甲", [(P, "```\n甲")]),
        ("    code\n    more\n\n甲", [(V, "    code\n    more"), (P, "甲")]),
        ("    甲\n    乙", [(P, "甲\n乙")]),
        ("甲\n    code", [(P, "甲\ncode")]),
        ("- 甲\n- 乙\n\n丙", [(V, "- 甲\n- 乙"), (P, "丙")]),
        ("1. 甲\n\n   乙\n2. 丙", [(V, "1. 甲\n\n   乙\n2. 丙")]),
        ("-甲", [(P, "-甲")]),
        ("2024. 甲", [(P, "2024. 甲")]),
        ("| 甲 | 乙 |\n|--|--|\n| 丙 | 丁。 |\n戊", [(V, "| 甲 | 乙 |\n|--|--|\n| 丙 | 丁。 |"), (P, "戊")]),
        ("| 甲 | 乙 |", [(V, "| 甲 | 乙 |")]),
        ("| 居民說,好 | 乙 |", [(P, "| 居民說,好 | 乙 |")]),
        ("走進「窯火 | 師傅", [(P, "走進「窯火 | 師傅")]),
        ("<div>\n甲\n</div>\n\n乙", [(V, "<div>\n甲\n</div>"), (P, "乙")]),
        ("<甲>", [(P, "<甲>")]),
        ("<!-- 甲\n\n乙 -->\n丙", [(V, "<!-- 甲\n\n乙 -->"), (P, "丙")]),
        ("<!-- 甲\n\n乙", [(P, "<!-- 甲"), (P, "乙")]),
        ("***\n* * *\n_ _ _", [(V, "***"), (V, "* * *"), (V, "_ _ _")]),
        ("[甲]: http://example.org\n乙", [(V, "[甲]: http://example.org"), (P, "乙")]),
        ("![甲](乙.png)\n*丙*", [(V, "![甲](乙.png)"), (C, "丙")]),
        ("甲![乙](丙.png)", [(P, "甲![乙](丙.png)")]),
    ],
)
def test_blocks(source: str, blocks: list[tuple[Kind, str]]) -> None:
    assert shown(source) == blocks


def test_levels() -> None:
    assert [b.level for b in read_markdown("# 甲\n\n###### 乙\n\n丙").blocks] == [1, 6, 0]


def traced(source: str, block: Block) -> bool:
    """Whether each character of the block is the source's own or stands for a line end of it."""
    pairs = zip(block.origin, block.text, strict=True)
    return all(source[n] == c if n >= 0 else c == "\n" and source[~n] == "\r" for n, c in pairs)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_each_character_knows_its_place(newline: str) -> None:
    source = "# 甲\n\n \u3000乙\n丙 \n\n> 丁\n> 戊\n\n*己\n庚*\n\n- 辛\n- 壬\n".replace("\n", newline)
    blocks = read_markdown(source).blocks
    assert [b.kind for b in blocks] == [H, P, Q, C, V]
    assert all(traced(source, b) for b in blocks)


@given(source=strategies.mixtures())
def test_no_character_stands_in_two_blocks(source: str) -> None:
    blocks = read_markdown(source).blocks
    assert all(traced(source, b) for b in blocks)
    kept = [n for b in blocks for n in b.origin if n >= 0]
    assert kept == sorted(set(kept))


@given(source=strategies.mixtures())
def test_every_word_stands_in_a_block(source: str) -> None:
    held = {n for b in read_markdown(source).blocks for n in b.origin}
    lost = "".join(c for n, c in enumerate(source) if n not in held and not c.isspace())
    assert not lost.strip("#>*"), lost


def test_places_of_an_earlier_text_are_taken_over() -> None:
    earlier = array("i", [10, 11, ~12, 20, 21])
    blocks = read_markdown("甲\n\n乙丙", earlier).blocks
    assert [list(b.origin) for b in blocks] == [[10], [20, 21]]


def test_a_line_end_that_was_written_stays_marked() -> None:
    block = read_markdown("甲\n乙", array("i", [10, ~11, 12])).blocks[0]
    assert list(block.origin) == [10, ~11, 12]
