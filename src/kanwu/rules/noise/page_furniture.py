"""Mastheads, section names, dates, page numbers, credits of the desk and hotlines."""

from collections.abc import Iterator

import regex

from kanwu.evidence.furniture import Furniture, after_masthead, furniture, letters
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure

_HEAD = 6  # blocks of a page's head: number, section, masthead, date, and a piece or two of debris
_FOOT = 4  # blocks of its foot
_SHORT = 5  # letters of what may be a misread section name or page number between furniture
_OUTER = frozenset({"masthead", "page"})  # kinds that are enough at the page's head or foot when furniture is elsewhere
_NUMBER = frozenset({"number"})  # a bare number proves nothing even beside furniture
_LINES = frozenset({"desk", "call", "rights"})  # kinds that may be the first or last line of a block of text
_ADDRESS = regex.compile(r"[\p{Han}\d ]{2,8}[ :\uff1a]+(?:[\d() -]{8,20}|[\w.+-]+@[\w.-]+)")  # with whatever name
_RUNNING = (Kind.PARAGRAPH, Kind.HEADING)


def page_furniture(document: Document) -> Iterator[Edit]:
    """Takes out what the newspaper prints around its articles: masthead, section name, page number, date line, credits of
    those who made the page, the paper's own hotlines and addresses, copyright lines.

    A block is furniture when it holds such items and nothing else. Some items say so alone (a date with its weekday at the
    page's head or foot, 責任編輯 and the like, 讀者熱線 with its number); the others only beside these. A sentence that
    mentions a hotline, a date or a newspaper is text and stays.
    """
    found = {i: f for i, b in document.of(*_RUNNING) if (f := furniture(b.text))}
    sure = {i for i, f in found.items() if _alone(document, i, f)}
    taken = _spread(document, found, sure)
    for number in sorted(taken):
        block = document.blocks[number]
        yield Regroup(number, number, (block.tagged(Kind.NOISE),), _why(found.get(number)), Sure.LIKELY)
    for number, block in document.of(*_RUNNING):
        if number not in taken:
            yield from _split(document, number, block, bool(sure))


def _alone(document: Document, number: int, found: Furniture) -> bool:
    """Whether the block is furniture by its own items; a date line only where page heads and feet are."""
    if not found.sure:
        return False
    if found.items & _LINES:
        return True
    return _outer(document, number)


def _outer(document: Document, number: int) -> bool:
    return number < _HEAD or number >= len(document.blocks) - _FOOT


def _spread(document: Document, found: dict[int, Furniture], sure: set[int]) -> set[int]:
    """The sure blocks, and those beside them or with them in the page's head that agree."""
    taken = set(sure)
    if sure:
        taken |= {i for i, f in found.items() if "office" in f.items or (_outer(document, i) and f.items & _OUTER)}
    grown = True
    while grown:
        beside = {n + step for n in taken for step in (-1, 1)} - taken
        more = {n for n in beside if _agrees(document, n, found) or _between(document, n, taken)}
        taken |= more
        grown = bool(more)
    return taken


def _agrees(document: Document, number: int, found: dict[int, Furniture]) -> bool:
    return number in found and found[number].items != _NUMBER and _outer(document, number)


def _between(document: Document, number: int, taken: set[int]) -> bool:
    """Whether a short piece stands between furniture, or between it and the page's edge."""
    if not 0 <= number < len(document.blocks):
        return False
    block = document.blocks[number]
    if block.kind not in _RUNNING or ends_sentence(block.text):
        return False
    if letters(block.text) > _SHORT and not _ADDRESS.fullmatch(block.text):
        return False
    edges = (-1, len(document.blocks))
    return _outer(document, number) and all(n in taken or n in edges for n in (number - 1, number + 1))


def _split(document: Document, number: int, block: Block, sure: bool) -> Iterator[Edit]:
    """A masthead before a heading, a line of credits or a hotline above or below a text, cut off."""
    place = after_masthead(block.text) if sure and number < _HEAD and "\n" not in block.text else 0
    if place and letters(block.text[place:]) > _SHORT:
        pieces = block.cut(place)
        yield Regroup(number, number, (pieces[0].tagged(Kind.NOISE), *pieces[1:]), "masthead before the text")
        return
    lines = block.text.split("\n")
    top, bottom = _is_line(lines[0]), _is_line(lines[-1])
    if len(lines) < 2 or not (top or bottom):
        return
    first, last = len(lines[0]) * top, len(block.text) - len(lines[-1]) * bottom
    head, text, foot = block.part(0, first, Kind.NOISE), block.part(first, last), block.part(last, None, Kind.NOISE)
    after = tuple(p for p in (head, text, foot) if p.text)
    yield Regroup(number, number, after, "a line of furniture at the text's edge")


def _is_line(line: str) -> bool:
    found = furniture(line)
    return found is not None and not found.odd and bool(found.items & _LINES)


def _why(found: Furniture | None) -> str:
    return f"page furniture: {found.named}" if found else "a fragment among page furniture"
