"""Blocks in a row that are one caption: its lines, its credit."""

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.captions import opens_caption, scene
from kanwu.evidence.continuity import JOIN, bond
from kanwu.evidence.credits import has_credit, is_credit, opens_byline
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import Block, Document, Kind

SHORTEST = 8  # characters; shorter ones are labels or debris
BARE = 0.5  # what a sentence counts that says nothing of a picture
_PIECES = 2  # blocks that may follow as the rest of a caption
_PIECE = 45  # characters; a piece of a caption is one or two lines
_LINES = 2  # of its first piece at most; more is running text
_WHOLE = 25  # characters; a piece with a credit that is as long as this needs no other
_BOND = 1.5  # how well a piece goes on in a shorter one
_BACK = 3  # blocks before a piece that may go on in it


def _may_open(block: Block) -> bool:
    """Whether the block may be the first of several: a line or two, and no words that were read in the picture."""
    if block.kind not in (Kind.PARAGRAPH, Kind.HEADING) or len(block) > _PIECE or block.text.count("\n") >= _LINES:
        return False
    return not has_credit(block.text) and not (block.kind == Kind.HEADING and len(block) < SHORTEST)


def last_piece(document: Document, number: int) -> int:
    """The last block of a caption that starts here: short pieces up to the one with the credit, or itself."""
    if not _may_open(document.blocks[number]):
        return number
    for after in range(number + 1, min(number + 1 + _PIECES, len(document.blocks))):
        block, before = document.blocks[after], document.blocks[after - 1]
        if block.kind != Kind.PARAGRAPH or len(block) > _PIECE or is_byline(block.text) or opens_byline(block.text):
            break
        if is_credit(block.text):
            return after if _takes_credit(document, number, before) else number
        if not _goes_on(before, block):
            return number
        if has_credit(block.text):
            return after
    return number


def _takes_credit(document: Document, number: int, before: Block) -> bool:
    """Whether the lone credit behind `before` belongs to the piece that starts here, and that is no end of a text."""
    first = document.blocks[number]
    if _says(first):
        return True
    texts = [b for b in document.blocks[max(0, number - _BACK) : number] if b.kind == Kind.PARAGRAPH]
    over = (bond(b.text, first.text, None, None) for b in texts if not ends_sentence(b.text))
    return ends_sentence(before.text) and not any(score >= JOIN for score in over)


def _goes_on(piece: Block, rest: Block) -> bool:
    """Whether a piece of a caption goes on in the next block, which is no caption by itself."""
    if ends_sentence(piece.text) or opens_caption(rest.text):
        return False
    score = bond(piece.text, rest.text, None, None)
    if len(rest) >= _WHOLE or _says(rest):
        return score >= JOIN
    return score + _says(piece) >= _BOND


def _says(block: Block) -> bool:
    """Whether the words tell of a picture, a credit aside."""
    return any(weight > BARE for weight, name in scene(block.text) if "credit" not in name)
