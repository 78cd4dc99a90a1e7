"""Build ``ngrams.bin``: how likely a Chinese character is after the two before it.

A model of characters of order three (Kneser and Ney's, interpolated), folded to Simplified, pruned to what tells
most: an n-gram stays where its probability times the logarithm of what it gains over the shorter one is highest
(Stolcke 1998). Stretches of anything but Chinese characters are one sign, 0. Counted in running text (one paragraph a
line, plain or .xz), with a weight for each file; in the words of wordfreq (data CC BY-SA 4.0), each weighed by its
frequency; and in what Open-Gram's model of words (CC BY-SA 3.0) expects, a hundred million words of the web.

    apt-get install sunpinyin-data sunpinyin-utils
    tslminfo -v -p /usr/lib/*/sunpinyin/data/lm_sc.t3g > open-gram.txt
    python tools/make_ngrams.py --text transcript.txt.xz=0.7 legco.txt.xz=1 law.txt.xz=0.2 \\
        --open-gram open-gram.txt=0.2 --words pydict_sc.bin --out src/kanwu/data/ngrams.bin

Needs numpy, wordfreq and kanwu itself, 6 GB of memory, some three minutes.

Layout, little-endian: the magic ``KWNG``; five uint32 (characters, pairs, triples, bytes of bonds either way); the
characters, the sign 0 first, by frequency, UTF-16; a byte each for their probability and for their weight of going
back; where the pairs of each first character begin, uint32, and the end as one more; the pairs' second characters,
uint16, ascending; a byte each for probability and going back; where the triples of each pair begin, uint32, and the
end; the third characters, uint16; a byte each for probability; where the bonds of each first character begin, uint32,
and the end; their second characters as bits, the lowest number's first, up to the last byte that has one; the same from
the second to the first. Bonds are the pairs that stand together twice as often as chance would have it. Probabilities
are -log10 by STEP; weights of going back log10 by STEP from LEAST_BACK.
"""

import argparse
import lzma
import struct
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kanwu.evidence.lexicon import fold
from kanwu.model import is_han

Ints = NDArray[np.int64]
Floats = NDArray[np.floating]
Grams = tuple[Ints, Floats]  # keys ascending, counts

BASE = 8192
CHARACTERS = 8000  # rarer ones are BASE - 1
DISCOUNTS = (0.8, 0.9, 0.95)
"""For one, two and three characters. Measured, as the sources' weights: perplexity of newspaper articles of our own."""
PAIRS, TRIPLES = 300_000, 600_000  # kept; pairs that begin a kept triple come on top
BOND = 0.3  # log10 of the ratio to chance from which two characters are bound
STEP, LEAST_BACK = 0.025, -3.2
WEB_WORDS, LIST_WORDS = 1e8, 3e7  # running words that Open-Gram and wordfreq stand for
LEAST = 0.5  # expected occurrences below which an n-gram of words is left out


class Numbers:
    """The characters' numbers, by frequency: 0 for all that is not Chinese, BASE - 1 for what is too rare."""

    def __init__(self, counts: Floats) -> None:
        order = np.argsort(-counts[:0x10000], kind="stable")[: CHARACTERS - 1]
        order = order[(counts[order] > 0) & (order != 0)]
        self.chars = "\0" + "".join(map(chr, order))
        self.table = np.full(0x10000, BASE - 1, np.int64)
        self.table[0] = 0
        self.table[order] = np.arange(1, len(order) + 1)


def codes(text: str) -> Ints:
    """Code points of the folded text; each stretch of what is not Chinese is one 0."""
    known = np.zeros(0x10000, np.int64)
    for code in (*range(0x3400, 0xA000), 0x3007):
        if is_han(chr(code)):
            known[code] = ord(fold(fold(chr(code))))
    found = known[np.frombuffer(text.encode("utf-16-le", "replace"), "<u2")]
    keep = np.append(True, (found[1:] != 0) | (found[:-1] != 0))
    return np.asarray(found[keep], np.int64)


def counted(text: Ints, size: int, weight: float) -> Grams:
    keys = np.zeros(len(text) - size + 1, np.int64)
    for place in range(size):
        keys = keys * BASE + text[place : len(text) - size + 1 + place]
    found, counts = np.unique(keys, return_counts=True)
    return found, counts * weight


