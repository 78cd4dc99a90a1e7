"""Google Cloud Vision: the full text annotation of an image or of the pages of a file.

Written to the reference of the Cloud Vision API v1 (cloud.google.com/vision/docs/reference/rest/v1/
AnnotateImageResponse: TextAnnotation, Page, Block, Paragraph, Word, Symbol, DetectedBreak, BoundingPoly), also with the
names that the client libraries write (full_text_annotation, bounding_box). There are no lines: they end where a symbol
is followed by a break. A coordinate of 0 and a symbol's confidence may be left out.
"""

import re
from collections.abc import Iterator
from typing import Any

from kanwu.geometry import Box, Role
from kanwu.read.engines.shape import block_of, box_of, fields, items, length, line_of, sure, text
from kanwu.read.scan import NO_BOX, Line, Page, Region, Word

_BREAKS = ("UNKNOWN", "SPACE", "SURE_SPACE", "EOL_SURE_SPACE", "HYPHEN", "LINE_BREAK")
_BLANKS = frozenset({"SPACE", "SURE_SPACE"})
_ENDS = frozenset({"EOL_SURE_SPACE", "HYPHEN", "LINE_BREAK"})
_BLOCKS = ("UNKNOWN", "TEXT", "TABLE", "PICTURE", "RULER", "BARCODE")
_ROLES: dict[str, Role] = {"TEXT": "text", "TABLE": "table", "PICTURE": "picture"}
_UNKNOWN_SIDE = 1000.0  # of a page of which only ratios are known
_HUMP = re.compile("([A-Z])")


def is_vision(tree: Any) -> bool:
    """Whether a tree is an annotation, an answer that holds one, or a list of such answers."""
    return any(_is_answer(answer) for answer in _answers(tree))


def vision_pages(tree: Any) -> list[Page]:
    """The pages of all answers."""
    return [page for answer in _answers(tree) for page in _pages(answer)]


def _get(node: dict[str, Any], name: str) -> Any:
    """A field by its name of the web or of the client libraries."""
    return node[name] if name in node else node.get(_HUMP.sub(lambda found: f"_{found[1].lower()}", name))


def _answers(tree: Any) -> list[dict[str, Any]]:
    responses = fields(tree).get("responses")
    given = responses if isinstance(responses, list) else tree if isinstance(tree, list) else [tree]
    return [answer for answer in given if isinstance(answer, dict)]


def _is_answer(answer: dict[str, Any]) -> bool:
    if isinstance(_get(answer, "fullTextAnnotation"), dict) or isinstance(_get(answer, "textAnnotations"), list):
        return True
    return any("blocks" in fields(page) for page in items(answer.get("pages")))


def _pages(answer: dict[str, Any]) -> Iterator[Page]:
    full = _get(answer, "fullTextAnnotation")
    annotation = full if isinstance(full, dict) else answer
    pages = [_page(fields(page)) for page in items(annotation.get("pages"))]
    if any(page.regions for page in pages):
        yield from pages
        return
    first = fields(next(iter(items(_get(answer, "textAnnotations"))), None))
    content = text(annotation.get("text")) or text(first.get("description"))
    box = _box(first, "boundingPoly", 0.0, 0.0)
    yield pages[0] if pages and not content else Page([block_of(content, box, "")])


def _page(page: dict[str, Any]) -> Page:
    width, height = length(page.get("width")), length(page.get("height"))
    found = Page([], width, height)
    for block in map(fields, items(page.get("blocks"))):
        kind = _name(_get(block, "blockType"), _BLOCKS)
        if kind == "PICTURE" and (box := _box(block, "boundingBox", width, height)) != NO_BOX:
            found.pictures.append(box)
        for paragraph in map(fields, items(block.get("paragraphs"))):
            lines = list(_lines(paragraph, width, height))
            if lines:
                found.regions.append(Region(lines, _ROLES.get(kind, "")))
    return found


def _lines(paragraph: dict[str, Any], width: float, height: float) -> Iterator[Line]:
    """The printed lines of a paragraph; a break before or behind a symbol ends one or parts it from the next."""
    words: list[Word] = []
    spaced = False
    for symbol, word in _symbols(paragraph):
        content, (before, behind) = text(symbol.get("text")), _breaks(symbol)
        if before in _ENDS and words:
            yield line_of(words)
            words, spaced = [], False
        if content.strip():
            own = sure(symbol.get("confidence"))
            confidence = own if own >= 0 else sure(word.get("confidence"))
            place = _box(symbol, "boundingBox", width, height)
            words.append(Word(content, place, confidence, (), spaced or before in _BLANKS))
            spaced = False
        spaced = spaced or behind in _BLANKS
        if behind in _ENDS and words:
            yield line_of(words)
            words, spaced = [], False
    if words:
        yield line_of(words)


def _symbols(paragraph: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each symbol with its word; a word that has text and no symbols stands for one."""
    for word in map(fields, items(paragraph.get("words"))):
        symbols = items(word.get("symbols")) or [word]
        yield from ((fields(symbol), word) for symbol in symbols)


def _breaks(symbol: dict[str, Any]) -> tuple[str, str]:
    """The break before a symbol and the one behind it, of which one is given."""
    found = fields(_get(fields(symbol.get("property")), "detectedBreak"))
    name = _name(found.get("type"), _BREAKS)
    return (name, "") if _get(found, "isPrefix") is True else ("", name)


def _name(value: Any, names: tuple[str, ...]) -> str:
    """A name that is given as such, or by its number."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(names):
        return names[value]
    return text(value)


def _box(node: dict[str, Any], name: str, width: float, height: float) -> Box:
    """The box of a node, by the page's unit or by ratios of its sides."""
    poly = fields(_get(node, name))
    box = box_of(poly.get("vertices"))
    if box != NO_BOX:
        return box
    return box_of(_get(poly, "normalizedVertices"), width or _UNKNOWN_SIDE, height or _UNKNOWN_SIDE)
