"""Paragraphs cut at a column's end, by a photo or by what stood between."""

from collections.abc import Iterator
from typing import NamedTuple

from kanwu.evidence.columns import column_widths
from kanwu.evidence.continuity import JOIN, continues, phrases_of
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import SILENT, Block, Document, Edit, Flag, Kind, Regroup, Sure, joined

_BETWEEN = SILENT | {Kind.CAPTION, Kind.QUOTE}  # what may stand between the halves of a paragraph
_REACH = 8  # blocks; more than two photos with their debris do not come between two columns
_FAR = 25  # blocks; a half that was read in the wrong place stands no further off
# Score from which on a half is believed to stand elsewhere: two strong signs beside the unfinished sentence.
_MISPLACED = 4.0
_SHOWN = 12  # characters at a break that a flag shows
_NEXT = 1.5  # what standing next to each other counts


class _Link(NamedTuple):
    """Two blocks that are halves of one paragraph."""

    score: float
    first: int
    second: int
    why: str
    misplaced: bool = False  # they do not stand next to each other


def broken_paragraphs(document: Document) -> Iterator[Edit]:
    """Joins the halves of a paragraph that a column's end, a photo or a caption cut in two; what stood between
    moves behind.

    The first half is unfinished, and the signs agree: its last line fills the column, the next line has no
    indent, the break cuts a word or stands after a comma. Where the next piece begins as a paragraph does,
    nothing is joined. Where another block goes on better, columns were read in the wrong order: that is
    flagged, and the half is not joined to a wrong one.
    """
    links = _matched(sorted(_links(document), key=lambda link: (-link.score, link.first)))
    yield from (_flag(document, link) for link in links.values() if link.misplaced)
    follows = {number: link for number, link in links.items() if not link.misplaced}
    seconds = {link.second for link in follows.values()}
    chains = [_chain(number, follows) for number in follows if number not in seconds]
    for first, last in _stretches(chains):
        inside = [c for c in chains if first <= min(c) and max(c) <= last]
        why = "; ".join(follows[n].why for c in inside for n in c[:-1])
        yield Regroup(first, last, tuple(_rebuilt(document, inside, first, last)), why, Sure.LIKELY)


def _links(document: Document) -> Iterator[_Link]:
    widths, phrases = column_widths(document), phrases_of(document)
    for number, block in document.of(Kind.PARAGRAPH):
        after = _next(document, number)
        if after is not None:
            score, why = continues(block, document.blocks[after], widths[number], widths[after], phrases)
            if score >= JOIN:
                yield _Link(score + _NEXT, number, after, why)
        if widths[number] is None or ends_sentence(block.text) or "\n" not in block.text:
            continue
        for far in range(max(0, number - _FAR), min(len(document.blocks), number + _FAR + 1)):
            if far not in (number, after) and document.blocks[far].kind == Kind.PARAGRAPH:
                score, why = continues(block, document.blocks[far], widths[number], widths[far], phrases)
                if score >= _MISPLACED:
                    yield _Link(score, number, far, why, True)


def _flag(document: Document, link: _Link) -> Flag:
    text, other = document.blocks[link.first].text, document.blocks[link.second].text
    head = other.split("\n", 1)[0][:_SHOWN]
    return Flag(link.first, max(0, len(text) - _SHOWN), len(text), f"seems to go on at {head}… ({link.why})")


def _next(document: Document, number: int) -> int | None:
    """The paragraph after this one with nothing but captions, quotes and noise between."""
    for after in range(number + 1, min(number + _REACH, len(document.blocks))):
        kind = document.blocks[after].kind
        if kind == Kind.PARAGRAPH:
            return after
        if kind not in _BETWEEN:
            return None
    return None


def _matched(links: list[_Link]) -> dict[int, _Link]:
    """The best links such that no block has two partners on a side and no chain bites its tail."""
    follows: dict[int, _Link] = {}
    seconds: set[int] = set()
    for link in links:
        if link.first in follows or link.second in seconds or _chain(link.second, follows)[-1] == link.first:
            continue
        follows[link.first] = link
        seconds.add(link.second)
    return follows


def _chain(number: int, follows: dict[int, _Link]) -> list[int]:
    chain = [number]
    while chain[-1] in follows:
        chain.append(follows[chain[-1]].second)
    return chain


def _stretches(chains: list[list[int]]) -> Iterator[tuple[int, int]]:
    """The stretches of blocks that chains cover, those that overlap taken together."""
    spans = sorted((min(c), max(c)) for c in chains)
    while spans:
        first, last = spans.pop(0)
        while spans and spans[0][0] <= last:
            last = max(last, spans.pop(0)[1])
        yield first, last


def _rebuilt(document: Document, chains: list[list[int]], first: int, last: int) -> Iterator[Block]:
    """The blocks of a stretch, each chain joined at its head's place, the others in their order."""
    heads = {chain[0]: chain for chain in chains}
    rest = {number for chain in chains for number in chain[1:]}
    for number in range(first, last + 1):
        if number in heads:
            yield joined([document.blocks[n] for n in heads[number]])
        elif number not in rest:
            yield document.blocks[number]
