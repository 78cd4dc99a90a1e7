"""Text that was read inside photos: banners, signs, labels."""

from collections.abc import Iterator
from functools import lru_cache

import regex
from rapidfuzz import fuzz

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.captions import LIKELY as CAPTION
from kanwu.evidence.captions import has_credit, is_credit, wording
from kanwu.evidence.columns import column_widths
from kanwu.evidence.continuity import JOIN, continues
from kanwu.evidence.echoes import key
from kanwu.evidence.furniture import letters
from kanwu.evidence.headlines import body_start
from kanwu.evidence.script import suspects
from kanwu.evidence.sentence import cannot_start, ends_sentence
from kanwu.model import SILENT, Block, Document, Edit, Flag, Kind, Regroup, Sure, is_han

_PICTURE, _DOUBT = 2.5, 2.0  # measured on bench pages: from the first on noise (two signs at least), from the second on a flag
_LENGTH = (2, 20)  # letters of a banner or a sign
_SLOGAN = 12  # letters; a longer paragraph that seems to interrupt may be a line of the text
_BODY = 15  # letters; a shorter paragraph is no running text
_WORD_CUT = 4.0  # from this score on the halves around the block are surely one sentence
_ALIKE = 80  # similarity to a piece of a neighbour, of 100
_CAPTION = 60  # letters of a caption that nothing but its place shows
_EDGE = 1  # characters before or after an echo that only touches a caption
_RARE, _ODDLY = 0.02, 0.1  # chance that a text of this page is in the other script throughout
_PAUSED = regex.compile(r"[:\uff1a]$")  # what follows may be a heading that was torn off
_PAUSE = regex.compile(r"[。\uff0c\uff01\uff1f\uff1b\uff1a!?,;:、]")
_TEXT = regex.compile(rf"{_PAUSE.pattern}|[\uff08(]|[)\uff09]$|[記记]者|[圖图][/\uff0f]|[攝摄]影?$")  # no banner has these
_HEADLINE = regex.compile(r"[「『].+[」』]|^[^「]*」|「[^」]*$")
_QUOTED = regex.compile(r"[「『“‘]([^「」『』“”‘’]{3,60})[」』”’]")
_RUNNING = (Kind.PARAGRAPH, Kind.HEADING)


def picture_text(document: Document) -> Iterator[Edit]:
    """Takes out text that an engine read inside a photo: banners, signs, labels.

    Signs are weighed, and at least two must agree: it is in the other script than the page, it stands inside a sentence
    that goes on behind it, it stands beside a caption, it echoes one, or it is a slogan that the text quotes. It is short and
    has no stop. One sign alone is flagged. Headings and pull-quotes echo the text as well; they stay.
    """
    for number, block in document.of(*_RUNNING):
        if not _fits(block):
            continue
        signs = [s for s in _signs(document, number) if s[0]]
        score = sum(weight for weight, _ in signs)
        why = ", ".join(f"{name} {weight:+g}" for weight, name in signs)
        if score >= _PICTURE and sum(weight > 0 for weight, _ in signs) >= 2:
            yield Regroup(number, number, (block.tagged(Kind.NOISE),), why, Sure.LIKELY)
        elif score >= _DOUBT:
            yield Flag(number, 0, len(block.text), f"may stand in a picture: {why}")


def _fits(block: Block) -> bool:
    text = block.text
    han = sum(map(is_han, text))
    return (
        _LENGTH[0] <= letters(text) <= _LENGTH[1] and han >= 2 and "\n" not in text and 3 * han > 2 * letters(text)
        and not _TEXT.search(text) and not cannot_start(text) and not has_credit(text) and not is_byline(text)
    )  # fmt: skip


def _signs(document: Document, number: int) -> Iterator[tuple[float, str]]:
    block = document.blocks[number]
    script = _other_script(document, number)
    yield script, "in the other script than the page"
    before, after = _beside(document, number, -1), _beside(document, number, 1)
    split, by_form = _interrupts(document, number)
    yield split, "inside a sentence that goes on behind it"
    captions = [n for n in (before, after) if n is not None and (n == by_form or _is_caption(document, n))]
    if captions:
        yield (2.0, "right above a caption") if after in captions else (1.0, "right below a caption")
    if before is not None and not split and _is_cut(document.blocks[before]):
        yield 0.5, "the sentence before it is unfinished"
    beside = (document.blocks[n] for n in (before, after) if n is not None)
    yield 1.5 * any(_echoes(block, other) for other in beside), "echoes a short text beside it"
    yield 1.0 * _is_quoted(document, number), "a slogan that the text quotes"
    if number < body_start(document):
        yield -1.5, "may be part of the title"
    headings = [n for n in (before, after) if n is not None and document.blocks[n].kind == Kind.HEADING]
    if block.kind == Kind.HEADING and script < 2:
        yield -1.0 * bool(headings), "may be part of a heading"
    if script < 2:
        yield -1.0 * bool(_HEADLINE.search(block.text)), "quotes as headings do"


def _is_cut(block: Block) -> bool:
    """Whether a paragraph stops inside a sentence; signs that engines make of a full stop count as one."""
    return block.kind == Kind.PARAGRAPH and not ends_sentence(block.text) and block.text[-1] not in "·*\xb0.\uff1a:)\uff09"


