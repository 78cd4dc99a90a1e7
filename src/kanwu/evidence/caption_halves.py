"""Where halves of a caption may stand that the edge of a tile cut through, line by line."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.captions import opens_caption, points
from kanwu.evidence.columns import has_columns, set_width
from kanwu.evidence.credits import ends_caption, is_credit
from kanwu.evidence.echoes import key
from kanwu.evidence.furniture import letters
from kanwu.evidence.sentence import cannot_start, ends_sentence, sentence_ends
from kanwu.model import SILENT, Document, Kind
from kanwu.patterns import late

_SHORTEST, LONGEST = 7, 60  # letters of a first half: one line, two or three
_TAIL = (2, 40)  # letters of a second half with a credit
_BARE = 20  # letters of one without
_LINES = 3  # of either half
_LEAST = 14  # letters before the credit; with more a second half is a caption by itself
_WIDER = 1.5  # ems by which small type in a tile's whole width is longer than the columns' lines
TWIN = 70.0  # likeness of two readings of one half, of 100
_BRACKET = late(r"[\uff08(〈【\[〔]")
OPEN = late(r"[\uff08(〈【\[〔][^\uff09)〉】\]〕]*$")  # a bracket that is not closed


class Half(NamedTuple):
    """The first characters of a block, or all of them, that may be half of a caption."""

    block: int
    end: int


def first_halves(document: Document, columns: tuple[float | None, ...]) -> Iterator[Half]:
    """What stops in mid-sentence and is set wider than the columns' lines: paragraphs, and first lines of them.

    `columns` are the widths of the blocks' columns in ems, see `column_widths`.
    """
    if not has_columns(document):
        return
    for number, block in document.of(Kind.PARAGRAPH):
        if ends := _ends(block.text):
            near = _columns(document, columns, number)
            if near and set_width(block.text.split("\n", 1)[0]) >= min(near) + _WIDER:
                yield from (Half(number, end) for end in ends)


@lru_cache(maxsize=512)
def _ends(text: str) -> tuple[int, ...]:
    """Where a first half that the block begins with may end, by its words and lines."""
    lines = text.split("\n")
    if not _may_open(text, lines[0]):
        return ()
    ends = []
    rest = "\n".join(lines[1:])
    if rest and not is_credit(rest) and set_width(lines[0]) >= max(map(set_width, lines[1:])) + 2 * _WIDER:
        ends.append(len(lines[0]))
    if len(lines) <= _LINES and letters(text) <= LONGEST and not _is_whole(lines):
        ends.append(len(text))
    return tuple(ends)


def _may_open(text: str, line: str) -> bool:
    if not _SHORTEST <= letters(line) <= LONGEST or is_byline(text) or cannot_start(line):
        return False
    return bool(OPEN.search(line)) or not (ends_sentence(line) or ends_caption(line))


def _is_whole(lines: list[str]) -> bool:
    """Whether several lines are a caption with its end: a credit that stands alone behind half a sentence is no end."""
    if len(lines) < 2 or OPEN.search("\n".join(lines)):
        return False
    if not (ends_caption("\n".join(lines)) or ends_sentence(lines[-1])):
        return False
    return not (_BRACKET.match(lines[-1]) and is_credit(lines[-1])) or ends_sentence("\n".join(lines[:-1]))


def second_halves(document: Document) -> Iterator[Half]:
    """The blocks that are the ends of a caption's lines: a short end of a sentence, a credit, or both."""
    for number, block in document.of(Kind.PARAGRAPH, Kind.HEADING):
        if _is_tail(block.text, block.kind == Kind.HEADING):
            yield Half(number, len(block.text))


@lru_cache(maxsize=512)
def _is_tail(text: str, heading: bool) -> bool:
    """Whether a block may be a second half by its words and lines."""
    if not _TAIL[0] <= letters(text) <= _TAIL[1] or text.count("\n") >= _LINES or cannot_start(text):
        return False
    closed = ends_caption(text)
    if (not closed and letters(text) > _BARE) or (heading and not (closed or ends_sentence(text))):
        return False
    return not (opens_caption(text) or points(text) or is_byline(text) or _is_other(text))


def _is_other(text: str) -> bool:
    """Whether it is a whole caption, or an end of running text: something long before a credit, more behind a stop."""
    ends = sentence_ends(text.replace("·", "。"))
    if ends and ends[0] < len(text) and not ends_caption(text):
        return True
    if text[0] in "「『" and text.rstrip("。\uff01\uff1f!?")[-1:] in "」』":
        return True
    body = text[: ends[0]] if ends else _BRACKET.split(text, 1)[0]
    return letters(body) > _LEAST and len(body) < len(text)


def twins(document: Document, half: Half) -> Iterator[int]:
    """The neighbours that are the same half, read a second time."""
    mine = key(document.blocks[half.block].text[: half.end])
    for step in (-1, 1):
        number = beside(document, half.block, step, Kind.HEADING)
        its = "" if number is None else key(document.blocks[number].text)
        if number is not None and len(mine) >= _SHORTEST and fuzz.ratio(mine, its) >= TWIN:
            yield number


def _columns(document: Document, columns: tuple[float | None, ...], number: int) -> list[float]:
    """The widths of the nearest columns of running text before and after, where there are any."""
    found: list[float | None] = []
    for step in (-1, 1):
        for at in range(number + step, number + 5 * step, step):
            if 0 <= at < len(document.blocks) and document.blocks[at].text.count("\n") > 1:
                found.append(columns[at])
                break
    return [w for w in found or [columns[number]] if w]


def beside(document: Document, number: int, step: int, *kinds: Kind) -> int | None:
    """The paragraph (or block of these kinds) right before or behind, over what is not written."""
    number += step
    while 0 <= number < len(document.blocks) and document.blocks[number].kind in SILENT:
        number += step
    if not 0 <= number < len(document.blocks) or document.blocks[number].kind not in (Kind.PARAGRAPH, *kinds):
        return None
    return number
