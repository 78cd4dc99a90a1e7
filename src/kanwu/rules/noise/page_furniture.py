"""Mastheads, section names, dates, page numbers, credits of the desk and hotlines."""

from collections.abc import Iterator

from kanwu.evidence.furniture import Furniture, after_masthead, furniture, letters
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import SILENT, Block, Document, Edit, Kind, Regroup
from kanwu.patterns import late

_HEAD = 3  # blocks that are no furniture and may stand before the last item of a page's head
_FOOT = 3  # such blocks behind the first item of its foot
_SHORT = 5  # letters of what may be a misread section name or page number between furniture
_OUTER = frozenset({"masthead", "page"})  # kinds that are enough in the head or foot of a page with furniture
_NUMBER = frozenset({"number"})  # a bare number proves nothing even beside furniture
_DATE = frozenset({"dateline"})
# Kinds that may be the first or last line of a block of text.
_LINES = frozenset({"desk", "call", "rights", "turn", "scan", "colophon"})
# A telephone number or an e-mail address with whatever words before it.
_ADDRESS = late(r"[\p{Han}\d ]{2,8}[ :\uff1a]+(?:[\d() -]{8,20}|[\w.+-]+@[\w.-]+)")
_RUNNING = (Kind.PARAGRAPH, Kind.HEADING)


def page_furniture(document: Document) -> Iterator[Edit]:
    """Takes out what the newspaper prints around its articles: masthead, section name, page number, date
    line, credits of those who made the page, the paper's own hotlines and addresses, its printer and price,
    lines that send the reader to another page or have a code scanned, copyright lines.

    A block is furniture when it holds such items and nothing else. Some items say so alone (a date with its
    weekday at the page's head or foot, 責任編輯 and the like, 讀者熱線 with its number); the others only
    beside these. A sentence that mentions a hotline, a date or a newspaper is text and stays.
    """
    found = {i: f for i, b in document.of(*_RUNNING) if (f := furniture(b.text))}
    outer = _outer(document, set(found))
    sure = _sure(document, found, outer)
    taken = _spread(document, found, sure, outer)
    for number in sorted(taken):
        block = document.blocks[number]
        yield Regroup(number, number, (block.tagged(Kind.NOISE),), _why(found.get(number)))
    for number, block in document.of(*_RUNNING):
        if number not in taken:
            yield from _split(number, block, bool(sure) and number in outer)


def _outer(document: Document, found: set[int]) -> set[int]:
    """The blocks of the page's head and foot: few blocks that are no furniture stand outside of them."""
    others = [i for i, b in enumerate(document.blocks) if i not in found and b.kind not in SILENT]
    if len(others) <= _HEAD + _FOOT:
        return set(range(len(document.blocks)))
    return {i for i in range(len(document.blocks)) if i <= others[_HEAD - 1] or i >= others[-_FOOT]}


def _sure(document: Document, found: dict[int, Furniture], outer: set[int]) -> set[int]:
    """The blocks that are furniture by their own items; several different dates are a diary."""
    dates = {document.blocks[i].text for i, f in found.items() if f.items == _DATE}
    alone = {i for i, f in found.items() if f.sure and (i in outer or f.items & _LINES)}
    return {i for i in alone if found[i].items != _DATE} if len(dates) > 1 else alone


def _spread(document: Document, found: dict[int, Furniture], sure: set[int], outer: set[int]) -> set[int]:
    """The sure blocks, and those beside them or with them in the page's head or foot that agree."""
    taken = set(sure)
    if sure:
        taken |= {i for i, f in found.items() if "office" in f.items or (i in outer and f.items & _OUTER)}
    while True:
        beside = ({n + step for n in taken for step in (-1, 1)} - taken) & outer
        agree = {n for n in beside if n in found and found[n].items != _NUMBER}
        agree |= {n for n in beside if _between(document, n, taken)}
        if not agree:
            return taken
        taken |= agree


def _between(document: Document, number: int, taken: set[int]) -> bool:
    """Whether a short piece stands between furniture, or between it and the page's edge."""
    block = document.blocks[number]
    if block.kind not in _RUNNING or ends_sentence(block.text):
        return False
    if letters(block.text) > _SHORT and not _ADDRESS.fullmatch(block.text):
        return False
    return all(n in taken or n in (-1, len(document.blocks)) for n in (number - 1, number + 1))


def _split(number: int, block: Block, head: bool) -> Iterator[Edit]:
    """A masthead before a heading, a line of credits or a hotline above or below a text, cut off."""
    place = after_masthead(block.text) if head and "\n" not in block.text else 0
    if place and letters(block.text[place:]) > _SHORT:
        after: tuple[Block, ...] = (block.part(0, place, Kind.NOISE), block.part(place))
        yield Regroup(number, number, after, "a masthead before the text")
        return
    lines = block.text.split("\n")
    top, bottom = _is_line(lines[0]), _is_line(lines[-1])
    if len(lines) < 2 or not (top or bottom):
        return
    first, last = len(lines[0]) * top, len(block.text) - len(lines[-1]) * bottom
    pieces = (block.part(0, first, Kind.NOISE), block.part(first, last), block.part(last, None, Kind.NOISE))
    yield Regroup(number, number, tuple(p for p in pieces if p.text), "a line of page furniture")


def _is_line(line: str) -> bool:
    found = furniture(line)
    return found is not None and not found.odd and bool(found.items & _LINES)


def _why(found: Furniture | None) -> str:
    return f"page furniture: {found.named}" if found else "a fragment among page furniture"
