"""Asterisks and apostrophes that stood for a full stop and a comma."""

from collections.abc import Iterator

from kanwu.model import Document, Edit, Replace
from kanwu.patterns import late

_STAR = late(r"(?<=[\p{Han}」』”’》\uff09])[ ]?(?<!\*)\*(?!\*)[ ]?(?=$|[\p{Han}\d「『“」』”’\n])")
_AFTER = late(r"(?<=[\p{Han}」』”’》\uff09])[ ]?(?<!\*)\*(?=[ ]?。)")
_APOSTROPHE = late(r"(?<=\p{Han})['`\u00b4][ ]*(?=[\p{Han}\d「『“])")
_MARK = late(r"['`\u00b4‘’]")
_NEAR = 12  # characters; two apostrophes as near as this are a pair of quotation marks


def misread_stops(document: Document) -> Iterator[Edit]:
    """Reads an asterisk after Chinese as the full stop it stood for, a lone apostrophe between Chinese as a
    comma.

    One engine writes them so: of its asterisks in running text 19 of 20 stood for a full stop, of its
    apostrophes 34 of 38 for a comma. An asterisk with a partner is emphasis or a note and stays, two
    apostrophes near each other are quotes.
    """
    for number, block in document.prose():
        text = block.text
        both = ((_STAR, "。"), (_AFTER, ""))
        stars = [(m, after) for pattern, after in both for m in pattern.finditer(text)] if "*" in text else []
        for found, after in stars if text.count("*") == len(stars) else ():
            why = "an asterisk for a full stop"
            yield Replace(number, found.start(), found.end(), found.group(), after, why)
        marks = [m.start() for m in _MARK.finditer(text)]
        for found in _APOSTROPHE.finditer(text) if marks else ():
            if all(abs(mark - found.start()) > _NEAR for mark in marks if mark != found.start()):
                why = "an apostrophe for a comma"
                yield Replace(number, found.start(), found.end(), found.group(), "\uff0c", why)
