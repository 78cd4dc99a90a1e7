"""Engines' JSON that is broken, wrong or made to hurt: pages or one UnreadableError, in bounded time."""

import copy
import json
import math
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine_samples import SAMPLES
from kanwu.errors import UnreadableError
from kanwu.geometry import UNKNOWN
from kanwu.read.engine_json import ENGINES, json_pages, parsed, read_engine_json
from kanwu.read.engines.shape import box_of, number, spelled, sure, whole
from kanwu.read.scan import NO_BOX, Page, Word, scanned

TREES = {file.stem: json.loads(file.read_text("utf-8")) for file in sorted(SAMPLES.glob("*.json"))}
NAMES = """
    res result layoutParsingResults prunedResult parsing_res_list block_label block_content block_bbox
    block_order overall_ocr_res rec_texts rec_boxes rec_scores txts boxes scores box txt score text_word
    text_word_boxes seal_res_list pdf_info para_blocks blocks lines spans content type page_idx bbox page_size
    discarded_blocks image_caption responses fullTextAnnotation textAnnotations pages paragraphs words symbols
    text property detectedBreak isPrefix boundingBox vertices normalizedVertices x y blockType analyzeResult
    readResults readResult polygon offset length span boundingRegions role pageNumber figures elements caption
    tables cells Blocks BlockType Text Geometry BoundingBox Relationships Type Ids Id Page Left Top Width Height
    Confidence
"""
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2.5, 1e308, -1e308, 10**400, "", " ", "鐘", "a\nb", "\ud800", "\0", "TEXT", "LINE",
    "CHILD", "LAYOUT_TEXT", "SPACE", "/paragraphs/0", "1e999", "nan", [], {}, [[]], [None], [0, 0, 9, 9],
)  # fmt: skip

PLACES = """
    spans span offset length Ids Id Type Relationships Geometry Confidence polygon confidence score scores rec_scores
    rec_boxes rec_polys dt_polys block_bbox block_label block_order bbox boundingRegions elements figures pageNumber
    boundingBox vertices text_word text_word_boxes index level text_level page_size property role paragraphs words
"""

HOLDS_TEXT = {("words", "google-vision"), ("paragraphs", "google-vision"), ("spans", "mineru-middle")}
WRONG: tuple[Any, ...] = (None, 7, "x", [], {}, True)

leaves = st.one_of(st.sampled_from(VALUES), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8))
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.sampled_from(NAMES.split()), inner, max_size=6),
    max_leaves=40,
)


def check(pages: list[Page]) -> None:
    """What every reader promises of its pages."""
    for page in pages:
        assert 0 <= page.width <= 1e7
        assert 0 <= page.height <= 1e7
        lines = [line for region in page.regions for line in region.lines]
        words = [word for line in lines for word in line.words]
        boxes = [*(line.box for line in lines), *(word.box for word in words)]
        for box in [*boxes, *page.pictures]:
            assert all(math.isfinite(side) and abs(side) <= 1e7 for side in box)
            assert box.left <= box.right
            assert box.top <= box.bottom
        assert all(word.confidence == UNKNOWN or 0 <= word.confidence <= 1 for word in words)
        assert all(0 <= region.level <= 6 for region in page.regions)
    scanned(pages)


def fate(source: str) -> str:
    """What becomes of a text: that it has been read, or the fault."""
    try:
        pages = json_pages(source)
    except UnreadableError as error:
        return str(error)
    check(pages)
    return "read"


@given(trees)
@settings(max_examples=400, deadline=None)
def test_any_json_gives_pages_or_one_fault(tree: Any) -> None:
    fate(json.dumps(tree))
    for engine in ENGINES:  # a shape of one is read by none of the others; if it is, nothing breaks
        check(engine.pages(tree))


@given(st.sampled_from(sorted(TREES)), st.data())
@settings(max_examples=500, deadline=None)
def test_samples_with_other_values_in_them_give_pages_or_one_fault(name: str, data: st.DataObject) -> None:
    tree = copy.deepcopy(TREES[name])
    for _ in range(data.draw(st.integers(1, 4))):
        mutate(tree, data)
    fate(json.dumps(tree))


