"""Plain text, JSON, and a page read once more from its Markdown: what holds for any page."""

import json

import pytest
from hypothesis import example, given

import kanwu
import strategies
from house import load, page_folders
from invariants import check_undone
from kanwu import Options, Result, clean
from kanwu.batch.products import product
from kanwu.model import SILENT, Kind
from kanwu.read.files import page_of
from kanwu.write.json import Source, write_json
from kanwu.write.markdown import Written
from kanwu.write.text import read_again
from scans import hocr

PAGE = "# 標題一二三四\n\n海邊起了風,漁船都回到港裏。\n\n*圖說,攝於昨日*\n\n> 引文\n> 兩行\n\n- 一\n- 二\n"


def as_text(result: Result) -> Result:
    page = page_of(result.source.encode("utf-8", "surrogatepass"), "text", "utf-8")
    return product("page.md", page, result, "txt", "comment").result


def visible(text: str) -> str:
    return "".join(text.split())


def check_text(result: Result) -> None:
    """Plain text is the blocks' own, each character traced to the source, and leads back."""
    plain = as_text(result)
    spoken = [b for b in result.blocks if b.kind not in {*SILENT, Kind.DAMAGED}]
    assert visible(plain.text) == visible("".join(b.text for b in spoken))
    kept = [n for n in plain.origin if n >= 0]
    assert len(plain.origin) == len(plain.text)
    assert len(set(kept)) == len(kept)
    assert all(plain.text[at] == plain.source[n] for at, n in enumerate(plain.origin) if n >= 0)
    for entry in (*plain.edits, *plain.flags):
        assert 0 <= entry.output.start <= entry.output.end <= len(plain.text)
    check_undone(plain)


@given(strategies.pages())
@example(PAGE)
@example(PAGE.replace("\n", "\r\n"))
@example("")
def test_plain_text_holds_what_is_promised(text: str) -> None:
    if not any("\ud800" <= c <= "\udfff" for c in text):
        check_text(clean(text))


@pytest.mark.parametrize("folder", page_folders(), ids=lambda f: f.name)
def test_plain_text_of_whole_pages(folder: object) -> None:
    check_text(clean(load(folder).given))  # type: ignore[arg-type]


def _is_text(char: str) -> bool:
    """Whether a character is neither white space nor one that makes a mark of Markdown's at a line's beginning."""
    return not (char.isspace() or char in "#*>")


@given(strategies.pages())
@example(PAGE)
@example("\0# \u201c\u4e0b\n\n\u73ed\u4e86\uff0c\u4e0a\u8bfe\u53bb\uff01\u201d\u591c\u6821\u56de\u6765\u4e86")
def test_a_page_read_again_has_the_same_characters(text: str) -> None:
    result = clean(text)
    blocks = read_again(Written(result.text, result.origin), result.blocks)
    before, after = (
        {n for b in found if b.kind not in SILENT for n, c in zip(b.origin, b.text, strict=True) if _is_text(c)}
        for found in (result.blocks, blocks)
    )
    assert {n for n in before if n >= 0} <= after
    silent = [[b.text for b in found if b.kind in SILENT] for found in (result.blocks, blocks)]
    assert silent[0] == silent[1]


def test_a_page_read_again_keeps_its_kinds() -> None:
    for folder in page_folders():
        result = clean(load(folder).given)
        blocks = read_again(Written(result.text, result.origin), result.blocks)
        assert [(b.kind, b.text) for b in blocks] == [(b.kind, b.text) for b in result.blocks], folder.name


@given(strategies.pages(), strategies.options)
def test_json_is_json_and_the_same_each_time(text: str, options: Options) -> None:
    result = clean(text, options)
    source = Source("page.md", "text", "utf-8", "")
    written = write_json(result, source)
    record = json.loads(written.encode("utf-8"), parse_constant=pytest.fail)
    assert [b["text"] for b in record["blocks"]] == [b.text for b in result.blocks]
    assert len(record["edits"]) == len(result.edits)
    assert write_json(result, source) == written


def test_a_line_for_each_block_and_edit() -> None:
    result = clean(kanwu.load(hocr().encode()))
    lines = write_json(result, Source("a", "hocr", "utf-8", "0")).splitlines()
    rows = [line for line in lines if line.startswith("{") and len(line) > 1]
    assert len(rows) == len(result.blocks) + len(result.edits) + len(result.flags)
    assert all(json.loads(row.rstrip(",")) for row in rows)
