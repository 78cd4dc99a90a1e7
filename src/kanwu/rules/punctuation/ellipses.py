"""Six dots, as Chinese print has them."""

from collections.abc import Iterator

from kanwu.model import Document, Edit, Replace, Sure
from kanwu.patterns import late, simple

_BESIDE = r"[\p{Han}、。\uff0c\uff1f\uff01\uff1b\uff1a「」『』“”‘’《》〈〉\uff08\uff09]"
_FAST = simple(r"[.·‧•・。…\u22ef\u2025](?:(?<=[…\u22ef\u2025])|[ ]?[.·‧•・。…\u22ef\u2025])")
_DOTS = late(
    r"(?P<certain>(?<!…)…{3}(?!…)|…{5,}|\u22ef+)"
    rf"|(?:(?<={_BESIDE})|^)(?P<beside>[ ]?(?:\.{{3,}}|\.(?:[ ]\.){{2,}}|(?<!…)…(?!…)|\u2025+"
    r"|[·‧•・]{3,}|。{3,}))(?![.\d])"
    rf"|(?<![.\d])(?P<beside>\.{{3,}}|(?<!…)…(?!…)|[·‧•・]{{3,}})(?={_BESIDE})"
)
_WHOLE = "……"


def ellipses(document: Document) -> Iterator[Edit]:
    """Writes the ellipsis of a Chinese sentence as six dots: `...`, `。。。`, `···` and one `…` become
    `……`.

    Only beside a Chinese character or sign; dots in numbers and in Latin sentences stay. Certain: no other
    sign is three or more dots in a row.
    """
    for number, block in document.prose():
        if not _FAST.search(block.text):
            continue
        for found in _DOTS.finditer(block.text):
            if found.group() != _WHOLE:
                why = "the ellipsis of Chinese print"
                yield Replace(number, found.start(), found.end(), found.group(), _WHOLE, why, Sure.CERTAIN)
