"""MinerU: content_list.json and middle.json.

Written to the MinerU documentation, "Output Files" (opendatalab.github.io/MinerU/reference/output_files), of MinerU
2.5, with the older names that MinerU 0.6 to 1.3 gave (img_caption, preproc_blocks alone). What MinerU discards is kept:
heads, feet and page numbers of the page, and margin notes, which are taken for either by where they stand.
"""

from collections.abc import Iterator
from typing import Any

from kanwu.geometry import Box, Role
from kanwu.read.engines.shape import block_of, box_of, fields, items, length, line_of, sure, text, whole
from kanwu.read.scan import NO_BOX, Line, Page, Region, Word

_LIST_SIDE = 1000.0  # content_list.json counts the page's sides in thousandths
_ROLES: dict[str, Role] = {
    "title": "heading", "header": "header", "footer": "footer", "page_footnote": "footer",
    "page_number": "page number", "image_body": "picture", "chart_body": "picture", "image": "picture",
    "chart": "picture", "table": "table", "table_body": "table", "image_caption": "caption",
    "image_footnote": "caption", "table_caption": "caption", "table_footnote": "caption", "chart_caption": "caption",
    "chart_footnote": "caption", "code_caption": "caption",
}  # fmt: skip
_PICTURES = frozenset({"image", "image_body", "chart", "chart_body"})
_PARTS: tuple[tuple[str, Role], ...] = (
    ("text", ""), ("list_items", ""), ("image_caption", "caption"), ("img_caption", "caption"),
    ("chart_caption", "caption"), ("table_caption", "caption"), ("code_caption", "caption"), ("table_body", "table"),
    ("code_body", ""), ("content", ""), ("image_footnote", "caption"), ("img_footnote", "caption"),
    ("chart_footnote", "caption"), ("table_footnote", "caption"), ("code_footnote", "caption"),
)  # fmt: skip
"""The fields of an item that hold text, in the order of print, and their roles; "": the item's."""
_LAST: tuple[Role, ...] = ("footer", "page number")


def is_mineru(tree: Any) -> bool:
    """Whether a tree is a middle.json, or a content_list.json of one item at least."""
    if isinstance(fields(tree).get("pdf_info"), list):
        return True
    return any(isinstance(fields(e).get("type"), str) and "page_idx" in e for e in items(tree)[:100])


def mineru_pages(tree: Any) -> list[Page]:
    """The pages of either file, by their numbers."""
    if isinstance(tree, dict):
        return [_middle_page(fields(page)) for page in items(tree.get("pdf_info"))]
    pages: dict[int, Page] = {}
    number = 0
    for item in map(fields, items(tree)):
        found = whole(item.get("page_idx"))
        number = number if found is None else found
        page = pages.setdefault(number, Page([], _LIST_SIDE, _LIST_SIDE))
        page.regions += _item(item)
        if text(item.get("type")) in _PICTURES and (box := box_of(item.get("bbox"))) != NO_BOX:
            page.pictures.append(box)
    return [page for _, page in sorted(pages.items())]


def _item(item: dict[str, Any]) -> Iterator[Region]:
    """The regions of an item of the list. The box is the whole item's, so a caption beside something has none."""
    level = min(max(whole(item.get("text_level")) or 0, 0), 6)
    own: Role = "heading" if level else _ROLES.get(text(item.get("type")), "text")
    box = box_of(item.get("bbox"))
    seen = set()
    for key, role in _PARTS:
        value = item.get(key)
        content = "\n".join(text(piece) for piece in (value if isinstance(value, list) else [value]))
        if content.strip() and content not in seen:
            seen.add(content)
            place = NO_BOX if role == "caption" else box
            yield block_of(content, place, role or own, level if not role else 0)


def _middle_page(page: dict[str, Any]) -> Page:
    """A page of middle.json: heads first, then the blocks in reading order, then feet."""
    size = [length(n) for n in items(page.get("page_size"))[:2]]
    width, height = size if len(size) == 2 else (0.0, 0.0)
    found = Page([], width, height)
    blocks = list(_leaves(page.get("para_blocks")))
    if not any(_is_filled(block) for block in blocks):
        blocks = list(_leaves(page.get("preproc_blocks"))) or blocks
    left_out = [_region(block, _margin(block, height)) for block in _leaves(page.get("discarded_blocks"))]
    found.regions += [region for region in left_out if region.role not in _LAST]
    found.regions += [_region(block, _role(block)) for block in blocks]
    found.regions += [region for region in left_out if region.role in _LAST]
    found.regions = [region for region in found.regions if region.lines]
    found.pictures += [box for block in blocks if (box := _picture(block)) != NO_BOX]
    return found


def _leaves(value: Any) -> Iterator[dict[str, Any]]:
    """The blocks that hold no other block, in their order."""
    stack = list(reversed(items(value)))
    while stack:
        block = fields(stack.pop())
        inner = items(block.get("blocks"))
        stack.extend(reversed(inner))
        if not inner or items(block.get("lines")):
            yield block


def _is_filled(block: dict[str, Any]) -> bool:
    return bool(_region(block, "").lines) or _picture(block) != NO_BOX


def _role(block: dict[str, Any]) -> Role:
    return _ROLES.get(text(block.get("type")), "text")


def _margin(block: dict[str, Any], height: float) -> Role:
    """What a discarded block is: as its type says, else a head or a foot by the half of the page it stands in."""
    role = _role(block)
    box = box_of(block.get("bbox"))
    if role != "text" or box == NO_BOX:
        return role if role != "text" else "header"
    return "footer" if height and box.top + box.bottom > height else "header"


def _picture(block: dict[str, Any]) -> Box:
    return box_of(block.get("bbox")) if text(block.get("type")) in _PICTURES else NO_BOX


def _region(block: dict[str, Any], role: Role) -> Region:
    level = min(max(whole(block.get("level")) or 0, 0), 6) if role == "heading" else 0
    lines = [line for value in items(block.get("lines")) if (line := _line(fields(value))).words]
    if lines:
        return Region(lines, role, level)
    content = next((text(block[key]) for key in ("content", "text", "html") if text(block.get(key)).strip()), "")
    return block_of(content, box_of(block.get("bbox")), role, level)


def _line(line: dict[str, Any]) -> Line:
    spans = [fields(span) for span in items(line.get("spans"))]
    words = [Word(content, _place(span), sure(span.get("score"))) for span in spans if (content := _content(span))]
    elsewhere = any(span.get("cross_page") is True for span in spans)
    return line_of(words, NO_BOX if elsewhere else box_of(line.get("bbox")))


def _place(span: dict[str, Any]) -> Box:
    """The box of a span; none where the span was taken over from the next page, whose places it has."""
    return NO_BOX if span.get("cross_page") is True else box_of(span.get("bbox"))


def _content(span: dict[str, Any]) -> str:
    return next((text(span[key]) for key in ("content", "html", "latex") if text(span.get(key)).strip()), "")
