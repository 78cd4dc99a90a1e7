"""Mastheads, section names, dates, page numbers, credits of the desk and hotlines."""

from collections.abc import Iterator

from kanwu.evidence.furniture import furniture, head_end, letters
from kanwu.evidence.page_edges import ANYWHERE, RUNNING, SHORT, Edges
from kanwu.evidence.sentence import sentence_ends
from kanwu.evidence.setting import role_of
from kanwu.model import Block, Document, Edit, Kind, Regroup

_ROLES = ("header", "footer", "page number")
_SHORT = 40  # letters of what an engine may call furniture and is no text


def page_furniture(document: Document) -> Iterator[Edit]:
    """Takes out what the newspaper prints around its articles: masthead, section name, page number, date
    line, credits of those who made the page, the paper's own hotlines and addresses, its printer and price,
    lines that send the reader to another page or have a code scanned, copyright lines.

    A block is furniture when it holds such items and nothing else. Some items say so alone (a date with its
    weekday at the page's head or foot, 責任編輯 and the like, 讀者熱線 with its number); the others only
    beside these, or several in a row at the page's edge, weighed together. A name that no list has, of the
    paper or of the section, is known by the page number or the date that it stands beside. Where the input calls a
    short line a header, a footer or a page number, that tells too. A sentence that
    mentions a hotline, a date or a newspaper is text and stays, as does a byline.
    """
    edges = Edges(document)
    taken = _called(document) | edges.taken
    for number in sorted(taken):
        noise = document.blocks[number].tagged(Kind.NOISE)
        yield Regroup(number, number, (noise,), taken[number])
    for number, block in document.of(*RUNNING):
        if number not in taken:
            yield from _split(number, block, bool(edges.taken) and number in edges.outer)


def _called(document: Document) -> dict[int, str]:
    """The short blocks without a sentence that the input itself calls furniture, and as what."""
    if document.geometry is None:
        return {}
    found = {}
    for number, block in document.of(*RUNNING):
        role = role_of(document, block)
        if role in _ROLES and letters(block.text) <= _SHORT and not sentence_ends(block.text):
            found[number] = f"the input calls it a {role}"
    return found


def _split(number: int, block: Block, edge: bool) -> Iterator[Edit]:
    """What is glued before a text, and lines of furniture above or below it, cut off."""
    place = head_end(block.text) if edge else 0
    if place and letters(block.text[place:]) > SHORT:
        after: tuple[Block, ...] = (block.part(0, place, Kind.NOISE), block.part(place))
        yield Regroup(number, number, after, "the page's head before the text")
        return
    if "\n" not in block.text:
        return
    lines = block.text.split("\n")
    top, bottom = _lines(lines, edge), _lines(lines[::-1], edge)
    if not (top or bottom) or top + bottom >= len(lines):
        return
    first, last = len("\n".join(lines[:top])), len("\n".join(lines[: len(lines) - bottom]))
    pieces = (block.part(0, first, Kind.NOISE), block.part(first, last), block.part(last, None, Kind.NOISE))
    yield Regroup(number, number, tuple(p for p in pieces if p.text), "lines of page furniture")


def _lines(lines: list[str], edge: bool) -> int:
    """How many of the lines are furniture from the first one on, a sure one among them."""
    count = sure = 0
    for line in lines:
        found = furniture(line)
        if not found or found.odd or "phrase" in found.items:
            break
        count += 1
        if found.items & ANYWHERE or (edge and "dateline" in found.items):
            sure = count
    return sure if not edge or count == sure else count if sure else 0
