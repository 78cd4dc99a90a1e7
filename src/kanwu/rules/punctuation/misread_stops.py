"""Small signs that stood for a stop: asterisks, degree signs, apostrophes, the dot stroke."""

from collections.abc import Iterator

from kanwu.model import Document, Edit, Replace
from kanwu.patterns import late, simple

_STAR = late(r"(?<=[\p{Han}」』”’》\uff09])[ ]?(?<!\*)\*(?!\*)[ ]?(?=$|[\p{Han}\d「『“」』”’\n])")
_AFTER = late(r"(?<=[\p{Han}」』”’》\uff09])[ ]?(?<!\*)\*(?=[ ]?。)")
_APOSTROPHE = late(r"(?<=\p{Han})['`\u00b4](?!\d\d(?!\d))[ ]*(?=[\p{Han}\d「『“])")  # not that of '32
_RING = late(r"(?<=[\p{Han}%」』”’》\uff09]|\d{4})[ ]?\u00b0[ ]?(?=$|[\p{Han}「『“」』”’])")
_STROKE = late(r"(?<=\p{Han})丶(?=\p{Han})")
_MARK = simple(r"['`\u00b4‘’]")
_NEAR = 12  # characters; two apostrophes as near as this are a pair of quotation marks


def misread_stops(document: Document) -> Iterator[Edit]:
    """Reads an asterisk or degree sign after Chinese as the full stop it stood for, a lone apostrophe between
    Chinese as a comma, the stroke 丶 as `、`.

    One engine writes them so: of its asterisks in running text 19 of 20 stood for a full stop, of its
    apostrophes 34 of 38 for a comma. The other writes 。 as a degree sign now and then: no degree follows a
    percent sign, a Chinese character or four digits. An asterisk with a partner is emphasis or a note and stays, two
    apostrophes near each other are quotes.
    """
    for number, block in document.prose():
        text = block.text
        both = ((_STAR, "。"), (_AFTER, ""))
        stars = [(m, after) for pattern, after in both for m in pattern.finditer(text)] if "*" in text else []
        for found, after in stars if text.count("*") == len(stars) else ():
            why = "an asterisk for a full stop"
            yield Replace(number, found.start(), found.end(), found.group(), after, why)
        for found in _RING.finditer(text) if "\u00b0" in text else ():
            yield Replace(number, found.start(), found.end(), found.group(), "。", "a degree sign for a full stop")
        for found in _STROKE.finditer(text) if "丶" in text else ():
            yield Replace(number, found.start(), found.end(), "丶", "、", "no word has this stroke")
        marks = [m.start() for m in _MARK.finditer(text)]
        for found in _APOSTROPHE.finditer(text) if marks else ():
            if all(abs(mark - found.start()) > _NEAR for mark in marks if mark != found.start()):
                why = "an apostrophe for a comma"
                yield Replace(number, found.start(), found.end(), found.group(), "\uff0c", why)