def summed(keys: Ints, counts: Floats) -> Grams:
    """Each key once, its counts added."""
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return keys[first], np.add.reduceat(counts, first)


def added(parts: Sequence[Grams]) -> Grams:
    return summed(np.concatenate([keys for keys, _ in parts]), np.concatenate([counts for _, counts in parts]))


Bag = dict[tuple[int, ...], float]


class WebWords:
    """What a model of words expects of the characters in WEB_WORDS words."""

    def __init__(self, listing: Path, words: Path) -> None:
        data = words.read_bytes()
        pool = data[struct.unpack_from("<3I", data)[2] :].decode("utf-32-le").split("\0")
        self.words = [tuple(map(ord, fold(fold(w)))) if w and all(map(is_han, w)) else (0,) for w in pool]
        self.single: dict[int, float] = {}
        self.double: dict[tuple[int, int], float] = {}
        self.triple: dict[tuple[int, int, int], float] = {}
        for ids, chance in self._rows(listing):
            if len(ids) == 1:
                self.single[ids[0]] = WEB_WORDS * chance
            elif len(ids) == 2:
                self.double[ids[0], ids[1]] = self.single[ids[0]] * chance
            else:
                self.triple[ids[0], ids[1], ids[2]] = self.double.get((ids[0], ids[1]), 0.0) * chance

    @staticmethod
    def _rows(listing: Path) -> Iterator[tuple[list[int], float]]:
        """Numbers of the words and their probability, as tslminfo prints them."""
        size = 0
        with listing.open("rb") as lines:
            for line in lines:
                line = line.strip(b"\0\n")
                if line.startswith(b"\\"):
                    size = int(line[1:2])
                elif size:
                    cells = line.split()
                    yield [*map(int, cells[:size])], float(cells[size])

    def expected(self, size: int) -> Bag:
        """Code points of n-grams, each inside a word or across two or three, with what is expected of them."""
        bag: Bag = defaultdict(float)
        for one, count in self.single.items():
            word = self._word(one)
            for start in range(len(word) - size + 1):
                bag[word[start : start + size]] += count
        for pair, count in self.double.items():
            self._across(bag, self._word(pair[0]), (), self._word(pair[1]), size, count)
        for three, count in self.triple.items():
            middle = self._word(three[1])
            if count and len(middle) <= size - 2:
                self._across(bag, self._word(three[0]), middle, self._word(three[2]), size, count)
        return {gram: n for gram, n in bag.items() if n >= LEAST and (0, 0) not in pairwise(gram)}

    def _word(self, number: int) -> tuple[int, ...]:
        return self.words[number] if number < len(self.words) else (0,)

    @staticmethod
    def _across(
        bag: Bag, left: tuple[int, ...], middle: tuple[int, ...], right: tuple[int, ...], size: int, count: float
    ) -> None:
        rest = size - len(middle)
        for one in range(max(1, rest - len(right)), min(rest, len(left) + 1)):
            bag[left[-one:] + middle + right[: rest - one]] += count


def listed() -> dict[str, float]:
    """wordfreq's words of Chinese characters alone, folded, and how often they stand in LIST_WORDS words."""
    from wordfreq import get_frequency_dict

    words = get_frequency_dict("zh", "large").items()
    return {fold(fold(word)): LIST_WORDS * share for word, share in words if all(map(is_han, word))}


def inside(words: dict[str, float], size: int) -> Bag:
    bag: Bag = defaultdict(float)
    for word, count in words.items():
        for start in range(len(word) - size + 1):
            bag[tuple(map(ord, word[start : start + size]))] += count
    return bag


def numbered(bag: Bag, size: int, numbers: Numbers, weight: float = 1.0) -> Grams:
    points = np.array(list(bag), np.int64).reshape(-1, size)
    keys = np.zeros(len(points), np.int64)
    for place in range(size):
        keys = keys * BASE + numbers.table[np.minimum(points[:, place], 0xFFFF)]  # beyond: rare
    return summed(keys, np.array(list(bag.values())) * weight)


