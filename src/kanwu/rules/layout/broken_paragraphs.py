"""Paragraphs cut at a column's end, by a photo or by what stood between."""

from collections.abc import Iterator

from kanwu.evidence.columns import column_widths
from kanwu.evidence.continuity import JOIN, continues
from kanwu.model import SILENT, Document, Edit, Kind, Regroup, Sure, joined

_BETWEEN = SILENT | {Kind.CAPTION, Kind.QUOTE}  # what may stand between the halves of a paragraph
_REACH = 8  # blocks; more than two photos with their debris do not come between two columns


def broken_paragraphs(document: Document) -> Iterator[Edit]:
    """Joins the halves of a paragraph that a column's end, a photo or a caption cut in two; what stood between moves behind.

    The first half is unfinished, and the signs agree: its last line fills the column, the next line has no indent, the break
    cuts a word or stands after a comma. Where the next piece begins as a paragraph does, nothing is joined.
    """
    widths = column_widths(document)
    blocks = document.blocks
    number = 0
    while number < len(blocks):
        chain, reasons = [number], []
        while (after := _next(document, chain[-1])) is not None:
            score, why = continues(blocks[chain[-1]], blocks[after], widths[chain[-1]], widths[after])
            if score < JOIN:
                break
            chain.append(after)
            reasons.append(why)
        if len(chain) > 1:
            rest = [blocks[i] for i in range(chain[0], chain[-1] + 1) if i not in chain]
            yield Regroup(chain[0], chain[-1], (joined([blocks[i] for i in chain]), *rest), "; ".join(reasons), Sure.LIKELY)
        number = chain[-1] + 1


def _next(document: Document, number: int) -> int | None:
    """The paragraph after this one with nothing but captions, quotes and noise between, if both are running text."""
    if document.blocks[number].kind != Kind.PARAGRAPH:
        return None
    for after in range(number + 1, min(number + _REACH, len(document.blocks))):
        kind = document.blocks[after].kind
        if kind == Kind.PARAGRAPH:
            return after
        if kind not in _BETWEEN:
            return None
    return None
