"""Amazon Textract: DetectDocumentText and AnalyzeDocument, also the answers of a job that came in several parts.

Written to the Amazon Textract developer guide (docs.aws.amazon.com/textract/latest/dg: API_Block, "Layout Response
Objects", "Lines and Words of Text"). Places are ratios of the page's sides, whose proportion is not told; they are
given in thousandths. All text is in lines and words; layout blocks say which lines belong together, tables and forms
name the same words once more.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kanwu.geometry import Box, Role
from kanwu.read.engines.shape import box_of, fields, items, line_of, number, sure, text, text_of, whole, worded
from kanwu.read.scan import NO_BOX, Line, Page, Region, Word

_SIDE = 1000.0
_ROLES: dict[str, Role] = {
    "LAYOUT_TITLE": "heading", "LAYOUT_SECTION_HEADER": "heading", "LAYOUT_HEADER": "header",
    "LAYOUT_FOOTER": "footer", "LAYOUT_PAGE_NUMBER": "page number", "LAYOUT_FIGURE": "picture",
    "LAYOUT_TABLE": "table", "LAYOUT_TEXT": "text", "LAYOUT_LIST": "text", "LAYOUT_KEY_VALUE": "text",
}  # fmt: skip

_LEVELS = {"LAYOUT_TITLE": 1, "LAYOUT_SECTION_HEADER": 2}

_Node = dict[str, Any]


def is_textract(tree: Any) -> bool:
    """Whether a tree is an answer with blocks, or a list that has one."""
    return any("BlockType" in block for block in _blocks(tree)) or any(
        isinstance(part.get("Blocks"), list) and isinstance(part.get("DocumentMetadata"), dict) for part in _parts(tree)
    )


def textract_pages(tree: Any) -> list[Page]:
    """The pages by their numbers; lines that no layout block holds are each a region, at the page's end."""
    blocks = list(_blocks(tree))
    named: dict[str, _Node] = {}
    for block in blocks:
        named.setdefault(text(block.get("Id")), block)
    pages: dict[int, list[_Node]] = {}
    for block in blocks:
        pages.setdefault(whole(block.get("Page")) or 1, []).append(block)
    taken: set[int] = set()
    return [_Reader(pages[at], named, taken).page() for at in sorted(pages)] or [Page()]


def _parts(tree: Any) -> list[_Node]:
    return [fields(part) for part in (tree if isinstance(tree, list) else [tree])]


def _blocks(tree: Any) -> Iterator[_Node]:
    return (block for part in _parts(tree) for block in items(part.get("Blocks")) if isinstance(block, dict))


class _Reader:
    """A page's blocks, and which lines and words have been taken into a region, of this page or of another."""

    def __init__(self, blocks: list[_Node], named: dict[str, _Node], taken: set[int]) -> None:
        self.blocks = blocks
        self.named = named
        self.taken = taken
        self.bare: Counter[str] = Counter()  # the words in the text of lines that name none

    def page(self) -> Page:
        found = Page([], _SIDE, _SIDE)
        for block in self.blocks:
            kind = text(block.get("BlockType"))
            if kind == "LAYOUT_FIGURE" and (box := _box(block)) != NO_BOX:
                found.pictures.append(box)
            if kind.startswith("LAYOUT_"):
                lines = [self._line(node) for node in self._children(block, "LINE")]
                found.regions.append(Region(lines, _ROLES.get(kind, "text"), _LEVELS.get(kind, 0)))
        found.regions += [Region([self._line(node)]) for node in self._left("LINE")]
        found.regions += [Region([line_of([word])]) for word in self._loose()]
        found.regions = [region for region in found.regions if text_of([region])]
        return found

    def _children(self, block: _Node, kind: str) -> list[_Node]:
        """The blocks of a kind that a block holds and no other has taken."""
        relations = map(fields, items(block.get("Relationships")))
        children = [relation for relation in relations if relation.get("Type") == "CHILD"]
        names = [name for relation in children for name in items(relation.get("Ids"))]
        return [node for name in names if (node := self.named.get(text(name))) is not None and self._takes(node, kind)]

    def _left(self, kind: str) -> list[_Node]:
        return [node for node in self.blocks if self._takes(node, kind)]

    def _loose(self) -> list[Word]:
        """The words that no line holds; without those of lines of which it is not told what words they hold."""
        words = [_word(node) for node in self._left("WORD")]
        left = []
        for word in words:
            self.bare[word.text] -= 1
            if self.bare[word.text] < 0:
                left.append(word)
        return left

    def _takes(self, node: _Node, kind: str) -> bool:
        """Whether a block is of a kind and has not been taken; from now on it has."""
        if node.get("BlockType") != kind or id(node) in self.taken:
            return False
        self.taken.add(id(node))
        return True

    def _line(self, node: _Node) -> Line:
        words = [_word(child) for child in self._children(node, "WORD")]
        content = text(node.get("Text"))
        if not content.strip():
            content = " ".join(word.text for word in words)
        if not words:
            self.bare.update(content.split())
        return worded(content, words, _box(node), sure(node.get("Confidence"), 100.0))


def _word(node: _Node) -> Word:
    return Word(text(node.get("Text")), _box(node), sure(node.get("Confidence"), 100.0))


def _box(node: _Node) -> Box:
    """The box of a block, in thousandths of the page's sides."""
    given = fields(fields(node.get("Geometry")).get("BoundingBox"))
    left, top, width, height = (number(given.get(key)) for key in ("Left", "Top", "Width", "Height"))
    if left is None or top is None or width is None or height is None:
        return NO_BOX
    return box_of([left, top, left + width, top + height], _SIDE, _SIDE)
