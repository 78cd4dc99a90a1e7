"""Write src/kanwu/data/forms.tsv: which form of a character its neighbours ask for.

Usage: python -m tools.make_forms CORPUS_FOLDER [--half 0|1] [--to FILE]

A class is a Simplified character with several Traditional forms (后: 后 後). For every form the table has its
prior, and for each neighbour the gain of every form: ln of how many times more often the form stands beside
it than anywhere, smoothed with SMOOTH. Counted in 33 million characters of Taiwan statutes, transcripts and Hong Kong
minutes, in the forms that Taiwan prints, and in the words of jieba (MIT) as OpenCC (Apache-2.0) writes them in
Traditional, PHRASES of their counts, for what minutes and statutes hardly speak of (皇后, 頭髮). Neighbours
are folded to Simplified; 0 stands for digits, a for letters, . for all else and for the edge.

`--half` counts every second stretch of HALF characters alone, for measuring on the others.
"""

import argparse
import lzma
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import jieba  # type: ignore[import-untyped]
import numpy as np
import opencc
from tools.make_overconverted import candidates, is_plain, occurrences, two_spellings
from tools.make_script_tables import dictionary, is_in

from kanwu.evidence.forms import LETTERS, STEP, neighbour
from kanwu.evidence.lexicon import fold
from kanwu.evidence.script import suspects, variant

TARGET = Path(__file__).parents[1] / "src/kanwu/data/forms.tsv"
CORPORA = ("law", "transcript", "legco")
HALF = 500_000
SMOOTH = 3.0
# Measured on 450,000 characters of encyclopaedia text: without words 97 of 34,800 decisions wrong, with
# this share of them 60, with six times as much 68.
PHRASES = 0.05
MOST_PHRASE = 3000
# Occurrences of a form, of a neighbour; a row's spread of gains below which it tells nothing.
FORM_LEAST = 3
SEEN = 5
SPREAD = 1.5
# The least share of a Simplified character that Big5 has, as a Traditional one: minutes and statutes have fewer
# names and old words (于 余 丑) than newspapers.
OWN_LEAST = 0.001
# Hong Kong prints one where Taiwan prints both: counted in the minutes alone, and used for hk alone;
# words are added only where they have the character itself (占卜, 名著).
HK_ONLY = "占雇尽著"
# Two spellings that only one of the places prints: 了解 瞭解, 上升 上昇.
SPELLINGS = ["了瞭", "升昇", "厘釐", "回迴", "志誌", "朱硃", "秘祕", "凶兇", "局侷"]
# 吓 is a Cantonese word, 栖 stands in names.
KEPT_APART = "吓栖"
Key = tuple[str, int, str]  # class, side (0 before, 1 after), neighbour
Counts = defaultdict[Key, Counter[str]]


def forms(printed: dict[int, str]) -> dict[str, list[str]]:
    """class -> itself and its forms as Taiwan prints them; what script_variants.tsv settles is left out."""
    table = {}
    for char, values in dictionary("STCharacters").items():
        every = list(dict.fromkeys(form.translate(printed) for form in (char, *values)))
        if len(every) > 1 and ord(char) not in printed and char not in KEPT_APART:
            table[char] = every
    return table | {"著": ["著", "着"]}


def texts(folder: Path, half: int | None) -> Iterator[tuple[str, str]]:
    for name in CORPORA:
        text = lzma.decompress((folder / f"{name}.txt.xz").read_bytes()).decode("utf-8")
        for number, start in enumerate(range(0, len(text), HALF)):
            if half is None or number % 2 == half:
                yield name, text[start : start + HALF]


def count(folder: Path, half: int | None, classes: dict[str, list[str]], printed: dict[int, str]) -> Counts:
    """How often each form stands beside each neighbour; under neighbour "" in all."""
    counts: Counts = defaultdict(Counter)
    asked, sign = np.zeros(1 << 16, bool), np.array([ord(neighbour(chr(c))) for c in range(1 << 16)], np.uint64)
    of_fold = {ord(fold(char)): char for char in classes} | {ord(fold("着")): "著"}
    asked[list(of_fold)] = True
    for name, text in texts(folder, half):
        text = text.translate(printed)
        units = np.frombuffer(text.encode("utf-16-le", "ignore"), dtype=np.uint16)
        folded = np.frombuffer(fold(text).encode("utf-16-le", "ignore"), dtype=np.uint16)
        at = np.flatnonzero(asked[folded[1:-1]]) + 1
        for side, beside in ((0, at - 1), (1, at + 1)):
            keys = sign[folded[beside]] << np.uint64(32) | folded[at].astype(np.uint64) << np.uint64(16) | units[at]
            for key, number in zip(*np.unique(keys, return_counts=True), strict=True):
                char, form = of_fold[int(key) >> 16 & 0xFFFF], chr(int(key) & 0xFFFF)
                if char in HK_ONLY and name != "legco":
                    continue
                if form in classes[char]:
                    counts[char, side, chr(int(key) >> 32)][form] += int(number)
                    counts[char, side, ""][form] += int(number)
    return counts


