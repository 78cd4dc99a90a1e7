"""How much an engine's own confidence tells of a character: what `kanwu.evidence.certainty` weighs.

    python tests/benchmarks/fit_confidence.py [--bench DIR] [--match newsprint]

Aligns each case's input.hocr with its gold.md and prints, for bins of confidence, the log odds (natural) that a Chinese
character in a word of one or two is wrong, less those of all such characters.
"""

import argparse
import math
import re
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from kanwu.model import is_han
from kanwu.read.hocr import read_hocr

BENCH = Path(__file__).parents[3] / "shared" / "bench"
BINS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 1.01)
LONGEST = 2  # characters of a word whose confidence is a character's


def counted(case: Path, counts: Counter[tuple[int, bool]]) -> None:
    """Adds a case's characters by bin and whether they are right, without lines that the gold has not."""
    document = read_hocr((case / "input.hocr").read_text("utf-8")).document
    gold = re.sub(r"[\s#>*]", "", (case / "gold.md").read_text("utf-8"))
    if document.geometry is None:
        return
    for line in document.geometry.lines:
        text = document.source[line.start : line.end]
        places = [n for n, char in enumerate(text) if not char.isspace()]
        bare = "".join(text[n] for n in places)
        if len(bare) < 8:
            continue
        fit = Levenshtein.opcodes(bare, best(bare, gold))
        right = {n for o in fit if o.tag == "equal" for n in range(o.src_start, o.src_end)}
        if len(right) < 0.7 * len(bare):
            continue
        for number, place in enumerate(places):
            word = document.geometry.word_at(line.start + place)
            if word and word.confidence >= 0 and word.end - word.start <= LONGEST and is_han(bare[number]):
                at = max(n for n, low in enumerate(BINS) if low <= word.confidence)
                counts[at, number in right] += 1


def best(line: str, gold: str) -> str:
    """The stretch of the gold that a line is likest."""
    from rapidfuzz import fuzz

    found = fuzz.partial_ratio_alignment(line, gold)
    return gold[found.dest_start : found.dest_end] if found else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH)
    parser.add_argument("--match", default="newsprint-tess-space|bad-tess-space")
    args = parser.parse_args()
    counts: Counter[tuple[int, bool]] = Counter()
    for case in sorted((args.bench / "cases").iterdir()):
        if re.search(args.match, case.name):
            counted(case, counts)
    wrong, right = (sum(n for (_, ok), n in counts.items() if ok == is_right) for is_right in (False, True))
    print(f"{wrong} wrong, {right} right")
    for at, low in enumerate(BINS[:-1]):
        bad, good = counts[at, False] + 0.5, counts[at, True] + 0.5
        print(f"{low:.2f}  {bad:8.0f} {good:8.0f}  {math.log(bad / good) - math.log(wrong / right):+.2f}")


if __name__ == "__main__":
    main()
