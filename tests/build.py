"""Documents built by hand, for unit tests."""

from array import array
from collections.abc import Sequence

from kanwu.model import Block, Document, Kind

GAP = "\n\n"


def document(*texts: str, kinds: Sequence[Kind] = ()) -> Document:
    """A document of these texts as paragraphs, or of the kinds given, a blank line between them."""
    blocks, at = [], 0
    for number, text in enumerate(texts):
        kind = kinds[number] if number < len(kinds) else Kind.PARAGRAPH
        level = 2 if kind == Kind.HEADING else 0
        blocks.append(Block(kind, text, array("i", range(at, at + len(text))), level))
        at += len(text) + len(GAP)
    return Document(tuple(blocks), GAP.join(texts))


def texts(page: Document) -> list[str]:
    return [block.text for block in page.blocks]
