"""Build ``channel.bin``: for each character that may be read, those that may have been printed, and how probably.

    python tools/make_channel.py READS.tsv [READS.tsv ...] --out src/kanwu/data/channel.bin

Counts what read_rendered.py wrote: engine, script, level, true text, read text. Both are brought to one script and
aligned; a Chinese character that stands for one other is counted, in stretches of at most three such. Characters that
differ in script or variant alone are the same. The engines' counts are added. To what was counted come PRIOR more
readings of each printed character, of them MISREAD wrong, shared out by likeness (``lookalikes.bin``).

Layout, little-endian: the magic ``KWCH``; two uint32 (characters that may be read, pairs); those characters, ascending,
UTF-16; a byte each for the odds that one is wrong, log10 by STEP from LEAST_DOUBT; where each one's pairs begin,
uint32, and the end; the printed characters, UTF-16, the most probable first; their numbers in ``ngrams.bin``, uint16;
a byte each for the probability of being read so, -log10 by STEP; a byte each for how often that was seen, at most 255.
Characters that the n-grams lack are left out.
"""

import argparse
import math
import struct
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from kanwu.evidence.glyphs import likeness
from kanwu.evidence.lexicon import fold
from kanwu.evidence.ngrams import RARE, numbers
from kanwu.evidence.script import variant
from kanwu.model import is_han

LONGEST = 3
PRIOR, MISREAD = 30, 0.04
"""Readings that the likeness stands for, and the share of them that is wrong, as on newsprint. Measured."""
DECADES = 3.3  # what a similarity of 0 is worth less than one of 1, as make_lookalikes.py has it
LEAST = -4.2
"""log10 of the probability below which a printed character is left out. Measured: the truth of 95 in 100 misread
characters that can be corrected is above."""
STEP, LEAST_DOUBT = 0.025, -3.2


def in_script(text: str, script: str) -> str:
    return "".join(variant(char, script) or char for char in text)


def aligned(true: str, read: str) -> Iterator[tuple[str, str]]:
    """Pairs of the printed and the read character, equal ones among them; Chinese ones alone."""
    for step in Levenshtein.opcodes(fold(true), fold(read)):
        size = step.src_end - step.src_start
        if step.tag == "equal" or (step.tag == "replace" and size <= LONGEST):
            for at in range(size):
                pair = true[step.src_start + at], read[step.dest_start + at]
                if all(is_han(char) and char < "\U00010000" for char in pair):
                    yield pair


class Counts:
    def __init__(self) -> None:
        self.printed, self.read, self.wrong = Counter[str](), Counter[str](), Counter[str]()
        self.pairs: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, true: str, read: str) -> None:
        for printed, seen in aligned(true, read):
            self.printed[printed] += 1
            self.read[seen] += 1
            if fold(printed) != fold(seen):
                self.wrong[seen] += 1
                self.pairs[seen][printed] += 1

    def doubt(self, char: str) -> float:
        """log10 of the odds that a character which was read is wrong."""
        return math.log10((self.wrong[char] + 0.1) / (self.read[char] - self.wrong[char] + 2))

    def printed_for(self, char: str) -> list[tuple[float, str, int]]:
        """log10 of the probability, the printed character, how often that was seen; the most probable first."""
        seen, alike = self.pairs[char], likeness(char)
        found = []
        for form in {*alike, *seen}:
            likely = PRIOR * MISREAD * 10 ** (DECADES * (alike.get(form, 0.0) - 1))
            chance = math.log10((seen[form] + likely) / (self.printed[form] + PRIOR))
            if chance >= LEAST and fold(form) != fold(char) and numbers(form)[0] not in (0, RARE):
                found.append((chance, form, min(255, seen[form])))
        return sorted(found, key=lambda row: (-row[0], row[1]))


def byte(value: float, least: float) -> int:
    return min(255, max(0, round((value - least) / STEP)))


def packed(counts: Counts) -> bytes:
    chars = sorted({*counts.read, *counts.printed})
    rows = [counts.printed_for(char) for char in chars]
    starts = [0, *accumulate(map(len, rows))]
    pairs = [pair for row in rows for pair in row]
    return b"".join((
        b"KWCH", struct.pack("<2I", len(chars), len(pairs)), "".join(chars).encode("utf-16-le"),
        bytes(byte(counts.doubt(char), LEAST_DOUBT) for char in chars), struct.pack(f"<{len(starts)}I", *starts),
        "".join(form for _, form, _ in pairs).encode("utf-16-le"),
        struct.pack(f"<{len(pairs)}H", *numbers("".join(form for _, form, _ in pairs))),
        bytes(byte(-chance, 0) for chance, _, _ in pairs), bytes(times for _, _, times in pairs),
    ))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reads", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    counts = Counts()
    for path in args.reads:
        for line in path.read_text("utf-8").splitlines():
            _, script, _, true, read = line.split("\t")
            counts.add(in_script(true, script), in_script(read, script))
    args.out.write_bytes(packed(counts))
    print(f"{counts.printed.total()} characters, {counts.wrong.total()} wrong, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
