"""Which script and standard a text is written in, and what a character becomes in each.

Standards: `hk` and `tw` (Traditional as Hong Kong and Taiwan print it), `hant` (Traditional, place unknown:
only what both agree on), `hans` (Simplified). Only characters with a single answer are known here; 后 里 干
面 and the like, right in both scripts, are words' business. The table is read at the first question, in
2 ms.
"""

import re
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from kanwu.evidence.lexicon import fold
from kanwu.patterns import Spotter, late

__all__ = ["Script", "fold", "majority", "suspects", "variant"]

Script = Literal["hk", "tw", "hant", "hans", "keep"]
TRADITIONAL: tuple[Script, ...] = ("hk", "tw", "hant")
TABLE = Path(__file__).parents[1] / "data" / "script_variants.tsv"
# Below this number of characters that only one script has, a text is too short to say.
LEAST_HAN = 10
# How many times as many Simplified as Traditional characters make a page Simplified. Measured: an engine that
# prefers Simplified reads Traditional pages with up to 1.6 times as many, Simplified ones with 50 times or
# more.
SIMPLIFIED_TIMES = 4
# Scripts stand apart when at most one in so many of such characters is the rarer one of its paragraph or quotation.
# Where an engine strays it is one in three to six.
APART = 30
# Marks of a place with their weights, from their share in Hong Kong minutes against Taiwan statutes and
# transcripts: 2 for what the other place hardly prints, 1 for what it prints now and then or what is tied to
# a topic. Names of places do not count: a Hong Kong page may be about Taiwan.
HK_MARKS = {
    2: ("着", "衞", "羣", "麪", "裏", *"唔咗哋嘅冇喺嚟㗎咁啲嘢佢搵睇嗰諗", "甚麼", "質素", "本港"),
    1: (*"綫鈎邨呎涌", "網絡", "軟件", "樓宇", "意大利", "單車", "港元", "港鐵", "立法會", "區議會"),
}
TW_MARKS = {
    2: ("臺", "裡", "計畫", "網路", "軟體", "公尺", "義大利", "紐西蘭", "計程車"),
    1: (*"占您妳", "身分", "員警", "捷運", "國小", "機車", "公車", "瞭解", "立法院", "縣市"),
}
# How often a mark of each weight counts at most: one topic (網絡, 港元) names its thing again and again.
MOST_TIMES = {2: 1_000_000, 1: 1}
# 著 as a particle and in 著重 is Taiwan's form of 着, weight 2; in these words Hong Kong prints 著 too.
PARTICLE = "著"
PARTICLE_WEIGHT = 2
SHARED = (
    "顯著", "著名", "原著", "土著", "著作", "著稱", "著述",
    "著者", "著書", "名著", "專著", "巨著", "論著", "編著",
)  # fmt: skip
# A place is named from this weight on, when the other's is at most the RATIO-th part.
LEAST_WEIGHT = 3
RATIO = 2
_HAN = late(r"\p{Han}++")
_WORD = re.compile(r"[A-Za-z]+")
_PIECES = late(r"[\n「」『』“”]")
_HAN_PER_WORD = 3


def is_chinese(text: str) -> bool:
    """Whether the text is Chinese in the main: at least three Chinese characters for each word in Latin letters.

    Measured: garbled newspaper pages have 40 and more, Chinese prose with many foreign names 48, Chinese pages full of
    Markdown and code 9, an English page with long Chinese examples 1.
    """
    han = sum(map(len, _HAN.findall(text)))
    return han > 0 and han >= _HAN_PER_WORD * len(_WORD.findall(text))


@lru_cache(maxsize=4)
def majority(text: str) -> Script:
    """The standard that a text follows.

    "hans" when characters that only Simplified has clearly outnumber those that only Traditional has, or outnumber
    them at all on a page whose paragraphs and quotations are each wholly in one of the two; else "hk" or "tw"
    when the text's own variants and words say so, "hant" when nothing decides between them; "keep" when fewer
    than LEAST_HAN characters belong to one script alone. A whole page is best: of 300 characters most give "hant".
    """
    counts = Counter(text)
    simplified, traditional = (sum(map(counts.__getitem__, own.intersection(counts))) for own in only())
    if simplified + traditional < LEAST_HAN:
        return "keep"
    if simplified > SIMPLIFIED_TIMES * traditional or (simplified > traditional and _is_apart(text)):
        return "hans"
    return _place(text, counts)


def _is_apart(text: str) -> bool:
    """Whether the two scripts stand apart, as where a quotation or an advertisement is in the other one."""
    pieces = [[sum(map(known.__contains__, piece)) for known in only()] for piece in _PIECES.split(text)]
    return APART * sum(map(min, pieces)) <= sum(map(sum, pieces))


def variant(char: str, script: str) -> str | None:
    """What the character becomes in that standard; None when it is fine there, has no single answer, or is
    unknown.

    `script` may be any of Script; nothing changes under "keep". Raises KeyError for another word.
    """
    return _map(script).get(char)


@cache
def suspect(script: str) -> Spotter:
    """Finds the characters that `variant` would change in that standard."""
    return Spotter(suspects(script))


@cache
def suspects(script: str) -> str:
    """All characters that `variant` would change in that standard, in code point order."""
    return "".join(sorted(_map(script)))


@cache
def _map(script: str) -> dict[str, str]:
    chars, hk, tw, hans, _ = _columns()
    if script == "hant":
        return {char: here for char, here, there in zip(chars, hk, tw, strict=True) if here == there != "-"}
    column = {"hk": hk, "tw": tw, "hans": hans, "keep": ["-"] * len(chars)}[script]
    return {char: right for char, right in zip(chars, column, strict=True) if right != "-"}


@cache
def spotted_only() -> tuple[Spotter, Spotter]:
    """What finds the characters of Simplified alone, and of Traditional alone."""
    simplified, traditional = only()
    return Spotter(simplified), Spotter(traditional)


@cache
def only() -> tuple[frozenset[str], frozenset[str]]:
    """(Characters of Simplified alone, of Traditional alone.)"""
    chars, _, _, _, sources = _columns()
    simplified = frozenset(char for char, source in zip(chars, sources, strict=True) if "S" in source)
    return simplified, frozenset(char for char, source in zip(chars, sources, strict=True) if "T" in source)


@cache
def _columns() -> tuple[list[str], ...]:
    cells = TABLE.read_text(encoding="utf-8").rpartition("#")[2].partition("\n")[2].split()
    return tuple(cells[column::5] for column in range(5))


def _place(text: str, counts: Counter[str]) -> Script:
    particles = counts[PARTICLE] - sum(text.count(word) for word in SHARED) if counts[PARTICLE] else 0
    hk = _weight(HK_MARKS, text, counts)
    tw = _weight(TW_MARKS, text, counts) + PARTICLE_WEIGHT * particles
    if hk >= max(LEAST_WEIGHT, RATIO * tw):
        return "hk"
    return "tw" if tw >= max(LEAST_WEIGHT, RATIO * hk) else "hant"


def _weight(marks: dict[int, tuple[str, ...]], text: str, counts: Counter[str]) -> int:
    return sum(
        weight * min(MOST_TIMES[weight], counts[mark] if len(mark) == 1 else text.count(mark))
        for weight, group in marks.items()
        for mark in group
    )
