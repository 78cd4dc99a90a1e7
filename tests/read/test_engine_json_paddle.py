"""The JSON of PaddleOCR, PP-StructureV3 and RapidOCR: text, order, boxes, roles and confidences."""

from typing import Any

import pytest

from engine_samples import CAPTION, FIRST, HEADER, PICTURE, SECTION, TITLE, outline, pages, read, said, source, tree
from kanwu.geometry import UNKNOWN, Box
from kanwu.read.engine_json import json_pages, read_engine_json
from kanwu.read.scan import NO_BOX


def test_rapidocr_lines_have_boxes_and_confidences() -> None:
    for name in ("rapidocr-1.4", "rapidocr-3.10-list", "rapidocr-3.10-object"):
        (page,) = json_pages(source(name))
        title = page.regions[1]
        assert said(title)[0].startswith("老磅廠重開\uff0c"), name
        assert 0.9 < title.lines[0].words[0].confidence <= 1
        assert 50 < title.lines[0].box.left < 65
        assert 730 < title.lines[0].box.right < 745
        assert 17 <= len(page.regions) <= 20


def test_rapidocr_characters_have_boxes_and_confidences_of_their_own() -> None:
    (page,) = json_pages(source("rapidocr-1.4-words"))
    line = page.regions[1].lines[0]
    assert [word.text for word in line.words][:3] == ["老", "磅", "廠"]
    assert line.words[1].box == Box(110, 82, 163, 135)
    assert line.words[5].confidence == pytest.approx(0.75013, abs=1e-5)
    plain, words = (read_engine_json(source(f"rapidocr-1.4{tail}")).document.source for tail in ("", "-words"))
    assert "".join(plain.split()) == "".join(words.split())


def test_both_forms_of_rapidocr_3_are_the_same() -> None:
    listed, one = (json_pages(source(f"rapidocr-3.10-{form}")) for form in ("list", "object"))
    assert outline(listed[0]) == outline(one[0])
    assert listed[0].regions[3].lines[0].box == one[0].regions[3].lines[0].box


def test_rapidocr_beside_its_times_and_a_page_without_text() -> None:
    entries = tree("rapidocr-1.4")
    (page,) = pages([entries, [0.11, 0.02, 0.43]])
    assert len(page.regions) == len(entries)
    assert [len(p.regions) for p in pages([None])] == [0]
    assert [len(p.regions) for p in pages([[], [entries[0]]])] == [0, 1]


def test_paddleocr_2_with_and_without_the_list_of_pages() -> None:
    (page,) = json_pages(source("paddleocr-2"))
    assert [line for region in page.regions for line in said(region)][:3] == [HEADER, TITLE, FIRST]
    assert page.regions[1].lines[0].box == Box(60, 90, 390, 150)
    assert page.regions[1].lines[0].words[0].confidence == 0.9339
    assert outline(pages(tree("paddleocr-2")[0])[0]) == outline(page)
    assert len(pages(tree("paddleocr-2") * 3)) == 3


def test_paddleocr_3_has_a_word_for_each_character_and_the_name_of_the_scan() -> None:
    (page,) = json_pages(source("paddleocr-3"))
    assert page.image == "shancheng-a7.png"
    assert [w.text for w in page.regions[1].lines[0].words] == list(TITLE)
    assert page.regions[1].lines[0].words[0].box == Box(60, 90, 90, 150)
    assert said(page.regions[0]) == [HEADER]  # its blanks are kept
    bare = tree("paddleocr-3")["res"]
    service = {"result": {"ocrResults": [{"prunedResult": bare}, {"prunedResult": bare}]}, "errorCode": 0}
    assert [outline(p) for p in pages(service)] == [outline(page)] * 2
    assert outline(pages([bare])[0]) == outline(page)


def test_paddleocr_3_boxes_of_the_detection_count_only_where_none_was_left_out() -> None:
    bare = tree("paddleocr-3")["res"]
    for key in ("rec_boxes", "rec_polys", "text_word", "text_word_boxes"):
        del bare[key]
    assert pages(bare)[0].regions[1].lines[0].box == Box(60, 90, 390, 150)
    bare["dt_polys"].insert(0, bare["dt_polys"][0])
    assert {line.box for region in pages(bare)[0].regions for line in region.lines} == {NO_BOX}


