"""Build ``bigrams.bin``: how much more often two Chinese characters stand side by side than chance would have it.

Counted in running text (one or more files, plain or .xz, one paragraph a line) and, so that words of the news are not
missing, in the words of wordfreq (data CC BY-SA 4.0), each weighed by its frequency. All is folded to Simplified first.

    python tools/make_bigrams.py --out src/kanwu/data/bigrams.bin TEXT [TEXT ...]

Needs numpy, wordfreq and kanwu itself while it runs; the file is read with the standard library alone.

Layout, little-endian: the magic ``KWBG``; two uint32 (characters, pairs); the characters by frequency, UTF-16; the
pairs, uint32, ascending: number of the first times 8192 plus number of the second; one byte a pair.
"""

import argparse
import lzma
import struct
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kanwu.evidence.lexicon import fold

MAGIC = b"KWBG"
CHARACTERS = 6000  # folded characters; the rest are 1 in 5,000 of all text counted
LEAST = 12  # occurrences in 32 million characters, below which a pair says nothing
WORDS = 2e7  # running words that the word list stands for: about as much as the texts have
FLOOR, STEP = -2.0, 0.025  # log10 of the ratio to chance = FLOOR + STEP * byte


def lines(path: Path) -> Iterator[str]:
    """Blocks of folded text, about a million characters each."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        while block := file.read(1_000_000):
            yield fold(block)


def numbers(blocks: list[NDArray[np.int64]]) -> tuple[str, NDArray[np.int64]]:
    """The commonest Chinese characters, and each code point's number among them (0: none, else from 1)."""
    counts = sum((np.bincount(b, minlength=0x10000) for b in blocks), np.zeros(0x10000, np.int64))
    counts[:0x4E00] = counts[0xA000:] = 0
    order = np.argsort(-counts, kind="stable")[:CHARACTERS]
    order = order[counts[order] > 0]
    table = np.zeros(0x10000, np.int64)
    table[order] = np.arange(1, len(order) + 1)
    return "".join(map(chr, order)), table


def word_pairs(table: NDArray[np.int64]) -> dict[int, float]:
    """Pairs inside the words of the list, with the occurrences that their frequencies stand for."""
    from wordfreq import get_frequency_dict

    found: dict[int, float] = {}
    for word, share in get_frequency_dict("zh", "large").items():
        codes = [int(table[ord(c)]) if ord(c) < 0x10000 else 0 for c in fold(word)]
        for a, b in pairwise(codes):
            if a and b:
                key = (a - 1) * 8192 + b - 1
                found[key] = found.get(key, 0.0) + share * WORDS
    return found


def build(paths: list[Path]) -> bytes:
    """The table's bytes."""
    blocks = [np.frombuffer(t.encode("utf-16-le", "replace"), "<u2").astype(np.int64) for p in paths for t in lines(p)]
    characters, table = numbers(blocks)
    counts = np.zeros(8192 * 8192, np.float32)
    for block in blocks:
        codes = table[block]
        both = (codes[:-1] > 0) & (codes[1:] > 0)
        np.add.at(counts, ((codes[:-1] - 1) * 8192 + codes[1:] - 1)[both], 1)
    for key, count in word_pairs(table).items():
        counts[key] += count
    grid = counts.reshape(8192, 8192)
    total, first, second = grid.sum(), grid.sum(1), grid.sum(0)
    keys = np.nonzero(counts >= LEAST)[0]
    expected = first[keys // 8192] * second[keys % 8192] / total
    ratio = np.log10(counts[keys] / expected)
    scores = np.clip(np.round((ratio - FLOOR) / STEP), 0, 255).astype(np.uint8)
    head = MAGIC + struct.pack("<2I", len(characters), len(keys)) + characters.encode("utf-16-le")
    return bytes(head + keys.astype("<u4").tobytes() + scores.tobytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    data = build(args.texts)
    args.out.write_bytes(data)
    print(f"{len(data):,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
