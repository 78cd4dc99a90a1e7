"""The signs of a text that are quotation marks, or may be misread ones by what stands beside them."""

from collections.abc import Iterator
from typing import NamedTuple

from kanwu.patterns import late, one_of, simple

_HAN = r"\p{Han}"
_STOP = r"[\uff0c。、\uff1b\uff1a,;:.\uff09)」』”\u2019\u2014\uff1f?]"
_BAR = r"[|\uff5c\u4e28\u2502]"
_NUMERAL = "第比是為为於于約约共達达至到有零一二三四五六七八九十百千萬万"
_PLACES = {
    "strong": r"[「」『』“”]|(?<![A-Za-z])[‘’]|[‘’](?![A-Za-z])",
    "straight": r"(?<!\d)\"|(?<=\d)\"(?=[ ]*[\p{Han}\uff0c。、])",
    "opener": rf"[\[{{](?=[ ]?[{_HAN}「『“A-Z\d])",
    "closer": rf"(?<=[{_HAN}A-Za-z\d%。\uff01\uff1f”」』])[\]}}]",
    "letter": rf"(?<=[{_HAN}。\uff01\uff1f])[ ]?J(?![A-Za-z\d])|(?<=[A-Z\d])J(?=[ ]?(?:{_STOP}|$))",
    "call": rf"(?<={_HAN})[!\uff01](?=[ ]*{_STOP})",
    "tick": rf"(?<![A-Za-z\d])['\u00b4`](?={_HAN})",
    "bar": rf"(?<=[{_HAN}])[ ]*{_BAR}[ ]*(?=[{_HAN}—]|{_STOP}|$)|^{_BAR}[ ]*(?={_HAN})",
    "stroke": rf"(?<=[{_HAN}--[{_NUMERAL}]])[14Ilj](?=[ ]*(?:{_STOP}|$))(?![ ]*[.,:\uff0c\uff1a][ ]?\d)",
    "bracket": r"[()\uff08\uff09]",
}
_TOKEN = late("(?V1)" + "|".join(f"(?P<{name}>{place})" for name, place in _PLACES.items()))
# Every sign has one of these in it.
_ANY = one_of("「」『』“”‘’\"[{]}J!\uff01'\u00b4`|\uff5c\u4e28\u250214Ilj()\uff08\uff09")
_BRACKET = simple(_PLACES["bracket"])
_TURNED = late(
    rf"(?<=[{_HAN}。\uff01\uff1f…])“(?=[ ]*(?:{_STOP}|$))|(?:(?<=[\uff1a:\uff0c,])|^)[ ]*”(?=[{_HAN}A-Za-z\d])"
)
OPENING = "「『“‘[{(\uff08'\u00b4`"
_SPEECH = late(r"[\uff1a:\uff0c,。\uff1f\uff01?!\uff1b;—」』”說说道稱称問问答叫喊曰][ ]?$")


class Sign(NamedTuple):
    """A sign of the text: characters start to end, blanks that belong to it cut off in `sign`.

    `name` is "strong" for a quotation mark, "straight" for a straight one, else how it may be misread:
    opener, closer (square brackets and braces), letter (J), call (an exclamation mark before a stop), tick,
    bar, stroke (1, I, l), bracket (a round one without its partner).
    """

    start: int
    end: int
    sign: str
    name: str
    side: int  # 0 opening, 1 closing, -1 either
    turned: bool  # whether it may be its own counterpart
    speech: bool  # whether what it opens may be speech: it stands after a stop, after 說 or at the head


def signs_of(text: str) -> Iterator[Sign]:
    """The signs of the text from left to right."""
    if not _ANY.search(text):
        return
    paired, head = _paired(text), len(text) - len(text.lstrip())
    turned = {found.end() for found in _TURNED.finditer(text)}
    for found in _TOKEN.finditer(text):
        name, sign = found.lastgroup or "", found.group().strip()
        if name == "bracket" and found.start() in paired:
            continue
        start, end = found.span()
        side = -1 if name == "bar" else int(sign not in OPENING)
        if name == "straight":
            side = _side(text, start, end)
        speech = start <= head or bool(_SPEECH.search(text, max(0, start - 3), start))
        yield Sign(start, end, sign, name, side, end in turned, speech)


def _side(text: str, start: int, end: int) -> int:
    """Which way a straight mark looks, if a blank on one side of it says so."""
    before, after = text[start - 1 : start].isspace(), text[end : end + 1].isspace()
    return -1 if before == after else 0 if before else 1


def _paired(text: str) -> set[int]:
    """The places of round brackets that have their partner."""
    waiting: list[int] = []
    paired: set[int] = set()
    for found in _BRACKET.finditer(text):
        if found.group() in "(\uff08":
            waiting.append(found.start())
        elif waiting:
            paired |= {waiting.pop(), found.start()}
    return paired
