"""Captions in the flow of the text."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from kanwu.evidence.caption_pieces import BARE, SHORTEST, last_piece
from kanwu.evidence.caption_places import INTERRUPTS, interrupts, is_wider, most_places, places
from kanwu.evidence.captions import LIKELY, scene, wording
from kanwu.evidence.columns import column_widths, has_columns
from kanwu.evidence.credits import is_credit
from kanwu.evidence.echoes import key
from kanwu.evidence.sentence import cannot_start, ends_sentence, sentence_ends
from kanwu.evidence.setting import setting
from kanwu.evidence.signs import Sign, told, total
from kanwu.model import SILENT, Block, Document, Edit, Kind, Regroup, Sure, joined

_SMALL = 45  # characters of a caption that small type shows; a first paragraph may be set wide, too
_WIDE = 2.0  # what small type as wide as several columns counts
_ALIKE = 75.0  # likeness of two readings of a caption, of 100
_SAME = 8  # letters of a second reading
_REACH = 30  # blocks between two tiles' readings of a caption
_TEXT = (Kind.PARAGRAPH, Kind.HEADING)


class _Found(NamedTuple):
    first: int
    last: int
    whole: Block
    why: str


def captions(document: Document) -> Iterator[Edit]:
    """Recognises captions by their wording, their place and what they interrupt, and joins those in two pieces.

    Signs are weighed: a photo credit, an opening such as 圖為 or 左起, a date with an event, debris of a picture beside
    it, wide blank space around it, and above all a paragraph that stops before it and goes on behind it. Where
    tiles overlap, or beside it, a second reading of a caption is not written.
    """
    columns = column_widths(document)
    found: list[_Found] = []
    number = 0
    while number < len(document.blocks):
        last = last_piece(document, number)
        signs = _signs(document, columns, number, last)
        if total(signs) >= LIKELY:
            whole = joined(document.blocks[number : last + 1]).tagged(Kind.CAPTION)
            found.append(_Found(number, last, whole, told(signs)))
        number = last + 1
    copies = _copies(document, found)
    for first, last, whole, why in found:
        if last not in copies:
            yield Regroup(first, last, (whole,), why, Sure.LIKELY)
    for number, why in copies.items():
        yield Regroup(number, number, (document.blocks[number].tagged(Kind.COPY),), why, Sure.LIKELY)


def _copies(document: Document, found: list[_Found]) -> dict[int, str]:
    """Blocks that are another tile's reading of a caption, or of its beginning: beside it, or where tiles overlap."""
    captions = {f.last: f.whole for f in found} | dict(document.of(Kind.CAPTION))
    if not captions:
        return {}
    joint = {n for f in found if f.first < f.last for n in range(f.first, f.last + 1)}
    reach = _REACH if Kind.COPY in document.kinds else 1
    near: dict[int, list[int]] = defaultdict(list)
    for n in captions:
        for number in range(n - reach, n + reach + 1):
            near[number].append(n)
    copies: dict[int, str] = {}
    for number, block in document.of(*_TEXT):
        others = (n for n in near.get(number, ()) if n not in copies and n != number)
        again = next((n for n in others if _is_again(block, captions[n], number > n, reach > 1)), None)
        if again is not None and number not in joint:
            copies[number] = f"a second reading of a caption: {captions[again].text}"
    return copies


def _is_again(block: Block, caption: Block, later: bool, tiles: bool) -> bool:
    """Whether the block is the caption or its beginning once more; of two as long the later one goes."""
    mine, have = key(block.text), key(caption.text)
    if not _SAME <= len(mine) <= len(have) - (not later) or (mine == have and not tiles):
        return False
    return fuzz.ratio(mine, have[: len(mine) + 1]) >= _ALIKE


def _signs(document: Document, columns: tuple[float | None, ...], number: int, last: int) -> list[Sign]:
    """The signs of a caption in the blocks; none at all where they cannot come to one."""
    block = document.blocks[number]
    if block.kind not in _TEXT:
        return []
    text = block.text if number == last else "\n".join(b.text for b in document.blocks[number : last + 1])
    if (words := _words(text, number == last)) is None:
        return []
    # What the signs may come to that cost more to find: the sum of all has to be LIKELY.
    wide = len(text) <= _SMALL and has_columns(document)
    more = INTERRUPTS * _may_interrupt(document, number, last, text) + _WIDE * wide
    said = total(words)
    if document.geometry is None and said + most_places(document, number, last) + more < LIKELY:
        return []
    place = [*places(document, number, last), *setting(document, number, last)]
    if said + total(place) + more < LIKELY:
        return []
    if len(sentence_ends(text)) <= 1:
        place += interrupts(document, columns, number, last)
    says = sum(max(0.0, weight) for weight, _ in (*words, *place)) > BARE
    if says and len(text) <= _SMALL and is_wider(document, columns, number, last):
        place.append((_WIDE, "set wider than the columns beside it"))
    bare = not _is_scan(document) and all(weight < 0 for weight, _ in place)
    if bare and total(wording(text)) < LIKELY:
        return [*words, *place, (-1.0, "neither the page nor what is beside it tells of a picture")]
    return [*words, *place]


@lru_cache(maxsize=512)
def _words(text: str, whole: bool) -> tuple[Sign, ...] | None:
    """The signs in the words; None where they are no caption's wherever they stand, `whole` if in one block."""
    if len(text) < SHORTEST or cannot_start(text):
        return None
    return None if whole and is_credit(text) else scene(text)  # a credit belongs to a caption, see photo_credits


def _may_interrupt(document: Document, number: int, last: int, text: str) -> bool:
    """Whether `interrupts` may say so, by what stands right before."""
    if not number or not ends_sentence(document.blocks[last].text) or len(sentence_ends(text)) > 1:
        return False
    before = document.blocks[number - 1]
    return before.kind != Kind.PARAGRAPH or not ends_sentence(before.text)


@lru_cache(maxsize=4)
def _is_scan(document: Document) -> bool:
    """Whether the text shows that it was read from a page: columns, or what was taken out as no text of it."""
    return not document.kinds.isdisjoint(SILENT) or has_columns(document)
