"""Which script and place `auto` gives slices of text whose own is known.

    python tests/benchmarks/bench_auto.py CORPUS_FOLDER [--size 300] [--most 2000]
"""

import argparse
import lzma
import random
from collections import Counter
from pathlib import Path

from kanwu.evidence.script import majority

OWN = {
    "wiki-hant-tw.txt": "tw", "news-hans.txt": "hans", "legco.txt.xz": "hk", "transcript.txt.xz": "tw",
    "law.txt.xz": "tw",
}  # fmt: skip


def slices(text: str, size: int) -> list[str]:
    """Whole lines together, at least so many characters each."""
    found, page = [], ""
    for line in text.split("\n"):
        page += line.strip() + "\n\n"
        if len(page) >= size:
            found.append(page)
            page = ""
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=300)
    parser.add_argument("--most", type=int, default=2000)
    args = parser.parse_args()
    for name, own in OWN.items():
        data = (args.folder / name).read_bytes()
        text = (lzma.decompress(data) if name.endswith("xz") else data).decode("utf-8")
        every = slices(text, args.size)
        chosen = random.Random(1).sample(every, min(args.most, len(every)))
        counts = Counter(map(majority, chosen))
        wrong = sum(n for found, n in counts.items() if found not in (own, "hant" if own != "hans" else own))
        print(f"{name:20} {len(chosen)} slices {dict(counts)} wrong {wrong}")


if __name__ == "__main__":
    main()
