"""Pull-quotes: a sentence of the body set large beside it."""

from collections.abc import Iterator

from kanwu.evidence.echoes import echoes, key
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure, joined

_ALIKE = 78  # similarity to a piece of the body, of 100: two readings of the same words by one engine
_LENGTH = (8, 60)  # characters that count for comparing
_TAIL = 6  # characters of a last line that was read as a block of its own
_LARGER = 1.5  # the body block has this many times the characters, or the echo is no quotation from it


def pull_quotes(document: Document) -> Iterator[Edit]:
    """Marks a pull-quote: a short block whose whole text stands again, nearly letter for letter, inside a paragraph.

    It ends as a sentence does; a heading that only echoes a phrase of the body is left alone. True repeats
    stay, they are written as quotations.
    """
    number = 0
    while number < len(document.blocks):
        last = _end(document, number)
        if last is not None and _is_quoted(document, number, last):
            whole = joined(document.blocks[number : last + 1]).tagged(Kind.QUOTE)
            yield Regroup(number, last, (whole,), "a sentence of the body, set apart", Sure.LIKELY)
            number = last
        number += 1


def _end(document: Document, number: int) -> int | None:
    """The last block of what may be a pull-quote that starts here, or None."""
    block = document.blocks[number]
    if block.kind not in (Kind.PARAGRAPH, Kind.HEADING) or not _fits(block.text):
        return None
    if ends_sentence(block.text):
        return number
    after = document.blocks[number + 1] if number + 1 < len(document.blocks) else None
    return number + 1 if after is not None and _is_tail(after) else None


def _is_tail(block: Block) -> bool:
    return block.kind in (Kind.PARAGRAPH, Kind.HEADING) and len(block) <= _TAIL and ends_sentence(block.text)


def _fits(text: str) -> bool:
    return _LENGTH[0] <= len(key(text)) <= _LENGTH[1]


def _is_quoted(document: Document, number: int, last: int) -> bool:
    text = "".join(b.text for b in document.blocks[number : last + 1])
    size = len(key(text))
    for other in echoes(document, number, text, _ALIKE):
        if not number <= other <= last and len(key(document.blocks[other].text)) >= _LARGER * size:
            return _inside(document, other, number)
    return False


def _inside(document: Document, other: int, number: int) -> bool:
    """Whether the echo is no seam: the blocks are not neighbours, or the other one is body text on both sides of it."""
    return abs(other - number) > 1 or document.blocks[number].kind == Kind.HEADING
