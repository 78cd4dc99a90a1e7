"""Characters that look like others, or like nothing, brought to the plain ones."""

import unicodedata
from collections.abc import Iterator

import regex

from kanwu.evidence.hkscs import public
from kanwu.model import Document, Edit, Replace, Sure
from kanwu.patterns import late, simple

# The radicals supplement, which normal forms leave alone. Source: Unicode, EquivalentUnifiedIdeograph.txt
_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺"
    "⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_IDEOGRAPHS = (
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀"
    "聿肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_VERTICAL = "\ufe10\ufe11\ufe12\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\ufe30\ufe31\ufe35\ufe36\ufe37\ufe38"
_UPRIGHT = "\uff0c、。\uff1a\uff1b\uff01\uff1f〖〗…\uff1a—\uff08\uff09\uff5b\uff5d"
_VERTICAL_PAIRS = "\ufe39\ufe3a\ufe3b\ufe3c\ufe3d\ufe3e\ufe3f\ufe40\ufe41\ufe42\ufe43\ufe44\ufe47\ufe48"
_UPRIGHT_PAIRS = "〔〕【】《》〈〉「」『』\uff3b\uff3d"
_SMALL = "\ufe50\ufe51\ufe54\ufe55\ufe56\ufe57\ufe58\ufe59\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e"
_FULL = "\uff0c、\uff1b\uff1a\uff1f\uff01—\uff08\uff09\uff5b\uff5d〔〕"
_HALF = "\uff61\uff62\uff63\uff64"
_WHOLE = "。「」、"
_ASCII_SMALL = "\ufe5f\ufe60\ufe61\ufe62\ufe63\ufe64\ufe65\ufe66\ufe68\ufe69\ufe6a\ufe6b"
_ASCII = "#&*+-<>=\\$%@"
_PLAIN = dict(zip(
    _RADICALS + _VERTICAL + _VERTICAL_PAIRS + _SMALL + _HALF + _ASCII_SMALL,
    _IDEOGRAPHS + _UPRIGHT + _UPRIGHT_PAIRS + _FULL + _WHOLE + _ASCII,
    strict=True,
))  # fmt: skip
_CJK = r"\p{Han}\u3000-\u301f\u3040-\u30ff\uff00-\uffef\u2014\u2018-\u201d\u2026"
_FORMS = regex.escape("".join(_PLAIN))
_BESIDE = rf"[{_CJK}\x00-\x7f]"
_FAST = simple(  # the blocks in which all of them lie
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u2e80-\u2fd5"
    r"\ue000-\ufb06\ufe00-\ufe6f\ufeff\uff61-\uff64\ufff9-\ufffb\U0002f800-\U0002fa1d\U000e0100-\U000e01ef]"
)
_ODD = late(
    # seen nowhere: controls, soft hyphen, zero-width blanks, byte order marks
    r"(?P<unseen>[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]++"
    # joiners and marks of direction: words of other scripts and emoji need them, Chinese and ASCII do not
    rf"|(?:(?<={_BESIDE})|(?<!.))[\u200c-\u200f\u202a-\u202e\u2066-\u2069]++"
    rf"|[\u200c-\u200f\u202a-\u202e\u2066-\u2069]++(?={_BESIDE}|$)"
    rf"|(?<=[{_CJK}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]++)"
    r"|(?P<blank>[\x0b\x0c\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f])"
    rf"|(?P<other>[{_FORMS}\ufe52"
    r"\u2f00-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d\ufb00-\ufb06])"
    # between Chinese, where no font's picture stands
    rf"|(?<=[{_CJK}])(?P<private>[\ue000-\uf848])(?=[{_CJK}])"
)
_SEPARATORS = {"\ufe50": ",", "\ufe52": ".", "\ufe55": ":"}  # between digits
_WHY = {
    "unseen": "invisible", "blank": "a blank of another kind", "other": "another code point of a sign",
    "private": "Hong Kong's code point before Unicode had the character",
}  # fmt: skip


def plain_characters(document: Document) -> Iterator[Edit]:
    """Brings odd code points to the plain characters that they stand for, and drops those that nobody sees.

    Radicals (Kangxi and supplement) and compatibility ideographs become the ordinary ideograph, vertical,
    small and half-width forms of punctuation the ordinary sign, every kind of blank but the ideographic one a
    space. Zero-width signs, soft hyphens, control characters, and variation selectors after Chinese go; emoji
    sequences and the joiners of other scripts stay. Between Chinese, a private code point of Hong Kong's old
    supplement becomes the character that Unicode has had since. Certain: Unicode itself names the equivalent.
    """
    for number, block in document.prose():
        for found in _ODD.finditer(block.text) if _FAST.search(block.text) else ():
            before, plain = found.group(), _plain(found, block.text)
            if plain != before:
                points = " ".join(f"U+{ord(c):04X}" for c in before)
                why = f"{_WHY[found.lastgroup or 'other']}: {points}"
                yield Replace(number, found.start(), found.end(), before, plain, why, Sure.CERTAIN)


def _plain(found: "regex.Match[str]", text: str) -> str:
    sign = found.group()
    if found.lastgroup == "private":
        return public(sign) or sign
    if found.lastgroup != "other":
        return "" if found.lastgroup == "unseen" else " "
    start, end = found.span()
    if sign in _SEPARATORS and text[start - 1 : start].isdecimal() and text[end : end + 1].isdecimal():
        return _SEPARATORS[sign]
    return sign if sign == "\ufe52" else _PLAIN.get(sign) or unicodedata.normalize("NFKC", sign)
