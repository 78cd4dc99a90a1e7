"""Decisions on a page, from files that a review saved, that were damaged, or that are of another page."""

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import strategies
from changes.test_decide import check, record
from fuzz.garble import variants
from fuzz.target import Target, check_told
from fuzz.texts import stock
from kanwu import KanwuError, clean
from kanwu.changes.atoms import compared
from kanwu.changes.decide import decide
from kanwu.changes.decisions import read_decisions
from kanwu.write.log import digest

APART = b"\n===\n"  # between the page and the decisions
PAGE = b"$PAGE"  # in decisions: the digest of the page
LONGEST = 3000  # characters of a page


def check_decisions(data: bytes) -> None:
    """Decisions are carried out with all that a page is promised, or refused with one fault."""
    page, _, saved = data.partition(APART)
    source = page.decode("utf-8", "replace")[:LONGEST]
    try:
        decisions = read_decisions(saved.replace(PAGE, digest(source).encode()), Path("decisions.json"))
    except KanwuError as error:
        check_told(error)
        return
    result = clean(source)
    decided, report = decide(result, decisions.decisions)
    check(decided)
    assert report.applied + report.idle + len(report.lost) <= len(decisions.decisions)
    again, _ = decide(result, decisions.decisions)
    assert (again.text, again.edits) == (decided.text, decided.edits), "not the same twice"


def saved(source: str, chance: random.Random, page: str = PAGE.decode()) -> bytes:
    """A page with decisions on some of its changes, as a review saves them."""
    records: list[dict[str, Any]] = []
    for change in compared(clean(source)).changes:
        if chance.random() < 0.5:
            verdict, scope = chance.choice(("accept", "reject", "edit")), chance.choice(("one", "one", "same", "rule"))
            text = chance.choice(("", "\u65b0", "\u7532\n\u4e59", " ", change.before, change.after, "*#>"))
            records.append(record(change, source, verdict, "one" if verdict == "edit" else scope, text))
    content = {"kanwu": "0", "decisions_format": 1, "source_sha256": page, "decisions": records}
    return source.encode("utf-8", "replace") + APART + json.dumps(content, ensure_ascii=True).encode()


@cache
def _seeds() -> tuple[bytes, ...]:
    pages = [text.encode("utf-8", "replace").decode()[:500] for text in stock()[::6] if text.strip()]
    return tuple(saved(text, random.Random(number)) for number, text in enumerate(pages))


def decision_seeds() -> Iterator[bytes]:
    yield from _seeds()


def _elsewhere(one: bytes, other: bytes) -> bytes:
    """The decisions of one page on another one."""
    return other.partition(APART)[0] + APART + one.partition(APART)[2].replace(PAGE, b"0")


texts = st.one_of(strategies.pages(), strategies.mixtures()).map(lambda t: t.encode("utf-8", "replace").decode())
made = st.builds(saved, texts, st.randoms(use_true_random=False))
variant = st.deferred(lambda: variants(_seeds()))
drawn = st.one_of(made, variant, variant, st.builds(_elsewhere, made, made))

TARGETS = (Target("decisions", check_decisions, drawn, decision_seeds, 8.0),)
