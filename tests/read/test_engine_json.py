"""Engines' JSON: which engine's it is, and MinerU's."""

from typing import Any

import pytest

from engine_samples import CAPTION, ENGINE, FILES, FIRST, HEADER, PICTURE, TITLE, outline, pages, said, source, tree
from kanwu.errors import UnreadableError, UsageError
from kanwu.geometry import Box
from kanwu.read.engine_json import ENGINES, engine_of, json_pages, parsed, read_engine_json
from kanwu.read.scan import NO_BOX


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_engine_of_each_sample_is_found_by_its_shape_and_no_other_claims_it(file: Any) -> None:
    found = parsed(file.read_text("utf-8"))
    assert [engine.name for engine in ENGINES if engine.is_it(found)] == [ENGINE[file.stem[:2]]]
    assert engine_of(found) == ENGINE[file.stem[:2]]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_each_sample_gives_a_document_whose_geometry_holds_all_its_words(file: Any) -> None:
    assert file.stat().st_size < 150_000
    document = read_engine_json(file.read_text("utf-8")).document
    assert document.geometry is not None
    words = "".join(document.source[word.start : word.end] for word in document.geometry.words)
    assert "".join(words.split()) == "".join(document.source.split())
    assert document.blocks


def test_mineru_content_list() -> None:
    first, second = json_pages(source("mineru-content-list"))
    assert (first.width, first.height, first.pictures) == (1000, 1000, [Box(60, 286, 460, 529)])
    assert [role for role, _ in outline(first)] == [
        "header", "heading", "text", "caption", "text", "heading", "text", "page number",
    ]  # fmt: skip
    assert [region.level for region in first.regions if region.role == "heading"] == [1, 2]
    assert said(first.regions[3]) == [CAPTION]
    assert [role for role, _ in outline(second)] == ["caption", "table", "caption", "text"]
    assert said(second.regions[3]) == ["雨天照常", "大風停開"]


def test_mineru_pages_come_by_their_numbers() -> None:
    given = tree("mineru-content-list")
    assert [outline(p) for p in pages(given[::-1])] == [outline(p)[::-1] for p in pages(given)[:1]] + [
        outline(pages(given[::-1])[1])
    ]
    assert (
        len(pages([{"type": "text", "text": "a", "page_idx": 10**15}, {"type": "text", "text": "b", "page_idx": 0}]))
        == 2
    )


def test_mineru_middle_keeps_what_is_discarded_at_the_page_s_edges() -> None:
    first, _ = json_pages(source("mineru-middle"))
    found = outline(first)
    assert (found[0], found[-1]) == (("header", HEADER), ("footer", "A7"))
    assert found[1:4] == [("heading", TITLE), ("text", FIRST), ("caption", CAPTION)]
    assert (first.width, first.height, first.pictures) == (1000, 1400, [PICTURE])
    assert first.regions[2].lines[1].box == Box(60, 242, 450, 268)
    assert first.regions[2].lines[1].words[0].confidence == 0.9339


def test_mineru_middle_text_of_the_next_page_has_no_place_on_this_one() -> None:
    first, second = json_pages(source("mineru-middle"))
    paragraph = first.regions[-2]
    assert len(paragraph.lines) == 4
    assert [line.box == NO_BOX for line in paragraph.lines] == [False, False, False, True]
    assert [role for role, _ in outline(second)] == ["table"]


def test_mineru_middle_of_old_with_blocks_before_they_were_joined() -> None:
    given = tree("mineru-middle")
    for page in given["pdf_info"]:
        page["para_blocks"] = []
    first, second = pages(given)
    assert len(first.regions[-2].lines) == 3
    assert [role for role, _ in outline(second)] == ["text", "table"]


def test_an_engine_can_be_named_and_a_wrong_name_or_shape_is_told() -> None:
    assert json_pages(source("paddleocr-2"), "paddle")
    with pytest.raises(UnreadableError, match="no JSON of MinerU"):
        json_pages(source("paddleocr-2"), "mineru")
    with pytest.raises(UsageError, match="did you mean 'textract'"):
        json_pages(source("paddleocr-2"), "textrakt")
    with pytest.raises(UnreadableError, match=r"known are: PaddleOCR.*MinerU.*Google.*Azure.*Textract"):
        json_pages('{"title": "a recipe"}')
