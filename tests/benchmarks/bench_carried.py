"""How well decisions made on one reading of a page are carried to another: the bench's pages, read by two pipelines.

    PYTHONPATH=tests python -m benchmarks.bench_carried

Every third change of characters is rejected on the one reading and the decisions given to the other. Right is a place
between the same neighbours; a decision is placeable when its change stands in the other reading once, exactly so.
"""

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from house import SHARED
from kanwu import clean
from kanwu.changes.atoms import compared
from kanwu.changes.context import context
from kanwu.changes.decisions import read_decisions
from kanwu.changes.matching import matched
from kanwu.changes.model import Comparison, Form

PAIRS = (("tess-space", "tess-lines"), ("tess-space", "tess-overlap"), ("rapid-space", "rapid-overlap"),
         ("tess-space", "rapid-space"))  # fmt: skip
SIDE = 3  # neighbours, letters alone, that have to be the same on either side


def page(file: Path) -> Comparison:
    return compared(clean(file.read_text(encoding="utf-8")))


def near(comparison: Comparison, number: int) -> tuple[str, str]:
    left, right = context(comparison.changes[number].source, comparison.before)
    return letters(left)[-SIDE:], letters(right)[:SIDE]


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def decisions(comparison: Comparison) -> tuple[dict[str, Any], ...]:
    chosen = [c for c in comparison.changes if c.form == Form.REPLACE][::3]
    found = []
    for c in chosen:
        left, right = context(c.source, comparison.before)
        found.append({
            "verdict": "reject", "scope": "one", "form": c.form, "rule": c.rule, "before": c.before, "after": c.after,
            "left": left, "right": right, "source": list(c.source), "line": c.line,
        })  # fmt: skip
    return tuple(found)


def main() -> None:
    for one, other in PAIRS:
        count: Counter[str] = Counter()
        for folder in sorted((SHARED / "bench" / "cases").glob(f"*-newsprint-{one}")):
            twin = Path(str(folder).removesuffix(one) + other)
            if not twin.is_dir():
                continue
            first, second = page(folder / "input.md"), page(twin / "input.md")
            records = decisions(first)
            digest = hashlib.sha256(first.before.encode()).hexdigest()
            content = {"decisions_format": 1, "source_sha256": digest, "decisions": records}
            given = read_decisions(json.dumps(content).encode(), Path("decisions.json")).decisions
            there = Counter((c.before, c.after, near(second, c.number)) for c in second.changes)
            found = matched(given, second, "another")
            placed = {id(d): n for n, d in found.verdicts.items()}
            for d in given:
                beside = letters(d.left)[-SIDE:], letters(d.right)[:SIDE]
                count["decisions"] += 1
                count["placeable"] += there[(d.before, d.after, beside)] == 1
                if id(d) not in placed:
                    continue
                count["carried"] += 1
                got = near(second, placed[id(d)])
                alike = sum(a == b for a, b in zip(beside[0][::-1] + beside[1], got[0][::-1] + got[1], strict=False))
                count["alike"] += beside == got
                count["doubtful"] += alike < SIDE
        print(f"{one} -> {other}: {dict(count)}")


if __name__ == "__main__":
    main()
