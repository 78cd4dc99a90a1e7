"""What stands beside a block on the page, noise left out."""

from collections.abc import Callable, Collection
from dataclasses import replace

from kanwu.model import SILENT, Document, Kind

Reasons = dict[int, str]

REACH = 16  # blocks; one photo with its debris has fewer, and time stays linear in a book


def beside(document: Document, number: int, step: int) -> int | None:
    """The number of the nearest block that is written, before (step -1) or after (1); None for none in
    reach.
    """
    for away in range(1, REACH + 1):
        at = number + step * away
        if not 0 <= at < len(document.blocks):
            return None
        if document.blocks[at].kind not in SILENT:
            return at
    return None


def weeded(document: Document, weigh: Callable[[Document], dict[int, tuple[bool, str]]]) -> "tuple[Reasons, Reasons]":
    """The blocks that are noise for sure and those that may be, by number, each with its reason.

    `weigh` says of a document's blocks whether they are (True) or may be (False). It is asked again without those that
    are, until there are no more: what stood behind noise stands beside other text then.
    """
    sure: Reasons = {}
    weighed = weigh(document)
    while found := {n: why for n, (is_sure, why) in weighed.items() if is_sure}:
        sure |= found
        document = _silenced(document, found)
        weighed = weigh(document)
    return sure, {n: why for n, (_, why) in weighed.items()}


def _silenced(document: Document, numbers: Collection[int]) -> Document:
    """The document with these blocks taken for noise, so that their neighbours can be looked at again."""
    blocks = (b.tagged(Kind.NOISE) if i in numbers else b for i, b in enumerate(document.blocks))
    return replace(document, blocks=tuple(blocks))
