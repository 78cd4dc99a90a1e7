"""Paragraphs that stop in the middle of a sentence."""

from collections.abc import Iterator

from kanwu.evidence.columns import set_width
from kanwu.evidence.sentence import ends_sentence, sentence_ends
from kanwu.model import Document, Edit, Flag, Kind
from kanwu.patterns import late

_BODY = 24.0  # ems; shorter pieces without a stop may be subheadings, labels or lines of a list
_COMPLETE = late(r"[:\uff1a」』”’\uff09)》\]\uff5c|]\s*$")
_SHOWN = 8  # characters before the end that the flag points at


def unfinished(document: Document) -> Iterator[Edit]:
    """Flags a paragraph that stops in the middle of a sentence when everything that belongs together has been joined.

    Its end is lost, or stands elsewhere on the page. What the page does not tell is not guessed.
    """
    for number, block in document.of(Kind.PARAGRAPH):
        text = block.text
        if ends_sentence(text):
            continue
        running = set_width(text) >= _BODY and (sentence_ends(text) or "\uff0c" in text or "," in text)
        if running and not _COMPLETE.search(text):
            why = "stops in the middle of a sentence: the rest is lost or stands elsewhere"
            yield Flag(number, max(0, len(text) - _SHOWN), len(text), why)