def mutate(tree: Any, data: st.DataObject) -> None:
    """Puts another value in a place of the tree, or takes one away."""
    node = tree
    while isinstance(node, dict | list) and node:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(node[key], dict | list) or data.draw(st.integers(0, 5)) == 0:
            if data.draw(st.booleans()):
                node[key] = copy.deepcopy(data.draw(st.one_of(leaves, trees)))
            else:
                del node[key]
            return
        node = node[key]


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda b: b.decode("latin-1")))
@settings(deadline=None)
def test_any_text_gives_pages_or_one_fault(source: str) -> None:
    fate(source)


@pytest.mark.parametrize("name", sorted(TREES))
def test_a_file_cut_short_is_told_with_its_place(name: str) -> None:
    source = (SAMPLES / f"{name}.json").read_text("utf-8").rstrip()
    for part in (1, len(source) // 3, len(source) // 2, len(source) - 1):
        assert "no JSON: " in fate(source[:part])
        assert "column" in fate(source[:part])
    assert "it ends too early (line 1, column 2)" in fate(source[:1])


@pytest.mark.parametrize("name", sorted(TREES))
def test_no_text_is_lost_or_doubled_where_a_field_that_is_no_text_is_missing_or_wrong(name: str) -> None:
    """The characters of the document are the same, whatever became of places, confidences and references."""
    expected = sorted("".join(read_engine_json(json.dumps(TREES[name])).document.source.split()))
    for field in PLACES.split():
        for value in WRONG:
            if (field, name) in HOLDS_TEXT or (field in ("offset", "length") and value == 7):
                continue
            found = read_engine_json(json.dumps(replaced(TREES[name], field, value))).document.source
            assert sorted("".join(found.split())) == expected, (field, value)


def replaced(node: Any, field: str, value: Any) -> Any:
    """A tree with another value in each field of a name."""
    if isinstance(node, dict):
        return {key: value if key == field else replaced(inner, field, value) for key, inner in node.items()}
    return [replaced(inner, field, value) for inner in node] if isinstance(node, list) else node


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        ("{", "it ends too early"),
        ("[1, 2", "it ends too early"),
        ('{"a": "b', "it ends too early"),
        ("{'a': 1}", "line 1, column 2"),
        ("[1]\n[2]", "extra data (line 2, column 1)"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('[{"blocks":' * 100_000, "nested too deeply"),
        ("[]", "no OCR engine"),
        ("{}", "no OCR engine"),
        ("null", "no OCR engine"),
        ("true", "no OCR engine"),
        ('"rec_texts"', "no OCR engine"),
        ("9" * 5_000, "no OCR engine"),
        ("NaN", "no OCR engine"),
        ('{"rec_texts": "text"}', "no OCR engine"),
        ('{"Blocks": {}}', "no OCR engine"),
        ('{"pages": 3}', "no OCR engine"),
        ('{"pdf_info": 3}', "no OCR engine"),
    ],
)  # fmt: skip
def test_what_is_no_engine_s_json_is_told_in_one_line(source: str, fault: str) -> None:
    assert fault in fate(source)


def test_numbers_beyond_all_measure_count_as_not_given() -> None:
    huge = "9" * 6_000
    source = (
        f'{{"rec_texts": ["a", "b", "c", "d"], "rec_scores": [NaN, {huge}, true, "0.5"], '
        f'"rec_boxes": [[0, 0, NaN, 9], [0, 0, {huge}, 9], [0, 0, true, 9], [0, 0, 1e999, 9]], "width": -Infinity}}'
    )
    (page,) = json_pages(source)
    assert [r.lines[0].words[0].confidence for r in page.regions] == [UNKNOWN, UNKNOWN, UNKNOWN, 0.5]
    assert {region.lines[0].box for region in page.regions} == {NO_BOX}
    assert page.width == 0


def test_a_byte_order_mark_and_a_key_that_comes_twice_do_no_harm() -> None:
    (page,) = json_pages('\ufeff{"rec_texts": ["a"], "rec_texts": ["b"]}')
    assert page.regions[0].lines[0].words[0].text == "b"


