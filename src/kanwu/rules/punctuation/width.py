"""Half-width signs in Chinese sentences."""

from collections.abc import Iterator

import regex

from kanwu.model import Document, Edit, Kind, Replace, Sure
from kanwu.patterns import late, simple

_SIGNS = dict(zip(",;:?!()", "\uff0c\uff1b\uff1a\uff1f\uff01\uff08\uff09", strict=True))
_HAN = r"\p{Han}"
_LEFT = rf"[{_HAN}\u3001-\u3011\u3014-\u301b\u3105-\u312f\uff01-\uff5e“”‘’…—\u2460-\u2473]"
_RIGHT = rf"[{_HAN}「『《〈【\uff08“‘\u3105-\u312f]"
_NARROW = r"[A-Za-z\d%\u00b0\u2103)\]\"']"
_BLANK = r"[ \t\u3000]*+"
_BLANKED = rf"{_BLANK}(?P<sign>[,;:](?!//|[-']?[)(DP](?![A-Za-z\d{_HAN}]))|[?!](?!=))[ \t\u3000]*"
_MORE = late(_BLANKED)
_SENTENCE = late(
    rf"(?<={_LEFT}){_BLANKED}"
    rf"|(?<={_NARROW})(?<!&\w{{2,8}}){_BLANK}(?P<sign>[,;:])[ \t\u3000]*(?={_RIGHT})"
    rf"|(?<=[A-Za-z\d%])(?P<sign>[?!])(?=[」』”’{_HAN}])(?<![A-Za-z]!(?=\p{{Han}}))"  # but not of Yahoo!奇摩
)
_SIGN = simple("[,;:?!()]")
_CHINESE, _WORDS, _LETTER = late(rf"{_HAN}++"), simple(r"[A-Za-z]+"), late(r"[\p{L}\p{N}]")
_BEFORE, _AFTER = late(_LEFT), late(_RIGHT)
_BRACKET = simple(r"[()\uff08\uff09]")
_WHY = "full width in a Chinese sentence"
_CREDIT = late(  # the slash of a photo's credit, between what was done and who did it
    r"(?<=[圖图]|[攝摄]影?|[資资]料)[ ]?/[ ]?(?=\p{Han})"
    r"|(?<=\p{Han})/(?=\p{Han}{0,4}(?:[攝摄]影?|提供|供[圖图])(?:$|[)\uff09\]】*\s]))"
)
_FILE = late(r"\.[A-Za-z\d]{2,4}\b")


def width(document: Document) -> Iterator[Edit]:
    """Widens the commas, colons, semicolons, question and exclamation marks and brackets of Chinese
    sentences, and the slash of a photo's credit.

    A sign beside a Chinese character or sign is full-width, and the blank that an engine set around it
    goes. Numbers, times, Latin sentences, file names and formulas keep theirs, a bracket is widened only
    with its partner, and a full stop or percent sign never. Between Chinese characters it is certain: `,`
    was right as full width in 99.8 % of 4,279 cases of two engines' output, `;` in 97 %.
    """
    for number, block in document.prose():
        for found in _CREDIT.finditer(block.text) if "/" in block.text and block.kind != Kind.BYLINE else ():
            at = found.start() + found.group().index("/")
            yield Replace(number, at, at + 1, "/", "\uff0f", "full width in a credit", Sure.CERTAIN)
        if not _chinese(block.text):
            continue
        for found in _signs(block.text):
            start, end = found.span()
            yield Replace(number, start, end, found.group(), _SIGNS[found["sign"]], _WHY, Sure.CERTAIN)
        for start in _brackets(block.text):
            sign = block.text[start]
            yield Replace(number, start, start + 1, sign, _SIGNS[sign], _WHY, Sure.CERTAIN)


def _chinese(text: str) -> bool:
    """Whether the text has signs to widen and more Chinese characters than Latin words."""
    if not _SIGN.search(text):
        return False
    words = len(_WORDS.findall(text))
    return sum(map(len, _CHINESE.findall(text))) > words if words else bool(_CHINESE.search(text))


def _signs(text: str) -> Iterator["regex.Match[str]"]:
    """The signs to widen, each with its blanks; one behind another that is widened is in Chinese too."""
    found = _SENTENCE.search(text)
    while found:
        yield found
        found = _MORE.match(text, found.end()) or _SENTENCE.search(text, found.end())


def _brackets(text: str) -> list[int]:
    """The places of half-width brackets to widen: both of a pair, or the one whose partner is full-width."""
    waiting: list[int] = []
    places: list[int] = []
    for found in _BRACKET.finditer(text):
        if found.group() in "(\uff08":
            waiting.append(found.start())
        elif waiting:
            start, end = waiting.pop(), found.start()
            if text[start] + text[end] != "\uff08\uff09" and _wide_pair(text, start, end):
                places += [p for p in (start, end) if text[p] in "()"]
    return places


def _wide_pair(text: str, start: int, end: int) -> bool:
    inside = text[start + 1 : end]
    before, after = text[max(0, start - 9) : start].rstrip(" ")[-1:], text[end + 1 : end + 9].lstrip(" ")[:1]
    if _FILE.match(text, end + 1) or not _LETTER.search(inside):
        return False
    if text[start] + text[end] != "()" or _CHINESE.search(inside):
        return True
    formula = not before or text[start - 1].isascii()  # f(x), or a number in brackets at the head
    return bool(_BEFORE.match(before) or (not formula and _AFTER.match(after)))
