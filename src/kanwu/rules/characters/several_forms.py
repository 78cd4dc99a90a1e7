"""Simplified characters of a Traditional page that have several Traditional forms."""

import math
from collections.abc import Iterator
from functools import cache

from kanwu.evidence.forms import CERTAIN, Choice, choose, classes, spellings
from kanwu.evidence.names import in_foreign_name
from kanwu.evidence.overconverted import is_plain_word
from kanwu.evidence.passages import covers, foreign_passages, stray_share
from kanwu.evidence.script import TRADITIONAL, variant
from kanwu.model import Document, Edit, Replace
from kanwu.patterns import Spotter

# ln of how many times likelier than the next the form must be: 50 times.
_LEAD = 3.9
# Of a character that Traditional text has too (后 里 干), ln of how many times likelier the form must be than
# the character itself, on a page where the engine strays at every character; a page with fewer strays asks for
# as much more. Below LEAST of its characters no page strays.
_GAIN = 4.0
_LEAST = 0.002
# Added where a name may begin: 于 余 范 are surnames as they are.
_NAMES = frozenset("于余范郁岳党后里曲云谷胡征采")
_NAME = 3.0
# Taiwan prints both forms, Hong Kong only the other; and 着 for the particle, whether the engine strays or not.
_HK_ONLY = frozenset("占雇尽著")
_HK_PARTICLE = "著"


def several_forms(document: Document) -> Iterator[Edit]:
    """Gives a Simplified character of a Traditional page the form that its neighbours ask for: 后来 is 後來, 发现
    發現, 头发 頭髮.

    What Traditional text never has (发 须 个) is changed where one form is 50 times likelier than the next. What it
    has too (后 里 干 面) is changed only on a page where the engine strays into Simplified, and the more surely the
    less it strays; 皇后 and 里長 stay. Two spellings of one word (佔 占, 周 週) are left as they are.
    """
    if document.script not in TRADITIONAL:
        return
    foreign, share = foreign_passages(document), stray_share(document)
    wanted = _wanted(document.script, share >= _LEAST)
    least = _GAIN - math.log(max(share, _LEAST))
    for number, block in document.prose():
        kept = foreign.get(number, [])
        for place in wanted.places(block.text):
            char, chosen = block.text[place], choose(block.text, place)
            if covers(kept, place):
                continue
            if _is_sure(chosen, block.text, place, _GAIN if char == _HK_PARTICLE else least):
                form = variant(chosen.form, document.script) or chosen.form
                yield Replace(number, place, place + 1, char, form, f"{char} is {form} between these neighbours")


@cache
def _wanted(script: str, strays: bool) -> Spotter:
    never, own = classes()
    every = never | own if strays else never
    return Spotter(every | {_HK_PARTICLE} if script == "hk" else every - _HK_ONLY)


def _is_sure(chosen: Choice, text: str, place: int, least: float) -> bool:
    char = text[place]
    if chosen.lead < _LEAD or chosen.form == char:
        return False
    if chosen.gain == CERTAIN:
        return True
    if not chosen.spoken or (char + chosen.form in spellings() and char not in _HK_ONLY):
        return False
    if char != _HK_PARTICLE and (is_plain_word(text, place) or in_foreign_name(text, place)):
        return False
    before = text[max(0, place - 1) : place]
    begins = char in _NAMES and (not before.isalpha() or before == "姓")
    return chosen.gain >= least + (_NAME if begins else 0)
