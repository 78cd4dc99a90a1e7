"""Simplified characters of a Traditional page that have several Traditional forms."""

import math
from collections.abc import Iterator

from kanwu.evidence.forms import CERTAIN, Choice, choose, classes, spellings
from kanwu.evidence.passages import foreign_passages, stray_share
from kanwu.evidence.script import variant
from kanwu.model import Document, Edit, Replace

_TRADITIONAL = ("hk", "tw", "hant")
# Of a character that Traditional text never has, ln of how many times likelier its form must be than the next:
# 50 times.
_LEAD = 3.9
# Of a character that Traditional text has too (后 里 干), ln of how many times likelier the form must be than
# the character itself, on a page where the engine strays at every character; a page with fewer strays asks for
# as much more. Below LEAST of its characters no page strays.
_GAIN = 4.0
_LEAST = 0.002
# Added where a name may begin: 于 余 范 are surnames as they are.
_NAMES = frozenset("于余范郁岳党后里曲云谷胡征采")
_NAME = 3.0
# Taiwan prints both, Hong Kong the other alone.
_HK_ONLY = frozenset("占雇尽")


def several_forms(document: Document) -> Iterator[Edit]:
    """Gives a Simplified character of a Traditional page the form that its neighbours ask for: 后来 is 後來, 发现
    發現, 头发 頭髮.

    What Traditional text never has (发 须 个) is changed where one form is 50 times likelier than the next. What it
    has too (后 里 干 面) is changed only on a page where the engine strays into Simplified, and the more surely the
    less it strays; 皇后 and 里長 stay. Two spellings of one word (佔 占, 周 週) are left as they are.
    """
    if document.script not in _TRADITIONAL:
        return
    never, own = classes()
    foreign = foreign_passages(document)
    share = stray_share(document)
    wanted, least = (never | own, _GAIN - math.log(share)) if share >= _LEAST else (never, CERTAIN)
    for number, block in document.prose():
        if wanted.isdisjoint(block.text):
            continue
        kept = foreign.get(number, [])
        for place, char in enumerate(block.text):
            if char in wanted and not any(start <= place < end for start, end in kept):
                chosen = choose(block.text, place)
                if _is_sure(chosen, block.text, place, document.script, least):
                    form = variant(chosen.form, document.script) or chosen.form
                    why = f"{char} is {form} between these neighbours"
                    yield Replace(number, place, place + 1, char, form, why)


def _is_sure(chosen: Choice, text: str, place: int, script: str, least: float) -> bool:
    char = text[place]
    if (char in _HK_ONLY and script != "hk") or chosen.lead < _LEAD or chosen.form == char:
        return False
    if chosen.gain == CERTAIN:
        return True
    if not chosen.spoken or (char + chosen.form in spellings() and char not in _HK_ONLY):
        return False
    begins = char in _NAMES and not text[max(0, place - 1) : place].isalpha()
    return chosen.gain >= least + (_NAME if begins else 0)
