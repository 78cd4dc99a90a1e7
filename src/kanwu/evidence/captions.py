"""Captions and photo credits: their wording, and the signs of a caption among paragraphs."""

from collections.abc import Iterator

import regex

from kanwu.evidence.lexicon import fold
from kanwu.evidence.sentence import ends_sentence, sentence_ends

# A credit: a bracket, or the words after the last sentence, that name a source or a photographer.
_GRAPH = "[圖图国國圆圓圈園囯]"  # 圖 in small type is read as any character in a box
_SOURCE = (
    rf"(?:[資资]料(?:{_GRAPH}|照)?片?|.料[照{_GRAPH[1:-1]}]片|[記记]者|{_GRAPH}片|照片|供{_GRAPH}|提供"
    rf"|[攝摄](?:影)?|翻[攝摄]|{_GRAPH}源|截{_GRAPH}|[視视][覺觉]中[國国]|Getty ?Images)"
)
_OPEN, _CLOSE = r"[\uff08(〈【\[〔]", r"[\uff09)〉】\]〕]"
_CREDIT = regex.compile(
    rf"{_OPEN}[^()\uff08\uff09。]{{0,20}}{_SOURCE}[^()\uff08\uff09。]{{0,4}}{_CLOSE}?[。\s]*$"
    rf"|[。\uff01\uff1f」』”·‧•.\s][\u3400-\u9fff]{{2,10}}(?:供{_GRAPH}|提供|[資资]料[照{_GRAPH[1:-1]}]片|[攝摄])$"
    rf"|[。\uff01\uff1f」』”·‧•.\s](?:本[報报])?(?:[資资]料\p{{Han}}?片|[資资]料照|[檔档]案[照{_GRAPH[1:-1]}]片?)$"
    rf"|(?:[\u3400-\u9fff]{{2,4}}社|[記记]者|通[訊讯][員员]|融媒)[發发體体]?[^。\uff0c,]{{0,12}}[攝摄发發](?:影)?\s*{_CLOSE}?$"
    rf"|(?:新[華华]社|中新社|中央社|法新社|路透社?|美[聯联]社)[發发]?\s*{_OPEN}[^()]{{0,12}}{_CLOSE}?$"
)
# The same where the last character was misread: 攝 has twenty strokes or more, and a name stands before it.
_NAMED = regex.compile(
    r"[。\uff01·.][^。\uff0c,]{0,3}[記记][者老考][ ”“’‘\"']{0,2}[\u3400-\u9fff]{2,5}"
    r"(?:[ /\uff0f]{1,2}[\u3400-\u9fff]{0,2})?\s*$"
    r"|[。\uff01·.]\s?[\uff08(](?![\u4e00二三四五六七八九十完全待未下上同文])[\u3400-\u9fff]{3,5}[\uff09)]?$"
)
_ONLY = regex.compile(rf"[^\p{{L}}\p{{N}}]*[^()\uff08\uff09。\uff0c,]{{0,16}}{_SOURCE}(?:\s|{_CLOSE})*")
_LABEL = regex.compile(
    rf"{_GRAPH}[為为]|{_GRAPH}[/\uff0f]|[▲▼◀▶△▽◆●■]|[上下左右]?[圖图]\s?(?:[為为系係]|[\u2460-\u2473\d一二三四五六]|[^\s。\uff0c,]{{0,2}}[:\uff1a/\uff0f])|[左右前後后]起[:\uff1a\s]?|[圖图][\uff0f/]"
)
_POINTER = regex.compile(r"[\uff08(][左右中上下前後后][一二三四五]?[\uff09)]|[\uff08(][左右][一二三四五][\uff09)]")
_WORKS = regex.compile(r"[文撰][\s]?[/\uff0f:\uff1a]")
_NO_CAPTION = regex.compile(r"[一二三四五六七八九十]{1,2}、|\d{1,2}[.、]|[「『“](?![^」』”]*[」』”]\p{Han})")
_UNQUOTE = regex.compile(r"[」』”]|^[^「『“]")  # a quote at the beginning that is never closed may be misread
_DATE = regex.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日[^。]{0,12}[\uff0c,]|(?:昨|今|前|近)日[\uff0c,]")
_SPEECH = regex.compile(r"[說说道稱称][:\uff1a\uff0c,。]|[:\uff1a][「“]|[表指][示出][\uff0c,:\uff1a]")
_EVENT = regex.compile(
    r"[舉举][行辦办]|[開开][幕放]|[啟启][用動动]|合[照影]|[簽签][約约署]|[揭剪][幕彩]|[參参][觀观]|[慶庆]祝|[現现][場场]"
)

