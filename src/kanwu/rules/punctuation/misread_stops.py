"""Asterisks and apostrophes that stood for a full stop and a comma."""

from collections.abc import Iterator

import regex

from kanwu.model import Document, Edit, Replace

_STAR = regex.compile(r"(?<=[\p{Han}」』”’》\uff09])[ ]?(?<!\*)\*(?!\*)[ ]?(?=$|[\p{Han}\d「『“」』”’\n])")
_AFTER = regex.compile(r"(?<=[\p{Han}」』”’》\uff09])[ ]?(?<!\*)\*(?=[ ]?。)")
_APOSTROPHE = regex.compile(r"(?<=\p{Han})['`\u00b4][ ]*(?=[\p{Han}\d「『“])")
_MARK = regex.compile(r"['`\u00b4‘’]")
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
        stars = [m for pattern in (_STAR, _AFTER) for m in pattern.finditer(text)] if "*" in text else []
        for found in stars if text.count("*") == len(stars) else ():
            after = "" if found.re is _AFTER else "。"
            why = "an asterisk for a full stop"
            yield Replace(number, found.start(), found.end(), found.group(), after, why)
        marks = [m.start() for m in _MARK.finditer(text)]
        for found in _APOSTROPHE.finditer(text) if marks else ():
            if all(abs(mark - found.start()) > _NEAR for mark in marks if mark != found.start()):
                why = "an apostrophe for a comma"
                yield Replace(number, found.start(), found.end(), found.group(), "\uff0c", why)
