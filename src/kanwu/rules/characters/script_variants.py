"""Stray characters of the other script, and variants that the page's standard does not print."""

from collections.abc import Iterator

from kanwu.evidence.passages import covers, foreign_passages
from kanwu.evidence.script import suspect, variant
from kanwu.model import Document, Edit, Replace

_WHY = {
    "hk": "as Hong Kong print has it", "tw": "as Taiwan print has it", "hant": "as Traditional print has it",
    "hans": "as Simplified print has it",
}  # fmt: skip


def script_variants(document: Document) -> Iterator[Edit]:
    """Brings every character to the one standard that the page follows: 爲 to 為, 内 to 內, a stray
    Simplified one to its Traditional form, and the reverse.

    Only characters with a single answer in the page's standard (hk, tw, hans) are touched. A passage wholly
    in the other script, such as a quotation or an advertisement, stays, unless the engine strays all over
    the page.
    """
    if document.script == "keep":
        return
    foreign = foreign_passages(document)
    for number, block in document.prose():
        kept = foreign.get(number, [])
        for place in suspect(document.script).places(block.text):
            char = block.text[place]
            after = variant(char, document.script)
            if after and not covers(kept, place):
                yield Replace(number, place, place + 1, char, after, _WHY[document.script])
