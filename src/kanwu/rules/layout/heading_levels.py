"""One title, and sections below it."""

from collections.abc import Iterator

from kanwu.evidence.head import head
from kanwu.evidence.head_pieces import head_pieces
from kanwu.evidence.headlines import body_start, head_end, is_structured
from kanwu.evidence.setting import is_largest
from kanwu.model import SILENT, Document, Edit, Kind, Regroup, Sure
from kanwu.patterns import late

_TITLE = 6.0  # ems; a piece of a title that stands for it
# How the first paragraph of a report begins: 本報訊, an agency's name, a place and a day behind it.
_LEAD = late(
    r"[【\[\uff08(]?本[報报刊][訊讯]|[\p{Han} ]{2,12}\d{1,2}月\d{1,2}日[電电訊讯]"
    r"|[【\[][\p{Han}\s]{2,12}[訊讯電电導导道報报][】\]]|[\uff08(]?中央社"
)


def heading_levels(document: Document) -> Iterator[Edit]:
    """Gives the title the first level and every other heading the second, where all had the same.

    Only on a page that is a newspaper's by its head: a byline, a subtitle or a kicker beside the title, page
    furniture above it, or a lead that begins as reports do; or where the input tells that the title is set in by far
    the largest type. Where it is not known which line of the head is the title, it is the first that is as long as
    titles are. A text that has levels of its own, or no such head, keeps what it has.
    """
    headings = list(document.of(Kind.HEADING))
    title = _title(document)
    if title is None or len({block.level for _, block in headings}) > 1 or not _has_company(document, title):
        return
    for number, block in headings:
        level = 1 if number == title else 2
        if level != block.level:
            why = "the title of the page" if level == 1 else "a section below the title"
            yield Regroup(number, number, (block.tagged(Kind.HEADING, level),), why, Sure.LIKELY)


def _title(document: Document) -> int | None:
    """The number of the title: the one that is known, or the first heading of the head that may be it.

    While the head has pieces that belong nowhere, and noise stands between, they may yet be joined.
    """
    if is_structured(document) or body_start(document) == len(document.blocks):
        return None
    pieces, found = [p for p in head_pieces(document) if p.heading and not p.label], head(document)
    used = {*found.title, *found.subtitle}
    if any(p.number not in used for p in pieces) and not document.kinds.isdisjoint(SILENT):
        return None
    if found.sure:
        return found.title[0] if len(found.title) == 1 else None
    return next((p.number for p in pieces if p.width >= _TITLE), None)


def _has_company(document: Document, title: int) -> bool:
    """Whether anything but the heading and running text shows that this is the head of a newspaper's page."""
    if is_largest(document, title):
        return True
    end, start = head_end(document), body_start(document)
    before = [document.blocks[n] for n in range(end)]
    if end < start or (end < len(document.blocks) and document.blocks[end].kind == Kind.BYLINE):
        return True
    if any(b.kind == Kind.NOISE for b in before[:title]) or _LEAD.match(document.blocks[start].text):
        return True
    shown = [n for n, b in enumerate(before) if b.kind not in SILENT and n != title]
    return any(document.blocks[n].kind != Kind.HEADING for n in shown)
