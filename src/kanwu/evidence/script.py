"""Which script and standard a text is written in, and what a character becomes in each.

Standards: `hk` and `tw` (Traditional as Hong Kong and Taiwan print it), `hant` (Traditional, place unknown: only what
both agree on), `hans` (Simplified). Only characters with a single answer are known here; 后 里 干 面 and the like,
right in both scripts, are words' business. The table is read at the first question, in about 4 ms.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from kanwu.evidence.lexicon import fold

__all__ = ["Script", "fold", "majority", "suspects", "variant"]

Script = Literal["hk", "tw", "hant", "hans", "keep"]
TABLE = Path(__file__).parents[1] / "data" / "script_variants.tsv"
# Characters that only one script has. Below this number a text is too short to say.
LEAST_HAN = 10
# Marks of a place and their weights, from their share in Hong Kong minutes against Taiwan statutes and transcripts;
# words of one place only in speech of that place weigh 2, those that the other prints now and then 1. Names of places
# do not count: a Hong Kong page may be about Taiwan.
HK_MARKS = {
    2: tuple("着衞羣麪唔咗哋嘅冇喺嚟㗎咁啲嘢佢搵睇嗰諗裏") + ("甚麼", "質素", "本港", "裏面"),
    1: tuple("綫鈎邨呎涌") + ("網絡", "軟件", "的士", "樓宇", "意大利", "新西蘭", "警員", "單車"),
}
TW_MARKS = {
    2: tuple("臺裡") + ("計畫", "網路", "軟體", "公尺", "什麼", "義大利", "紐西蘭", "員警", "計程車"),
    1: tuple("雇占您妳") + ("身分", "捷運", "國小", "機車", "公車", "週", "瞭解"),
}
# 著 as a particle or in 著重 is Taiwan's form of 着; in these words Hong Kong has 著 too.
SHARED_ZHU = ("顯著", "著名", "原著", "土著", "著作", "著稱", "著述", "著者", "著書", "名著", "專著", "巨著", "論著", "編著")
# A place is named from this weight on, and when the other's is at most a third.
LEAST_WEIGHT = 3
RATIO = 3


class _Tables(NamedTuple):
    hk: dict[str, str]
    tw: dict[str, str]
    hant: dict[str, str]
    hans: dict[str, str]
    simplified: frozenset[str]
    traditional: frozenset[str]


def majority(text: str) -> Script:
    """The standard that a text follows.

    "hans" when characters of Simplified alone outnumber those of Traditional alone; else "hk" or "tw" when the text's
    own variants and words say so, "hant" when nothing decides between them; "keep" when fewer than LEAST_HAN
    characters belong to one script alone.
    """
    counts = Counter(text)
    tables = _tables()
    simplified = sum(counts[char] for char in counts.keys() & tables.simplified)
    traditional = sum(counts[char] for char in counts.keys() & tables.traditional)
    if simplified + traditional < LEAST_HAN:
        return "keep"
    return "hans" if simplified > traditional else _place(text, counts)


def variant(char: str, script: str) -> str | None:
    """What the character becomes in that standard; None when it is fine there, has no single answer, or is unknown.

    `script` may be any of Script; nothing changes under "keep". Raises KeyError for another word.
    """
    return _map(script).get(char)


@cache
def suspects(script: str) -> str:
    """All characters that `variant` would change in that standard, in code point order: for one character class."""
    return "".join(sorted(_map(script)))


def _map(script: str) -> dict[str, str]:
    tables = _tables()
    return {"hk": tables.hk, "tw": tables.tw, "hant": tables.hant, "hans": tables.hans, "keep": {}}[script]


def _place(text: str, counts: Counter[str]) -> Script:
    zhu = counts["著"] - sum(text.count(word) for word in SHARED_ZHU) if counts["著"] else 0
    hk = _weight(HK_MARKS, text, counts)
    tw = _weight(TW_MARKS, text, counts) + 2 * max(zhu, 0)
    if hk >= max(LEAST_WEIGHT, RATIO * tw):
        return "hk"
    return "tw" if tw >= max(LEAST_WEIGHT, RATIO * hk) else "hant"


def _weight(marks: dict[int, tuple[str, ...]], text: str, counts: Counter[str]) -> int:
    return sum(
        weight * (counts[mark] if len(mark) == 1 else text.count(mark))
        for weight, group in marks.items()
        for mark in group
    )


@cache
def _tables() -> _Tables:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return _Tables(
        hk={char: hk for char, hk, _, _, _ in rows if hk != "-"},
        tw={char: tw for char, _, tw, _, _ in rows if tw != "-"},
        hant={char: hk for char, hk, tw, _, _ in rows if hk == tw != "-"},
        hans={char: hans for char, _, _, hans, _ in rows if hans != "-"},
        simplified=frozenset(row[0] for row in rows if "S" in row[4]),
        traditional=frozenset(row[0] for row in rows if "T" in row[4]),
    )
