"""Lines and labels that stand where no subheading stands."""

from collections.abc import Iterator

from kanwu.evidence.columns import set_width
from kanwu.evidence.heading_pieces import NUMBERED
from kanwu.evidence.headlines import body_start, is_structured
from kanwu.evidence.lexicon import outside_words
from kanwu.evidence.neighbours import beside
from kanwu.evidence.pictures import announces, interrupts
from kanwu.evidence.sentence import ends_sentence
from kanwu.evidence.series import series
from kanwu.evidence.signs import Sign, told, total
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure
from kanwu.patterns import late

# Weights and limit fitted on 670 headings of OCR pages of 24 articles. Fitted on one half of the articles, of the
# other half's 174 false ones 29 go, and 7 of 496 that are real or pieces of real ones.
_STRAY = 2.3
_LAST, _LONG, _RUNNING, _CAPTION, _INSIDE, _WORDLESS = 1.5, 1.5, 1.5, 1.3, 1.4, 1.4
_STOPPED, _STARTS, _CUT, _BESIDE, _THIN, _TINY, _ODD, _MAYBE = 1.0, 1.3, 0.9, 0.8, 0.8, 0.7, 0.7, 0.7
_ANNOUNCES, _QUOTES, _PHRASES = -1.4, -1.2, -0.8

_SURE = 2.0  # of interrupts: a word is cut
_LONGEST, _CLAUSE = 20.0, 13.0  # ems; few subheadings have more than the first, few with a pause more than the second
_SHORT, _TEXT = 6.0, 24.0  # ems of a scrap; of the paragraph that follows a subheading, at least
_BARE, _LEAST = 0.6, 8.0  # share of characters outside words, and ems from which on it says something
_SIGNS = late(r"[|~*\[\]<>{}_^A-Za-z]")
_PAUSE = late(r"[\uff0c,\uff1b;]")
_END = late(r"[\uff0c,、\uff1b;\uff1a:。.]\s*$")
_START = late(r"[\uff0c,、\uff1b;\uff1a:。.]")
_TWO = late(r"\p{Han}{4} \p{Han}{4}")
_QUOTED = late(r"[「“『].*[」”』]")


def stray_headings(document: Document) -> Iterator[Edit]:
    """Turns a heading of the body back into a paragraph where too much speaks against a subheading.

    Nothing or a caption stands below it, the text around it is one sentence, it is longer than subheadings are, begins
    or ends with a pause, or has hardly a word in it. That the text below has its words, a quotation and two phrases
    speak for it. Each sign is weak, so they are weighed. One that stands inside a sentence comes behind its end.
    """
    strays = _strays(document)
    done = -1
    for number in strays:
        if number <= done:
            continue
        last, inside = strays[number][0], [number]
        while more := [n for n in strays if inside[-1] < n <= last]:  # one that moves takes others with it
            inside += more
            last = max(last, *(strays[n][0] for n in more))
        behind = [b for n, b in enumerate(document.blocks[number : last + 1], number) if n not in inside]
        moved = [document.blocks[n].tagged(Kind.PARAGRAPH) for n in inside]
        why = "; ".join(strays[n][1] for n in inside)
        yield Regroup(number, last, (*behind, *moved), why, Sure.LIKELY)
        done = last


def _strays(document: Document) -> dict[int, tuple[int, str]]:
    """The headings that are none by their numbers: each with the block that it comes behind, or itself, and why."""
    found: dict[int, tuple[int, str]] = {}
    if is_structured(document):
        return found
    start = body_start(document)
    for number, block in document.of(Kind.HEADING):
        if number <= start or NUMBERED.match(block.text) or number in series(document):
            continue
        split, by_place = interrupts(document, number)
        signs = [sign for sign in _signs(document, number, block, split) if sign[0]]
        if total(signs) >= _STRAY:
            below = beside(document, number, 1)
            last = below if split and below is not None and by_place is None else number
            found[number] = (last, told(signs))
    return found


def _signs(document: Document, number: int, block: Block, split: float) -> Iterator[Sign]:
    text, width = block.text, set_width(block.text)
    near = [None if at is None else document.blocks[at] for at in (beside(document, number, s) for s in (-1, 1))]
    above, below = near
    yield _LAST * (below is None), "nothing below it"
    yield _LONG * (width > _LONGEST), "longer than subheadings are"
    yield _RUNNING * (width > _CLAUSE and bool(_PAUSE.search(text))), "long, with a pause in it"
    yield _CAPTION * (below is not None and below.kind == Kind.CAPTION), "a caption below it"
    yield (_INSIDE if split >= _SURE else _MAYBE) * bool(split), "inside a sentence"
    yield _WORDLESS * (width >= _LEAST and len(outside_words(text)) > _BARE * len(text)), "hardly a word in it"
    yield _STOPPED * bool(_END.search(text)), "ends with a pause or a stop"
    yield _STARTS * bool(_START.match(text)), "begins with a pause or a stop"
    cut = above is not None and above.kind == Kind.PARAGRAPH and not ends_sentence(above.text)
    yield _CUT * cut, "behind an unfinished sentence"
    yield _BESIDE * any(b is not None and b.kind == Kind.HEADING for b in near), "a heading beside it"
    thin = below is not None and below.kind == Kind.PARAGRAPH and set_width(below.text) < _TEXT
    yield _THIN * thin, "less than a paragraph below it"
    yield _TINY * (width < _SHORT), "a scrap"
    yield _ODD * bool(_SIGNS.search(text)), "odd signs in it"
    yield _ANNOUNCES * announces(document, number), "the text below has its words"
    yield _QUOTES * bool(_QUOTED.search(text)), "a quotation in it"
    yield _PHRASES * bool(_TWO.search(text)), "two phrases"
