"""Engines' JSON: each sample read, with its text, order, boxes, roles and confidences."""

import json
from typing import Any

import pytest

from house import ROOT
from kanwu.errors import UnreadableError, UsageError
from kanwu.geometry import UNKNOWN, Box, Role
from kanwu.read.engine_json import ENGINES, engine_of, json_pages, parsed, read_engine_json
from kanwu.read.scan import NO_BOX, Page, Region, scanned

SAMPLES = ROOT / "fixtures" / "scans" / "engines"
FILES = sorted(SAMPLES.glob("*.json"))
FIRST = "雲腳纜車站的大鐘上個月"  # the first line of the left column
TITLE = "纜車站的鐘\uff0c慢了十一年"
HEADER = "山城晚報 2033年5月8日 星期日"
CAPTION = "修鐘人沈可立在鐘樓上。\uff08本報記者 葛遠舟攝\uff09"
SECTION = "遲到的藉口沒有了"
ENGINE = {
    "ra": "paddle",
    "pa": "paddle",
    "pp": "paddle",
    "mi": "mineru",
    "go": "vision",
    "az": "azure",
    "te": "textract",
}
PICTURE = Box(60, 400, 460, 700)


def source(name: str) -> str:
    return (SAMPLES / f"{name}.json").read_text("utf-8")


def tree(name: str) -> Any:
    return json.loads(source(name))


def pages(value: Any) -> list[Page]:
    return json_pages(json.dumps(value))


def said(region: Region) -> list[str]:
    """The lines of a region as the document has them."""
    return read(Page([region])).split("\n")


def read(page: Page) -> str:
    """The text of a page as the document has it."""
    return scanned([page]).document.source.rstrip("\n")


def outline(page: Page) -> list[tuple[Role, str]]:
    """Role and first line of each region."""
    return [(region.role, said(region)[0]) for region in page.regions]


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


def test_google_vision_symbols_are_words_and_breaks_are_line_ends() -> None:
    (page,) = json_pages(source("google-vision"))
    assert (page.width, page.height, page.pictures) == (1000, 1400, [PICTURE])
    assert [line for _, line in outline(page)][:4] == [HEADER, TITLE, FIRST, CAPTION]
    paragraph = page.regions[2]
    assert [len(line.words) for line in paragraph.lines] == [11, 13, 13, 13]
    assert paragraph.lines[1].box == Box(60, 242, 450, 268)
    assert page.regions[0].lines[0].words[0].confidence == 0.95  # the word's, where the symbol has none
    assert (
        read(page).replace("\n\n", "\n") == tree("google-vision")["responses"][0]["fullTextAnnotation"]["text"].rstrip()
    )


def test_google_vision_in_its_other_forms() -> None:
    given = tree("google-vision")
    full = given["responses"][0]["fullTextAnnotation"]
    expected = outline(json_pages(source("google-vision"))[0])
    for form in (full, {"fullTextAnnotation": full}, [{"fullTextAnnotation": full}], {"full_text_annotation": full}):
        assert [outline(page) for page in pages(form)] == [expected]
    assert len(pages({"responses": given["responses"] * 3})) == 3
    assert read(pages({"textAnnotations": [{"description": "ab\ncd"}, {"description": "ab"}]})[0]) == "ab\ncd"


def test_google_vision_ratios_left_out_zeros_and_vertical_lines() -> None:
    def symbol(char: str, top: float) -> dict[str, Any]:
        corners = [{"y": top}, {"x": 0.1, "y": top}, {"x": 0.1, "y": top + 0.1}, {"y": top + 0.1}]
        return {"text": char, "boundingBox": {"normalizedVertices": corners}}

    symbols = [symbol(char, at / 10) for at, char in enumerate("雲腳站")]
    symbols[1]["property"] = {"detectedBreak": {"type": "SPACE", "isPrefix": True}}
    block = {"paragraphs": [{"words": [{"symbols": symbols}]}]}
    (page,) = pages({"pages": [{"width": 200, "height": 300, "blocks": [block]}]})
    (line,) = page.regions[0].lines
    assert line.vertical
    assert line.words[1].box == Box(0, 30, 20, 60)
    assert said(page.regions[0]) == ["雲 腳站"]


def test_azure_lines_stand_in_the_order_of_the_paragraphs_that_hold_them() -> None:
    (page,) = json_pages(source("azure-layout"))
    assert (page.width, page.height, page.pictures) == (1000, 1400, [PICTURE])
    assert [role for role, _ in outline(page)] == [
        "header", "heading", "text", "caption", "text", "heading", "text", "page number",
    ]  # fmt: skip
    assert [line for _, line in outline(page)][:4] == [HEADER, TITLE, FIRST, CAPTION]
    assert [len(region.lines) for region in page.regions] == [1, 1, 4, 1, 4, 1, 3, 1]
    assert [region.level for region in page.regions if region.role == "heading"] == [1, 2]
    assert page.regions[1].lines[0].words[0].box == Box(60, 90, 120, 150)
    content = tree("azure-layout")["analyzeResult"]["content"]
    assert read(page).replace("\n\n", "\n") == content


