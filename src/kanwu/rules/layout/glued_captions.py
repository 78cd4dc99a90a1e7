"""Captions that stand at the head of a paragraph's block."""

from collections.abc import Iterator

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.captions import LIKELY, scene
from kanwu.evidence.columns import set_width
from kanwu.evidence.credits import ends_caption
from kanwu.evidence.sentence import cannot_start, ends_sentence
from kanwu.evidence.signs import told, total
from kanwu.model import Document, Edit, Kind, Regroup, Sure

_LINES = 3  # of a caption
_WIDER = 3.0  # ems by which small type is longer than the lines below it; those of one column differ by one
_LEAST = 6  # characters of what is below; less may be the end of the credit
_SHORT = 3.0  # ems that the last line of a caption lacks


def glued_captions(document: Document) -> Iterator[Edit]:
    """Cuts a caption off the paragraph below it when both were read as one block.

    The words are a caption's, and the lines show where it ends: the caption's are longer than the paragraph's, or
    its credit stands on a short line in the middle of the block.
    """
    for number, block in document.of(Kind.PARAGRAPH):
        lines = block.text.split("\n")
        if ends_caption(block.text):
            continue
        for count in range(1, min(_LINES, len(lines) - 1) + 1):
            signs = list(_signs(lines[:count], lines[count:]))
            if total(signs) >= LIKELY:
                at = len("\n".join(lines[:count]))
                parts = (block.part(0, at, Kind.CAPTION), block.part(at))
                yield Regroup(
                    number, number, parts, told(signs), Sure.LIKELY
                )
                break


def _signs(above: list[str], below: list[str]) -> Iterator[tuple[float, str]]:
    text = "\n".join(above)
    if cannot_start(text) or not _is_text(below) or not (ends_caption(text) or ends_sentence(text)):
        return
    column = max(map(set_width, below))
    wider = set_width(above[0]) >= column + _WIDER
    if not wider and not (ends_caption(text) and len(below) > 1 and set_width(above[-1]) <= column - _SHORT):
        return
    yield from scene(text)
    if wider:
        yield 1.5, "set wider than the lines below it"


def _is_text(lines: list[str]) -> bool:
    """Whether the lines are text and not the rest of a credit."""
    rest = "\n".join(lines)
    return not cannot_start(rest) and len(rest) >= _LEAST and (ends_sentence(rest) or len(lines) > 1 or is_byline(rest))
