"""Columns that were read in the wrong order."""

from collections.abc import Iterator

from kanwu.evidence.partners import Link
from kanwu.evidence.stretches import reordered
from kanwu.model import Document, Edit, Regroup, Sure

_SHOWN = 8  # characters at a break that the log shows


def reading_order(document: Document) -> Iterator[Edit]:
    """Puts columns in order where half a sentence finds its other half elsewhere on the page.

    The end of one column and the start of another must go together plainly: a word cut in two, a column filled to its
    end, a first line without indent; or every half in between must have its partner, too. Whole stretches move,
    with their captions and headings; nothing inside them changes. A half that has no plain partner is flagged where it
    stands. Text without line ends is left in its order.
    """
    order, links = reordered(document)
    for first, last in _moved(order):
        inside = [link for link in links if first <= link.second <= last]
        why = "; ".join(f"{_break(document, link)} ({link.why})" for link in inside)
        after = tuple(document.blocks[number] for number in order[first : last + 1])
        yield Regroup(first, last, after, why, Sure.LIKELY)


def _moved(order: list[int]) -> Iterator[tuple[int, int]]:
    """The stretches of places that hold the same blocks in another order."""
    start, highest = 0, -1
    for place, number in enumerate(order):
        highest = max(highest, number)
        if highest == place:
            if place > start:
                yield start, place
            start = place + 1


def _break(document: Document, link: Link) -> str:
    end, head = document.blocks[link.first].text[-_SHOWN:], document.blocks[link.second].text[:_SHOWN]
    return f"{end} goes on at {head}".replace("\n", "")
