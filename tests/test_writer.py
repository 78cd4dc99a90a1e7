"""Documents written as Markdown, and what each character of it comes from."""

from dataclasses import replace

import pytest
from hypothesis import given

import strategies
from build import document
from kanwu.model import Document, Kind, place
from kanwu.options import Damaged
from kanwu.read.markdown import read_markdown
from kanwu.write.markdown import Written, write_markdown

CANONICAL = (
    "", "甲", "甲\n", "甲\n乙\n", "甲\n\n乙", "# 甲\n\n乙\n", "*甲。*\n", "> 甲\n> 乙\n",
    "- 甲\n- 乙\n\n丙\n", "```\n甲\n```\n", "甲\n\n---\n\n乙\n", "---\na: 甲\n---\n\n乙\n",
    "---\na: 甲\n---\n乙\n",
    "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n戊\n", "甲\n\n\n- 乙\n\n\n\n丙\n", "![甲](乙.png)\n*丙*\n",
    "*丙*\n![甲](乙.png)\n", "***\n> 甲\n- 乙\n",
    "[甲]: http://example.org\n[乙]: http://example.org/b\n\n丙\n",
    "<div>\n甲\n</div>\n\n乙\n", "甲\n<!-- 乙 -->\n丙\n", "- 甲\n# 乙\n", "***\n# 乙\n甲\n===\n",
)  # fmt: skip


def write(source: str) -> Written:
    return write_markdown(read_markdown(source))


def test_canonical_text_comes_back_as_it_is() -> None:
    for newline in ("\n", "\r\n", "\r"):
        for text in CANONICAL:
            source = text.replace("\n", newline)
            written = write(source)
            assert written.text == source
            assert list(written.origin) == list(range(len(source))), (source, written.origin)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("甲\n\n\n\n乙\n\n", "甲\n\n乙\n"),
        ("\n\n甲", "甲"),
        ("\u3000\u3000甲 \n 乙\t\n", "甲\n乙\n"),
        ("#  甲\n乙", "# 甲\n\n乙"),
        ("#\u3000甲", "# 甲"),
        (">甲\n>  乙", "> 甲\n> 乙"),
        ("甲\n# 乙", "甲\n\n# 乙"),
        ("甲\n \t\n乙", "甲\n\n乙"),
        ("甲\r\n乙\n丙\r", "甲\n乙\n丙\n"),
        (" \n", ""),
    ],
)
def test_white_space_and_marks_become_regular(source: str, text: str) -> None:
    assert write(source).text == text
    assert write(text).text == text


@given(source=strategies.mixtures())
def test_what_is_written_is_read_as_the_same(source: str) -> None:
    page = read_markdown(source)
    written = write_markdown(page)
    again = write(written.text)
    assert again.text == written.text
    assert len(written.origin) == len(written.text)
    assert all(source[n] == c for n, c in zip(written.origin, written.text, strict=True) if n >= 0)
    assert all(place(n) <= len(source) for n in written.origin)
    kept = [n for n in written.origin if n >= 0]
    assert len(set(kept)) == len(kept)


@pytest.mark.parametrize("kind", [Kind.NOISE, Kind.COPY])
def test_what_was_taken_out_is_not_written(kind: Kind) -> None:
    page = document("甲", "乙", "丙", kinds=[Kind.PARAGRAPH, kind])
    assert write_markdown(page).text == "甲\n\n丙"
    assert write_markdown(document("甲", kinds=[kind])).text == ""


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("comment", "甲\n\n<!-- kanwu, damaged: 乙\\ -->\n\n丙"),
        ("keep", "甲\n\n乙\\\n\n丙"),
        ("drop", "甲\n\n丙"),
    ],
)
def test_a_damaged_block_is_written_as_asked(damaged: Damaged, text: str) -> None:
    page = document("甲", "乙\\", "丙", kinds=[Kind.PARAGRAPH, Kind.DAMAGED])
    assert write_markdown(page, damaged).text == text


def test_a_damaged_heading_that_is_kept_stays_a_heading() -> None:
    page = document("乙", kinds=[Kind.HEADING])
    page = Document((page.blocks[0].tagged(Kind.DAMAGED, 3),), page.source)
    assert write_markdown(page, "keep").text == "### 乙"


def test_a_damaged_block_that_would_end_its_comment_is_kept() -> None:
    page = document("乙 --> 丙", kinds=[Kind.DAMAGED])
    assert write_markdown(page, "comment").text == "乙 --> 丙"


def test_captions_quotes_and_headings_have_their_marks() -> None:
    kinds = [Kind.CAPTION, Kind.QUOTE, Kind.HEADING, Kind.CAPTION]
    page = document("甲\n乙", "丙\n丁", "戊\n己", "*庚*", kinds=kinds)
    assert write_markdown(page).text == "*甲\n乙*\n\n> 丙\n> 丁\n\n## 戊 己\n\n*庚*"


def test_a_paragraph_that_looks_like_a_mark_is_read_as_one_again() -> None:
    for text in ("1. 甲", "# 甲", "> 甲", "- 甲", "    code", "```"):
        written = write_markdown(document("乙", text))
        assert write(written.text).text == written.text


def test_the_line_end_is_the_source_s_own() -> None:
    for newline in ("\n", "\r\n", "\r"):
        page = replace(document("甲", "乙"), source=f"甲{newline}{newline}{newline}乙{newline}")
        assert write_markdown(page).text == f"甲{newline}{newline}乙{newline}"


def test_a_mark_that_was_moved_is_not_traced_to_another_place() -> None:
    page = document("甲", "乙", kinds=[Kind.PARAGRAPH, Kind.CAPTION])
    moved = Document((page.blocks[1], page.blocks[0]), page.source)
    written = write_markdown(moved)
    assert written.text == "*乙*\n\n甲"
    assert [n for n in written.origin if n >= 0 and page.source[n] in "甲乙"] == [3, 0]
    kept = [n for n in written.origin if n >= 0]
    assert len(set(kept)) == len(kept)
