"""PaddleOCR and what is made of it: PaddleOCR 2 and 3, PP-StructureV3, PaddleOCR-VL, RapidOCR 1 to 3.

PaddleOCR 2: a list of pages, each a list of [corners, [text, score]] (PaddleOCR 2.x documentation, "whl package").
PaddleOCR 3: "rec_texts", "rec_scores", "rec_boxes", "rec_polys", with word boxes "text_word" and "text_word_boxes";
PP-StructureV3 and PaddleOCR-VL: "parsing_res_list" (kanwu.read.engines.structure) (PaddleOCR 3.x documentation,
"General OCR pipeline" and "PP-StructureV3 pipeline"; PaddleX 3, layout_parsing/result_v2.py). Either stands alone,
below "res", in a list of pages, or in an answer of the service ("ocrResults", "layoutParsingResults").
RapidOCR: [corners, text, score] and, with word boxes, those, the characters and their scores (rapidocr-onnxruntime
1.4.4); objects of "box", "txt", "score" (rapidocr 3.10, to_json); or one object of "boxes", "txts", "scores".
"""

from collections.abc import Iterator
from typing import Any

from kanwu.geometry import Box
from kanwu.read.engines.shape import box_of, fields, items, length, sure, text, worded
from kanwu.read.engines.structure import structured
from kanwu.read.scan import Line, Page, Region, Word

_LISTS = ("parsing_res_list", "rec_texts", "txts")
_TEXTS = ("txt", "text", "transcription")
_BOXES = ("box", "points", "text_region")


def is_paddle(tree: Any) -> bool:
    """Whether a tree has the shape of one of these engines' results."""
    return any(True for _ in _results(tree)) or _is_plain(tree)


def paddle_pages(tree: Any) -> list[Page]:
    """The pages of a result; without blocks, each line that was found is a region of its own."""
    found = list(_results(tree))
    if found:
        return [_result(result) for result in found]
    if any(_is_entry(entry) for entry in items(tree)):
        return [_page(list(_entries(tree)))]
    return [_page(list(_entries(page))) for page in items(tree) if page is None or _is_page(page)]


def _results(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of a tree that are each the result of a page, wherever the service or the library puts them."""
    answer = fields(fields(tree).get("result")) or fields(tree)
    given = items(answer.get("layoutParsingResults")) or items(answer.get("ocrResults")) or items(tree) or [tree]
    for entry in given:
        node = fields(entry)
        for key in ("prunedResult", "res"):
            node = fields(node.get(key)) or node
        if any(isinstance(node.get(key), list) for key in _LISTS):
            yield node


def _result(node: dict[str, Any]) -> Page:
    size = length(node.get("width")), length(node.get("height"))
    image = text(node.get("input_path")).replace("\\", "/").rpartition("/")[2]
    if isinstance(node.get("parsing_res_list"), list):
        lines = list(_columns(fields(node.get("overall_ocr_res"))))
        regions, pictures = structured(node, [*lines, *_columns(node)])
        return Page(regions, *size, pictures, image)
    return Page([Region([line]) for line in _columns(node)], *size, [], image)


def _columns(node: dict[str, Any]) -> Iterator[Line]:
    """The lines of a result whose texts, scores and boxes stand in lists side by side."""
    texts = items(node.get("rec_texts")) or items(node.get("txts"))
    scores = items(node.get("rec_scores")) or items(node.get("scores"))
    boxes = _boxes(node, len(texts))
    words, places = items(node.get("text_word")), items(node.get("text_word_boxes") or node.get("text_word_region"))
    for at, content in enumerate(texts):
        if text(content).strip():
            pieces = _words(_at(words, at), _at(places, at), None, _at(scores, at))
            box = box_of(_at(boxes, at))
            yield worded(content, pieces, box, sure(_at(scores, at)))


def _boxes(node: dict[str, Any], count: int) -> list[Any]:
    """The boxes that belong to the texts; those of the detection do so only where none was left out."""
    for key in ("rec_boxes", "rec_polys", "boxes", "dt_polys"):
        found = items(node.get(key))
        if len(found) == count or (found and key.startswith("rec")):
            return found
    return []


def _at(values: list[Any], at: int) -> Any:
    return values[at] if at < len(values) else None


def _words(texts: Any, boxes: Any, scores: Any, score: Any) -> list[Word]:
    """The words of a line, where text and box of each are given; without scores of their own, the line's."""
    own, places = items(scores), items(boxes)
    if not places or len(places) != len(items(texts)):
        return []
    given = zip(items(texts), places, own if len(own) == len(places) else [score] * len(places), strict=True)
    return [Word(text(piece), box_of(place), sure(found)) for piece, place, found in given]


def _is_plain(tree: Any) -> bool:
    """Whether a tree is a list of lines, or of pages of them; a page on which nothing was found is null or empty."""
    given = items(tree)
    if any(_is_entry(entry) for entry in given):
        return True
    return any(page is None or _is_page(page) for page in given) and all(_may_be_page(page) for page in given)


def _is_page(value: Any) -> bool:
    return value == [] or any(_is_entry(entry) for entry in items(value))


def _may_be_page(value: Any) -> bool:
    """Whether a value is a page, or the list of times that RapidOCR gives beside its page."""
    return value is None or _is_page(value) or all(isinstance(n, float) for n in items(value) or [None])


def _is_entry(value: Any) -> bool:
    return bool(_entry(value)[0].strip())


def _entries(page: Any) -> Iterator[Line]:
    for value in items(page):
        content, box, score, words = _entry(value)
        if content.strip():
            yield worded(content, words, box, sure(score))


def _entry(value: Any) -> tuple[str, Box, Any, list[Word]]:
    """Text, box, score and words of a line that stands by itself; no text where it is none."""
    if isinstance(value, dict) and not {"type", "blocks"} & value.keys():
        content = next((text(value[key]) for key in _TEXTS if text(value.get(key))), "")
        place = next((value[key] for key in _BOXES if key in value), None)
        score = value.get("score", value.get("confidence"))
        return (content if place is not None else "", box_of(place), score, [])
    parts = items(value)
    if len(parts) >= 2 and isinstance(parts[0], list) and parts[0]:
        if isinstance(parts[1], list) and len(parts[1]) >= 2 and isinstance(parts[1][0], str):
            return parts[1][0], box_of(parts[0]), parts[1][1], []
        if isinstance(parts[1], str):
            words = _words(_at(parts, 4), _at(parts, 3), _at(parts, 5), _at(parts, 2))
            return parts[1], box_of(parts[0]), _at(parts, 2), words
    return "", box_of(None), None, []


def _page(lines: list[Line]) -> Page:
    return Page([Region([line]) for line in lines])
