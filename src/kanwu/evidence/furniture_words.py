"""The words of data/furniture.tsv, and which of a newspaper's own lines a label with a number or address names."""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from kanwu.evidence.lexicon import frequency
from kanwu.patterns import late

_HAN = late(r"\p{Han}+")
# How a paper calls itself before a number; not who writes for it.
_OWN = late(r"本[报刊社版](?!记者|讯|台|社)\p{Han}{0,6}")
_WORN = late(r"\p{Han}[报刊]\p{Han}{2,6}")  # the same with 本 misread; 举报 and the like are words
_REACHED = late(r"(?i)whats ?app|wechat|line|signal|telegram|qq|@|www\.")  # a way that needs no Chinese word
_LONG = late(r":.*(?:\d[ -]?){7,}")  # a colon and a whole telephone number
_WORD = -7.0  # log10 frequency of a pair of characters that counts as a word


def words(kind: str) -> str:
    """The words of a kind, the longer ones first, as alternatives of a pattern."""
    return "|".join(sorted(_table()[kind], key=len, reverse=True))


def lasts(*kinds: str) -> str:
    """The last characters of the words of some kinds."""
    return "".join(sorted({word[-1] for kind in kinds for word in _table()[kind]}))


@cache
def sections() -> frozenset[str]:
    """The names of sections that are known."""
    return frozenset(_table()["section"])


@lru_cache(maxsize=256)
def misread(text: str) -> int | None:
    """How many characters of a call's name were misread, one in three at most; None when it is no paper's."""
    label = "".join(_HAN.findall(text.partition(":")[0]))
    if _OWN.fullmatch(label):
        return 0
    if _WORN.fullmatch(label) and frequency(label[:2]) <= _WORD:
        return 1
    alone = _table()["service"] if _REACHED.search(text) or _LONG.search(text) else ()
    worn, begins = frequency(label[:2]) <= _WORD, label[:2]
    wrong = [0] * (label in alone)
    for size, names in _calls().items():
        if abs(size - len(label)) <= _most(size):
            # What begins with another word is another service and no misreading of the paper's own.
            wrong += _distances(label, names if worn else [c for c in names if c[:2] == begins], _most(size))
    if worn:  # no word: a service's name with one character misread
        wrong += _distances(label, [c for c in alone if len(label) == len(c)], 1)
    return min(wrong, default=None)


def _distances(label: str, names: Iterable[str], most: int) -> list[int]:
    """By how many characters those names differ that differ by so many at most."""
    return [distance for c in names if (distance := Levenshtein.distance(label, c, score_cutoff=most)) <= most]


def _most(size: int) -> int:
    """How many characters of a name so long may be misread."""
    return size // 3 if size > 3 else 0


@cache
def _calls() -> dict[int, list[str]]:
    """The names of a paper's own lines by their length: whole ones, and each of its services with each way to reach it.
    """
    table, calls = _table(), dict[int, list[str]]()
    for name in (*table["call"], *(service + way for service in table["service"] for way in table["way"])):
        calls.setdefault(len(name), []).append(name)
    return calls


@cache
def _table() -> dict[str, list[str]]:
    """The words of data/furniture.tsv by their kind."""
    table: dict[str, list[str]] = {}
    for line in (Path(__file__).parent.parent / "data" / "furniture.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, word, _ = line.split("\t")
            table.setdefault(kind, []).append(word)
    return table
