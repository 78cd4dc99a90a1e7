"""Captions that the edge of a tile cut through."""

from collections.abc import Iterator
from typing import NamedTuple

from kanwu.evidence.caption_halves import halves, is_head, is_tail
from kanwu.evidence.columns import column_widths
from kanwu.evidence.signs import told, total
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure, joined

_REACH = 24  # blocks; a tile holds one or two columns of text
_ENOUGH = 4.5  # score of two halves; measured on pages read by OCR whose truth is known


class _Pair(NamedTuple):
    bond: float  # how well the halves go together
    first: int
    second: int
    why: str


def divided_captions(document: Document) -> Iterator[Edit]:
    """Joins the halves of a caption under a picture that two tiles cut through: a whole column may stand between.

    The first half stops in mid-sentence and does not go on in the paragraph behind it; the second one ends as captions
    do. Their lines are longer than those of the columns, as small type is.
    """
    pairs = _matched(sorted(_pairs(document), key=lambda p: (-p.bond, p.second - p.first)))
    while pairs:
        group = [pairs.pop(0)]
        while pairs and pairs[0].first <= max(p.second for p in group):
            group.append(pairs.pop(0))
        first, last = group[0].first, max(p.second for p in group)
        yield Regroup(
            first, last, tuple(_rebuilt(document, group, first, last)), "; ".join(p.why for p in group), Sure.LIKELY
        )


def _pairs(document: Document) -> Iterator[_Pair]:
    columns = column_widths(document)
    tails = [n for n, b in document.of(Kind.PARAGRAPH, Kind.HEADING) if is_tail(b)]
    heads = [n for n, _ in document.of(Kind.PARAGRAPH) if is_head(document, columns, n)]
    for first in heads:
        for second in tails:
            if first + 1 < second <= first + _REACH:
                signs = list(halves(document, columns, first, second))
                if total(signs) >= _ENOUGH:
                    yield _Pair(signs[0][0], first, second, told(signs))


def _matched(pairs: list[_Pair]) -> list[_Pair]:
    """The best pairs such that no block is in two, in their order on the page."""
    taken: set[int] = set()
    found: list[_Pair] = []
    for pair in pairs:
        if not taken & {pair.first, pair.second}:
            taken |= {pair.first, pair.second}
            found.append(pair)
    return sorted(found, key=lambda p: p.first)


def _rebuilt(document: Document, pairs: list[_Pair], first: int, last: int) -> Iterator[Block]:
    """The blocks of a stretch, each pair joined at its first half's place, the others in their order."""
    halves = {p.first: p.second for p in pairs}
    seconds = set(halves.values())
    for number in range(first, last + 1):
        block = document.blocks[number]
        if number in halves:
            yield joined((block, document.blocks[halves[number]])).tagged(Kind.CAPTION)
        elif number not in seconds:
            yield block
