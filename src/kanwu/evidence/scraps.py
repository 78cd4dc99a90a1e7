"""Whether a short text is a scrap: what an engine reads in pictures, ornaments and halves of glyphs."""

from collections.abc import Iterator

import regex

from kanwu.evidence.furniture import letters
from kanwu.evidence.lexicon import best_cut, frequency, outside_words
from kanwu.evidence.sentence import CLOSERS, ENDS, PAUSES
from kanwu.model import Document, Kind, is_han
from kanwu.patterns import late

SHORT = 5  # letters; a longer piece may be a damaged heading, which is not noise
_WORD = -7.0  # log10 frequency of a pair of characters that counts as a word
_SAME = 0.6  # distinct letters a letter: engines read lattices and shadows as runs of a few letters
_ROW, _TINY = 3, 2  # blocks of a row at least, letters of each at most
_LANGUAGE = -3.0  # log10 for a character; headings have -1.9 to -2.9, scraps in a row -3.4 and less
_TAIL = late(rf"[{regex.escape(ENDS + PAUSES + CLOSERS)}][\s.]*$")
_MARKER = late(
    r"[\uff08(【\[〔]?(?:第?[一二三四五六七八九十甲乙丙丁戊己庚辛壬癸上中下首尾序跋完終终附註注又按問问答A-Z]|[0-9]{1,3}|[IVX]{1,4})"
    r"[部章節节篇]?[)\uff09】\]〕、.\uff0e:\uff1a]?"
)
_FIGURES = late(r"[\d.,:%\uff1a\uff05/ -]+")
_UNITS = late(r"(?:[\d.,]+[ ]?[%\uff05]?\p{Han}{0,2}){1,3}")
_LATIN = late(r"[A-Za-z]+")
_ODD = late(
    r"[^\p{L}\p{N}\s、。\uff0c\uff1b\uff1a\uff1f\uff01「」『』《》“”‘’\"\uff08\uff09—…·%\uff05()\[\]【】:,.?!#&/-]"
)
_BRACKETS = ("()", "\uff08\uff09", "[]")
_COMMON = frozenset({"and", "by", "via", "vs"})  # Latin words that stand alone in Chinese pages


_BLANKS = late(r"\S[ \u3000]{2,}\S")
_APART = late(r"(?:^| )\p{Han}(?= |$)")


def is_marker(text: str) -> bool:
    """Whether the text numbers or names a part: 一, (2), 甲, 上, 完, IV."""
    return bool(_MARKER.fullmatch(text.strip()))


def is_stray(text: str) -> bool:
    """Whether the text is a single character, or has no Chinese character and no sense as a number."""
    size = letters(text)
    han = sum(map(is_han, text))
    return size <= 1 or (not han and size <= SHORT and not _FIGURES.fullmatch(text))


def scrap_signs(text: str) -> Iterator[tuple[float, str]]:
    """The signs in the text itself, with their weights; figures with units, quotes and stops have none."""
    han, size, latin = sum(map(is_han, text)), letters(text), "".join(_LATIN.findall(text))
    odd = bool(_ODD.search(text)) or any(text.count(pair[0]) != text.count(pair[1]) for pair in _BRACKETS)
    if not size and odd:
        yield 3.0, "no letter in it"
    if not size or _UNITS.fullmatch(text):
        return
    if latin and not han:
        yield from _latin(latin, len(latin) == size)
    elif latin or (han < size and " " in text):
        yield 0.5, "mixed scripts"
    elif han < size and not odd:
        return  # a number and its unit, a date
    if han == 1:
        yield 1.5, "a single character"
    elif han > 1:
        yield from _words(text, han)
    if _BLANKS.search(text) or len(_APART.findall(text)) > 1:
        yield 1.0, "blanks inside"
    elif han < size and " " in text:
        yield 0.5, "a blank inside"
    if odd:
        yield 1.0, "stray signs"


def _latin(latin: str, alone: bool) -> Iterator[tuple[float, str]]:
    one_case = latin.isupper() or latin.islower()
    if one_case and len(latin) > 1 and len(set(latin)) <= _SAME * len(latin):
        yield 2.5, "the same few letters"
    elif len(latin) <= 3 and latin.islower() and latin not in _COMMON:
        yield 2.0, "a few small letters"
    elif alone and len(latin) <= SHORT + 1:
        yield 1.0, "a few letters"


def _words(text: str, han: int) -> Iterator[tuple[float, str]]:
    chars = "".join(c for c in text if is_han(c))
    known = frequency(chars) > _WORD if han == 2 else len(outside_words(chars)) <= han // 2
    yield (-1.0, "a word") if known else (1.0, "no word in it")  # names are no words either


def rows(document: Document) -> tuple[set[int], set[int]]:
    """The numbers of blocks in rows of at most two letters each: scraps, and headings set vertically.

    At least two of a row are stray. Its characters, read one after the other, are language in a heading.
    """
    scraps: set[int] = set()
    headings: set[int] = set()
    run: list[int] = []
    for number in range(len(document.blocks) + 1):
        if number < len(document.blocks) and _is_tiny(document, number):
            run.append(number)
            continue
        if len(run) >= _ROW:
            texts = [document.blocks[n].text for n in run]
            if sum(is_stray(t) and not is_marker(t) for t in texts) >= 2:
                (headings if _spells("".join(texts)) else scraps).update(run)
        run = []
    return scraps, headings


def _is_tiny(document: Document, number: int) -> bool:
    block = document.blocks[number]
    if letters(block.text) > _TINY or block.kind not in (Kind.PARAGRAPH, Kind.HEADING):
        return False
    return not ends_phrase(block.text)


def ends_phrase(text: str) -> bool:
    """Whether the text ends as a sentence, a clause or a quotation does."""
    return bool(_TAIL.search(text))


def _spells(text: str) -> bool:
    return len(text) > _ROW and all(map(is_han, text)) and best_cut(text) / len(text) > _LANGUAGE
