"""Where on a page the headline ends and the body begins."""

from functools import lru_cache

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.columns import set_width
from kanwu.evidence.sentence import sentence_ends
from kanwu.model import SILENT, Document, Kind
from kanwu.patterns import late

_BODY = 24.0  # ems; the first paragraph of running text has more, and a stop in it or several lines
_NO_LIST = late(r"<!--|(?!1\.)\d+\.\s")  # a list begins with 1; else it is a figure torn apart at its point


@lru_cache(maxsize=8)
def body_start(document: Document) -> int:
    """The number of the first block of running text; before it is the head: title, kicker, subtitle, byline.

    A list, a table or the like ends the head too, but for front matter.
    """
    for number, block in document.of(Kind.PARAGRAPH, Kind.VERBATIM):
        if block.kind == Kind.VERBATIM and number:
            return number
        if set_width(block.text) > _BODY and (sentence_ends(block.text) or "\n" in block.text):
            return number
    return len(document.blocks)


@lru_cache(maxsize=8)
def is_structured(document: Document) -> bool:
    """Whether the text has a structure of its own: headings of different levels, or lists, tables, code.

    Somebody gave it on purpose, and its headings are no pieces of one another.
    """
    levels = {block.level for _, block in document.of(Kind.HEADING)}
    return len(levels) > 1 or any(not _NO_LIST.match(b.text) for _, b in document.of(Kind.VERBATIM))


@lru_cache(maxsize=8)
def head_end(document: Document) -> int:
    """The number of the byline in the head of the page, or of the first block of running text where there is none."""
    body = body_start(document)
    for number in range(body):
        block = document.blocks[number]
        if block.kind == Kind.BYLINE or (block.kind not in SILENT and is_byline(block.text.split("\n", 1)[0])):
            return number
    return body