def test_azure_text_comes_from_paragraphs_or_words_where_lines_are_missing() -> None:
    result = tree("azure-layout")["analyzeResult"]
    expected = "".join(result["content"].split())
    lines = result["pages"][0].pop("lines")
    assert "".join(read(pages(result)[0]).split()) == expected  # words alone
    result["pages"][0]["words"] = []
    assert "".join(read(pages(result)[0]).split()) == expected  # paragraphs alone
    result["pages"][0]["lines"] = lines
    result["paragraphs"] = []
    page = pages(result)[0]
    assert "".join(read(page).split()) == expected  # lines alone
    assert len(page.regions) == len(lines)
    lines.pop(3)
    result["paragraphs"] = tree("azure-layout")["analyzeResult"]["paragraphs"]
    assert len("".join(read(pages(result)[0]).split())) > 0.9 * len(expected)


def test_azure_words_without_a_place_are_not_taken_beside_the_lines() -> None:
    result = tree("azure-layout")["analyzeResult"]
    for word in result["pages"][0]["words"]:
        del word["span"]
    assert "".join(read(pages(result)[0]).split()) == "".join(result["content"].split())
    for line in result["pages"][0]["lines"]:
        del line["spans"]
    result["paragraphs"] = []
    assert sorted("".join(read(pages(result)[0]).split())) == sorted("".join(result["content"].split()))


def test_azure_read_3_2_and_image_analysis() -> None:
    (page,) = json_pages(source("azure-read-3.2"))
    assert [line for _, line in outline(page)][:3] == [HEADER, TITLE, FIRST]
    assert page.regions[1].lines[0].words[0].box == Box(60, 90, 90, 150)
    assert page.regions[1].lines[0].words[1].confidence == 0.934
    corners = [{"x": 1, "y": 2}, {"x": 9, "y": 2}, {"x": 9, "y": 6}, {"x": 1, "y": 6}]
    line = {"text": "站長", "boundingPolygon": corners, "words": [{"text": "站長", "confidence": 0.7}]}
    (page,) = pages({"readResult": {"blocks": [{"lines": [line]}]}, "metadata": {"width": 20, "height": 10}})
    assert (page.width, page.regions[0].lines[0].box) == (20, Box(1, 2, 9, 6))
    assert page.regions[0].lines[0].words[0].confidence == 0.7


def test_textract_layout_holds_the_lines_and_what_it_does_not_hold_comes_last() -> None:
    (page,) = json_pages(source("textract-layout"))
    assert outline(page) == [
        ("header", "Mountain Town Post 8 May 2033"), ("heading", "A clock eleven years late"),
        ("text", "The great clock of the cable car"), ("picture", "PLATFORM 2"), ("heading", "No more excuses"),
        ("text", "Pupils miss the seven minutes"), ("page number", "A7"), ("", "Printed on the mountain"),
    ]  # fmt: skip
    assert (page.width, page.height, page.pictures) == (1000, 1000, [Box(60, 300, 460, 500)])
    first = page.regions[1].lines[0]
    assert (first.words[0].text, first.words[0].confidence, first.words[0].box.top) == ("A", 0.99, 60)
    assert page.regions[-1].lines[0].words[0].confidence == 0.71


def test_textract_without_layout_in_parts_and_with_words_that_no_line_holds() -> None:
    blocks = [b for b in tree("textract-layout")["Blocks"] if not b["BlockType"].startswith("LAYOUT")]
    (page,) = pages({"Blocks": blocks})
    assert len(page.regions) == 11
    last = {**blocks[1], "Page": 2, "Id": "other"}
    word = {"BlockType": "WORD", "Text": "stray", "Page": 2}
    first, second = pages([{"Blocks": blocks}, {"Blocks": [last, word]}])
    assert outline(first) == outline(page)
    assert [line for _, line in outline(second)] == [last["Text"], "stray"]


def test_an_engine_can_be_named_and_a_wrong_name_or_shape_is_told() -> None:
    assert json_pages(source("paddleocr-2"), "paddle")
    with pytest.raises(UnreadableError, match="no JSON of MinerU"):
        json_pages(source("paddleocr-2"), "mineru")
    with pytest.raises(UsageError, match="did you mean 'textract'"):
        json_pages(source("paddleocr-2"), "textrakt")
    with pytest.raises(UnreadableError, match=r"known are: PaddleOCR.*MinerU.*Google.*Azure.*Textract"):
        json_pages('{"title": "a recipe"}')
