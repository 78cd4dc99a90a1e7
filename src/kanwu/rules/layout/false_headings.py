"""Paragraphs that an OCR pipeline took for headings."""

from collections.abc import Iterator

from kanwu.evidence.columns import set_width
from kanwu.evidence.headlines import body_start
from kanwu.model import Document, Edit, Kind, Regroup, Sure
from kanwu.patterns import late

_LONGEST = 44.0  # ems; the longest of 29 real headings of eight articles had 23
_SHORT = 8.0  # ems; a phrase with a stop behind it may be a heading with a speck
_LONG = 26.0  # ems; such a heading has no more than one pause
_STOP = late(r"。[」』”’\uff09)]?[\s|]*(?:$|\p{Han}|[「『“(\uff08])")
_TITLE = 50.0  # ems; title and subtitle read as one had 43
_PHRASES = (4.0, 16.0)  # ems of a phrase of a title
_GAP = late(r"[\s。\uff0e_\]\[|“”\"]*[\s。][\s。_\]\[|“”\"]*")  # a blank, and what engines make of a wide one
_PAUSE = late(r"[\uff0c,\uff1b;、]")


def false_headings(document: Document) -> Iterator[Edit]:
    """Turns a heading that is running text back into a paragraph.

    It has a full stop (Chinese headings have none), or is longer than headings are. A pipeline marks such
    blocks as headings because their glyphs seemed tall. In the head of the page a heading of a few phrases stays:
    engines make a stop of the wide blank between two phrases of a title.
    """
    start = body_start(document)
    for number, block in document.of(Kind.HEADING):
        if number < start and _is_title(block.text):
            continue
        width, pauses = set_width(block.text), len(_PAUSE.findall(block.text))
        if _STOP.search(block.text) and width > _SHORT:
            why = "a full stop, which headings have not"
        elif width > _LONGEST or (width > _LONG and pauses > 1):
            why = f"longer than headings are ({width:g} ems)"
        else:
            continue
        yield Regroup(number, number, (block.tagged(Kind.PARAGRAPH),), why, Sure.LIKELY)


def _is_title(text: str) -> bool:
    """Whether the text is phrases as titles have them, no pause and no sentence's end."""
    phrases = [p for p in _GAP.split(text) if p]
    if text.endswith("。") or _PAUSE.search(text) or len(phrases) < 2 or set_width(text) > _TITLE:
        return False
    return all(_PHRASES[0] <= set_width(phrase) <= _PHRASES[1] for phrase in phrases)