class Smoothed:
    """Probabilities after Kneser and Ney: shorter n-grams count before how many characters they stand."""

    def __init__(self, pairs: Grams, triples: Grams) -> None:
        self.pairs = pairs
        two = self._contexts(triples, BASE**2)
        self.grams = [self._contexts(pairs, BASE), two, triples]
        self.sums = [self._sums(*grams, discount) for grams, discount in zip(self.grams, DISCOUNTS, strict=True)]

    @staticmethod
    def _contexts(grams: Grams, modulus: int) -> Grams:
        return summed(grams[0] % modulus, np.minimum(grams[1], 1.0))

    @staticmethod
    def _sums(keys: Ints, counts: Floats, discount: float) -> tuple[Ints, Floats, Floats]:
        """For each beginning what follows in all, and what the discount takes of it."""
        starts, totals = summed(keys // BASE, counts)
        return starts, totals, summed(keys // BASE, np.minimum(counts, discount))[1]

    def chance(self, keys: Ints, size: int) -> Floats:
        """The probability of each n-gram's last character after the ones before it."""
        if size == 0:
            return np.full(len(keys), 1 / CHARACTERS)
        shorter = self.chance(keys % BASE ** (size - 1), size - 1)
        count = looked_up(*self.grams[size - 1], keys)
        starts, totals, taken = self.sums[size - 1]
        total, lost = looked_up(starts, totals, keys // BASE), looked_up(starts, taken, keys // BASE)
        full = (np.maximum(count - DISCOUNTS[size - 1], 0) + lost * shorter) / np.maximum(total, 1e-9)
        return np.where(total > 0, full, shorter)


def looked_up(keys: Ints, values: Floats, wanted: Ints) -> Floats:
    """The keys' values, 0 for those that are missing."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], 0.0)


def common(keys: Ints, counts: Floats) -> Grams:
    """Those without a rare character."""
    kept = (keys % BASE != BASE - 1) & (keys // BASE % BASE != BASE - 1) & (keys // BASE**2 != BASE - 1)
    return keys[kept], counts[kept]


def best(keys: Ints, worth: Floats, count: int) -> Ints:
    return np.sort(keys[np.argsort(-worth, kind="stable")[:count]])


def byte(values: Floats, least: float) -> NDArray[np.uint8]:
    return np.clip(np.round((values - least) / STEP), 0, 255).astype(np.uint8)


class Pruned(NamedTuple):
    pairs: Ints
    triples: Ints
    single_chance: Floats  # all log10, as they will be read
    pair_chance: Floats
    triple_chance: Floats
    single_back: Floats
    pair_back: Floats


def pruned(model: Smoothed, characters: int) -> Pruned:
    """The n-grams worth keeping, and what going back to the shorter one costs."""
    keys, counts = common(*model.grams[2])
    asked = keys // BASE % BASE != 0  # never across other signs
    keys, counts = keys[asked], counts[asked]
    gained = counts / counts.sum() * np.log(model.chance(keys, 3) / model.chance(keys % BASE**2, 2))
    triples = best(keys, gained, TRIPLES)
    keys, counts = common(*model.pairs)
    gained = counts / counts.sum() * np.log(model.chance(keys, 2) / model.chance(keys % BASE, 1))
    pairs = np.union1d(best(keys, gained, PAIRS), triples // BASE)
    single = -read_back(-np.log10(model.chance(np.arange(characters), 1)), 0)
    pair = -read_back(-np.log10(model.chance(pairs, 2)), 0)
    triple = -read_back(-np.log10(model.chance(triples, 3)), 0)
    shorter = np.append(single, -6.4)[np.minimum(pairs % BASE, characters)]
    single_back = read_back(going_back(pairs // BASE, pair, shorter, np.arange(characters)), LEAST_BACK)
    last = triples % BASE**2
    known = looked_up(pairs, pair, last)
    below = np.append(single_back, 0.0)[np.minimum(last // BASE, characters)]
    alone = np.append(single, -6.4)[np.minimum(last % BASE, characters)]
    shorter = np.where(known != 0, known, below + alone)
    pair_back = read_back(going_back(triples // BASE, triple, shorter, pairs), LEAST_BACK)
    return Pruned(pairs, triples, single, pair, triple, single_back, pair_back)


def read_back(values: Floats, least: float) -> Floats:
    return byte(values, least) * STEP + least


def going_back(starts: Ints, kept: Floats, shorter: Floats, beginnings: Ints) -> Floats:
    """log10 of the weight that makes each beginning's probabilities add up to one again."""
    at = np.searchsorted(beginnings, starts)
    left = 1 - np.bincount(at, 10**kept, len(beginnings))
    there = 1 - np.bincount(at, 10**shorter, len(beginnings))
    return np.log10(np.maximum(left, 1e-3) / np.maximum(there, 1e-3))


def packed(numbers: Numbers, table: Pruned) -> bytes:
    size = len(numbers.chars)
    chance = np.append(table.single_chance, 0)[np.minimum(table.pairs % BASE, size)]
    bonds = table.pairs[table.pair_chance - chance > BOND]
    bonds = bonds[(bonds // BASE != 0) & (bonds % BASE != 0) & (bonds % BASE < size)]
    behind, before = as_bits(bonds, size), as_bits(bonds % BASE * BASE + bonds // BASE, size)
    rows = np.arange(size + 1) * BASE
    sizes = (sum(map(len, bits)) for bits in (behind, before))
    head = struct.pack("<5I", size, len(table.pairs), len(table.triples), *sizes)
    parts = [
        byte(-table.single_chance, 0), byte(table.single_back, LEAST_BACK),
        np.searchsorted(table.pairs, rows).astype("<u4"), (table.pairs % BASE).astype("<u2"),
        byte(-table.pair_chance, 0), byte(table.pair_back, LEAST_BACK),
        np.searchsorted(table.triples, np.append(table.pairs, BASE**3) * BASE).astype("<u4"),
        (table.triples % BASE).astype("<u2"), byte(-table.triple_chance, 0),
        starts_of(behind), *behind, starts_of(before), *before,
    ]  # fmt: skip
    return b"KWNG" + head + numbers.chars.encode("utf-16-le") + b"".join(part.tobytes() for part in parts)


def as_bits(bonds: Ints, size: int) -> list[NDArray[np.uint8]]:
    """For each of so many first characters the second ones of its bonds, as bits in no more bytes than they need."""
    rows = []
    for first in range(size):
        found = np.zeros(BASE, bool)
        found[bonds[bonds // BASE == first] % BASE] = True
        rows.append(np.packbits(found[: found.nonzero()[0].max(initial=-1) + 1], bitorder="little"))
    return rows


def starts_of(rows: list[NDArray[np.uint8]]) -> NDArray[np.uint32]:
    return np.cumsum([0, *map(len, rows)]).astype("<u4")


def weighed(cell: str) -> tuple[Path, float]:
    name, _, weight = cell.rpartition("=")
    return Path(name), float(weight)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", nargs="+", type=weighed, required=True, metavar="FILE=WEIGHT")
    parser.add_argument("--open-gram", type=weighed, required=True, metavar="FILE=WEIGHT")
    parser.add_argument("--words", type=Path, required=True, help="Open-Gram's words: pydict_sc.bin")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    texts = []
    for path, weight in args.text:
        data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        texts.append((codes(data.decode("utf-8")), weight))
    words, web = listed(), WebWords(args.open_gram[0], args.words)
    counts = sum((np.bincount(text, minlength=0x30000) * weight for text, weight in texts), np.zeros(0x30000))
    for bag, weight in ((web.expected(1), args.open_gram[1]), (inside(words, 1), 1.0)):
        for (code,), count in bag.items():
            counts[code] += weight * count * (code < 0xFFFF)
    numbers = Numbers(counts)
    grams = [
        added([
            *(counted(numbers.table[text], size, weight) for text, weight in texts),
            numbered(web.expected(size), size, numbers, args.open_gram[1]),
            numbered(inside(words, size), size, numbers),
        ])
        for size in (2, 3)
    ]  # fmt: skip
    table = pruned(Smoothed(*grams), len(numbers.chars))
    args.out.write_bytes(packed(numbers, table))
    print(len(numbers.chars), len(table.pairs), len(table.triples), args.out.stat().st_size)


if __name__ == "__main__":
    main()
