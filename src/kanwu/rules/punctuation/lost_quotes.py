"""Halves of quotation marks that the engine lost."""

from collections.abc import Iterator

from kanwu.evidence.quotes import quote_style, read_quotes
from kanwu.model import Document, Edit, Flag, Replace
from kanwu.patterns import late

_TERM = late(r"[「『“‘]([^「」『』“”‘’《》。\uff0c\uff1b\uff01\uff1f]{2,14})[」』”’]")
_MARK = late(r"[「」『』“”‘’\"'\[\]{}|!\uff01J1·]")
_PARTNER = dict(zip("「『“‘」』”’", "」』”’「『“‘", strict=True))
_CLOSING = "」』”’"


def lost_quotes(document: Document) -> Iterator[Edit]:
    """Puts back the half of a pair of quotation marks that the engine lost, where the page shows its place.

    A mark without its partner stands at a term that is quoted whole elsewhere on the page: the other half
    goes to the term's other end. Every other mark without a partner is flagged, for where a quotation ends
    only the sense can say.
    """
    style = quote_style(document)
    if not style:
        return
    readings = ((number, block, read_quotes(block.text, style)) for number, block in document.prose())
    alone = [
        (number, block, place)
        for number, block, reading in readings
        for place in (reading.alone if reading else ())
        if block.text[place] in _PARTNER  # not a bracket that would be a quote if it had one
    ]
    quoted = {m[1] for _, b in document.prose() for m in _TERM.finditer(b.text)} if alone else ()
    terms = sorted(quoted, key=len, reverse=True)
    for number, block, place in alone:
        sign = block.text[place]
        at = _other_end(block.text, place, terms)
        if at < 0:
            yield Flag(number, place, place + 1, f"the {_PARTNER[sign]} of this {sign} is lost")
        else:
            term = block.text[min(at, place + 1) : max(at, place)]
            why = f"{term} is quoted whole elsewhere on the page"
            yield Replace(number, at, at, "", _PARTNER[sign], why)


def _other_end(text: str, place: int, terms: list[str]) -> int:
    """Where the lost half stood, or -1. The longest term decides; a sign that is there may be the half."""
    if text[place] in _CLOSING:
        at = next((place - len(t) for t in terms if text.endswith(t, 0, place)), -1)
        return -1 if at > 0 and _MARK.match(text, at - 1) else at
    at = next((place + 1 + len(t) for t in terms if text.startswith(t, place + 1)), -1)
    return -1 if at >= 0 and _MARK.match(text, at) else at
