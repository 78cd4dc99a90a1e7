"""Hyphens and swung dashes that stood for the numeral 一."""

from collections.abc import Iterator

from kanwu.evidence.lexicon import is_word
from kanwu.model import Document, Edit, Kind, Replace
from kanwu.patterns import late

_MEASURES = (  # what 一 counts
    "個个次位處处些籃篮座件隻只條条種种場场間间層层句隊队所艘輛辆棵顆颗套幅把根塊块股群批杯碗樣样級级窯窑"
)
_ONE = late(r"(?<=[\p{Han}\uff0c。、\uff1b\uff1a」』”])(?<!一)[-~\uff5e]{1,3}(?=\p{Han})")
_COUNTS = late(rf"[{_MEASURES}](?!女)|名(?![詞词字稱称單单])|成[二三四五六七八九半]")
_IDIOM = 3  # characters after 一 in the likes of 一目了然


def misread_ones(document: Document) -> Iterator[Edit]:
    """Reads hyphens and swung dashes between Chinese characters as 一 where a measure word follows or the rest of
    a set phrase: `這-次`, `~目了然`.

    One engine writes the flat numeral so, sometimes as two signs. Right in all of 33 places on pages of 24
    articles; 24 million characters of minutes, statutes and transcripts have no such sign.
    """
    for number, block in document.prose():
        if block.kind == Kind.BYLINE:
            continue
        for found in _ONE.finditer(block.text) if "-" in block.text or "~" in block.text else ():
            after = block.text[found.end() : found.end() + _IDIOM]
            if _COUNTS.match(after) or (len(after) == _IDIOM and is_word("一" + after)):
                yield Replace(number, found.start(), found.end(), found.group(), "一", f"before {after[0]}")
