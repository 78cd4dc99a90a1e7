"""What newspapers print around the articles: mastheads, section names, dates, page numbers, credits, calls.

All words are Simplified and half-width; a text is brought to that before it is looked at, so both scripts
are met.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import regex
from rapidfuzz.distance import Levenshtein

from kanwu.evidence.colophon import (
    COLOPHON,
    CONTACT,
    ENGLISH,
    ENGLISH_DAY,
    ISSUE,
    PRICE,
    SCAN,
    TURN,
    WEATHER,
)
from kanwu.evidence.lexicon import fold, frequency
from kanwu.patterns import late

# Who made the page, not who wrote the article: the offices named in mastheads and page feet. Those of bylines
# (记者, 文, 图, 摄影, 编译) are left out on purpose.
_DESK = (
    r"(?:\p{Han}任编[辑缉揖]|(?:责任|本版|值班|执行|当值|见习|实习|美术|文字|图片|视觉|新媒体)编辑"
    r"|(?:本|版)?责编|美编|电编|组版|版式|校对|检校|审校|排版|值班(?:编委|主任|总编)|[一二三终]审"
    r"|版面(?:设计|构成|编排|编辑|统筹|\p{Han}{0,2}(?=[ ]?[:;/|])))"
)
_OFFICE = rf"(?:{_DESK}|(?:执行|副|总)?主编|总编辑|编辑|监制|编审|设计|制图|统筹|美术|美工|策划|发行人|社长|总编)"
_SIGN = r"[ ]?[:;/|”“\"][ ]?"  # between an office and its holder, as engines read it
_NAME = (
    rf"(?![员者部室会制的])(?:\p{{Han}}{{3}}|\p{{Han}}{{2}}|\p{{Han}}{{4}})"
    rf"(?=$|[^\p{{Han}}:;/|]|[/ ]+\p{{Han}}|{_OFFICE}|\p{{Han}}{{2,4}}[:;/])"
    rf"|\p{{Han}}(?={_OFFICE})"
)

_SOLAR = (
    r"(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}[日号]?|\p{Han}{1,4}国\d{2,3}年\d{1,2}月\d{1,2}[日号]?"
    r"|(?:19|20)\d\d[./-]\d{1,2}[.,/-]\d{1,2}(?!\d)"
    rf"|{ENGLISH}"
    r"|(?:[二〇○零一九]{4}|\p{Han}{1,3}国[〇○零一二三四五六七八九十百]{2,5})年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号])"
)
_LUNAR = (
    r"(?:(?:农|夏|旧)历)?[甲乙丙丁戊己已庚辛壬癸]\p{Han}年闰?\p{Han}{1,2}月\p{Han}{2,3}"
    r"|[农夏旧]历闰?\p{Han}{1,2}月[初十廿卅]\p{Han}?"
)
_WEEKDAY = (
    r"(?:星\p{Han}|\p{Han}期|礼拜|周)[一二三四五六日天~=](?!\p{Han})|(?:星期|礼拜)(?!\p{Han})|[(][一二三四五六日][)]"
    rf"|{ENGLISH_DAY}"
)
_TELEPHONE = r"(?:[(]?\d{2,4}[)]?[ -]*)?\d[\d -]{4,14}"
_ADDRESS = r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w.,-]+|[A-Za-z][\w.+-]+\.[a-z]{2,8}(?:/[!-~]*)?"
_RIGHTS = (
    r"版权所有"
    r"|(?:未经(?:书面)?(?:授权|许可)|不得(?:转载|翻印|复制)|Copyright|©|All Rights Reserved)[^。]{0,40}"
)
_CALL = (
    rf"\p{{Han}}{{2,10}}[ “”\"、,·]*(?:\p{{Han}}{{2}})?[ ]?[:;][ ]?(?:{_TELEPHONE}|{_ADDRESS})"
    rf"|\p{{Han}}{{3,6}}[ ]?(?:{_TELEPHONE}|{_ADDRESS})"
)
_PAIR = late(r"\p{Han}{2,6}[ ]?[:;/][ ]?\p{Han}{2,3}(?!\p{Han})")  # a credit, its office misread

_HAN = late(r"\p{Han}+")
_SILENT = late(r"[^\p{L}\p{N}]+")
_TELLING = late(r"[\d报刊编版校审责美制设统监星期拜周月权©@.印扫址页价纸码气社行份]|[A-Za-z]{3}")  # all but sections
_GAP = late(r"[ \u3000]{6,}")  # wide blanks: things set apart in one printed line
_WIDE = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
    | {0x2215: "/", 0x2236: ":", 0xFE55: ":", ord("曰"): "日"})
_STRONG = frozenset({"desk", "call", "rights", "dateline", "turn", "scan", "colophon"})
_PAGES = frozenset({"page", "section"})  # a page number and a section's name, nothing else
_WORD = -7.0  # log10 frequency of a pair of characters that counts as a word
_LONGEST = 60  # letters
_ODD = 0.34  # share of letters misread beyond recognition (measured: credits have up to 0.31)
_ODD_APART = 0.45  # the same for a line with wide blanks in it, which running text never has


class Furniture(NamedTuple):
    """What a text holds of page furniture when it holds nothing else.

    `items` are the kinds found: dateline (a date with its weekday or lunar date), date, lunar, desk
    (credits of those who made the page), office, call (a paper's own hotline or address), rights, address, turn
    (continued on another page), colophon, scan, price, issue, weather, contact, masthead, page (a number with its
    letter), number, section. `odd` counts the letters that belong
    to none or were misread; `apart` says that wide blanks stand between.
    """

    items: frozenset[str]
    odd: int
    apart: bool

    @property
    def sure(self) -> bool:
        """Whether the items say alone that this is furniture; else what stands near must agree."""
        several = len(self.items) >= 2 and (self.apart or "masthead" in self.items)
        return several or self.items == _PAGES or bool(self.items & _STRONG)

    @property
    def named(self) -> str:
        """The kinds in words, for the log."""
        return ", ".join(sorted(self.items))


@lru_cache(maxsize=1024)
def furniture(text: str) -> Furniture | None:
    """The text read as page furniture and nothing else, or None; misread characters are allowed for."""
    if len(text) > 4 * _LONGEST:
        return None
    flat = " ".join(_plain(text).split())
    size = letters(flat)
    if not 0 < size <= _LONGEST or flat.endswith(("。", "!", "?")):
        return None
    if not _TELLING.search(flat):
        return Furniture(frozenset({"section"}), 0, False) if _SILENT.sub("", flat) in _sections() else None
    items, odd = _items(flat)
    apart = bool(_GAP.search(text))
    if not items or odd > max(1, (_ODD_APART if apart else _ODD) * size):
        return None
    return Furniture(frozenset(items), odd, apart)


def after_masthead(text: str) -> int:
    """Where the rest of a text begins that has a newspaper's name and a blank before it, or 0."""
    found = _masthead().match(_plain(text)) if " " in text or "\u3000" in text else None
    return found.end() if found else 0


@lru_cache(maxsize=4096)
def letters(text: str) -> int:
    """How many letters, digits and Chinese characters a text has."""
    return len(_SILENT.sub("", text))


def _plain(text: str) -> str:
    return fold(text).translate(_WIDE)


def _items(flat: str) -> tuple[set[str], int]:
    """The kinds of items in a folded text, and how many letters stand outside all of them."""
    found: list[str] = []
    odd = at = 0
    for match in [*_pattern().finditer(flat), None]:
        between = flat[at : match.start() if match else len(flat)]
        pairs = len(_PAIR.findall(between))
        found += ["pair"] * pairs
        odd += letters(_PAIR.sub("", between)) + pairs
        if not match:
            break
        misread = _misread(match.group()) if match.lastgroup == "call" else 0
        odd += letters(match.group()) if misread is None else misread
        found += [match.lastgroup or ""] if misread is not None else []
        at = match.end()
    return set(_named(found)), odd


def _named(found: list[str]) -> Iterator[str]:
    """The kinds found; a date beside a weekday or a lunar date is a dateline, two offices are a desk."""
    dates = {"date", "lunar", "weekday"} & set(found)
    if len(dates) >= 2:
        yield "dateline"
    else:
        yield from dates
    if "office" in found and found.count("office") + found.count("pair") >= 2:
        yield "desk"
    yield from set(found) - {"date", "lunar", "weekday", "pair"}


def _misread(text: str) -> int | None:
    """How many characters of a call's name were misread, one in three at most; None when it is no paper's."""
    label = "".join(_HAN.findall(text.partition(":")[0]))
    names = (c for c in _calls() if not _is_other(label, c))
    limits = ((Levenshtein.distance(label, c), len(c) // 3 if len(c) > 3 else 0) for c in names)
    return min((distance for distance, most in limits if distance <= most), default=None)


def _is_other(label: str, name: str) -> bool:
    """Whether the service is another word and no misreading of the paper's own."""
    return label[:2] != name[:2] and frequency(label[:2]) > _WORD


@cache
def _sections() -> frozenset[str]:
    return frozenset(_table()["section"])


@cache
def _calls() -> tuple[str, ...]:
    """The names of a paper's own lines: whole ones, and each of its services with each way to reach it."""
    table = _table()
    return (*table["call"], *(service + way for service in table["service"] for way in table["way"]))


@cache
def _table() -> dict[str, list[str]]:
    """The words of data/furniture.tsv by their kind."""
    words: dict[str, list[str]] = {}
    for line in (Path(__file__).parent.parent / "data" / "furniture.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, word, _ = line.split("\t")
            words.setdefault(kind, []).append(word)
    return words


def _words(kind: str) -> str:
    return "|".join(sorted(_table()[kind], key=len, reverse=True))


@cache
def _masthead() -> "regex.Pattern[str]":
    """A newspaper's name and the blanks behind it."""
    return regex.compile(rf"(?:\p{{Han}}{{1,5}}?(?:{_words('title')})|{_words('name')})[ ]+(?=\S)")


@cache
def _pattern() -> "regex.Pattern[str]":
    return regex.compile(
        rf"(?P<turn>{TURN})|(?P<colophon>{COLOPHON})|(?P<scan>{SCAN})|(?P<price>{PRICE})|(?P<issue>{ISSUE})"
        rf"|(?P<weather>{WEATHER})|(?P<date>{_SOLAR})|(?P<lunar>{_LUNAR})|(?P<weekday>{_WEEKDAY})"
        rf"|(?P<desk>{_DESK}(?:{_SIGN}|[ ]?)(?:{_NAME})"
        r"(?:[、,/ ]+\p{Han}{2,3}(?!\p{Han}|[ ]?[:/(\d]))*)"
        rf"|(?P<office>(?:{_OFFICE}|编)(?:{_SIGN}|(?<=\p{{Han}}{{2}})[ ]?)(?:{_NAME}))"
        rf"|(?P<rights>{_RIGHTS})|(?P<contact>{CONTACT})|(?P<call>{_CALL})|(?P<address>{_ADDRESS})"
        rf"|(?P<masthead>(?:\p{{Han}}{{1,5}}?(?:{_words('title')})|(?:{_words('name')}))(?!\p{{Han}}))"
        r"|(?P<page>(?:PAGE|Page|P\.)[ ]?\d{1,3}|[A-Z]{1,2}\d{1,3}(?![\d%]|\.\d|\p{Han})"
        r"|(?:第?[A-Z]?\d{1,3}|第[一二三四五六七八九十]{1,3})版(?!\p{Han}))"
        r"|(?P<number>(?<![\d.])\d{1,3}(?![\d%]|\.\d|\p{Han}))"
        rf"|(?P<section>(?:{_words('section')})(?!\p{{Han}}))"
    )