def _other_script(document: Document, number: int) -> float:
    """2 when chance hardly writes the text in the other script throughout, on a page with so many misread; 1 when rarely."""
    own, other = _scripts(document)
    if not other:
        return 0.0
    text = document.blocks[number].text
    foreign, homely = _count(text, other), _count(text, own)
    if homely or not foreign:
        return 0.0
    total = _page(document)
    share = (total[0] - foreign + 1) / (sum(total) - foreign + 2)
    chance = share**foreign
    return 2.0 if chance <= _RARE else 1.0 if chance <= _ODDLY else 0.0


def _scripts(document: Document) -> tuple[str, str]:
    """Characters that only the page's script has, and those that only the other one has."""
    traditional, simplified = suspects("hans"), suspects("hant")
    if document.script == "keep":
        return "", ""
    return (simplified, traditional) if document.script == "hans" else (traditional, simplified)


def _count(text: str, chars: str) -> int:
    return sum(c in chars for c in text)


@lru_cache(maxsize=4)
def _page(document: Document) -> tuple[int, int]:
    """How many characters of the page are of the other script alone, and of its own alone."""
    own, other = (frozenset(chars) for chars in _scripts(document))
    counts = [(sum(c in other for c in b.text), sum(c in own for c in b.text)) for _, b in document.prose()]
    return sum(n for n, _ in counts), sum(n for _, n in counts)


def _interrupts(document: Document, number: int) -> tuple[float, int | None]:
    """How surely the text around the block is one sentence, and the block between that must then be the caption."""
    before, after = _body(document, number, -1), _body(document, number, 1)
    if before is None or after is None or _PAUSED.search(document.blocks[before].text):
        return 0.0, None
    if _goes_on(document, number, before, after):
        return 0.0, None
    if (score := _joins(document, before, after)) >= JOIN:
        return (2.0 if score >= _WORD_CUT else 1.5), None
    further = _body(document, after, 1)
    if further is not None and letters(document.blocks[after].text) <= _CAPTION and _is_next(document, number, after):
        if _joins(document, before, further) >= _WORD_CUT > _joins(document, after, further):
            return 2.0, after
    return 0.0, None


def _joins(document: Document, first: int, second: int) -> float:
    widths = column_widths(document)
    if ends_sentence(document.blocks[first].text):
        return 0.0
    return continues(document.blocks[first], document.blocks[second], widths[first], widths[second])[0]


def _goes_on(document: Document, number: int, before: int, after: int) -> bool:
    """Whether a paragraph may itself be a line of the sentence: it goes on the one before, or the next goes on it."""
    if document.blocks[number].kind == Kind.HEADING:
        return False
    if letters(document.blocks[number].text) > _SLOGAN:
        return True
    return _joins(document, before, number) >= JOIN or _joins(document, number, after) >= JOIN


def _body(document: Document, number: int, step: int) -> int | None:
    """The nearest paragraph of running text before (-1) or after (1), captions left out."""
    number += step
    while 0 <= number < len(document.blocks):
        block = document.blocks[number]
        if block.kind == Kind.PARAGRAPH and letters(block.text) > _BODY and not _is_caption(document, number):
            return number
        number += step
    return None


def _beside(document: Document, number: int, step: int) -> int | None:
    """The next block that is written, before (-1) or after (1)."""
    number += step
    while 0 <= number < len(document.blocks):
        if document.blocks[number].kind not in SILENT:
            return number
        number += step
    return None


def _is_next(document: Document, number: int, after: int) -> bool:
    return _beside(document, number, 1) == after


def _is_caption(document: Document, number: int) -> bool:
    """Whether the block is a caption by its wording, begins with one, or has its credit in the next block."""
    block, after = document.blocks[number], _beside(document, number, 1)
    if is_credit(block.text):
        return False  # what stands above it is the caption itself
    if block.kind == Kind.CAPTION or sum(weight for weight, _ in wording(block.text)) >= CAPTION:
        return True
    if after is not None and letters(block.text) <= _CAPTION and is_credit(document.blocks[after].text):
        return True
    lines = block.text.split("\n")
    return any(has_credit("".join(lines[:n])) for n in range(1, min(3, len(lines))))


def _echoes(block: Block, other: Block) -> bool:
    """Whether a caption or the like has the words inside it; at its very edge they would be a second reading of it."""
    words, have = key(block.text), key(other.text)
    if other.kind == Kind.HEADING or len(words) < 4 or not len(words) < len(have) <= _CAPTION:
        return False
    found = fuzz.partial_ratio_alignment(words, have, score_cutoff=_ALIKE)
    if not found or found.dest_end - found.dest_start < 0.8 * len(words):
        return False
    return found.dest_start > _EDGE and found.dest_end < len(have) - _EDGE


def _is_quoted(document: Document, number: int) -> bool:
    """Whether the text is a whole clause of a quotation that the page has."""
    words = key(document.blocks[number].text)
    return len(words) >= 3 and words in _quotations(document)


@lru_cache(maxsize=4)
def _quotations(document: Document) -> frozenset[str]:
    clauses: set[str] = set()
    for _, block in document.of(Kind.PARAGRAPH, Kind.CAPTION):
        for found in _QUOTED.finditer(block.text.replace("\n", "")):
            clauses |= {key(clause) for clause in _PAUSE.split(found[1])}
    return frozenset(clauses)
