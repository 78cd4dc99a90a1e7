"""Write src/kanwu/data/char_likelihood.tsv: how common each character is in Chinese prose of either script.

Usage: python tools/make_char_likelihood.py CORPUS_FOLDER

CORPUS_FOLDER holds law.txt.xz, legco.txt.xz and transcript.txt.xz (Traditional, public domain or CC0). The
Simplified half comes from the word counts of jieba (MIT) and from the same three files brought to Simplified
by OpenCC. All parts of a half weigh the same, so that no genre drowns the others. Rows are classes of STEP
nats: `ln p <TAB> characters in code point order`.
"""

import lzma
import math
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import jieba  # type: ignore[import-untyped]
import opencc

KEPT = 8000
STEP = 0.5
CHUNK = 1 << 22
SMALLEST_COUNT = 3
SIMPLIFIED_QUOTES = {"\u300c": "\u201c", "\u300d": "\u201d", "\u300e": "\u2018", "\u300f": "\u2019"}
TARGET = Path(__file__).parents[1] / "src/kanwu/data/char_likelihood.tsv"
HEAD = (
    "# ln of a character's share in Chinese text, both scripts equally; by tools/make_char_likelihood.py\n"
    "# source: counts of Taiwan statutes, Hong Kong Legislative Council minutes, Taiwan public transcripts "
    "(public domain, CC0); jieba word counts (MIT)\n"
)


def corpus_counts(folder: Path, name: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    with lzma.open(folder / f"{name}.txt.xz", "rt", encoding="utf-8") as stream:
        while chunk := stream.read(CHUNK):
            counts.update(chunk)
    return counts


def jieba_counts() -> Counter[str]:
    counts: Counter[str] = Counter()
    with jieba.get_dict_file() as stream:
        for line in stream:
            word, count = line.decode("utf-8").split()[:2]
            for char in word:
                counts[char] += int(count)
    return counts


def shares(counts: Counter[str]) -> dict[str, float]:
    kept = {char: count for char, count in counts.items() if count >= SMALLEST_COUNT and _is_wanted(char)}
    total = sum(kept.values())
    return {char: count / total for char, count in kept.items()}


def _is_wanted(char: str) -> bool:
    """Neither ASCII nor a control, private or unassigned code, which would favour wrong readings."""
    return not char.isascii() and not unicodedata.category(char).startswith("C")


def simplified(part: dict[str, float]) -> dict[str, float]:
    convert = opencc.OpenCC("t2s").convert
    out: Counter[str] = Counter()
    for char, share in part.items():
        out[SIMPLIFIED_QUOTES.get(char, convert(char))] += share  # type: ignore[assignment]
    return dict(out)


def mean(parts: list[dict[str, float]]) -> dict[str, float]:
    return {char: sum(part.get(char, 0.0) for part in parts) / len(parts) for char in set().union(*parts)}


def main() -> None:
    folder = Path(sys.argv[1])
    traditional = [shares(corpus_counts(folder, name)) for name in ("law", "legco", "transcript")]
    merged = mean([mean(traditional), mean([*map(simplified, traditional), shares(jieba_counts())])])
    rows: dict[float, list[str]] = {}
    for char in sorted(merged, key=lambda c: (-merged[c], c))[:KEPT]:
        rows.setdefault(round(math.log(merged[char]) / STEP) * STEP, []).append(char)
    lines = [f"{value:.1f}\t{''.join(sorted(rows[value]))}\n" for value in sorted(rows, reverse=True)]
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
