"""Stray characters of the other script, and variants that the page's standard does not print."""

from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from kanwu.evidence.script import suspects, variant
from kanwu.model import Document, Edit, Replace

_LEAST = 8  # characters of the other script that make a passage one in that script, when it has none of the page's
_STRAY = 0.01  # share of such characters in the rest of a page, above which it is the engine that strays
_QUOTED = regex.compile(r"[「『“《][^「」『』“”《》]{8,400}[」』”》]")
_TRADITIONAL = ("hk", "tw", "hant")


def script_variants(document: Document) -> Iterator[Edit]:
    """Brings every character to the one standard that the page follows: 爲 to 為, 内 to 內, a stray Simplified one to its
    Traditional form, and the reverse.

    Only characters with a single answer in the page's standard (hk, tw, hans) are touched. A passage wholly in
    the other script, such as a quotation or an advertisement, stays, unless the engine strays all over the page.
    """
    if document.script == "keep":
        return
    pattern = _any_of(document.script)
    foreign = _passages(document)
    for number, block in document.prose():
        kept = foreign.get(number, ())
        for found in pattern.finditer(block.text):
            place, after = found.start(), variant(found.group(), document.script)
            if after and not any(start <= place < end for start, end in kept):
                yield Replace(number, place, place + 1, found.group(), after, _WHY[document.script])


_WHY = {
    "hk": "as Hong Kong print has it", "tw": "as Taiwan print has it", "hant": "as Traditional print has it",
    "hans": "as Simplified print has it",
}  # fmt: skip


@cache
def _any_of(script: str) -> "regex.Pattern[str]":
    return regex.compile(f"[{regex.escape(suspects(script))}]" if suspects(script) else "(?!)")


@lru_cache(maxsize=2)
def _passages(document: Document) -> dict[int, list[tuple[int, int]]]:
    """The stretches of blocks that are wholly in the other script; none where the whole page is mixed."""
    found: dict[int, list[tuple[int, int]]] = {}
    strays = own = 0
    for number, block in document.prose():
        theirs, ours = _counts(block.text, document.script)
        if theirs >= _LEAST and not ours:
            found[number] = [(0, len(block.text))]
            continue
        quoted = [m.span() for m in _QUOTED.finditer(block.text) if theirs >= _LEAST]
        found[number] = [s for s in quoted if _is_foreign(block.text[slice(*s)], document.script)]
        strays += theirs - sum(_counts(block.text[slice(*s)], document.script)[0] for s in found[number])
        own += ours
    return {} if strays > _STRAY * own else {number: spans for number, spans in found.items() if spans}


def _is_foreign(text: str, script: str) -> bool:
    theirs, ours = _counts(text, script)
    return theirs >= _LEAST and not ours


def _counts(text: str, script: str) -> tuple[int, int]:
    """How many characters the page's standard would change, and how many the other script would."""
    other = "hans" if script in _TRADITIONAL else "hant"
    return len(_any_of(script).findall(text)), len(_any_of(other).findall(text))
