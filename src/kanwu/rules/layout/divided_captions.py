"""Captions that the edge of a tile cut through."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kanwu.evidence.caption_bonds import halves
from kanwu.evidence.caption_halves import Half, first_halves, second_halves, twins
from kanwu.evidence.columns import column_widths
from kanwu.evidence.signs import told, total
from kanwu.evidence.stretches import covered
from kanwu.model import SILENT, Block, Document, Edit, Kind, Regroup, Sure

_REACH = 30  # blocks; a tile holds one or two columns of text with what stands in them
_ENOUGH = 3.5  # score of two halves; measured on pages read by OCR whose truth is known


class _Pair(NamedTuple):
    score: float
    bond: float  # how well the words of both go together
    head: Half
    tail: Half
    copies: frozenset[int]  # other readings of either half
    caption: Block
    twice: Block  # what both tiles read at the cut
    why: str

    @property
    def blocks(self) -> set[int]:
        return {self.head.block, self.tail.block, *self.copies}


def divided_captions(document: Document) -> Iterator[Edit]:
    """Joins the halves of a caption under a picture that two tiles cut through: a whole column may stand between.

    The first half stops in mid-sentence and does not go on in the paragraph behind it; the second one ends as captions
    do. Their lines are longer than those of the columns, as small type is. Captions of several lines were cut line by
    line. A half that was read twice is kept once.
    """
    pairs = _matched(sorted(_pairs(document), key=lambda p: (-p.score - 2 * p.bond, p.tail.block - p.head.block)))
    for first, last, group in covered(pairs, lambda pair: pair.blocks):
        after = tuple(_rebuilt(document, group, first, last))
        yield Regroup(first, last, after, "; ".join(p.why for p in group), Sure.LIKELY)


def _pairs(document: Document) -> Iterator[_Pair]:
    columns = column_widths(document)
    heads = list(first_halves(document, columns))
    tails = list(second_halves(document)) if heads else []
    numbers = [tail.block for tail in tails]
    for head in heads:
        low, high = bisect_right(numbers, head.block), bisect_right(numbers, head.block + _REACH)
        for tail in tails[low:high]:
            signs, caption, twice = halves(document, columns, head, tail, _ENOUGH)
            if total(signs) >= _ENOUGH:
                copies = frozenset((*twins(document, head), *twins(document, tail))) - {head.block, tail.block}
                yield _Pair(total(signs), signs[0][0], head, tail, copies, caption, twice, told(signs))


def _matched(pairs: list[_Pair]) -> list[_Pair]:
    """The best pairs such that no block is in two, in their order on the page."""
    taken: set[int] = set()
    found: list[_Pair] = []
    for pair in pairs:
        if taken.isdisjoint(pair.blocks):
            taken |= pair.blocks
            found.append(pair)
    return sorted(found, key=lambda p: min(p.blocks))


def _rebuilt(document: Document, pairs: list[_Pair], first: int, last: int) -> Iterator[Block]:
    """The blocks of a stretch, each pair joined at its first half's place, the others in their order."""
    heads = {p.head.block: p for p in pairs}
    tails, copies = {p.tail.block for p in pairs}, {n for p in pairs for n in p.copies}
    for number in range(first, last + 1):
        block = document.blocks[number]
        if number in heads:
            rest = block.part(heads[number].head.end)
            yield from (b for b in (heads[number].caption, heads[number].twice, rest) if b.text)
        elif number in copies:
            yield block if block.kind in SILENT else block.tagged(Kind.COPY)
        elif number not in tails:
            yield block
