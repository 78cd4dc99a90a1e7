"""Photo credits: the words that name a source or a photographer, as printed and as small type is misread."""

from functools import lru_cache

from kanwu.patterns import late, simple

_BOXES = "圖图国國圆圓圈園园囯囷困"  # 圖 in small type is read as any character in a box
GRAPH = f"[{_BOXES}]"
# 攝 has twenty strokes or more; an engine keeps the hand on its left, or what remains of its right side. Only behind
# a name, where nothing else stands.
_CAMERA = "[攝摄撮播括拓措擇择揚扬提撬撰撥拨搔掇损損捆报報]"
_DATA = rf"(?:[資资次宝寶雷顛顾顧督]料(?:{GRAPH}|照)?片?|.料[照{_BOXES}]片)"
_SOURCE = (
    rf"(?:{_DATA}|[記记]者|{GRAPH}片|照片|供{GRAPH}|提供"
    rf"|[攝摄](?:影)?|翻[攝摄]|{GRAPH}源|截{GRAPH}|[視视][覺觉]中[國国]|Getty ?Images)"
)
_OPEN, _CLOSE = r"[\uff08(〈【\[〔]", r"[\uff09)〉】\]〕]"
_STOP = r"[。\uff01\uff1f」』”·‧•.\s]"
_AGENCY = r"(?:新[華华]社|中新社|中央社|法新社|路透社?|美[聯联]社)"
_CREDIT = late(
    rf"{_OPEN}[^()\uff08\uff09。]{{0,20}}{_SOURCE}[^()\uff08\uff09。]{{0,4}}{_CLOSE}?[。\s]*$"
    rf"|{_STOP}[\u3400-\u9fff]{{2,10}}(?:供{GRAPH}|提供|[資资]料[照{_BOXES}]片|[攝摄]){_CLOSE}?$"
    rf"|{_STOP}(?:本[報报])?(?:[資资]料\p{{Han}}?片|[資资]料照|[檔档]案[照{_BOXES}]片?|[網网][絡络]{GRAPH}片?"
    rf"|[視视][頻频]截{GRAPH}|.?料{GRAPH}片){_CLOSE}?$"
    rf"|(?:[\u3400-\u9fff]{{2,4}}社|[記记]者|通[訊讯][員员]|融媒)[發发體体]?[^。\uff0c,]{{0,12}}[攝摄发發](?:影)?\s*{_CLOSE}?$"
    rf"|{_AGENCY}[發发]?\s*{_OPEN}[^()]{{0,12}}{_CLOSE}?$|{_STOP}{_AGENCY}[發发]$"
    # debris behind a credit in brackets; slashes; 供圖 without a stop before it
    rf"|{_OPEN}[^()\uff08\uff09。]{{2,12}}(?:提\s?供|供\s?{GRAPH}|[資资]料{GRAPH}片){_CLOSE}\s?[\p{{Han}}\w\s]{{1,5}}$"
    rf"|{_OPEN}(?:本[報报])?[記记]者\p{{Han}}{{1,4}}。?[攝摄]{_CLOSE}?$"
    rf"|\p{{Han}}{{2}}\s?[/\uff0f]\s?(?:提供|翻?[攝摄撮](?:影|$)|供{GRAPH})$"
    rf"|[/\uff0f]\s?\p{{Han}}{{2,4}}[攝摄撮]$"
    rf"|\p{{Han}}{{6}}供{GRAPH}$"
)
# What any of them has: one of the last characters, or a bracket that opens and one of the words.
_LASTS = frozenset(f"{_BOXES}供片照攝摄撮影发發")
_CLOSERS = "\uff09)〉】]〕"
_BRACKET = simple(r"[\uff08(〈【\[〔]")
_WORD = simple(r"[料者片供攝摄源截社]|中[國国]|Getty|路透")
# The same where the last character was misread, and a name stands before it.
_NAMED = late(
    r"[。\uff01·.][^。\uff0c,]{0,3}[記记][者老考][ ”“’‘\"']{0,2}[\u3400-\u9fff]{2,5}"
    r"(?:[ /\uff0f]{1,2}[\u3400-\u9fff]{0,2})?\s*$"
    r"|[。\uff01·.]\s?[\uff08(](?![\u4e00二三四五六七八九十完全待未下上同文續续终終編编本記记註注]|\p{Han}+[社報报網网])"
    r"[\u3400-\u9fff]{1,5}[\uff09)]?$"
    rf"|[。\uff01·.]\s?{_OPEN}\p{{Han}}{{2,4}}{_CAMERA}{_CLOSE}$"
    rf"|[。\uff01·.]\s?{GRAPH}\s?[/\uff0f:\uff1a]\s?\p{{Han}}{{2,4}}$|[。\uff01·.]\s?[/\uff0f]\p{{Han}}{{2,4}}{_CAMERA}$"
    rf"|[。\uff01·.]\s?\p{{Han}}{{2,3}}供[加四田如]$"
)
_NO_NAME = frozenset("。\uff0c\uff01\uff1f\uff1b!?,;」』…")  # none of them is the last character of one
_STOPS = simple(r"[。\uff01·.]")  # one of them stands before one
# Who wrote, at the end of an article in Taiwan's papers: the photographer's name has 攝 behind it.
_REPORTER = late(
    rf"{_OPEN}(?:本[報报])?[記记]者[\s\u3000]*(?:[、\s]*(?![攝摄])\p{{Han}}{{2,4}}(?<![攝摄影]))+{_CLOSE}[。\s]*$"
)
_ONLY = late(rf"[^\p{{L}}\p{{N}}]*[^()\uff08\uff09。\uff0c,]{{0,16}}{_SOURCE}(?:\s|{_CLOSE})*")
# Who wrote and who photographed, as bylines have it; 圖 with a slash alone opens captions, too.
_WORKS = late(
    r"(?:[文撰]|口.?|撰文|[採采探][訪访妨防]|整理|[攝摄]影|[編编][譯译輯辑])\s?[/\uff0f:\uff1a]"
    r"|[圖图圈圓圆][/\uff0f:\uff1a][^。\uff0c,]{2,8}$"
)

