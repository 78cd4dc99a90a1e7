"""What stands beside a block on the page, noise left out."""

from kanwu.model import SILENT, Document

REACH = 16  # blocks; one photo with its debris has fewer, and time stays linear in a book


def beside(document: Document, number: int, step: int) -> int | None:
    """The number of the nearest block that is written, before (step -1) or after (step 1); None for none within REACH."""
    for away in range(1, REACH + 1):
        at = number + step * away
        if not 0 <= at < len(document.blocks):
            return None
        if document.blocks[at].kind not in SILENT:
            return at
    return None
