"""Write src/kanwu/data/overconverted.tsv: words that a careless conversion spoilt, or left, and the right
form.

Usage: python -m tools.make_overconverted CORPUS_FOLDER

For each word of two to four characters of jieba (MIT) and OpenCC (Apache-2.0) that has a Simplified character
with several Traditional forms, OpenCC gives the right form; each other form of that character, and the
character itself, gives a wrong one (乾部, 干部 for 幹部). A row is kept where the right form stands
RIGHT_LEAST times or more in 33 million characters of Taiwan statutes, transcripts and Hong Kong minutes and
the wrong one never. Both columns have the variants that Taiwan prints (裡 群 為); kanwu.evidence.script maps
them on. A longer row that a shorter one settles is left out.

Writes src/kanwu/data/bound_characters.tsv as well: for each character that makes a form wrong, what stands
before and after it in the two-character words that have it rightly (太后 王后; 游擊): 太后於 is no 後於.
"""

import lzma
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from pathlib import Path
from typing import NamedTuple

import jieba  # type: ignore[import-untyped]
import numpy as np
import opencc
from tools.make_script_tables import dictionary

from kanwu.evidence.script import suspects, variant

DATA = Path(__file__).parents[1] / "src/kanwu/data"
CORPORA = ("law", "legco", "transcript")
PHRASES = ("TSPhrases", "TWPhrases", "TWPhrasesRev", "HKPhrases", "HKVariantsPhrases", "HKVariantsRevPhrases")
# Occurrences of the right form. Measured on 490,000 characters of encyclopaedia text that the counts do not
# include: from 10 on 4,173 wrong forms, 4 of them met there, 7 times, each time a mistake.
RIGHT_LEAST = 10
# Occurrences of a word of jieba; rarer entries are often no words.
WORD_LEAST = 20
# ln of how much more often the two characters of a right form meet than chance has them. Measured: without it
# 5 of 490,000 characters were false (太后於 設颱風 輪迴起): two characters that only happen to meet.
BOND = 2.0
# How often the two characters of a wrong form may meet by chance in the corpora, for a right form without
# bond.
MISHAP = 0.3
# Below this a form of a character is never right by itself, and needs no bond.
FOREIGN = 20
# The wrong form may stand in the corpora by mistake: this often, and in this share of the right one.
WRONG_MOST = 5
# Words that newspapers print with the plain character, though the corpora have only the other.
PRINTED_PLAIN = {"系泊"}
WRONG_SHARE = 0.01
# Cantonese, which the corpora have too little of.
SPOKEN = {"鐘意": "鍾意", "钟意": "鍾意"}
# Two forms (佔 占, 周 週, 布 佈) are two spellings, neither wrong, when this share of their words is printed
# in both.
INTERCHANGED = 0.15
PRINTED = 0.05
# Two words for all that: a few phrases have a reading with either (官制 官製, 不只 不隻, 光復 光複).
DISTINCT_PAIRS = "制製 只隻 復複 云雲 沖衝 曆歷 簽籤 辟闢 姜薑 像象 儘盡"
DISTINCT = {frozenset(pair) for pair in DISTINCT_PAIRS.split()}
# Two spellings that the corpora are too uniform to show.
SPELLINGS = """
    只祇 跡蹟 捆綑 姦奸 拿拏 玩翫 修脩 愈癒 豔艷 岩巖 杯盃 溪谿 堤隄 藤籐 弦絃 焰燄 噪譟 狸貍 雕鵰 仇讎
    掛挂 凄淒 凄悽 背揹 熏燻 熏薰 燻薰 庵菴 冢塚 嘗嚐 咽嚥 喂餵 扇搧 恤卹 浚濬 氾泛
"""


class Candidate(NamedTuple):
    right: str
    wrong: str
    pair: frozenset[str]
    alien: str


def words() -> set[str]:
    """Simplified words of two to four characters with a character that has several Traditional forms."""
    found = set(dictionary("STPhrases"))
    with jieba.get_dict_file() as stream:
        rows = (line.decode("utf-8").split() for line in stream)
        found |= {word for word, count, _ in rows if int(count) >= WORD_LEAST}
    several = several_forms()
    return {word for word in found if 2 <= len(word) <= 4 and several.keys() & set(word) and is_plain(word)}


def is_plain(word: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in word)


def several_forms() -> dict[str, list[str]]:
    return {char: forms for char, forms in dictionary("STCharacters").items() if len(forms) > 1}


def candidates(printed: dict[int, str]) -> Iterator[Candidate]:
    """Every right form with every wrong one that differs in one character."""
    forms = several_forms()
    convert = opencc.OpenCC("s2t").convert
    for word in sorted(words()):
        right = convert(word).translate(printed)
        for at, char in enumerate(word if len(right) == len(word) else ""):
            for alien in {char, *(form.translate(printed) for form in forms.get(char, ()))} - {right[at]}:
                if char in forms:
                    wrong = right[:at] + alien + right[at + 1 :]
                    yield Candidate(right, wrong, frozenset((right[at], alien)), alien)


def pieces(folder: Path, printed: dict[int, str]) -> Iterator[str]:
    for name in CORPORA:
        with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as stream:
            while piece := stream.read(1 << 21):
                yield (piece + stream.readline()).translate(printed)


