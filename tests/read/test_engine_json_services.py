"""The JSON of Google, Azure and Amazon: text, order, boxes, roles and confidences."""

from typing import Any

from engine_samples import CAPTION, FIRST, HEADER, PICTURE, TITLE, outline, pages, read, said, source, tree
from kanwu.geometry import Box
from kanwu.read.engine_json import json_pages


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


def placed(content: str, offset: int) -> dict[str, Any]:
    """A node of Azure's with its place in the content."""
    return {"content": content, "spans": [{"offset": offset, "length": len(content)}]}


def test_azure_words_that_no_line_holds_are_lines_with_the_content_s_blanks() -> None:
    words = [placed("鐘", 0), placed("樓", 1), placed("open", 3), placed("late", 8)]
    paragraphs = [placed("鐘樓 open", 0), placed("late", 8)]
    (page,) = pages({"modelId": "prebuilt-layout", "pages": [{"words": words}], "paragraphs": paragraphs})
    assert [said(region) for region in page.regions] == [["鐘樓 open"], ["late"]]


def test_azure_a_paragraph_on_two_pages_has_its_lines_on_each() -> None:
    content = "老師說現在要怪鬧鐘"
    paragraph = placed(content, 0) | {"boundingRegions": [{"pageNumber": 1}, {"pageNumber": 2}]}
    given = [{"pageNumber": 1, "lines": [placed("老師說", 0)]}, {"pageNumber": 2, "lines": [placed(content[3:], 3)]}]
    assert [read(page) for page in pages({"modelId": "m", "pages": given, "paragraphs": [paragraph]})] == [
        "老師說", "現在要怪鬧鐘",
    ]  # fmt: skip


def test_azure_a_paragraph_whose_lines_lack_most_of_it_is_taken_by_its_own_text() -> None:
    content = "老師說現在要怪鬧鐘"
    given = {"pages": [{"pageNumber": 1, "lines": [placed("老師", 0)]}], "paragraphs": [placed(content, 0)]}
    assert read(pages(given)[0]) == content


def test_azure_lines_that_overlap_share_no_word() -> None:
    words = [placed("鐘", 0), placed("樓", 1), placed("外", 2)]
    given = {"pages": [{"words": words, "lines": [placed("樓", 1), placed("鐘樓外", 0)]}]}
    lines = [line for region in pages(given)[0].regions for line in region.lines]
    assert sorted(len(line.words) for line in lines) == [1, 1]  # the second has not all its words, so it is one
