"""Captions in the flow of the text."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from kanwu.evidence.caption_places import interrupts, is_wider, places
from kanwu.evidence.captions import LIKELY, has_credit, is_credit, opens_caption, scene
from kanwu.evidence.columns import column_widths
from kanwu.evidence.continuity import JOIN, continues
from kanwu.evidence.echoes import key
from kanwu.evidence.sentence import cannot_start, ends_sentence, sentence_ends
from kanwu.evidence.signs import told, total
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure, joined

_SHORTEST = 8  # characters; shorter ones are labels or debris
_PIECES = 2  # blocks that may follow as the rest of a caption
_PIECE = 45  # characters; a piece of a caption is one or two lines
_LINES = 2  # of its first piece at most; more is running text
_WHOLE = 25  # characters; a piece with a credit that is as long as this needs no other
_BOND = 1.5  # how well a piece goes on in a shorter one
_BARE = 0.5  # what a sentence counts that says nothing of a picture
_SMALL = 45  # characters of a caption that small type shows; a first paragraph may be set wide, too
_BACK = 3  # blocks before a piece that may go on in it
_ALIKE = 75.0  # likeness of two readings of a caption, of 100
_LONGER = 2  # characters that the one which goes may have more
_TEXT = (Kind.PARAGRAPH, Kind.HEADING)


def captions(document: Document) -> Iterator[Edit]:
    """Recognises captions by their wording, their place and what they interrupt, and joins those in two pieces.

    Signs are weighed: a photo credit, an opening such as 圖為 or 左起, a date with an event, debris of a picture beside
    it, wide blank space around it, and above all a paragraph that stops before it and goes on behind it.
    """
    columns = column_widths(document)
    found: set[int] = set()
    number = 0
    while number < len(document.blocks):
        last = _last_piece(document, number)
        signs = list(_signs(document, columns, number, last, found))
        if total(signs) >= LIKELY:
            found.add(last)
            whole = joined(document.blocks[number : last + 1]).tagged(Kind.CAPTION)
            again = _again(document, number, last)
            copies = [document.blocks[n].tagged(Kind.COPY) for n in range(last + 1, again + 1)]
            yield Regroup(number, again, (whole, *copies), told(signs), Sure.LIKELY)
            last = again
        number = last + 1


def _again(document: Document, number: int, last: int) -> int:
    """The block behind a caption that is another tile's reading of it, or the caption's last one."""
    after = last + 1
    if number < last or after == len(document.blocks) or document.blocks[after].kind not in _TEXT:
        return last
    mine, its = key(document.blocks[number].text), key(document.blocks[after].text)
    alike = len(its) <= len(mine) + _LONGER and mine != its and fuzz.ratio(mine, its) >= _ALIKE
    return after if alike else last


def _signs(document: Document, columns: tuple[float | None, ...], number: int, last: int,
           found: set[int]) -> Iterator[tuple[float, str]]:  # fmt: skip
    text = "\n".join(b.text for b in document.blocks[number : last + 1])
    if document.blocks[number].kind not in _TEXT or len(text) < _SHORTEST or cannot_start(text):
        return
    if number == last and is_credit(text):
        return  # it belongs to a caption, see photo_credits
    words = list(scene(text))
    if len(sentence_ends(text)) <= 1:
        words += interrupts(document, columns, number, last)
    yield from words
    says = sum(max(0.0, weight) for weight, _ in words) > _BARE
    if says and len(text) <= _SMALL and is_wider(document, columns, number, last):
        yield 2.0, "set wider than the columns beside it"
    yield from places(document, number, last, found)


def _last_piece(document: Document, number: int) -> int:
    """The last block of a caption that starts here: short pieces up to the one with the credit, or itself."""
    first = document.blocks[number]
    if first.kind not in _TEXT or has_credit(first.text) or len(first) > _PIECE or first.text.count("\n") >= _LINES:
        return number
    if first.kind == Kind.HEADING and len(first) < _SHORTEST:
        return number  # it was read in the picture
    for after in range(number + 1, min(number + 1 + _PIECES, len(document.blocks))):
        block, before = document.blocks[after], document.blocks[after - 1]
        if block.kind != Kind.PARAGRAPH or len(block) > _PIECE:
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
    over = (continues(b, first, None, None)[0] for b in texts if not ends_sentence(b.text))
    return ends_sentence(before.text) and not any(score >= JOIN for score in over)


def _goes_on(piece: Block, rest: Block) -> bool:
    """Whether a piece of a caption goes on in the next block, which is no caption by itself."""
    if opens_caption(rest.text) or ends_sentence(piece.text):
        return False
    bond, _ = continues(piece, rest, None, None)
    if len(rest) >= _WHOLE or _says(rest):
        return bond >= JOIN
    return bond + _says(piece) >= _BOND


def _says(block: Block) -> bool:
    """Whether the words tell of a picture, a credit aside."""
    return any(weight > _BARE for weight, name in scene(block.text) if "credit" not in name)