def occurrences(folder: Path, printed: dict[int, str], asked: set[str]) -> tuple[Counter[str], Counter[str]]:
    """(How often each phrase asked for occurs, how often each character does.)"""
    phrases: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    by_length = {size: sorted(phrase for phrase in asked if len(phrase) == size) for size in (2, 3, 4)}
    keys = {size: np.array([packed(phrase)[0] for phrase in group]) for size, group in by_length.items()}
    for piece in pieces(folder, printed):
        chars.update(piece)
        for size, known in keys.items():
            grams = packed(piece, size)
            at = np.searchsorted(known, grams) % len(known)
            found = np.bincount(at[known[at] == grams], minlength=len(known))
            phrases.update({by_length[size][number]: int(found[number]) for number in np.flatnonzero(found)})
    return phrases, chars


def packed(text: str, size: int = 0) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    """Each run of `size` characters (default: the whole text) as one number of 16 bits a character."""
    units = np.frombuffer(text.encode("utf-16-le", "ignore"), dtype=np.uint16).astype(np.uint64)
    size = size or len(units)
    columns = [units[start : len(units) - size + 1 + start] for start in range(size)]
    return reduce(lambda high, low: (high << np.uint64(16)) | low, columns)


def two_spellings(every: Iterable[Candidate], phrases: Counter[str]) -> set[frozenset[str]]:
    """Pairs of forms that print the same words either way."""
    seen: Counter[frozenset[str]] = Counter()
    both: Counter[frozenset[str]] = Counter()
    for item in every:
        right, wrong = phrases[item.right], phrases[item.wrong]
        if right + wrong >= WORD_LEAST:
            seen[item.pair] += 1
            both[item.pair] += min(right, wrong) >= max(2, PRINTED * (right + wrong))
    loose = {pair for pair, number in both.items() if number >= INTERCHANGED * seen[pair]}
    return loose - DISTINCT | {frozenset(pair) for pair in SPELLINGS.split()}


def is_mistake(item: Candidate, phrases: Counter[str]) -> bool:
    right, wrong = phrases[item.right], phrases[item.wrong]
    return right >= RIGHT_LEAST and wrong <= min(WRONG_MOST, WRONG_SHARE * right)


def is_bound(item: Candidate, phrases: Counter[str], chars: Counter[str]) -> bool:
    if len(item.right) > 2 or chars[item.alien] < FOREIGN:
        return True
    chance = chars[item.right[0]] * chars[item.right[1]] / chars.total()
    mishap = chars[item.wrong[0]] * chars[item.wrong[1]] / chars.total()
    return mishap <= MISHAP or math.log(phrases[item.right] / chance) >= BOND


def settled(wrong: str, right: str, table: dict[str, str]) -> bool:
    """Whether a shorter row already makes this one's change."""
    spans = [(start, end) for start in range(len(wrong)) for end in range(start + 2, len(wrong) + 1)]
    return any(table.get(wrong[start:end]) == right[start:end] for start, end in spans)


def kept(every: list[Candidate], phrases: Counter[str], chars: Counter[str]) -> dict[str, str]:
    loose = two_spellings(every, phrases)
    known = {form for name in PHRASES for key, forms in dictionary(name).items() for form in (key, *forms)}
    known |= {form for forms in dictionary("STPhrases").values() for form in forms}
    met: Counter[str] = Counter()
    answers: defaultdict[str, set[str]] = defaultdict(set)
    for item in every:
        if (
            is_mistake(item, phrases)
            and item.wrong not in PRINTED_PLAIN
            and item.pair not in loose
            and item.wrong not in known
            and is_bound(item, phrases, chars)
        ):
            answers[item.wrong].add(item.right)
            met.update({item.wrong: phrases[item.wrong]})
    print(f"wrong forms in {chars.total()} characters of the corpora: {met.total()}:", met.most_common(40))
    table = dict(SPOKEN)
    for wrong, rights in sorted(answers.items(), key=lambda row: (len(row[0]), row[0])):
        right = min(rights)
        if len(rights) == 1 and not settled(wrong, right, table):
            table[wrong] = right
    return table


def bound(aliens: set[str], every: list[Candidate]) -> dict[str, tuple[str, str]]:
    """alien -> (characters before it, characters after it) in right words of two characters."""
    before: defaultdict[str, set[str]] = defaultdict(set)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for right in {item.right for item in every if len(item.right) == 2}:
        before[right[1]].add(right[0])
        after[right[0]].add(right[1])
    return {
        alien: ("".join(sorted(before[alien])) or "-", "".join(sorted(after[alien])) or "-")
        for alien in sorted(aliens)
        if before[alien] or after[alien]
    }


def main() -> None:
    printed = {ord(char): variant(char, "tw") or char for char in suspects("tw")}
    every = list(candidates(printed))
    asked = {form for item in every for form in (item.right, item.wrong)}
    phrases, chars = occurrences(Path(sys.argv[1]), printed, asked)
    table = kept(every, phrases, chars)
    write("overconverted.tsv", "wrong, right (as Taiwan prints it)", sorted(table.items()))
    pairs = [pair for row in table.items() for pair in zip(*row, strict=True)]
    rows = bound({wrong for wrong, right in pairs if wrong != right}, every)
    columns = "character, what precedes it, what follows it in words that have it rightly (- for nothing)"
    write("bound_characters.tsv", columns, [(char, *sides) for char, sides in rows.items()])
    print(len(table), "rows", dict(Counter(map(len, table))), len(rows), "bound characters")


def write(name: str, columns: str, rows: Iterable[tuple[str, ...]]) -> None:
    head = (
        f"# {columns}\n"
        "# source: words of jieba (MIT) and OpenCC 1.4.2 (Apache-2.0), checked on counts, "
        "tools/make_overconverted.py\n"
    )
    body = "".join("\t".join(row) + "\n" for row in rows)
    (DATA / name).write_text(head + body, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
