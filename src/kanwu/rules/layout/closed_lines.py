"""Lines joined into running text."""

from collections.abc import Iterator

from kanwu.model import PROSE, Block, Document, Edit, Kind, Replace, Sure
from kanwu.patterns import late

_BREAK = late(r"[ \t\u3000]*\n[ \t\u3000]*")


def closed_lines(document: Document) -> Iterator[Edit]:
    """Joins the lines of a paragraph: nothing between Chinese characters, one space between Latin words or numbers.

    Which lines belong together was settled before (paragraphs are split and joined first), so the break itself
    says no more.
    """
    for number, block in enumerate(document.blocks):
        if block.kind not in PROSE or "\n" not in block.text or _is_quoted(document, block):
            continue
        for found in _BREAK.finditer(block.text):
            before, after = block.text[found.start() - 1 : found.start()], block.text[found.end() : found.end() + 1]
            latin = "!" <= before <= "~" and "!" <= after <= "~" and (before.isalnum() or before in ",.;:!?)")
            glue = " " if latin else ""
            yield Replace(number, *found.span(), found.group(), glue, "lines of one paragraph", Sure.CERTAIN)


def _is_quoted(document: Document, block: Block) -> bool:
    """Whether the source itself marks the block as a quotation: its lines may be verse, and stay."""
    start = block.where.start
    return block.kind == Kind.QUOTE and document.source[max(0, start - 4) : start].rstrip(" ").endswith(">")
