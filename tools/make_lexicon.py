"""Build ``lexicon.bin``: Chinese words of one to six characters with their frequency.

Sources: the word list of wordfreq (data CC BY-SA 4.0) and the dictionary of jieba (MIT). Every word is
folded to Simplified, character by character, by OpenCC's tables (Apache-2.0), which stand beside the words.

    python tools/make_lexicon.py --out src/kanwu/data/lexicon.bin

Needs wordfreq, jieba and OpenCC while it runs; the file is read with the standard library alone.

Layout, all little-endian: the magic ``KWLX``; four uint32 (pairs of the fold, short entries, long entries,
characters of the longest word); the fold's two sides, UTF-16; the short keys, uint32, ascending: words of one
and two characters, and the first two of longer ones; the long keys, uint64, ascending: words of three to six;
a score byte for each short key, then for each long key; a byte for each short key, whose bit n tells that a
word of n characters, three or more, begins with it.
"""

import argparse
import math
import re
import struct
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

MAGIC = b"KWLX"
LONGEST = 6
PRIME = 2**64 - 59
"""The largest prime below 2**64. Keys of up to four characters are smaller and so stay exact."""
FLOOR, STEP = -8.6, 0.03
"""A score byte b stands for log10(frequency) = FLOOR + STEP * b; 0 means a mere beginning of words."""
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\u3007]{1,6}")
EXTRA_FOLDS = {"著": "着", "瞭": "了", "吿": "告", "説": "说", "鶏": "鸡", "衞": "卫", "啓": "启", "刦": "劫"}
"""Variants that OpenCC keeps apart by phrase, or does not know; looking up needs them together."""


def fold_table() -> dict[str, str]:
    """Each character of the first plane whose Simplified form is another one there, with that form."""
    from opencc import OpenCC

    converters = [OpenCC(name) for name in ("t2s", "hk2s", "tw2s")]
    table = dict(EXTRA_FOLDS)
    for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)):
        char = chr(code)
        forms = (converter.convert(char) for converter in converters)
        folded = next((form for form in forms if form != char), char)
        if folded != char and len(folded) == 1 and folded < "\U00010000":
            table.setdefault(char, folded)
    return {char: table.get(folded, folded) for char, folded in table.items()}


def wordfreq_words() -> dict[str, float]:
    """wordfreq's large Chinese list: word to share of all words."""
    from wordfreq import get_frequency_dict

    return dict(get_frequency_dict("zh", "large"))


def jieba_words() -> dict[str, float]:
    """jieba's dictionary: word to share of all its counts."""
    lines = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    counts = {word: int(count) for word, count, *_ in map(str.split, lines)}
    total = sum(counts.values())
    return {word: count / total for word, count in counts.items()}


def folded(words: Iterable[tuple[str, float]], table: dict[int, str]) -> dict[str, float]:
    """Frequencies of the words of Han characters alone, those that fold together added up."""
    sums: defaultdict[str, float] = defaultdict(float)
    for word, share in words:
        if HAN.fullmatch(word):
            sums[word.translate(table)] += share
    return sums


def merged(table: dict[int, str]) -> dict[str, float]:
    """wordfreq's figure where it has one (it counts many kinds of text), else jieba's."""
    return {**folded(jieba_words().items(), table), **folded(wordfreq_words().items(), table)}


def key(word: str) -> int:
    """The word's UTF-16 units as one number, modulo PRIME."""
    return int.from_bytes(word.encode("utf-16-be"), "big") % PRIME


def score(share: float) -> int:
    return min(255, max(1, round((math.log10(share) - FLOOR) / STEP)))


def lengths(words: Iterable[str]) -> dict[str, int]:
    """For each first two characters the lengths of the words of three and more that have them, as bits."""
    found: dict[str, int] = {}
    for word in words:
        if len(word) > 2:
            found[word[:2]] = found.get(word[:2], 0) | 1 << len(word)
    return found


def packed(code: str, values: Iterable[int]) -> bytes:
    out = array(code, values)
    if sys.byteorder == "big":
        out.byteswap()
    return out.tobytes()


def sections(words: dict[str, float], table: dict[str, str]) -> Iterator[bytes]:
    """The parts of the file in the order that the module's docstring gives."""
    longer = lengths(words)
    short = {key(word): word for word in {*longer, *(word for word in words if len(word) <= 2)}}
    long = {key(word): word for word in words if len(word) > 2}
    if len(long) != sum(len(word) > 2 for word in words):
        raise SystemExit("two words share a key: choose another prime")
    yield MAGIC + struct.pack("<4I", len(table), len(short), len(long), LONGEST)
    for side in ("".join(sorted(table)), "".join(table[char] for char in sorted(table))):
        yield side.encode("utf-16-le")
    yield packed("I", sorted(short))
    yield packed("Q", sorted(long))
    yield bytes(score(words[short[k]]) if short[k] in words else 0 for k in sorted(short))
    yield bytes(score(words[long[k]]) for k in sorted(long))
    yield bytes(longer.get(short[k], 0) for k in sorted(short))


def main() -> None:
    parser = argparse.ArgumentParser(description="build the word table")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    table = fold_table()
    words = merged({ord(char): form for char, form in table.items()})
    args.out.write_bytes(b"".join(sections(words, table)))
    print(f"{len(words)} words, {len(table)} folds, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
