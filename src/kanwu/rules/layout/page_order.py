"""Lines read in another order than the page has them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kanwu.evidence.indents import starts_paragraph
from kanwu.evidence.page_order import Placed
from kanwu.evidence.page_order import page_order as order_of
from kanwu.evidence.strips import Strip, types
from kanwu.geometry import around
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure, joined, place

_MOVABLE = frozenset({Kind.PARAGRAPH, Kind.HEADING})


def page_order(document: Document) -> Iterator[Edit]:
    """Puts the printed lines in the order in which the page is read, where the input tells where each stands.

    Columns go from left to right (vertical ones from right to left), each from top to bottom. A heading or a picture
    across several columns parts them where the text does not go on below it. A line that an engine read across the gap
    between columns is cut there. Lines that stand below one another make one block, up to an indent or a short line.
    """
    if document.geometry is None:
        return
    placed = order_of(document.geometry, document.source)
    after = tuple(_blocks(document, placed))
    if after and _differs(document.blocks, after):
        why = "in the order of the boxes on the page"
        yield Regroup(0, len(document.blocks) - 1, after, why, Sure.LIKELY)


class _Cut(NamedTuple):
    """A piece of a block and the strip that it is."""

    strip: int
    piece: Block


def _blocks(document: Document, placed: Sequence[Placed]) -> Iterator[Block]:
    """The document's blocks as the page has them; what has no place on it stays behind what stood before it."""
    strips = [strip for p in placed for strip in p.frame.strips]
    numbers = {strip: number for number, strip in enumerate(strips)}
    pieces, strays = _pieces(document, sorted(strips, key=lambda s: s.start), numbers)
    yield from strays.get(-1, ())
    for p in placed:
        yield from _paragraphs(document, p, pieces, numbers)
        for strip in p.frame.strips:
            yield from strays.get(numbers[strip], ())


def _pieces(
    document: Document, strips: Sequence[Strip], numbers: dict[Strip, int]
) -> tuple[dict[int, Block], dict[int, list[Block]]]:
    """For each strip the piece of text that it has now, and behind which strip each block without a place stands."""
    owner: dict[int, int] = {}
    for strip in strips:
        owner.update(dict.fromkeys(range(strip.start, strip.end), numbers[strip]))
    pieces: dict[int, list[Block]] = {}
    strays: dict[int, list[Block]] = {}
    last = -1
    for block in document.blocks:
        if block.kind not in _MOVABLE:
            strays.setdefault(last, []).append(block)
            continue
        for number, piece in _cut(block, owner):
            if number is None:
                strays.setdefault(last, []).append(piece)
            else:
                pieces.setdefault(number, []).append(piece)
                last = number
    return {number: joined(found, " ") for number, found in pieces.items()}, strays


def _cut(block: Block, owner: dict[int, int]) -> Iterator[tuple[int | None, Block]]:
    """A block in pieces, each of one strip; white space belongs to neither."""
    start, last = 0, -1
    for at, origin in enumerate(block.origin):
        if block.text[at].isspace():
            continue
        number = owner.get(place(origin), -1)
        if number != last and at > start:
            if piece := block.part(start, at):
                yield (last if last >= 0 else None), piece
            start = at
        last = number
    if (piece := block.part(start)).text:
        yield (last if last >= 0 else None), piece


def _paragraphs(
    document: Document, placed: Placed, pieces: dict[int, Block], numbers: dict[Strip, int]
) -> Iterator[Block]:
    """The blocks of one frame: its lines up to each that begins a paragraph."""
    rows = [[s for s in row if numbers[s] in pieces] for row in placed.frame.rows]
    rows = [row for row in rows if row]
    if not rows or document.geometry is None:
        return
    lines = [joined([pieces[numbers[s]] for s in row], "") for row in rows]
    boxes = [box for row in rows if (box := around(s.box for s in row))]
    em = types(document.geometry, document.source)[rows[0][0].sheet].height
    held = [lines[0]]
    for number in range(1, len(lines)):
        if placed.frame.is_body and starts_paragraph(boxes, [n.text for n in lines], number, em):
            yield joined(held)
            held = []
        held.append(lines[number])
    yield joined(held)


def _differs(old: Sequence[Block], new: Sequence[Block]) -> bool:
    return len(old) != len(new) or any(a.text != b.text or a.origin != b.origin for a, b in zip(old, new, strict=True))
