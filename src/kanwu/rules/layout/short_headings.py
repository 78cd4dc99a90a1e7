"""Scraps that an OCR pipeline took for headings."""

from collections.abc import Iterator

from kanwu.evidence.columns import set_width
from kanwu.evidence.heading_pieces import closes, opens
from kanwu.evidence.headlines import body_start, is_structured
from kanwu.evidence.middle import median
from kanwu.evidence.neighbours import beside
from kanwu.evidence.pictures import interrupts
from kanwu.evidence.sentence import ends_sentence
from kanwu.evidence.series import series
from kanwu.evidence.signs import Sign, told, total
from kanwu.model import Document, Edit, Kind, Regroup, Sure

_SCRAP = 1.5  # from this score on it is no subheading
_SHORT, _TINY = 7.5, 4.0  # ems; 46 subheadings of sixteen articles have 8 and more, though others print shorter ones
_TEXT = 24.0  # ems of the paragraph that follows a subheading, at least
_SIBLINGS = 2  # other headings that show how long this page has them
_HALF = 0.5  # of their length; of these subheadings none has less


def short_headings(document: Document) -> Iterator[Edit]:
    """Turns a heading of a few characters back into a paragraph where it does not stand as subheadings do.

    A subheading stands behind a finished paragraph and above a new one, and is about as long as the others of its page.
    Words torn off another heading, and what was read in a picture, do not and are not. A short heading that stands as
    it should stays, and so does the head of the page.
    """
    if is_structured(document):
        return
    start, widths = body_start(document), {n: set_width(b.text) for n, b in document.of(Kind.HEADING)}
    others = [w for n, w in widths.items() if n > start and w >= _SHORT]
    usual = median(others) if len(others) >= _SIBLINGS else 0.0
    for number, width in widths.items():
        text = document.blocks[number].text
        if number <= start or width >= _SHORT or number in series(document) or opens(text) or closes(text):
            continue
        if interrupts(document, number)[0]:
            continue
        signs = [sign for sign in _signs(document, number, width, usual) if sign[0]]
        if total(signs) >= _SCRAP:
            block = document.blocks[number].tagged(Kind.PARAGRAPH)
            yield Regroup(number, number, (block,), told(signs), Sure.LIKELY)


def _signs(document: Document, number: int, width: float, usual: float) -> Iterator[Sign]:
    above, below = (beside(document, number, step) for step in (-1, 1))
    yield 0.5 * (width < _TINY), "a scrap"
    if above is not None and document.blocks[above].kind == Kind.PARAGRAPH:
        yield 1.0 * (not ends_sentence(document.blocks[above].text)), "behind an unfinished sentence"
    text = below is not None and document.blocks[below].kind == Kind.PARAGRAPH
    full = below is not None and text and set_width(document.blocks[below].text) >= _TEXT
    yield 1.0 * (not full), "no paragraph below it"
    yield 1.0 * (width <= _HALF * usual), "half as long as the other headings"
