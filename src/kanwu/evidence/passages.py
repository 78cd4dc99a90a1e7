"""Passages of a page that are wholly in the other script: a quotation, an advertisement, a line of a sign."""

from collections.abc import Sequence
from functools import lru_cache

from kanwu.evidence.script import TRADITIONAL, spotted_only, suspect
from kanwu.model import Document, Span
from kanwu.patterns import late

LEAST = 8  # characters of the other script alone, and none of the page's: a passage in that script
STRAY = 0.01  # their share in the rest of the page above which it is the engine that strays, not the page
FEW = 3  # such characters that any page may have
_QUOTED = late(r"[「『“《][^「」『』“”《》]{8,400}[」』”》]")


@lru_cache(maxsize=4)
def foreign_passages(document: Document) -> dict[int, list[Span]]:
    """The stretches of each block (code points) that are wholly in the script that the page is not in.

    Empty where the page mixes both scripts all over, as an engine's output does, and under "keep".
    """
    if document.script == "keep":
        return {}
    found: dict[int, list[Span]] = {}
    strays = 0
    for number, block in document.prose():
        theirs = _count(block.text, document.script)
        spans = _spans(block.text, document.script) if theirs >= LEAST else []
        strays += theirs - sum(_count(block.text[s.start : s.end], document.script) for s in spans)
        if spans:
            found[number] = spans
    return {} if strays > FEW and strays > STRAY * _own(document) else found


def _own(document: Document) -> int:
    """How many characters of the page its own script alone has."""
    return sum(_count(block.text, _other(document.script)) for _, block in document.prose())


@lru_cache(maxsize=4)
def stray_share(document: Document) -> float:
    """Which share of a Traditional page's characters that differ in Simplified are Simplified, 0 to 1.

    Passages wholly in Simplified do not count.
    """
    foreign = foreign_passages(document)
    simplified, traditional = spotted_only()
    strays = 0
    for number, block in document.prose():
        if simplified.number(block.text):
            strays += simplified.number(without(block.text, foreign.get(number, [])))
    own = sum(traditional.number(block.text) for _, block in document.prose()) if strays else 0
    return strays / max(1, strays + own)


def without(text: str, spans: list[Span]) -> str:
    """The text with the characters of the spans left out."""
    return "".join(c for at, c in enumerate(text) if not covers(spans, at)) if spans else text


def covers(spans: Sequence[Span], place: int) -> bool:
    """Whether the place (code points) is in one of the stretches."""
    return any(start <= place < end for start, end in spans)


def _spans(text: str, script: str) -> list[Span]:
    quoted = [Span(*m.span()) for m in _QUOTED.finditer(text)]
    return [s for s in (Span(0, len(text)), *quoted) if _is_foreign(text[s.start : s.end], script)]


def _is_foreign(text: str, script: str) -> bool:
    return _count(text, script) >= LEAST and not _count(text, _other(script))


def _other(script: str) -> str:
    return "hans" if script in TRADITIONAL else "hant"


@lru_cache(maxsize=1024)
def _count(text: str, script: str) -> int:
    """How many of the text's characters the standard would change."""
    return suspect(script).number(text)
