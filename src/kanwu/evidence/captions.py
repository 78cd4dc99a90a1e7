"""Captions and photo credits: their wording, and the signs of a caption among paragraphs."""

from collections.abc import Iterator
from functools import lru_cache

from kanwu.evidence.credits import GRAPH, flat, has_credit, is_named, is_signed, opens_byline
from kanwu.evidence.lexicon import fold
from kanwu.evidence.sentence import ends_sentence, sentence_ends
from kanwu.evidence.signs import Sign
from kanwu.patterns import late, simple

_LABEL = late(
    rf"{GRAPH}[為为]|{GRAPH}[/\uff0f]|[▲▼◀▶△▽◆●■]|[上下左右]?[圖图]\s?(?:[為为系係]|[\u2460-\u2473\d一二三四五六]|[^\s。\uff0c,]{{0,2}}[:\uff1a/\uff0f])|[左右前後后]起[:\uff1a\s]?|[圖图][\uff0f/]"
)
_POINTER = late(
    r"[\uff08(](?:[前後后中][排座])?[左右中上下前後后][起一二三四五六七]?[\uff09)]|[前後后中]排[左右][一二三四五六七]"
    r"|^\p{Han}{2,5}[\uff08(]\d{1,2}[號号][\uff09)]"
)
_POINTS = simple(r"[\uff08(排]")  # what any of them has
_NO_CAPTION = late(
    r"[—–―]{1,2}|[一-]{2}|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、]|[「『“](?![^」』”]*[」』”]\p{Han})"
)
_UNQUOTE = late(r"[」』”]|^[^「『“]")  # a quote at the beginning that is never closed may be misread
_DATE = late(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日[^。]{0,12}[\uff0c,]|(?:昨|今|前|近)日[\uff0c,]")
_DAY = late(  # and where
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日[\p{Han}\d:]{0,6}[\uff0c,][^。]{0,16}[在於于][^。]{3}"
)
_SPEECH = late(r"[說说道稱称][:\uff1a\uff0c,。]|[:\uff1a][「“]|[表指][示出][\uff0c,:\uff1a]")
_EVENT = late(
    r"[舉举][行辦办]|[開开][幕放]|[啟启][用動动]|合[照影]|[簽签][約约署]|[揭剪][幕彩]|[參参][觀观]|[慶庆]祝|[現现][場场]"
)

# What people do in news photographs, in Simplified characters: verbs of showing, of hands and body, of looking on.
_ACT = late(
    r"展示|示范|演示|展出|亮相|手持|高举|手捧|捧[着杯盃]|挥[手舞]|合[照影]|参观|观[看赏]|欣赏|体验|参加|出席|主持|致辞|剪彩|揭幕|揭牌|颁奖|领奖|签约"
    r"|检[查测修]|清[点理]|巡[查视游逻]|操作|调试|安装|搬运|装[卸载运]|转[运移]|抢[修收险]|施工|作业|采[摘收]|收割|播种|插秧|晾晒|喂|浇水|栽种"
    r"|排队|轮候|等候|驻足|围观|拍照|打卡|选购|品尝|散步|玩[耍乐]|嬉戏|游览|漫步|骑[行着]|跑步|跳[舞跃]|表演|演奏|练习|训练|庆祝|拥抱|握手|鞠躬|献花"
    r"|射[入门]|扣篮|上篮|封[盖阻]|拦截|带球|冲[线刺]|起跳|挥[拍杆棒]|夺[冠标]"
    r"|上\p{Han}{1,3}课|听课|练[习琴字功舞]|擦拭|[擦清]洗|打磨|分拣|[翻晾]晒|[拿举抱提拎捧牵推扛指挥]着|跪[地在]|涌[入上]|相拥|痛哭|欢呼|记录"
    r"|行驶|停靠|驶[过入离]|穿[过越]|飞[过越]|矗立|坐落|俯瞰|航拍|撬开|扑救|灌救|救[援出]|疏散|押[送解]|忙[着碌]|指导|讲解|教[授导]|送[餐上到]|发放|派发|盛饭"
)
# Who does something somewhere, in one clause: 「某某在燈塔頂層擦拭透鏡」.
_SOMEWHERE = late(
    r"(?![被就也都又還还卻却但而則则才便只])[^\s\uff0c。,、·\uff1a:「“]{2,16}"
    r"(?<![現现存所實实好])[在於](?![於于意乎場场這这該该此]|[過过]去|[去今明前近當当]|\d+[年月]|[一二兩两三四五十][年月個个])[^\uff0c。,、·\uff1a:「“]{4,16}(?:[\uff0c。,·]|$)"
)
# What stories tell and pictures do not show, in Simplified characters.
_TOLD = late(r"没有?|将[于在会]|[曾已][经\p{Han}]|了(?!一?[身地圈])")
_SCENE = (10, 60)  # characters of a caption that tells a scene

ACTS, SOMEWHERE = "says what people do in a picture", "who does something somewhere"
LIKELY = 2.5  # from this score on a block is a caption; measured on pages read by OCR whose truth is known
_LONGEST = 90  # characters; published captions rarely have more


def opens_caption(text: str) -> bool:
    """Whether the text begins as captions do: 圖為, 左起, a triangle."""
    return bool(_LABEL.match(flat(text)))


def points(text: str) -> bool:
    """Whether the text points at someone in a picture, as in 「（左）」."""
    return bool(_POINTER.search(flat(text)))


def dated(text: str) -> bool:
    """Whether the text opens with a date and a pause."""
    return bool(_DATE.match(text))


@lru_cache(maxsize=1024)
def wording(text: str) -> tuple[Sign, ...]:
    """The formulas in the words, each with its weight; a sum of LIKELY says that the text is a caption."""
    return tuple(_wording(text))


def _wording(text: str) -> Iterator[Sign]:
    line = text.replace("\n", "")
    if is_signed(line):
        yield 1.0, "a reporter's name in brackets"
    elif has_credit(line):
        yield 3.0, "a photo credit"
    if opens_byline(line):
        yield -5.0, "opens as bylines do"
    elif _NO_CAPTION.match(line):
        yield (-2.0 if _UNQUOTE.search(line) else -1.0), "opens as other text does"
    if _LABEL.match(line):
        yield 2.5, "opens as captions do"
    if _POINTS.search(line) and _POINTER.search(line):
        yield 1.5, "points at someone in a picture"
    if _DATE.match(line) and _EVENT.search(line):
        yield 1.5, "date and event in one sentence"
    if _SPEECH.search(line):
        yield -1.5, "someone speaks"
    ends = len(sentence_ends(line))
    if ends > 2 or len(line) > _LONGEST:
        yield -2.5, "longer than captions are"
    elif ends == 1 and ends_sentence(line):
        yield 0.5, "one sentence"


@lru_cache(maxsize=1024)
def scene(text: str) -> tuple[Sign, ...]:
    """The signs in the words with those that are weak alone: a misread credit, what people do in a picture.

    Blanks beside signs are left out, so that what an engine set apart is found.
    """
    return tuple(_scene(text))


def _scene(text: str) -> Iterator[Sign]:
    line = flat(text)
    yield from wording(line)
    ends = len(sentence_ends(line))
    if ends <= 2 and not has_credit(line) and is_named(line):
        yield (2.5 if len(line) <= _SCENE[1] else 2.0), "a name where a photo credit stands"
    if ends > 1 or not _SCENE[0] <= len(line) <= _SCENE[1]:
        return
    event = _DATE.match(line) and _EVENT.search(line)
    if not event and _DAY.match(line) and not _SPEECH.search(line):
        yield 1.0, "a day and a place in one sentence"
    folded = fold(line)
    if _TOLD.search(folded) and not is_named(line) and not has_credit(line):
        yield -1.0, "tells what happened"
    if not _SPEECH.search(line) and _SOMEWHERE.match(line):
        yield 1.0, SOMEWHERE
    if not event and _ACT.search(folded):
        yield 1.5, ACTS
