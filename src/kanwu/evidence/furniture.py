"""What newspapers print around the articles: mastheads, section names, dates, page numbers, credits, calls.

All words are Simplified and half-width; a text is brought to that before it is looked at, so both scripts
are met.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from kanwu.evidence.characters import Characters
from kanwu.evidence.furniture_forms import ARTS, AUTHORS, FIGURES, LUNAR, OPEN, SOLAR, TELEPHONE, WEEKDAY
from kanwu.evidence.furniture_items import items
from kanwu.evidence.furniture_words import misread, sections, words
from kanwu.evidence.lexicon import fold
from kanwu.patterns import late, simple

_PAIR = late(r"\p{Han}{2,6}[ ]?[:;/][ ]?\p{Han}{2,3}(?!\p{Han})")  # a credit, its office misread
_JOINT = simple("[:;/]")
_OPEN = late(OPEN)
_ARTS = late(ARTS)
_AUTHORS = late(AUTHORS)
_FIGURES = late(FIGURES)
_NUMBER = late(rf"[ ]*\p{{Han}}{{0,2}}[ :;]*{TELEPHONE}[ ]*")  # a second one; its name may be cut
# A date behind such a label is an event's (日期:); a newspaper behind such a word is where a text was taken from.
_LABELLED = late(r"(?<=\p{Han})(?<!(?:出版|发行|印行)(?:日期)?)[ ]?[:;][ ]*$")
_CITED = late(r"来源|[原刊]载|转[自载]自|摘[自编]|[图据]自?[《:]|资料|《[^》]*》")
_PHRASE = late(r"[^\p{L}\p{N}]*((?:\p{Han}[·.。•‧&]?){2,6})[^\p{L}\p{N}]*")

_LONGER = late(r"(?>[^\p{L}\p{N}]*[\p{L}\p{N}]){7}")
_HAN = late(r"\p{Han}+")
_SILENT = late(r"[^\p{L}\p{N}]+")
# What all furniture but a section's name has one of.
_TELLING = late(r"[\d报刊编版校审责美制设统监视检排读值任星期拜周月权©@.印扫址页价纸码气社行份]|[A-Za-z]{3}")
_GAP = late(r"[ \u3000]{6,}")  # wide blanks: things set apart in one printed line
_WIDE = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: 0x20}
    | {0x2215: "/", 0x2236: ":", 0xFE55: ":", ord("曰"): "日"}
)
_HOURS = "[上下中]午|[早清]晨|凌晨|晚|早|深夜|傍晚|\\p{Han}[时點点]|\\d"  # a sentence goes on so behind its date
_DATELESS = late(r"(?![〇○零\d一二三四五六七八九十廿年月日号星期周农历中华民国百])[\p{L}\p{N}]")
_DATE_LEAST = 9  # letters of 二〇三三年一月八日 and one more
_DATE_WORN = 0.15  # share of its letters misread: one of seven
_PHRASES = 2  # a page has one paper's name and one section's
_ANCHORS = frozenset({"page", "date", "dateline", "lunar", "weekday", "desk", "call"})
_STRONG = frozenset({"desk", "call", "rights", "dateline", "turn", "scan", "colophon"})
_PAGES = frozenset({"page", "section"})  # a page number and a section's name, nothing else
_LONGEST = 60  # letters
_MORE = late(rf"(?>[^\p{{L}}\p{{N}}]*[\p{{L}}\p{{N}}]){{{_LONGEST + 1}}}")
_FULL_STOPS = ("。", "!", "?", "\uff01", "\uff1f")
_WIDEST = 1200  # characters; a printed line set apart over a whole page has hundreds of blanks
_ODD = 0.34  # share of letters misread beyond recognition (measured: credits have up to 0.31)
_ODD_APART = 0.45  # the same for a line with wide blanks in it, which running text never has


class Furniture(NamedTuple):
    """What a text holds of page furniture when it holds nothing else.

    `items` are the kinds found: dateline (a date with its weekday or lunar date), date, figures (a date without
    a word), lunar, weekday, desk (credits of those who made the page), office, call (a paper's own hotline or
    address), rights, address, turn (continued on another page), colophon, scan, price, issue, weather, contact,
    masthead, page (第3版, A3), number, section (one of the known names), phrase (a few characters beside these: a
    name that no list has). `odd` counts the letters that belong to none or were misread; `apart` says that wide
    blanks stand between; `open` that the last office has nobody behind it.
    """

    items: frozenset[str]
    odd: int
    apart: bool
    open: bool = False

    @property
    def sure(self) -> bool:
        """Whether the items say alone that this is furniture; else what stands near must agree."""
        known = self.items - {"phrase", "figures"}
        if "phrase" in self.items and known == {"dateline"}:  # what happens on a day is news
            return False
        several = len(known) >= 2 and (self.apart or "masthead" in known)
        return several or known == _PAGES or bool(known & _STRONG)

    @property
    def named(self) -> str:
        """The kinds in words, for the log."""
        return ", ".join(sorted(self.items - {"figures"}))


@lru_cache(maxsize=1024)
def furniture(text: str) -> Furniture | None:
    """The text read as page furniture and nothing else, or None; misread characters are allowed for."""
    if len(text) > _WIDEST or text.rstrip()[-1:] in _FULL_STOPS or _MORE.match(text):
        return None
    flat = " ".join(_plain(text).split())
    size = letters(flat)
    if not size:
        return None
    if not _TELLING.search(flat):
        return Furniture(frozenset({"section"}), 0, False) if _SILENT.sub("", flat) in sections() else None
    if _OPEN.fullmatch(flat):
        return Furniture(frozenset({"office"}), 0, False, True)
    if _CITED.search(flat):
        return None
    kinds, odd = _items(flat)
    if not kinds & {"date", "lunar", "dateline"}:
        kinds, odd = _worn_date(flat) or (kinds, odd)
    apart = bool(_GAP.search(text))
    if not kinds - {"phrase"} or odd > max(1, (_ODD_APART if apart else _ODD) * size):
        return None
    return Furniture(frozenset(kinds), odd, apart)


def is_phrase(text: str) -> bool:
    """Whether a text is a few Chinese characters and no more, as names of papers and sections are."""
    if _LONGER.match(text):
        return False
    return bool(_PHRASE.fullmatch(_plain(text).strip())) and not _AUTHORS.search(_plain(text))


def head_end(text: str) -> int:
    """Where the text proper begins behind the page's head that is glued before it, or 0.

    A newspaper's name and a blank, 第3版, or a date with its weekday and a blank; not a sentence that begins so.
    """
    found = _head().match(_plain(text))
    return found.end() if found else 0


@lru_cache(maxsize=4096)
def letters(text: str) -> int:
    """How many letters, digits and Chinese characters a text has."""
    return len(_SILENT.sub("", text))


_PLAIN: Characters[str] = Characters(lambda char: fold(char).translate(_WIDE))  # Simplified and half-width


def _plain(text: str) -> str:
    return text.translate(_PLAIN)


def _items(flat: str) -> tuple[set[str], int]:
    """The kinds of items in a folded text, and how many letters stand outside all of them."""
    found: list[str] = []
    outside: list[str] = []
    foreign: list[str] = []
    odd = at = 0
    for match in [*items(flat), None]:
        outside.append(flat[at : match.start() if match else len(flat)])
        if not match:
            break
        kind, at = match.lastgroup or "", match.end()
        wrong = misread(match.group()) if kind == "call" else 0
        odd += wrong or 0
        if wrong is None:
            foreign.append(match.group())
        elif kind == "date" and _LABELLED.search(flat[: match.start()]):
            return set(), 0
        else:
            found += [kind, "figures"] if kind == "date" and _FIGURES.fullmatch(match.group()) else [kind]
    for piece in outside:
        if _JOINT.search(piece) and (pairs := len(_PAIR.findall(piece))):
            found += ["pair"] * pairs
            odd += pairs
            piece = _PAIR.sub(" ", piece)
        odd += _strays(piece, found)
    odd += sum(letters(c) if "call" not in found else len("".join(_HAN.findall(c))) for c in foreign)
    return set(_named(found, flat)), odd


def _worn_date(flat: str) -> tuple[set[str], int] | None:
    """A date in Chinese figures with any character of it misread: nearly all of the text is what dates are made of."""
    if ":" in flat or len(set("年月日") & set(flat)) < len("年月") or (size := letters(flat)) < _DATE_LEAST:
        return None
    misses = len(_DATELESS.findall(flat))
    if not 0 < misses <= size * _DATE_WORN:
        return None
    return {"dateline" if set("星期周") & set(flat) else "date"}, misses


def _strays(piece: str, found: list[str]) -> int:
    """The letters between items that are none; a name that no list has and a second number are noted instead."""
    if "call" in found and _NUMBER.fullmatch(piece):
        found.append("contact")
        return 0
    odd = 0
    for part in piece.split():
        if found.count("phrase") < _PHRASES and _ANCHORS & set(found) and is_phrase(part):
            found.append("phrase")
        else:
            odd += letters(part)
    return odd


def _named(found: list[str], flat: str) -> Iterator[str]:
    """The kinds found; a date beside a weekday or a lunar date is a dateline, two offices are a desk."""
    dates = {"date", "lunar", "weekday"} & set(found)
    if len(dates) >= 2:
        yield "dateline"
    else:
        yield from dates
    offices = {"desk", "office"} & set(found)
    if offices and not (_ARTS.search(flat) or ("desk" not in found and _AUTHORS.search(flat))):
        yield from offices
        if "office" in found and found.count("office") + found.count("pair") >= 2:
            yield "desk"
    yield from set(found) - {"date", "lunar", "weekday", "pair", "desk", "office"}


@cache
def _head() -> "regex.Pattern[str]":
    """What of a page's head may be cut off before a text."""
    name = rf"(?:\p{{Han}}{{1,5}}?(?:{words('title')})|{words('name')})"
    page = rf"第[ ]?[A-Z]?\d{{1,3}}[ ]?版(?:[ ]?(?:{words('section')})(?=[ ])|\p{{Han}}{{2,6}}(?=[ ]*\n))?"
    date = rf"(?:{SOLAR})[ ]?(?:{WEEKDAY})(?:[ ]?(?:{LUNAR}))?(?=\s)(?!\s*(?:{_HOURS}))"
    return late(rf"(?:{name}[ ]*)?(?:{page}[ ]*(?:{date})?|{date})\s*(?=\S)|{name}[ ]+(?=\S)")
