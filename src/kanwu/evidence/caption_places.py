"""What stands beside a caption on the page: debris, blank space, wider or narrower columns, halves of a paragraph."""

from collections.abc import Iterator
from functools import lru_cache

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.captions import opens_caption
from kanwu.evidence.columns import set_width
from kanwu.evidence.continuity import JOIN, bond
from kanwu.evidence.credits import ends_caption
from kanwu.evidence.echoes import key
from kanwu.evidence.furniture import letters
from kanwu.evidence.pictures import other_script
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import SILENT, Block, Document, Kind
from kanwu.patterns import late

INTERRUPTS = 1.0
"""What the sign of `interrupts` counts."""
_LINES = 3  # a caption in small type has no more
_LABEL = 12  # letters of words in a picture that were taken for a heading
_STRETCH = 4  # characters in a row that such words have from the caption
_WIDER = 3.0  # ems; lines of one column differ by one
_HEADLINE = 3  # blocks above the photo under it
_GAP = late(r"\n(?:[\r\t *_>#]*+\n){2}")


def most_places(document: Document, number: int, last: int) -> float:
    """What the signs of `places` come to at most by the kinds of blocks that stand near."""
    near = [b.kind for b in document.blocks[max(0, number - _HEADLINE) : last + 2]]
    above = 1.5 * (Kind.HEADING in near)  # words in a picture, a headline
    return above + 0.5 * (Kind.NOISE in near) + 1.5 * _has_gaps(document.source)


def places(document: Document, number: int, last: int) -> Iterator[tuple[float, str]]:
    """The signs of the place of blocks number to last, each with its weight."""
    text = "".join(b.text for b in document.blocks[number : last + 1])
    neighbours = [n for n in (number - 1, last + 1) if 0 <= n < len(document.blocks)]
    if any(document.blocks[n].kind == Kind.NOISE for n in neighbours):
        yield 0.5, "beside the debris of a picture"
    if any(_is_in_picture(document, n, text) for n in neighbours):
        yield 0.5, "beside words in a picture"
    if not (ends_sentence(text) or ends_caption(text) or opens_caption(text)):
        if document.blocks[number].kind == Kind.HEADING:
            yield -1.5, "may be a heading"
        elif next(document.of(Kind.HEADING), (number, None))[0] >= number:
            yield -1.0, "may be the title"
    if _is_before_byline(document, number, last):
        yield 1.0, "a sentence between headline and byline"
    apart = _apart(document, number - 1, number) + _apart(document, last, last + 1)
    if apart:
        yield 1.5, "wide blank space around it"


def interrupts(
    document: Document, columns: tuple[float | None, ...], number: int, last: int
) -> Iterator[tuple[float, str]]:
    """Whether a paragraph stops before the block and goes on behind it, better than in the block itself."""
    blocks, before, after = document.blocks, _body(document, number, -1), _body(document, last, 1)
    if before is None or after is None or ends_sentence(blocks[before].text) or not ends_sentence(blocks[last].text):
        return
    over = bond(blocks[before].text, blocks[after].text, columns[before], columns[after])
    if over >= JOIN and over > bond(blocks[before].text, blocks[number].text, columns[before], columns[number]):
        yield (INTERRUPTS, "a paragraph stops before it and goes on behind")


def _body(document: Document, number: int, step: int) -> int | None:
    """The nearest paragraph of running text before or after, over noise, captions and what may be words in a
    picture."""
    number += step
    while 0 <= number < len(document.blocks):
        block = document.blocks[number]
        if block.kind == Kind.PARAGRAPH:
            return number
        if block.kind not in SILENT | {Kind.CAPTION, Kind.QUOTE} and not _is_label(block):
            return None
        number += step
    return None


def _is_label(block: Block) -> bool:
    return block.kind == Kind.HEADING and letters(block.text) <= _LABEL and not ends_sentence(block.text)


def is_wider(document: Document, columns: tuple[float | None, ...], number: int, last: int) -> bool:
    """Whether a line of it is clearly longer than the columns of the paragraphs on both sides."""
    lines = [line for b in document.blocks[number : last + 1] for line in b.text.split("\n")]
    longest = max(map(set_width, lines))
    beside = [_body(document, number, -1), _body(document, last, 1)]
    widths = [columns[n] for n in beside if n is not None and "\n" in document.blocks[n].text]
    return len(lines) <= _LINES and bool(widths) and all(w is not None and longest >= w + _WIDER for w in widths)


def _is_in_picture(document: Document, number: int, caption: str) -> bool:
    """Whether a heading is a sign or banner: in the other script, or it has words of the caption and is no longer."""
    block = document.blocks[number]
    if not _is_label(block):
        return False
    return other_script(document, number) > 0 or shares(block.text, caption)


def shares(words: str, caption: str) -> bool:
    """Whether a stretch of the words stands in the caption, too."""
    one, other = key(words), key(caption)
    return any(one[at : at + _STRETCH] in other for at in range(len(one) - _STRETCH + 1))


def _is_before_byline(document: Document, number: int, last: int) -> bool:
    """Whether a sentence stands where the photo under a headline does: behind it, with the byline to come."""
    if not any(b.kind == Kind.HEADING for b in document.blocks[max(0, number - _HEADLINE) : number]):
        return False
    ahead = document.blocks[last + 1 : last + 3]
    return ends_sentence(document.blocks[last].text) and any(is_byline(b.text) for b in ahead)


@lru_cache(maxsize=4)
def _has_gaps(source: str) -> bool:
    """Whether there is more than one blank line anywhere."""
    return bool(_GAP.search(source))


def _apart(document: Document, first: int, second: int) -> bool:
    """Whether the source has more than one blank line between two neighbouring blocks."""
    if first < 0 or second >= len(document.blocks) or not _has_gaps(document.source):
        return False
    gap = document.source[document.blocks[first].where.end : document.blocks[second].where.start]
    return not gap.strip("\r\n\t *_>#") and gap.count("\n") > 2
