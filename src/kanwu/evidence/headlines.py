"""Where on a page the headline ends and the body begins."""

from functools import lru_cache

from kanwu.evidence.columns import set_width
from kanwu.evidence.sentence import sentence_ends
from kanwu.model import Document, Kind

_BODY = 24.0  # ems; the first paragraph of running text has more, and a stop in it or several lines


@lru_cache(maxsize=8)
def body_start(document: Document) -> int:
    """The number of the first block of running text; all before it is the head: title, kicker, subtitle,
    byline, masthead."""
    for number, block in document.of(Kind.PARAGRAPH):
        if set_width(block.text) > _BODY and (sentence_ends(block.text) or "\n" in block.text):
            return number
    return len(document.blocks)
