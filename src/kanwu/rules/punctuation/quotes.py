"""Quotation marks paired over the whole paragraph."""

from collections.abc import Iterator

from kanwu.evidence.quotes import UNMISTAKABLE, Reading, quote_style, read_quotes
from kanwu.model import Document, Edit, Kind, Replace

_WHY = {
    "level": "the other level of quotation marks, by its partner",
    "side": "turned the wrong way, by balance",
    "script": "the quotation marks of this page",
    "straight": "the quotation marks of this page",
}


def quotes(document: Document) -> Iterator[Edit]:
    """Mends quotation marks by balance: wrong level, wrong side, another script's, or misread as a bracket,
    letter or bar.

    The marks of a paragraph are paired as a whole. A sign is mended where this gives the only reading in
    which every mark has its partner. Which marks a page uses, its majority says.
    """
    style = quote_style(document)
    if not style:
        return
    blocks = [(n, b.text) for n, b in document.prose() if b.kind != Kind.HEADING]
    readings = [read_quotes(text, style) for _, text in blocks]
    habit = any(m.name in UNMISTAKABLE for r in readings if r for m in r.mends)
    for (number, text), reading in zip(blocks, readings, strict=True):
        yield from _edits(number, text, read_quotes(text, style, habit) if habit else reading)


def _edits(number: int, text: str, reading: Reading | None) -> Iterator[Edit]:
    if reading is None:
        return
    for start, end, after, name in reading.mends:
        if reading.alone and name not in (*UNMISTAKABLE, "script", "straight"):
            continue  # with a mark missing somewhere, balance says too little
        why = _WHY.get(name, "a misread quotation mark, by balance and place")
        yield Replace(number, start, end, text[start:end], after, why)
