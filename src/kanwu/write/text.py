"""A cleaned page as plain text; and its document, read once more from its Markdown."""

from collections.abc import Iterable, Mapping

from kanwu.model import SILENT, Block, Document, Kind
from kanwu.options import Damaged
from kanwu.read.markdown import read_markdown
from kanwu.write.markdown import DAMAGED, Written, newline_of, put_together, unmarked


def write_text(document: Document, damaged: Damaged = "comment") -> Written:
    """The document as plain text: no marks of headings, captions and quotes, a blank line between blocks.

    Plain text has no comments: what is damaged is left out, unless it is to be kept.
    """
    newline = newline_of(document.source)
    left_out = SILENT if damaged == "keep" else {*SILENT, Kind.DAMAGED}
    blocks = (block for block in document.blocks if block.kind not in left_out)
    return put_together(document.source, blocks, lambda block: unmarked(block, newline))


def read_again(written: Written, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a page's Markdown, their origins those of the source.

    `blocks` are those that the page had before the Markdown was changed: they tell bylines and what is damaged, for
    which Markdown has no marks, and the silent blocks, which stay unless the Markdown has their text now.
    """
    before = list(blocks)
    kept = {n for n in written.origin if n >= 0}
    known = {n: b.kind for b in before if b.kind in (Kind.BYLINE, Kind.DAMAGED) for n in b.origin if n >= 0}
    spoken = [_renamed(uncommented(block), known) for block in read_markdown(*written).blocks]
    silent = [b for b in before if b.kind in SILENT and kept.isdisjoint(b.origin)]
    return tuple(sorted((*silent, *spoken), key=lambda b: b.where.start) if silent else spoken)


def uncommented(block: Block) -> Block:
    """What Markdown has as a comment of kanwu's own as the damaged block that it is; any other block as it is."""
    opening, closing = DAMAGED
    if block.kind == Kind.VERBATIM and block.text.startswith(opening) and block.text.endswith(closing):
        return block.part(len(opening), -len(closing), Kind.DAMAGED)
    return block


def _renamed(block: Block, known: Mapping[int, Kind]) -> Block:
    """A block with the kind that it had."""
    kind = next((known.get(n) for n in block.origin if n >= 0), None)
    return block.tagged(kind) if kind and block.kind == Kind.PARAGRAPH else block
