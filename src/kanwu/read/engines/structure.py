"""The blocks of PP-StructureV3 and PaddleOCR-VL, and the printed lines that lie in them.

Written to PaddleX 3: layout_parsing/result_v2.py ("block_label", "block_content", "block_bbox", "block_order") and
setting.py (the labels). A block's content is the engine's own text of it; the lines of "overall_ocr_res" give the same
once more, with boxes.
"""

import re
from collections.abc import Iterator
from typing import Any

from kanwu.errors import UnreadableError
from kanwu.geometry import Box, Role
from kanwu.read.engines.shape import Known, block_of, box_of, fields, items, text, text_of, whole
from kanwu.read.scan import NO_BOX, Line, Region, squashed

_ROLES: dict[str, Role] = {
    "doc_title": "heading", "paragraph_title": "heading", "abstract_title": "heading", "reference_title": "heading",
    "content_title": "heading", "figure_title": "caption", "table_title": "caption", "chart_title": "caption",
    "figure_table_chart_title": "caption", "header": "header", "footer": "footer", "number": "page number",
    "image": "picture", "chart": "picture", "seal": "picture", "figure": "picture", "flowchart": "picture",
    "header_image": "picture", "footer_image": "picture", "table": "table",
}  # fmt: skip
_MOST = 4_000_000
"""Blocks times lines of a page. A dense newspaper page has 300 times 2,000."""
_MOST_LINES = 500
"""Lines of one block that are put in the order of its content."""
_TAG = re.compile(r"<[^<>]*>")


class _Block:
    """A block, and the lines that lie in it."""

    def __init__(self, node: dict[str, Any]) -> None:
        label = text(node.get("block_label"))
        self.content = text(node.get("block_content"))
        self.box = box_of(node.get("block_bbox"))
        self.order = whole(node.get("block_order"))
        self.role: Role = _ROLES.get(label, "text")
        self.level = 1 if label == "doc_title" else 2 if self.role == "heading" else 0
        self.lines: list[Line] = []


def structured(node: dict[str, Any], lines: list[Line]) -> tuple[list[Region], list[Box]]:
    """The regions and the pictures of a result that has blocks, with the page's lines.

    What the lines have and no block's content has comes in behind, at the block that it lies in or at the end.
    """
    blocks = _ordered([_Block(fields(entry)) for entry in items(node.get("parsing_res_list"))])
    if len(blocks) * len(lines) > _MOST:
        raise UnreadableError(f"no page of print: {len(blocks):,} blocks and {len(lines):,} lines", "cut it into pages")
    loose = _laid(blocks, lines)
    regions = [region for block in blocks for region in _regions(block)]
    known = Known(_plain(text_of(regions)))
    unplaced = Known(_plain("".join(b.content for b in blocks if b.box == NO_BOX)))
    loose = [line for line in loose if not (known if line.box == NO_BOX else unplaced).has(_read(line))]
    regions += [Region([line]) for line in loose]
    regions += [block_of(seal, NO_BOX, "picture") for seal in _seals(node) if not known.has(seal)]
    return regions, [b.box for b in blocks if b.role == "picture" and b.box != NO_BOX]


def _ordered(blocks: list[_Block]) -> list[_Block]:
    """The blocks in reading order; one that has no number in it keeps its place."""
    numbered = iter(sorted((b for b in blocks if b.order is not None), key=lambda b: b.order or 0))
    return [b if b.order is None else next(numbered) for b in blocks]


def _laid(blocks: list[_Block], lines: list[Line]) -> list[Line]:
    """Puts each line into the smallest block that holds its middle; gives the lines that lie in none."""
    placed = sorted((b for b in blocks if b.box != NO_BOX), key=lambda b: b.box.area)
    loose: list[Line] = []
    for line in lines:
        x, y = (line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2
        holders = (b for b in placed if b.box.left <= x <= b.box.right and b.box.top <= y <= b.box.bottom)
        block = next(holders, None) if line.box != NO_BOX else None
        (loose if block is None else block.lines).append(line)
    return loose


def _regions(block: _Block) -> Iterator[Region]:
    """The region of a block, and one for each of its lines that its content does not have."""
    if not block.content.strip():
        if block.lines:
            yield Region(block.lines, block.role, block.level)
        return
    fitting = _fitting(block.content, block.lines)
    if fitting:
        yield Region(fitting, block.role, block.level)
        taken = {id(line) for line in fitting}
    else:
        yield block_of(block.content, block.box, block.role, block.level)
        taken = set()
    known = Known(_plain(block.content))
    missing = [line for line in block.lines if id(line) not in taken and not known.has(_read(line))]
    yield from (Region([line], "picture" if block.role == "picture" else "") for line in missing)


def _fitting(content: str, lines: list[Line]) -> list[Line]:
    """The lines in the order in which they spell a content; none where they do not."""
    wanted = squashed(content)
    placed = sorted(lines, key=lambda line: (line.box.top, line.box.left)) if len(lines) <= _MOST_LINES else []
    left = [(read, line) for line in placed if (read := _read(line))]
    found = []
    at = 0
    while at < len(wanted):
        here = next((n for n, (read, _) in enumerate(left) if wanted.startswith(read, at)), None)
        if here is None:
            return []
        read, line = left.pop(here)
        found.append(line)
        at += len(read)
    return found


def _read(line: Line) -> str:
    return "".join(squashed(word.text) for word in line.words)


def _plain(content: str) -> str:
    """A content without the tags of a table."""
    return _TAG.sub(" ", content)


def _seals(node: dict[str, Any]) -> Iterator[str]:
    """The texts of seals, which are read apart."""
    for seal in items(node.get("seal_res_list")):
        yield from (piece for piece in items(fields(seal).get("rec_texts")) if text(piece).strip())