def add_words(counts: Counts, classes: dict[str, list[str]], printed: dict[int, str]) -> None:
    convert = opencc.OpenCC("s2t").convert
    with jieba.get_dict_file() as stream:
        known = {word: int(number) for word, number, _ in (line.decode().split() for line in stream)}
    words = dict.fromkeys(dictionary("STPhrases"), 3) | known
    for word, number in words.items():
        right = convert(word).translate(printed) if len(word) > 1 and is_plain(word) else ""
        if len(right) != len(word):
            continue
        weight = PHRASES * min(number, MOST_PHRASE)
        for at, (char, form) in enumerate(zip(word, right, strict=True)):
            if form in classes.get(char, ()) and (char not in HK_ONLY or form == char):
                sides = [(0, word[at - 1])] if at else []
                sides += [(1, word[at + 1])] if at + 1 < len(word) else []
                for side, beside in sides:
                    counts[char, side, neighbour(fold(beside))][form] += weight


def letter(gain: float) -> str:
    middle = len(LETTERS) // 2
    return LETTERS[max(0, min(len(LETTERS) - 1, round(gain / STEP) + middle))]


def row(char: str, every: list[str], counts: Counts, beside: dict[int, list[str]]) -> str | None:
    """One line of the table: class, forms, priors, gains before, gains after."""
    total = counts[char, 0, ""]
    rivals = [form for form in every if total[form] >= FORM_LEAST and form != char]
    if not rivals:
        return None
    own = is_in(char, "big5") or total[char] > OWN_LEAST * sum(total.values())
    prior = {form: (total[form] + 0.5) / (sum(total.values()) + 1) for form in rivals}
    if own:
        rivals, prior = [char, *rivals], prior | {char: max(OWN_LEAST, total[char] / sum(total.values()))}
    cells = [char, "".join(rivals), "".join(letter(math.log(prior[form])) for form in rivals)]
    for side in (0, 1):
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for sign in beside[side] if len(rivals) > 1 else ():
            seen = counts[char, side, sign]
            number = sum(seen.values())
            gains = [math.log((seen[f] + SMOOTH * prior[f]) / (number + SMOOTH) / prior[f]) for f in rivals]
            if number >= SEEN and max(gains) - min(gains) >= SPREAD:
                groups["".join(map(letter, gains))].append(sign)
        cells.append(" ".join(key + "".join(sorted(signs)) for key, signs in sorted(groups.items())) or "-")
    return "\t".join(cells) + "\n"


def rows(folder: Path, half: int | None) -> Iterator[str]:
    printed = {ord(char): variant(char, "tw") or char for char in suspects("tw") if char != "着"}
    classes = forms(printed)
    counts = count(folder, half, classes, printed)
    add_words(counts, classes, printed)
    beside: dict[str, dict[int, list[str]]] = {char: {0: [], 1: []} for char in classes}
    for char, side, sign in list(counts):
        if sign:
            beside[char][side].append(sign)
    for char, every in sorted(classes.items()):
        line = row(char, every, counts, beside[char])
        if line:
            yield line


def spellings(folder: Path) -> set[frozenset[str]]:
    """Pairs of forms that print the same words either way, as for overconverted.tsv."""
    printed = {ord(char): variant(char, "tw") or char for char in suspects("tw")}
    every = list(candidates(printed))
    phrases, _ = occurrences(folder, printed, {form for item in every for form in (item.right, item.wrong)})
    return two_spellings(every, phrases)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=int)
    parser.add_argument("--to", type=Path, default=TARGET)
    args = parser.parse_args()
    loose = sorted({*SPELLINGS, *("".join(sorted(pair)) for pair in spellings(args.folder))})
    head = (
        "# Simplified character, its forms, ln of their shares, gains of the forms by the character before, after\n"
        "# source: counts of three corpora; words of jieba (MIT) and OpenCC 1.4.2 (Apache-2.0), tools/make_forms.py\n"
        f"# two spellings of one word: {' '.join(loose)}\n"
    )
    body = "".join(rows(args.folder, args.half))
    args.to.write_text(head + body, encoding="utf-8", newline="\n")
    print(body.count("\n"), "classes,", len((head + body).encode()), "bytes;", " ".join(loose))


if __name__ == "__main__":
    main()