_BLANKS = regex.compile(
    r"[ \u3000]+(?=[()\uff08\uff09。,\uff0c:\uff1a/])|(?<=[()\uff08\uff09。,\uff0c:\uff1a/])[ \u3000]+"
)
_DOT = regex.compile(r"[·‧*](?=$|[\uff08(]|\p{Han}{0,4}[記记]者|\p{Han}{2,4}社)")
# What people do in news photographs, in Simplified characters: verbs of showing, of hands and body, of looking on.
_ACT = regex.compile(
    r"展示|示范|演示|展出|亮相|手持|高举|手捧|捧[着杯盃]|挥[手舞]|合[照影]|参观|观[看赏]|欣赏|体验|参加|出席|主持|致辞|剪彩|揭幕|揭牌|颁奖|领奖|签约"
    r"|检[查测修]|清[点理]|巡[查视游逻]|操作|调试|安装|搬运|装[卸载运]|转[运移]|抢[修收险]|施工|作业|采[摘收]|收割|播种|插秧|晾晒|喂|浇水|栽种"
    r"|排队|轮候|等候|驻足|围观|拍照|打卡|选购|品尝|散步|玩[耍乐]|嬉戏|游览|漫步|骑[行着]|跑步|跳[舞跃]|表演|演奏|练习|训练|庆祝|拥抱|握手|鞠躬|献花"
    r"|射[入门]|扣篮|上篮|封[盖阻]|拦截|带球|冲[线刺]|起跳|挥[拍杆棒]|夺[冠标]"
    r"|行驶|停靠|驶[过入离]|穿[过越]|飞[过越]|矗立|坐落|俯瞰|航拍|撬开|扑救|灌救|救[援出]|疏散|押[送解]|忙[着碌]|指导|讲解|教[授导]|送[餐上到]|发放|派发|盛饭"
)
_SCENE = (10, 60)  # characters of a caption that tells a scene

LIKELY = 2.5  # from this score on a block is a caption; measured on pages read by OCR whose truth is known
_LONGEST = 90  # characters; published captions rarely have more


def is_credit(text: str) -> bool:
    """Whether the text is nothing but a photo credit, such as one that was cut off its caption."""
    return len(text) <= 24 and bool(_ONLY.fullmatch(_flat(text.strip()))) and not _WORKS.match(text)


def has_credit(text: str) -> bool:
    """Whether the text ends in a photo credit."""
    return bool(_CREDIT.search(text.replace("\n", "")[-60:]))


def ends_caption(text: str) -> bool:
    """Whether the text ends in a photo credit, blanks aside, or in a name where one stands."""
    return has_credit(text) or has_credit(_flat(text)) or bool(_NAMED.search(_flat(text)[-24:]))


def opens_caption(text: str) -> bool:
    """Whether the text begins as captions do: 圖為, 左起, a triangle."""
    return bool(_LABEL.match(_flat(text)))


def points(text: str) -> bool:
    """Whether the text points at someone in a picture, as in 「（左）」."""
    return bool(_POINTER.search(_flat(text)))


def dated(text: str) -> bool:
    """Whether the text opens with a date and a pause."""
    return bool(_DATE.match(text))


def wording(text: str) -> Iterator[tuple[float, str]]:
    """The formulas in the words, each with its weight; a sum of LIKELY says that the text is a caption."""
    flat = text.replace("\n", "")
    if has_credit(flat):
        yield 3.0, "a photo credit"
    if _WORKS.match(flat):
        yield -5.0, "opens as bylines do"
    elif _NO_CAPTION.match(flat):
        yield (-2.0 if _UNQUOTE.search(flat) else -1.0), "opens as other text does"
    if _LABEL.match(flat):
        yield 2.5, "opens as captions do"
    if _POINTER.search(flat):
        yield 1.5, "points at someone in a picture"
    if _DATE.match(flat) and _EVENT.search(flat):
        yield 1.5, "date and event in one sentence"
    if _SPEECH.search(flat):
        yield -1.5, "someone speaks"
    ends = len(sentence_ends(flat))
    if ends > 2 or len(flat) > _LONGEST:
        yield -2.5, "longer than captions are"
    elif ends == 1 and ends_sentence(flat):
        yield 0.5, "one sentence"


def scene(text: str) -> Iterator[tuple[float, str]]:
    """The signs in the words with those that are weak alone: a misread credit, what people do in a picture.

    Blanks beside signs are left out, so that what an engine set apart is found.
    """
    flat = _flat(text)
    yield from wording(flat)
    ends = len(sentence_ends(flat))
    if ends <= 2 and not has_credit(flat) and _NAMED.search(flat[-24:]):
        yield 2.0, "a name where a photo credit stands"
    told = _DATE.match(flat) and _EVENT.search(flat)
    if ends <= 1 and not told and _SCENE[0] <= len(flat) <= _SCENE[1] and _ACT.search(fold(flat)):
        yield 1.0, "says what people do in a picture"


def _flat(text: str) -> str:
    """The text in one line without the blanks beside signs, a raised dot for a stop read as the stop."""
    return _DOT.sub("。", _BLANKS.sub("", text.replace("\n", "")))
