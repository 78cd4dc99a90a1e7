"""Signs in headings that are none of theirs."""

from collections.abc import Iterator

from kanwu.evidence.columns import set_width
from kanwu.evidence.quotes import quote_style
from kanwu.model import Document, Edit, Kind, Replace, Sure, is_han
from kanwu.patterns import late

_PHRASE = 4.0  # ems; the least that a phrase of a heading has
_HAN = 4  # Chinese characters that a heading has beside its debris
# A comma alone may belong to a line that was torn in two there.
_START = late(r"^(?!,\s?[^\s,.、:;!_~|*^\\'`])[\s,.、:;!_~|*^\\'`]+(?=\S)")
_END = late(r"(?<=\S)[\s_~|*^\\'`]+$|\s+(?!ml|kg|km|cm|mm|am|pm)[a-z]{1,2}$")
# A wide blank between two phrases, as engines read it: a stop, a bar, half of a pair of quotes or brackets.
_GAP = late(r"(?<=[\p{Han}」』])\s*[。_|\]\[”“\"]{1,3}\s*(?=[\p{Han}「『])")
_BREAK = late(r"[\s\uff0c,\uff1a:]")
_SINGLE = "。_|"
_STROKES = frozenset("|[]\\!")
_QUOTES = (("「", "」"), ("『", "』"), ("《", "》"))
_CURLY = "“”\""
_PAIRS = (("“", "”"), ("[", "]"))


def heading_debris(document: Document) -> Iterator[Edit]:
    """Takes signs out of headings that no Chinese heading has there: stops and bars before its first character, bars,
    strokes or one or two small Latin letters behind its last; and makes a blank of what engines read where print has a
    wide one between two phrases: a full stop, or a quotation mark or bracket without its other half.

    Headings are set large, and their decoration is read as signs. Inside a phrase nothing is touched.
    """
    for number, block in document.of(Kind.HEADING):
        text = block.text
        if sum(map(is_han, text)) < _HAN:
            continue
        for pattern, why in ((_START, "no heading begins with it"), (_END, "no heading ends with it")):
            if (found := pattern.search(text)) and not _may_be_quote(text, found[0]):
                yield Replace(number, *found.span(), found[0], "", why, Sure.LIKELY)
        for gap in _GAP.finditer(text):
            corners = quote_style(document).startswith("「")
            if not _may_be_quote(text, gap[0]) and _is_blank(text, *gap.span(), quotes=corners):
                why = "a wide blank between two phrases"
                yield Replace(number, *gap.span(), gap[0], " ", why, Sure.LIKELY)


def _may_be_quote(text: str, mark: str) -> bool:
    """Whether the mark is a stroke and the heading lacks half of a pair of quotes: it may be that half."""
    return not _STROKES.isdisjoint(mark) and any(text.count(a) != text.count(b) for a, b in _QUOTES)


def _is_blank(text: str, start: int, end: int, quotes: bool) -> bool:
    """Whether the signs stand between two phrases, each of them long enough, and are no halves of a pair.

    `quotes` says that the page quotes with corner brackets: then the other marks are misread signs.
    """
    before, after = _BREAK.split(text[:start])[-1], _BREAK.split(text[end:])[0]
    if min(set_width(before), set_width(after)) < _PHRASE:
        return False
    odd = (c for c in text[start:end] if not c.isspace() and c not in _SINGLE)
    return all((quotes or c not in _CURLY) and (c == '"' or _is_odd(text, c)) for c in odd)


def _is_odd(text: str, sign: str) -> bool:
    """Whether a mark or bracket has no other half in the heading."""
    return any(text.count(a) != text.count(b) for a, b in _PAIRS if sign in (a, b))
