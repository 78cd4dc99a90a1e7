"""Where on a page the headline ends and the body begins, and which headings of it are title and subtitle."""

from functools import lru_cache
from typing import NamedTuple

import regex

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.columns import set_width
from kanwu.evidence.sentence import ends_sentence, sentence_ends
from kanwu.model import SILENT, Document, Kind

_BODY = 24.0  # ems; the first paragraph of running text has more, and a stop in it or several lines
_TITLE = 24.0  # ems; the longest of 16 printed titles had 22
_SHORTEST = 11.0  # ems; the shortest of these titles
_BOTH = 25.0  # ems; title and subtitle together had 29 and more on the same pages; engines drop characters
_LONG = 14.0  # ems; 15 of 16 subtitles had more, set in one line; larger type breaks a title in two
_LONGER = 2.5  # ems by which a subtitle exceeds its title, or which is which cannot be told
_LABEL = 15.0  # ems; a sentence in the head that has more is a caption
_LEAST = 2  # characters that count

DASH = regex.compile(r"(?:[—─―－一\-]\s?){2}(?=\S{4})|[—─―](?=\S{4})")
# What features call themselves, at the end of their subtitles; and how such subtitles open.
_GENRE = regex.compile(
    r"(?:[紀纪][實实行]|[見见][聞闻]|[手札側侧][記记]|走[訪访][記记]?|[觀观]察|[綜综]述|追[記记]|[記记]事|的[報报]告)[」』”\s]*$"
    r"|^一?(?:走[進进]|[記记訪访](?=\p{Han}{6}))"
)


class Head(NamedTuple):
    """The headings in the head of a page by their numbers. Each field has the pieces of one line, in their order."""

    title: tuple[int, ...] = ()
    subtitle: tuple[int, ...] = ()
    either: tuple[int, ...] = ()  # pieces of one line that is the title or the subtitle
    why: str = ""


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


def is_structured(document: Document) -> bool:
    """Whether the text has a structure of its own: headings of different levels, or lists, tables, code.

    Somebody gave it on purpose, and its headings are no pieces of one another.
    """
    levels = {block.level for _, block in document.of(Kind.HEADING)}
    return len(levels) > 1 or any(not b.text.startswith("<!--") for _, b in document.of(Kind.VERBATIM))


@lru_cache(maxsize=8)
def head_end(document: Document) -> int:
    """The number of the byline in the head of the page, or of the first block of running text where there is none."""
    body = body_start(document)
    for number in range(body):
        block = document.blocks[number]
        if block.kind == Kind.BYLINE or (block.kind not in SILENT and is_byline(block.text.split("\n", 1)[0])):
            return number
    return body


@lru_cache(maxsize=8)
def head(document: Document) -> Head:
    """Which headings of the page's head are pieces of its title and which of its subtitle.

    A subtitle opens with a dash or names its genre, or is clearly longer than the title that large type broke in
    pieces or that stands beside it. Where none of this holds nothing is decided.
    """
    if is_structured(document) or body_start(document) == len(document.blocks):
        return Head()
    numbers = _headings(document)
    widths = {n: set_width(document.blocks[n].text) for n in numbers}
    named = [n for n in numbers if _is_named(document.blocks[n].text)]
    if named:
        others = _beside(tuple(n for n in numbers if n not in named), named[0], widths)
        fits = len(named) == 1 and others and _sum(others, widths) <= _TITLE
        return Head(others, (named[0],), why="opens with a dash or names a genre, as subtitles do") if fits else Head()
    long = tuple(n for n in numbers if widths[n] >= _LONG)
    short = tuple(n for n in numbers if n not in long)
    if not long:
        return _without_long(document, short, widths)
    if len(long) == 2 and min(short, default=long[1]) >= long[1]:  # short ones behind both are no part of them
        second, first = sorted(long, key=lambda n: widths[n])
        return _longer((second,), (first,), widths)
    if len(long) == 1 and short and _sum(short, widths) <= _TITLE:
        return _longer(_beside(short, long[0], widths), long, widths)
    return Head(title=numbers if len(numbers) == 1 else ())


def _headings(document: Document) -> tuple[int, ...]:
    """The headings before the byline; not one right above a caption: it may have been read in the picture."""
    end = head_end(document)
    shown = [n for n in range(end) if document.blocks[n].kind not in SILENT]
    pairs = zip(shown, [*shown[1:], None], strict=True) if shown else ()
    blocks = ((n, document.blocks[n], after) for n, after in pairs)
    headings = [(n, b.text, after) for n, b, after in blocks if b.kind == Kind.HEADING and len(b) >= _LEAST]
    return tuple(n for n, text, after in headings if _is_named(text) or not _is_caption(document, after))


def _is_named(text: str) -> bool:
    """Whether the words say that it is a subtitle."""
    return bool(DASH.match(text) or _GENRE.search(text))


def _beside(pieces: tuple[int, ...], subtitle: int, widths: dict[int, float]) -> tuple[int, ...]:
    """The pieces before the subtitle if they are enough for a title, as what follows was then read in a picture."""
    before = tuple(n for n in pieces if n < subtitle)
    return before if _sum(before, widths) >= _SHORTEST else pieces


def _is_caption(document: Document, number: int | None) -> bool:
    if number is None:
        return False
    block = document.blocks[number]
    sentence = block.kind == Kind.PARAGRAPH and set_width(block.text) > _LABEL and ends_sentence(block.text)
    return block.kind == Kind.CAPTION or sentence


def _sum(numbers: tuple[int, ...], widths: dict[int, float]) -> float:
    return sum(widths[n] for n in numbers)


def _without_long(document: Document, numbers: tuple[int, ...], widths: dict[int, float]) -> Head:
    """Pieces of the title alone, or two phrases of the title and two of the subtitle."""
    between = range(numbers[0], numbers[-1]) if numbers else ()
    if any(document.blocks[n].kind not in SILENT | {Kind.HEADING} for n in between):
        return Head()
    if _sum(numbers, widths) <= _TITLE:
        return Head(title=numbers)
    if len(numbers) == 4 and _sum(numbers, widths) >= _BOTH:
        first, second = sorted((numbers[:2], numbers[2:]), key=lambda pair: _sum(pair, widths))
        return _longer(first, second, widths)
    return Head()


def _longer(title: tuple[int, ...], subtitle: tuple[int, ...], widths: dict[int, float]) -> Head:
    """The decision by length, if it is clear and what it leaves for a title is one."""
    first, second = _sum(title, widths), _sum(subtitle, widths)
    if _SHORTEST <= first <= _TITLE and second >= first + _LONGER and first + second >= _BOTH:
        return Head(title, subtitle, why="longer than the title beside it, as subtitles are")
    return Head(either=title if len(title) > 1 else ())
