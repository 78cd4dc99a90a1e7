"""Misread characters that words, n-grams and what engines confuse give away."""

from collections.abc import Iterator

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.certainty import certainty
from kanwu.evidence.misread import Reading, readings
from kanwu.evidence.names import in_name
from kanwu.evidence.passages import covers, foreign_passages
from kanwu.evidence.script import majority
from kanwu.model import Document, Edit, Flag, Kind, Replace, Sure, place

# Measured by tests/benchmarks/fit_misread.py: from here on 95 % of the corrections are right on pages that the fit did
# not see. On a page without another clear case, which may be correct text, more is asked.
_LIKELY, _LIKELY_ALONE = 0.87, 0.95
_ALONE = -0.65  # log10 of other clear cases in 1000 characters: none
_WORTH_A_LOOK = 0.5  # from here on a person is told
_RIVAL = 0.5  # log10 odds by which another doubtful character close by must be behind
_SINGLE = 2  # characters of a word whose confidence is that of each
_MOST = 30  # corrections in 1000 characters; a page that asks for more is beyond words


def misread_characters(document: Document) -> Iterator[Edit]:
    """Corrects a character that engines take for another, where the other one alone makes sense.

    What was read does not go with its neighbours; n-grams, words and what two OCR engines were seen to confuse all
    point to one candidate; how sure the engine itself is of the character counts, where the input says. They give a
    probability, more on a page that has more such places. From 0.87 on the character is changed (0.95 where the page
    has no other), from 0.5 on flagged with the proposal. Numerals and Cantonese characters never change, names only
    when the page has them otherwise elsewhere, and nothing beside another place that is as doubtful.
    """
    blocks = [(n, b) for n, b in document.prose() if b.kind != Kind.BYLINE and not is_byline(b.text)]
    script = document.script if document.script != "keep" else majority("\n".join(b.text for _, b in blocks))
    if script == "keep":
        return  # too little text to tell
    foreign = foreign_passages(document)
    own = [_asked(document, r) for r in readings(blocks, script) if not covers(foreign.get(r.block, []), r.place)]
    found = [(chance, reading) for reading in own if (chance := certainty(reading)) >= _WORTH_A_LOOK]
    left = _MOST * sum(len(block.text) for _, block in blocks) // 1000 + 1
    likely = sorted((-chance, n) for n, (chance, r) in enumerate(found) if chance >= _bar(r) and _stands(document, r))
    chosen = {n for _, n in likely[:left]}
    for number, (chance, reading) in enumerate(found):
        here = reading.block, reading.place, reading.place + 1
        why = f"{reading.printed} is {100 * chance:.0f} % probable: {_evidence(reading)}"
        if number in chosen:
            yield Replace(*here, reading.read, reading.printed, why, Sure.LIKELY)
        else:
            yield Flag(*here, why, reading.printed)


def _asked(document: Document, reading: Reading) -> Reading:
    """The reading with the engine's own confidence, where it gives one for single characters."""
    if document.geometry is None:
        return reading
    word = document.geometry.word_at(place(document.blocks[reading.block].origin[reading.place]))
    if word is None or word.confidence < 0 or word.end - word.start > _SINGLE:
        return reading
    return reading._replace(sure=word.confidence)


def _bar(reading: Reading) -> float:
    return _LIKELY if reading.damage > _ALONE else _LIKELY_ALONE


def _stands(document: Document, reading: Reading) -> bool:
    """Whether nothing forbids the correction: no rival beside it, and no name without evidence on the page."""
    if reading.rival > reading.gain + reading.glyph - _RIVAL:
        return False
    return reading.there > 0 or not in_name(
        document.blocks[reading.block].text, reading.place, reading.after.length
    )


def _evidence(reading: Reading) -> str:
    """The main signs in words."""
    signs = [f"{10**reading.gain:,.0f} times likelier between these characters"]
    if reading.after.length > 1:
        signs.append(f"a word of {reading.after.length}")
    if reading.seen:
        signs.append(f"engines were seen to read it as {reading.read}")
    if reading.sure >= 0:
        signs.append(f"the engine is {100 * reading.sure:.0f} % sure of it")
    if reading.there:
        signs.append("so elsewhere on the page")
    return "; ".join(signs)
