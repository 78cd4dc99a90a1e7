"""Lines read in another order than the page has them."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from kanwu.evidence.captions import LIKELY, wording
from kanwu.evidence.indents import goes_on, is_set_in, starts_paragraph
from kanwu.evidence.page_order import Placed
from kanwu.evidence.page_order import page_order as order_of
from kanwu.evidence.setting import cut_by
from kanwu.evidence.signs import total
from kanwu.evidence.strips import Strip, Type, types
from kanwu.geometry import Box, around
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure, joined

_FEW = 4  # first lines that are set in, from which on that is how the page begins a paragraph
_PICTURE = 4.0  # ems of blank in a column that a picture may leave, or words across it that the engine missed
_CAPTION = 4  # lines that a caption set in a column has at most
_MOVABLE = frozenset({Kind.PARAGRAPH, Kind.HEADING})


def page_order(document: Document) -> Iterator[Edit]:
    """Puts the printed lines in the order in which the page is read, where the input tells where each stands.

    Columns go from left to right (vertical ones from right to left), each from top to bottom. A heading or a picture
    across several columns parts them where the text does not go on below it. A line that an engine read across the gap
    between columns is cut there. Lines that stand below one another make one block, up to an indent or a short line.
    """
    if document.geometry is None:
        return
    known = {key: block for block in document.blocks if (key := _letters(block))}
    placed = order_of(document.geometry, document.source)
    after = [known.get(_letters(block), block) for block in _blocks(document, placed)]
    for first, last, part in _stretches(document.blocks, after):
        yield Regroup(first, last, tuple(part), "in the order of the boxes on the page", Sure.LIKELY)


def _letters(block: Block) -> tuple[int, ...]:
    """Where a block's characters come from, white space aside: what tells it from another."""
    return tuple(n for n, char in zip(block.origin, block.text, strict=True) if not char.isspace())


def _stretches(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[int, int, Sequence[Block]]]:
    """The least stretches of blocks that have other blocks now: the first and last of the old, and the new ones.

    A stretch ends where the old blocks so far have as many characters as the new ones up to the last of these that has
    one of them: then they have the same.
    """
    where = {n: number for number, block in enumerate(new) for n in _letters(block)}
    sizes = list(accumulate(len(_letters(block)) for block in new))
    start = begin = count = 0
    reach = -1
    for number, block in enumerate(old):
        letters = _letters(block)
        count += len(letters)
        reach = max(reach, *map(where.__getitem__, letters)) if letters else reach
        if reach >= 0 and count == sizes[reach]:
            part = new[begin : reach + 1]
            if list(old[start : number + 1]) != part:
                yield start, number, part
            start, begin = number + 1, reach + 1


class _Cut(NamedTuple):
    """A piece of a block and the strip that it is."""

    strip: int
    piece: Block


def _blocks(document: Document, placed: Sequence[Placed]) -> Iterator[Block]:
    """The document's blocks as the page has them; what has no place on it stays behind what stood before it."""
    strips = [strip for p in placed for strip in p.frame.strips]
    numbers = {strip: number for number, strip in enumerate(strips)}
    pieces, strays = _pieces(document, strips)
    yield from strays.get(-1, ())
    flow = _Flow(document)
    for p in placed:
        yield from flow.add(p, [[pieces[numbers[s]] for s in row if numbers[s] in pieces] for row in p.frame.rows])
        flow.behind += [block for strip in p.frame.strips for block in strays.get(numbers[strip], ())]
    yield from flow.end()


class _Flow:
    """Lines being put together into blocks, in the order of the page."""

    def __init__(self, document: Document) -> None:
        geometry = document.geometry
        self.types = types(geometry, document.source) if geometry else ()
        self.habit = geometry is not None and _sets_in(order_of(geometry, document.source), self.types)
        self.held: list[Block] = []  # the lines of the paragraph at hand
        self.behind: list[Block] = []  # what stood between them
        self.last: tuple[Placed, Box] | None = None

    def end(self) -> Iterator[Block]:
        """The paragraph at hand, and what goes behind it."""
        if self.held:
            yield joined(self.held)
        yield from self.behind
        self.held, self.behind, self.last = [], [], None

    def add(self, placed: Placed, rows: Sequence[Sequence[Block]]) -> Iterator[Block]:
        """The blocks that are done once a frame's rows are there."""
        lines = [joined(row, "") for row in rows if row]
        there = (row for row, has in zip(placed.frame.rows, rows, strict=True) if has)
        boxes = [box for row in there if (box := around(s.box for s in row))]
        if not lines:
            return
        if placed.column is None or _is_caption(lines):
            if not self.held:
                yield from self.end()
            self.behind.append(joined(lines))
            return
        em = self.types[placed.flow[0]].height
        if not self._runs_on(placed, boxes, em):
            yield from self.end()
        for number, line in enumerate(lines):
            if number and starts_paragraph(boxes, [n.text for n in lines], number, em):
                yield from self.end()
            self.held.append(line)
        self.last = placed, boxes[-1]

    def _runs_on(self, placed: Placed, boxes: Sequence[Box], em: float) -> bool:
        """Whether the paragraph at hand runs on in a frame."""
        if not self.held or self.last is None or placed.column is None:
            return False
        before, last = self.last
        if before.flow != placed.flow or before.column is None:
            return False
        if before.column == placed.column and not self.behind and boxes[0].top - last.bottom < _PICTURE * em:
            return False  # a second reading, or what a blank sets apart
        return goes_on(last, before.column, boxes, placed.column, em, self.habit, self.held[-1].text)


def _is_caption(lines: Sequence[Block]) -> bool:
    """Whether the few lines of a frame are a caption by their words, of which no paragraph runs on in them."""
    return len(lines) <= _CAPTION and total(list(wording("".join(n.text for n in lines)))) >= LIKELY


def _sets_in(placed: Sequence[Placed], sizes: Sequence[Type]) -> bool:
    """Whether the page sets the first lines of its paragraphs in: more than a few are."""
    rows = [
        is_set_in([row[0].box for row in p.frame.rows], number, sizes[p.flow[0]].height)
        for p in placed if p.column
        for number in range(len(p.frame.rows))
    ]  # fmt: skip
    return sum(rows) >= _FEW


def _pieces(document: Document, strips: Sequence[Strip]) -> tuple[dict[int, Block], dict[int, list[Block]]]:
    """For each strip, by its number, the piece of text that it has now; and behind which strip each block stands that
    has no place: the one before it in the source, or the last one of that one's page."""
    owner = {n: number for number, strip in enumerate(strips) for n in range(strip.start, strip.end)}
    ends = {strip.sheet: number for number, strip in enumerate(strips)}
    pieces: dict[int, list[Block]] = {}
    strays: dict[int, list[Block]] = {}
    last = -1
    for block in document.blocks:
        for number, piece in cut_by(block, owner) if block.kind in _MOVABLE else [(None, block)]:
            if number is None:
                strays.setdefault(_behind(document, piece, last, strips, ends), []).append(piece)
            else:
                pieces.setdefault(number, []).append(piece)
                last = number
    return {number: joined(found, " ") for number, found in pieces.items()}, strays


def _behind(document: Document, block: Block, last: int, strips: Sequence[Strip], ends: dict[int, int]) -> int:
    if last < 0 or document.geometry is None:
        return last
    sheet = strips[last].sheet
    return last if document.geometry.sheet_of(block.where.start) == sheet else ends[sheet]
