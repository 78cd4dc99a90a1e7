"""A comparison in figures and as JSON."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from rapidfuzz.distance import Levenshtein

from kanwu.changes.model import Comparison, Form
from kanwu.write.log import json_line

_MOST = 12_000_000_000  # characters times edits up to which the distance is made exact: about 1 s


def error_rate(comparison: Comparison, white_space: bool = False) -> float:
    """The character error rate (CER) of the text before, taken that the one after is right: the least number of
    characters to put in, take out or replace, over the characters of the text after.

    0.0 for two empty texts, 1.0 for an empty one after. Texts of a million characters with hardly anything in common
    get the number of edits that the comparison found, which is no less.
    """
    before, after = comparison.before, comparison.after
    bound = _edits(comparison, white_space)
    if not white_space:
        before, after = "".join(before.split()), "".join(after.split())
    if not after:
        return float(bool(before))
    if bound * max(len(before), len(after)) > _MOST:
        return bound / len(after)
    return Levenshtein.distance(before, after, score_hint=bound) / len(after)


def _edits(comparison: Comparison, white_space: bool) -> int:
    """The edits that the comparison found; at each place the longer of what goes and what comes."""
    total = gone = come = 0
    for atom in comparison.atoms:
        size = len(atom.text) if white_space else len("".join(atom.text.split()))
        if atom.sign == " " and atom.text:
            total, gone, come = total + max(gone, come), 0, 0
        elif atom.sign == "-":
            gone += size
        elif atom.sign == "+":
            come += size
    return total + max(gone, come)


def figures(comparison: Comparison) -> dict[str, Any]:
    """Counts by rule and form, characters that went and came, and the error rate, white space set aside."""
    before, after = comparison.before, comparison.after
    made = comparison.made
    return {
        "changes": len(made),
        "rules": dict(Counter(c.rule for c in made if c.causes).most_common()),
        "forms": {form.value: n for form, n in Counter(c.form for c in made).most_common()},
        "gone": sum(len(a.text) for a in comparison.atoms if a.sign == "-" and a.move < 0),
        "come": sum(len(a.text) for a in comparison.atoms if a.sign == "+" and a.move < 0),
        "moved": sum(len(c.before) for c in made if c.form == Form.MOVE),
        "characters": [len(before), len(after)],
        "cer": round(error_rate(comparison), 6),
    }


def told(comparison: Comparison) -> Iterator[str]:
    """The figures as lines for a person, with the error rate also with white space."""
    found = figures(comparison)
    old, new = found["characters"]
    count = found["changes"]
    yield f"{count} change{'s' * (count != 1)}; {old} characters before, {new} after\n"
    yield f"{found['gone']} characters went, {found['come']} came, {found['moved']} were moved\n"
    yield (
        f"CER {found['cer']:.4f} (white space set aside), {error_rate(comparison, True):.4f} with it; "
        "moved text counts as gone and come\n"
    )
    for title, counts in (("rule", found["rules"]), ("form", found["forms"])):
        wide = max(map(len, counts), default=0)
        for name, count in counts.items():
            yield f"  {title}  {name:{wide}} {count:6}\n"


def as_json(comparison: Comparison, names: tuple[str, str]) -> str:
    """The comparison as one JSON object.

    `pieces` are [sign, text, change]: the signs " " and "-" in order are the text before, " " and "+" the one
    after; `change` is a number in `changes`, -1 for what stays.
    """
    changes = [
        {
            "number": c.number, "form": c.form, "line": c.line, "source": list(c.source), "output": list(c.output),
            "before": c.before, "after": c.after,
            "causes": [{"rule": x.rule, "why": x.why, "sure": x.sure.name.lower()} for x in c.causes],
        }
        for c in comparison.changes
    ]  # fmt: skip
    pieces = [[a.sign, a.text, a.change if a.change >= 0 else a.move] for a in comparison.atoms if a.sign != "."]
    record = {
        "before": names[0], "after": names[1], "equal": comparison.before == comparison.after,
        **figures(comparison), "changes": changes, "pieces": pieces,
    }  # fmt: skip
    return json_line(record)
