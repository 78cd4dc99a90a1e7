"""The items of page furniture in a line, one after the other: dates, offices, calls, page numbers, names.

All patterns are for a text that was folded to Simplified and half-width characters.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from kanwu.evidence.colophon import COLOPHON, PRICE, SCAN, TURN, WEATHER
from kanwu.evidence.furniture_forms import (
    ADDRESS,
    CALL,
    CALLED,
    CONTACTS,
    DATED,
    HELD,
    HOLDING,
    LUNAR,
    NUMBERED,
    PAGE,
    PAPER,
    RIGHTS,
    SOLAR,
    WEEKDAY,
)
from kanwu.evidence.furniture_words import lasts, words
from kanwu.patterns import late

_FIGURE = "0"  # stands for any digit among the signs of a form
_DIGIT = late(r"\d")
_MONTHS, _DAYS = "JFMASONDjfmasond\u017f", "MTWFSmtwfs\u017f"  # what English ones begin with; \u017f is an s, too
_OFFICES = "编审校检版排辑读任监设图统签美视策行社"


class Form(NamedTuple):
    """A kind of item: its pattern, the signs of which any such item has one, itself or right before it, and what else
    a line with such an item has in it, found in less time than the item.
    """

    pattern: "regex.Pattern[str]"
    signs: frozenset[str]
    needs: "regex.Pattern[str] | None"


@cache
def forms() -> tuple[Form, ...]:
    """The forms of items, those that go before others first."""
    section_ends = rf"[{lasts('section')}](?!\p{{Han}})"
    masthead = rf"(?:\p{{Han}}{{1,5}}?(?:{words('title')})|{words('name')}|{PAPER})(?!\p{{Han}})"
    return (
        _form(rf"(?P<turn>{TURN})", "转接续"),
        _form(rf"(?P<colophon>{COLOPHON})", "址邮刊印顾许"),
        _form(rf"(?P<scan>{SCAN})", "扫"),
        _form(rf"(?P<price>{PRICE})", "零份价"),
        _form(rf"(?P<issue>{NUMBERED})", "期号今"),
        _form(rf"(?P<weather>{WEATHER})", "气氣湿级-~至到—"),
        _form(rf"(?P<date>{SOLAR})", "年月./,-" + _MONTHS, DATED),
        _form(rf"(?P<lunar>{LUNAR})", "年历厉"),
        _form(rf"(?P<weekday>{WEEKDAY})", "星期礼周(日" + _DAYS),
        _form(HELD, _OFFICES, HOLDING),
        _form(rf"(?P<rights>{RIGHTS})", "权经得©CA"),
        _form(rf"(?P<contact>{CONTACTS})", ":;." + _FIGURE),
        _form(rf"(?P<call>{CALL})", ":.@" + _FIGURE, CALLED),
        _form(rf"(?P<address>{ADDRESS})", ":.@"),
        _form(rf"(?P<masthead>{masthead})", lasts("title", "name") + "报"),
        _form(rf"(?P<page>{PAGE})", "版页" + _FIGURE),
        _form(r"(?P<number>(?<![\d.])\d{1,3}(?![\d%]|\.\d|\p{Han}))", _FIGURE),
        _form(rf"(?P<section>(?:{words('section')})(?!\p{{Han}}))", lasts("section"), section_ends),
    )


def _form(pattern: str, signs: str, needs: str = "") -> Form:
    return Form(late(pattern), frozenset(signs), late(needs) if needs else None)


def items(flat: str) -> "Iterator[regex.Match[str]]":
    """The items of a folded line from left to right, as one pattern of all forms finds them; `lastgroup` is the kind.

    A form whose signs the line has not is not looked for.
    """
    signs = {*flat, _FIGURE} if _DIGIT.search(flat) else {*flat} - {_FIGURE}
    likely = [form for form in forms() if not form.signs.isdisjoint(signs)]
    patterns = [form.pattern for form in likely if form.needs is None or form.needs.search(flat)]
    ahead = {n: found for n, pattern in enumerate(patterns) if (found := pattern.search(flat))}
    while ahead:
        first = min(ahead, key=lambda n: (ahead[n].start(), n))
        yield (item := ahead[first])
        for n in [n for n, found in ahead.items() if found.start() < item.end()]:
            if found := patterns[n].search(flat, item.end()):
                ahead[n] = found
            else:
                del ahead[n]
