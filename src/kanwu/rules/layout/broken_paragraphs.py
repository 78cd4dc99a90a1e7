"""Paragraphs cut at a column's end, by a photo or by what stood between."""

from collections.abc import Iterator

from kanwu.evidence.partners import Link, chain, partners
from kanwu.evidence.stretches import covered
from kanwu.model import Block, Document, Edit, Flag, Regroup, Sure, joined

_SHOWN = 12  # characters at a break that a flag shows


def broken_paragraphs(document: Document) -> Iterator[Edit]:
    """Joins the halves of a paragraph that a column's end, a photo or a caption cut in two; what stood between
    moves behind.

    The first half is unfinished, and the signs agree: its last line fills the column, the next line has no
    indent, the break cuts a word or stands after a comma. Where the next piece begins as a paragraph does,
    nothing is joined. Where another block goes on better, columns were read in the wrong order: that is
    flagged, and the half is not joined to a wrong one.
    """
    found = partners(document)
    yield from (_flag(document, link) for link in (*found.elsewhere, *found.doubtful))
    follows = {link.first: link for link in found.beside}
    seconds = {link.second for link in found.beside}
    chains = [chain(number, follows) for number in follows if number not in seconds]
    for first, last, inside in covered(chains, lambda numbers: numbers):
        why = "; ".join(follows[n].why for c in inside for n in c[:-1])
        yield Regroup(first, last, tuple(_rebuilt(document, inside, first, last)), why, Sure.LIKELY)


def _flag(document: Document, link: Link) -> Flag:
    text, other = document.blocks[link.first].text, document.blocks[link.second].text
    head = other.split("\n", 1)[0][:_SHOWN]
    return Flag(link.first, max(0, len(text) - _SHOWN), len(text), f"seems to go on at {head}… ({link.why})")


def _rebuilt(document: Document, chains: list[list[int]], first: int, last: int) -> Iterator[Block]:
    """The blocks of a stretch, each chain joined at its head's place, the others in their order."""
    heads = {numbers[0]: numbers for numbers in chains}
    rest = {number for numbers in chains for number in numbers[1:]}
    for number in range(first, last + 1):
        if number in heads:
            yield joined([document.blocks[n] for n in heads[number]])
        elif number not in rest:
            yield document.blocks[number]
