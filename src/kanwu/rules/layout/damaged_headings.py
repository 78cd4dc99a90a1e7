"""Headings that are torn text."""

from collections.abc import Iterator
from functools import lru_cache

from kanwu.evidence.echoes import echoed
from kanwu.evidence.headlines import body_start
from kanwu.evidence.lexicon import outside_words
from kanwu.evidence.pictures import announces
from kanwu.evidence.sentence import sentence_ends
from kanwu.evidence.signs import Sign, told, total
from kanwu.evidence.widths import ems
from kanwu.model import Document, Edit, Flag, Kind, Regroup, Sure, is_han
from kanwu.patterns import late

_DAMAGED = 2.5  # from this score on a heading is torn text
_LONGEST = 30.0  # ems
_SHREDS = 4  # runs between blanks
_SHRED = 6.0  # ems a run; the two halves of a real heading have more
_WORDS = 0.22  # share of characters inside words; 100 real headings of 16 articles had 0.33 and more
_TORN = 0.16  # the same where a sentence ends inside: running text has fewer words at a torn edge
_ANNOUNCES = -0.5  # of 20 such shreds none has words that the text below has
_LEAST = 8  # Chinese characters; below that the share says nothing
_CLAUSE = late(r"\p{Han}{5}[\uff0c,]\p{Han}{4}")
_BLANK = late(r"[\s。\uff0c]+")
_ECHO = 80  # similarity to a piece of the body, of 100


def damaged_headings(document: Document) -> Iterator[Edit]:
    """Marks a heading that is no heading but torn text: shreds of several lines, or signs that form no words.

    What the page does not tell cannot be repaired; the block is set aside as damaged and flagged, or stays as
    running text where it has a clause. A heading whose words stand elsewhere on the page is never marked, and a
    damaged title is still the title.
    """
    start = body_start(document)
    for number, block in document.of(Kind.HEADING):
        if number < start < len(document.blocks) or ems(block.text) > _LONGEST:
            continue  # the head; running text that was taken for a heading
        signs = list(_signs(block.text))
        if signs and announces(document, number):
            signs.append((_ANNOUNCES, "the text below has its words"))
        score = total(signs)
        if score >= _DAMAGED and not echoed(document, number, block.text, _ECHO):
            why = told(signs)
            clause = bool(_CLAUSE.search(block.text))  # a misread line of running text is still its text
            after = block.tagged(Kind.PARAGRAPH) if clause else block.tagged(Kind.DAMAGED, block.level)
            yield Regroup(number, number, (after,), why, Sure.LIKELY)
            yield Flag(number, 0, len(block.text), "a heading that is torn text")


@lru_cache(maxsize=256)
def _signs(text: str) -> tuple[Sign, ...]:
    return tuple(_signs_in(text))


def _signs_in(text: str) -> Iterator[Sign]:
    inside = [at for at in sentence_ends(text) if at < len(text.rstrip())]
    if "。" in text and inside:
        yield 1.0, "a sentence ends inside"
    if any(text.count(c) < text.count(d) for c, d in ("「」", "『』", "《》", "\uff08\uff09")):
        yield 1.0, "a bracket closes that never opened"
    shreds = _BLANK.split(text.strip("。 "))
    if len(shreds) >= _SHREDS and sum(map(ems, shreds)) <= _SHRED * len(shreds):
        yield 1.0, "shreds of lines"
    han = sum(map(is_han, text))
    if han >= _LEAST:
        words = 1 - sum(is_han(text[at]) for at in outside_words(text)) / han
        if words <= (_TORN if inside else _WORDS):
            yield 2.5, f"hardly a word in it ({words:.0%})"