def test_values_are_what_they_are() -> None:
    numbers: tuple[Any, ...] = (1, "2.5", True, None, "", "nan", [], 10**400)
    assert [number(value) for value in numbers] == [1, 2.5] + [None] * 6
    assert [whole(v) for v in (3, 3.0, 3.5, "3", True, 1e300, -2)] == [3, 3, None, None, None, None, -2]
    assert [sure(v, 100.0) for v in (50, 101, -1, "x", False)] == [0.5, 1.0, UNKNOWN, UNKNOWN, UNKNOWN]
    assert box_of([5, 6, 1, 2]) == (1, 2, 5, 6)
    assert box_of([[1, 2], [5, 2], [5, 6], [1, 6]]) == box_of([1, 2, 5, 2, 5, 6, 1, 6]) == (1, 2, 5, 6)
    assert box_of([{"x": 5}, {"y": 6}]) == (0, 0, 5, 6)
    wrong: tuple[Any, ...] = (None, 7, [], [1], [1, 2], [1, 2, 3], [1, 2, "x", 4], [[1, 2]], [1, 2, 3, 2e7])
    wrong += ([[1], [2], [3, 4], [5, 6]], [{"x": "a"}, {"x": 1}, {"y": 1}])
    assert {box_of(value) for value in wrong} == {NO_BOX}


@given(st.lists(st.text(st.sampled_from("ab 鐘\u3000\n"), min_size=1, max_size=3), max_size=5))
def test_words_spell_their_line_with_its_blanks(pieces: list[str]) -> None:
    line = " ".join(pieces)
    words = [Word(piece) for piece in line.split()]
    assert spelled(line, words) == bool(words)
    assert all(word.spaced for word in words[1:])
    assert not spelled(line + "x", words)


@pytest.mark.parametrize(
    "tree",
    [
        pytest.param(
            {
                "pages": [{"words": [{"content": "a", "span": {"offset": n, "length": 1}} for n in range(20_000)],
                "lines": [{"content": "b", "spans": [{"offset": 0, "length": 10**9}]} for _ in range(20_000)]}],
                "paragraphs": [{"content": "c", "spans": [{"offset": 0, "length": 10**9}]} for _ in range(20_000)],
            },
            id="azure-spans-that-overlap",
        ),
        pytest.param(
            {
                "parsing_res_list": [{"block_content": "ab" * 20_000, "block_bbox": [0, 0, 99, 99]} for _ in range(50)],
                "overall_ocr_res": {"rec_texts": ["ab"] * 20_000, "rec_boxes": [[1, 1, 9, 9]] * 20_000},
            },
            id="structure-lines-in-one-place",
        ),
        pytest.param(
            {
                "Blocks": [{"BlockType": "LAYOUT_TEXT", "Relationships": [{"Type": "CHILD", "Ids": ["l"] * 9999}]}] * 40
                + [{"BlockType": "LINE", "Text": "a", "Id": "l", "Relationships": [{"Type": "CHILD", "Ids": ["l"]}]}],
            },
            id="textract-lines-named-again-and-again",
        ),
        pytest.param([[[[0, 0], [9, 9]], ["<" * 30, 1]] for _ in range(20_000)], id="paddle-many-lines"),
        pytest.param({"parsing_res_list": [{"block_content": "<" * 300_000}], "txts": ["<" * 300_000]}, id="tags"),
    ],
)  # fmt: skip
def test_what_is_made_to_take_long_does_not(tree: Any) -> None:
    source = json.dumps(tree)
    start = time.process_time()
    fate(source)
    assert time.process_time() - start < 5


def test_more_blocks_and_lines_than_any_page_has_are_refused() -> None:
    tree = {
        "parsing_res_list": [{"block_content": "a", "block_bbox": [0, 0, 1, 1]}] * 5_000,
        "overall_ocr_res": {"rec_texts": ["b"] * 5_000},
    }
    assert "5,000 blocks and 5,000 lines" in fate(json.dumps(tree))


def test_parsing_keeps_whole_numbers_whole() -> None:
    assert parsed("[1, 18446744073709551616, 1.5, NaN]") == [1, 2**64, 1.5, None]
