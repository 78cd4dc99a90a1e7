"""Text that was read inside photos: banners, signs, labels."""

from collections.abc import Iterator
from functools import lru_cache

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.continuity import WORD, gain_across
from kanwu.evidence.credits import has_credit
from kanwu.evidence.furniture import letters
from kanwu.evidence.headlines import body_start
from kanwu.evidence.neighbours import beside, weeded
from kanwu.evidence.pictures import (
    announces,
    beside_debris,
    echoes,
    interrupts,
    is_caption,
    is_named,
    is_quoted,
    other_script,
    shares_caption,
)
from kanwu.evidence.sentence import cannot_start, ends_sentence
from kanwu.evidence.setting import role_of
from kanwu.evidence.signs import Sign, told, total
from kanwu.model import Block, Document, Edit, Flag, Kind, Regroup, is_han
from kanwu.patterns import late

_PICTURE, _DOUBT = 2.5, 2.0  # from the first on noise, when two signs agree; from the second on a flag
_LENGTH = (2, 20)  # letters of a banner or a sign
# What no banner has: a stop, a bracket, the words of a byline or a credit.
_TEXT = late(
    r"[。\uff0c\uff01\uff1f\uff1b\uff1a!?,;:、\uff08(]|[)\uff09]$|[記记]者|[圖图][/\uff0f]|[攝摄]影?$|供[圖图]?$"
)
_QUOTES = late(r"[「『].+[」』]|^[^「]*」|「[^」]*$|^[“\"].+[”\"]$")  # a quotation, or half of one
_STOPS = "·*\xb0.\uff1a:)\uff09"  # what engines make of a full stop, and signs that end a line well


def picture_text(document: Document) -> Iterator[Edit]:
    """Takes out text that an engine read inside a photo: banners, signs, labels.

    Signs are weighed, and at least two must agree: it is in the other script than the page, it stands
    inside a sentence that goes on behind it, right above a caption, it echoes one, it ends as the names on
    boards and banners do, or it is a slogan that the text quotes. It is short and has no stop. One sign
    alone is flagged. Headings and pull-quotes echo the text too, and the text below a heading has its
    words; they stay.
    """
    sure, doubtful = weeded(document, _weighed)
    for number, why in sure.items():
        yield Regroup(number, number, (document.blocks[number].tagged(Kind.NOISE),), why)
    for number, why in doubtful.items():
        yield Flag(number, 0, len(document.blocks[number].text), f"may stand in a picture: {why}")


def _weighed(document: Document) -> dict[int, tuple[bool, str]]:
    """The blocks that may stand in a picture, by their number: whether that is sure enough, and the signs."""
    weighed = {}
    for number, block in document.of(Kind.PARAGRAPH, Kind.HEADING):
        signs = _signs(document, number) if _fits(block.text) else []
        score = total(signs)
        if score >= _DOUBT:
            sure = score >= _PICTURE and sum(weight > 0 for weight, _ in signs) >= 2
            weighed[number] = sure, told(signs)
    return weighed


@lru_cache(maxsize=1024)
def _fits(text: str) -> bool:
    size = letters(text)
    if not _LENGTH[0] <= size <= _LENGTH[1] or "\n" in text:
        return False
    han = sum(map(is_han, text))
    if han < 2 or 3 * han <= 2 * size:
        return False
    return not (_TEXT.search(text) or cannot_start(text) or has_credit(text) or is_byline(text))


def _signs(document: Document, number: int) -> list[Sign]:
    """The signs; where those for a picture come to too little, without those against it, which cost more to find."""
    signs = [sign for sign in _signs_for(document, number) if sign[0]]
    if total(signs) < _DOUBT:
        return []
    return signs + [sign for sign in _signs_against(document, number) if sign[0]]


def _signs_for(document: Document, number: int) -> Iterator[Sign]:
    block = document.blocks[number]
    before, after = beside(document, number, -1), beside(document, number, 1)
    near = [document.blocks[n] for n in (before, after) if n is not None]
    script, (split, by_place) = other_script(document, number), interrupts(document, number)
    yield script, "in the other script than the page"
    yield split, "inside a sentence that goes on behind it"
    below = before is not None and is_caption(document, before)
    if after is not None and is_caption(document, after):
        yield (2.0 if block.kind == Kind.HEADING else 1.5), "right above a caption"
    elif after is not None and after == by_place:
        yield 1.0, "right above what may be a caption"
    elif below:
        yield 1.0, "right below a caption"
    if before is not None and not below and not split and _is_cut(document.blocks[before]):
        yield 0.5, "the sentence before it is unfinished"
    yield 2.0 * (role_of(document, block) == "picture"), "the input calls it text in a picture"
    yield 1.5 * any(echoes(block, other) for other in near), "echoes a short text beside it"
    yield 1.0 * is_quoted(document, number), "a slogan that the text quotes"
    yield 1.5 * is_named(block.text), "named as boards and banners are"
    yield 1.0 * shares_caption(document, number), "words of a caption near it"
    yield 0.5 * beside_debris(document, number), "beside the debris of a picture"


def _signs_against(document: Document, number: int) -> Iterator[Sign]:
    block, before, after = document.blocks[number], beside(document, number, -1), beside(document, number, 1)
    yield -1.0 * announces(document, number), "the text below has its words"
    if number < body_start(document):
        yield -1.5, "may be part of the title"
    if before is not None and document.blocks[before].kind == Kind.HEADING:
        gain = gain_across(document.blocks[before].text, block.text) or 0.0
        yield -2.0 * (gain >= WORD), "completes the heading before it"
    if other_script(document, number) < 2:
        near = [document.blocks[n] for n in (before, after) if n is not None]
        headings = block.kind == Kind.HEADING and any(b.kind == Kind.HEADING for b in near)
        yield -1.0 * headings, "may be part of a heading"
        yield -1.0 * bool(_QUOTES.search(block.text)), "quotes as headings do"


def _is_cut(block: Block) -> bool:
    """Whether a paragraph stops inside a sentence."""
    return block.kind == Kind.PARAGRAPH and not ends_sentence(block.text) and block.text[-1] not in _STOPS