_BLANKS = late(
    r"[ \u3000]+(?=[()\uff08\uff09。,\uff0c:\uff1a/])|(?<=[()\uff08\uff09。,\uff0c:\uff1a/])[ \u3000]+"
)
_DOTS = simple(r"[·‧*]")
_DOT = late(r"[·‧*](?=$|[\uff08(]|\p{Han}{0,4}[記记]者|\p{Han}{2,4}社)")
# A credit that opens and is not closed: half of one, cut by a tile or a line's end.
_HALF = late(
    rf"{_OPEN}\p{{Han}}{{2,10}}(?:提|供)$|{_OPEN}(?:本[報报])?[記记]者\p{{Han}}{{0,4}}$|^(?:{GRAPH}|供|提供|攝|摄|片|{GRAPH}片){_CLOSE}$"
)


@lru_cache(maxsize=2048)
def is_credit(text: str) -> bool:
    """Whether the text is nothing but a photo credit, such as one that was cut off its caption."""
    return len(text) <= 24 and bool(_ONLY.fullmatch(flat(text.strip()))) and not opens_byline(text)


def is_half_credit(text: str) -> bool:
    """Whether the text is one half of a photo credit in brackets."""
    return bool(_HALF.search(text.strip()))


@lru_cache(maxsize=2048)
def has_credit(text: str) -> bool:
    """Whether the text ends in a photo credit."""
    end = text.replace("\n", "")[-60:]
    return may_be_credited(end) and bool(_CREDIT.search(end)) and not opens_byline(text)


def may_be_credited(end: str) -> bool:
    """Whether a photo credit may stand in the last characters of a text: by single signs, at a tenth of the cost."""
    if end.rstrip().rstrip(_CLOSERS).rstrip()[-1:] in _LASTS:
        return True
    return bool(_BRACKET.search(end) and _WORD.search(end))


def is_signed(text: str) -> bool:
    """Whether the text ends in a reporter's name in brackets, as the last line of an article does."""
    return "者" in text and bool(_REPORTER.search(text))


@lru_cache(maxsize=2048)
def is_named(text: str) -> bool:
    """Whether a name stands behind the last sentence where a photo credit does, its last character misread."""
    end = flat(text)[-24:]
    return end[-1:] not in _NO_NAME and bool(_STOPS.search(end) and _NAMED.search(end))


@lru_cache(maxsize=2048)
def ends_caption(text: str) -> bool:
    """Whether the text ends in a photo credit, blanks aside, or in a name where one stands."""
    return has_credit(text) or has_credit(flat(text)) or is_named(text)


def opens_byline(text: str) -> bool:
    """Whether the text begins as bylines do that name each one's work: 文 or 採訪 with a colon or slash."""
    return bool(_WORKS.match(text))


@lru_cache(maxsize=1024)
def flat(text: str) -> str:
    """The text in one line without the blanks beside signs, a raised dot for a stop read as the stop."""
    line = text.replace("\n", "")
    if " " in line or "\u3000" in line:
        line = _BLANKS.sub("", line)
    return _DOT.sub("。", line) if _DOTS.search(line) else line