def test_structure_takes_the_lines_of_a_block_where_they_agree_with_it() -> None:
    (page,) = json_pages(source("pp-structurev3"))
    assert (page.width, page.height, page.pictures) == (1000, 1400, [PICTURE])
    found = outline(page)
    assert found[:6] == [
        ("header", HEADER), ("heading", TITLE), ("text", FIRST), ("caption", CAPTION),
        ("text", said(page.regions[4])[0]), ("heading", SECTION),
    ]  # fmt: skip
    assert [region.level for region in page.regions[1:6]] == [1, 0, 0, 0, 2]
    assert len(page.regions[2].lines) == 4
    assert page.regions[2].lines[1].box == Box(60, 242, 450, 268)


def test_structure_takes_the_block_where_they_do_not_and_what_no_block_has() -> None:
    (page,) = json_pages(source("pp-structurev3"))
    last, table, number, loose = page.regions[6:]
    assert len(last.lines) == 1
    assert "鄭小溝" in said(last)[0]  # the block's own character
    assert (last.lines[0].box, last.lines[0].words[0].confidence) == (Box(540, 470, 940, 596), UNKNOWN)
    assert table.role == "table"
    assert said(table)[0].startswith("<html><body><table>")
    assert (number.role, said(number)) == ("page number", ["A7"])
    assert said(loose) == ["全日本站乘客三千人"]
    text = read(page)
    assert text.count("鄭小") == 1  # not once from the block and once from its line


def test_structure_without_lines_and_in_the_order_of_its_numbers() -> None:
    given = tree("pp-structurev3")
    del given["overall_ocr_res"]
    blocks = given["parsing_res_list"]
    blocks[1], blocks[2] = blocks[2], blocks[1]
    (page,) = pages({"result": {"layoutParsingResults": [{"prunedResult": given, "markdown": {}}]}})
    assert [role for role, _ in outline(page)][:3] == ["header", "heading", "text"]
    assert page.regions[2].lines[0].box == Box(60, 200, 460, 368)


def test_structure_keeps_text_in_pictures_and_seals() -> None:
    given = {
        "parsing_res_list": [{"block_label": "image", "block_content": "", "block_bbox": [0, 0, 100, 100]}],
        "overall_ocr_res": {
            "rec_texts": ["三號月台"],
            "rec_boxes": [[10, 10, 90, 30]],
            "rec_scores": [0.5],
        },
        "seal_res_list": [{"rec_texts": ["站長之印"], "rec_scores": [0.4]}],
    }
    (page,) = pages(given)
    assert outline(page) == [("picture", "三號月台"), ("picture", "站長之印")]
    assert page.pictures == [Box(0, 0, 100, 100)]


def test_structure_keeps_a_line_outside_all_blocks_though_its_words_stand_in_one() -> None:
    given: dict[str, Any] = {
        "parsing_res_list": [{"block_label": "text", "block_content": "鐘慢了十一年", "block_bbox": [0, 0, 100, 20]}],
        "overall_ocr_res": {"rec_texts": ["鐘慢了十一年", "十一年"], "rec_boxes": [[0, 0, 99, 19], [0, 500, 50, 519]]},
    }
    assert read(pages(given)[0]) == "鐘慢了十一年\n\n十一年"
    del given["overall_ocr_res"]["rec_boxes"]  # then it may be the one in the block
    assert read(pages(given)[0]) == "鐘慢了十一年"


def test_structure_lines_belong_to_the_smallest_block_around_them() -> None:
    blocks = [
        {"block_label": "text", "block_content": "", "block_bbox": [0, 0, 100, 100]},
        {"block_label": "figure_title", "block_content": "", "block_bbox": [10, 40, 90, 60]},
    ]
    found = {"rec_texts": ["站長", "鐘樓"], "rec_boxes": [[10, 10, 50, 20], [10, 45, 50, 55]]}
    (page,) = pages({"parsing_res_list": blocks, "overall_ocr_res": found})
    assert outline(page) == [("text", "站長"), ("caption", "鐘樓")]
