"""Captions that stand at the head or at the end of a paragraph's block."""

from collections.abc import Iterator
from functools import lru_cache

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.captions import LIKELY, opens_caption, scene
from kanwu.evidence.columns import set_width
from kanwu.evidence.credits import ends_caption, has_credit
from kanwu.evidence.furniture import letters
from kanwu.evidence.sentence import cannot_start, ends_sentence, sentence_ends
from kanwu.evidence.signs import told, total
from kanwu.model import Document, Edit, Kind, Regroup, Sure

_LINES = 3  # of a caption
_WIDER = 3.0  # ems by which small type is longer than the lines below it; those of one column differ by one
_LEAST = 6  # characters of what is below; less may be the end of the credit
_SAYS = 8  # letters of a caption with its credit at the end of a block
_WHOLE, _SENTENCES = 60, 3  # letters of a caption, and sentences that it has not
_SHORT = 3.0  # ems that the last line of a caption lacks


def glued_captions(document: Document) -> Iterator[Edit]:
    """Cuts a caption off the paragraph below or above it when both were read as one block.

    The words are a caption's, and the lines show where it ends: the caption's are longer than the paragraph's, or
    its credit stands on a short line in the middle of the block. At the end of a block a credit closes the caption,
    which has one or two sentences: what is finished before them is the paragraph.
    """
    for number, block in document.of(Kind.PARAGRAPH):
        if (cut := _tail(block.text)) is not None:
            parts = (block.part(0, cut[0]), block.part(cut[0], None, Kind.CAPTION))
            yield Regroup(number, number, parts, cut[1], Sure.LIKELY)
        elif "\n" in block.text and (cut := _top(block.text)) is not None:
            parts = (block.part(0, cut[0], Kind.CAPTION), block.part(cut[0]))
            yield Regroup(number, number, parts, cut[1], Sure.LIKELY)


@lru_cache(maxsize=256)
def _top(text: str) -> tuple[int, str] | None:
    """Where the caption ends at the head of a block, and the signs of it."""
    if ends_caption(text):
        return None
    lines = text.split("\n")
    for count in range(1, min(_LINES, len(lines) - 1) + 1):
        signs = list(_signs(lines[:count], lines[count:]))
        if total(signs) >= LIKELY:
            return len("\n".join(lines[:count])), told(signs)
    return None


@lru_cache(maxsize=256)
def _tail(text: str) -> tuple[int, str] | None:
    """Where the caption begins at the end of a block of several sentences, and the signs of it."""
    if not ends_caption(text):
        return None
    ends = [end for end in sentence_ends(text) if letters(text[end:]) >= _SAYS]
    starts = [end for end in ends if text[end] == "\n"] or ends
    if not starts or opens_caption(text) or (len(sentence_ends(text)) < _SENTENCES and letters(text) <= _WHOLE):
        return None
    for at in starts:
        above, below = text[:at].split("\n"), text[at:].strip("\n").split("\n")
        if len(below) > _LINES or letters(text[at:]) > _WHOLE or len(above) < _LINES - 1 <= text.count("\n"):
            continue
        signs = list(scene("\n".join(below)))
        if set_width(below[0]) >= max(map(set_width, above)) + _WIDER and len(above) > 1:
            signs.append((1.5, "set wider than the lines above it"))
        if total(signs) >= LIKELY:
            return at, told(signs)
    return None


def _signs(above: list[str], below: list[str]) -> Iterator[tuple[float, str]]:
    column = max(map(set_width, below))
    wider = set_width(above[0]) >= column + _WIDER
    if not wider and not (len(below) > 1 and set_width(above[-1]) <= column - _SHORT):
        return
    text = "\n".join(above)
    if cannot_start(text) or not (ends_caption(text) or (wider and ends_sentence(text))):
        return
    if not _is_text(below, has_credit(text)):
        return
    yield from scene(text)
    if wider:
        yield 1.5, "set wider than the lines below it"


def _is_text(lines: list[str], credited: bool) -> bool:
    """Whether the lines are text and not the rest of a credit."""
    rest = "\n".join(lines)
    if credited and ends_sentence(rest) and not cannot_start(rest):
        return True
    return not cannot_start(rest) and len(rest) >= _LEAST and (ends_sentence(rest) or len(lines) > 1 or is_byline(rest))
