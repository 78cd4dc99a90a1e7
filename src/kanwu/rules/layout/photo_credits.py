"""Photo credits that were read apart from their captions."""

from collections.abc import Iterator

from kanwu.evidence.credits import has_credit, is_credit
from kanwu.model import Document, Edit, Kind, Regroup, Sure, joined

_REACH = 8  # blocks; a photo with its caption and debris fills no more


def photo_credits(document: Document) -> Iterator[Edit]:
    """Brings a lone photo credit, such as （資料圖片）, back to the nearest caption that has none.

    With no such caption near, the credit is written as a caption of its own, so that it does not stand between
    the halves of a paragraph.
    """
    end = -1
    for edit in sorted(_wanted(document), key=lambda e: (e.first, e.last)):
        if edit.first > end:  # what stands between another credit and its caption has its turn when that is done
            end = edit.last
            yield edit


def _wanted(document: Document) -> Iterator[Regroup]:
    """What is to be done with each credit, by itself."""
    taken: set[int] = set()
    for number, block in document.of(Kind.PARAGRAPH, Kind.HEADING):
        if not is_credit(block.text):
            continue
        owner = _owner(document, number)
        span = set(range(min(owner, number), max(owner, number) + 1)) if owner is not None else {number}
        if owner is None or span & taken:
            yield Regroup(number, number, (block.tagged(Kind.CAPTION),), "a photo credit on its own", Sure.LIKELY)
        else:
            taken |= span
            yield _brought(document, owner, number)


def _owner(document: Document, number: int) -> int | None:
    """The nearest caption without a credit, those before preferred."""
    for distance in range(1, _REACH + 1):
        for other in (number - distance, number + distance):
            if 0 <= other < len(document.blocks):
                block = document.blocks[other]
                if block.kind == Kind.CAPTION and not has_credit(block.text):
                    return other
    return None


def _brought(document: Document, owner: int, number: int) -> Regroup:
    blocks = document.blocks
    caption = joined([blocks[owner], blocks[number]])
    first, last = min(owner, number), max(owner, number)
    between = blocks[first + 1 : last]
    after = (caption, *between) if owner < number else (*between, caption)
    return Regroup(first, last, after, "a photo credit, the caption near it has none", Sure.LIKELY)
