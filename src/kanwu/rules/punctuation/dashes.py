"""The two-em dash, which engines read as 一一, as hyphens or as rules."""

from collections.abc import Iterator

from kanwu.evidence.lexicon import fold, frequency
from kanwu.model import Document, Edit, Kind, Replace, Sure
from kanwu.patterns import late, simple

_DASH = r"\-\u2010-\u2015\u2212\uff0d\u2500\u2501"
_RUN = simple(rf"[一{_DASH}](?:[ ]?[一{_DASH}])++")
_HAN = late(r"\p{Han}")
_WHOLE = "——"
_LONGEST = 6  # signs; more in a row are a ruled line
_WIDE = late(r"[\p{Han}「」『』“”‘’《》〈〉【】\uff08\uff09、。\uff0c\uff1a\uff1b\uff1f\uff01…]")
_STARTS = late(r"[\p{Han}A-Za-z\d「『“‘《〈【\uff08」』]|$")
_CLOSING = "」』”’》〉】\uff09)"
_NUMERAL = "〇○零一二三四五六七八九十百千萬万億亿兩两"
_BEFORE_ONE = f"{_NUMERAL}唯統统單单專专之第同初逐劃划惟"  # with 一 they make a word or a number
_AFTER_ONE = (  # 一 before these counts or begins a word
    f"{_NUMERAL}"
    "個个次位名年月日號号時时分秒件條条點点所至下家項项句間间種种場场級级直般致定樣样律旦起邊边路面共向帶"
    "带座隻只本部份張张片段聲声天歲岁代些步生群批股道對对雙双層层套束杯碗頓顿趟番陣阵輪轮屆届期週周學学事"
    "線线切半角度輩辈人粒口棵頭头匹根塊块把顆颗朵盞盏株艘架輛辆字會会副款排/\uff0f"
)
_COMMON = -5.0  # log10 frequency of a word that begins with 一, such as 一路, from which on it is one
_BEFORE_VERB = (  # 一一 after these is one by one
    "不會会再要們们就能來来都可已將将把也便又並并須须夠够想應应曾地去給给為为向與与跟替由被他她它我你您後后先法此"
)
# What is done one by one, two characters each, Simplified: verbs met after 一一 in 32 million characters of
# minutes and transcripts, and their like.
_PAIRED = (
    "介绍回应说明回复回覆回答列举对应赘述盘点确认详述举例罗列突破陈述解决报告带过点名细数交代搜集收集"
    "化解描绘举出邀请补充讨论克服叙明拜访接收参访陈报记录纪录对齐复述简报解释接洽唱名请教评论考量顾及"
    "胪列函复呈现沟通落空释除落实研究阐释尽录列出答应读出倒下应验处理尽述细表详列浮现解答作答道来道出"
    "检查核对核实核查排查检视清点点评对照辨认辨别指出指认讲述讲解汇报递交交给送到送上派发分发颁发击破"
    "破解办理品尝欣赏过目展示展现出现标明标注写下写明整理拆解尝试满足驳斥反驳否认承认证实安排安置握手"
    "问候致谢感谢道谢告别道别登门走访探访查看登记审视审核审查实现兑现完成签收打开收录收起细说试过看过"
    "跟进详细念出"
)
_VERBS = frozenset(map("".join, zip(_PAIRED[::2], _PAIRED[1::2], strict=True)))


def dashes(document: Document) -> Iterator[Edit]:
    """Writes the dash of a Chinese sentence as `——`: for hyphens and rules, and for `一一` where that is no
    word.

    Hyphens and rules beside Chinese are certain. `一一` is a dash before a quotation mark, after a closing
    one, at the head of a line and between words, but not where it means "one by one" (before verbs of
    listing, after 不 會 再) nor in a number (二○一一年, 唯一一個).
    """
    for number, block in document.prose():
        if block.kind == Kind.BYLINE:
            continue  # a given name may be 一
        for found in _RUN.finditer(block.text):
            signs, before, after = found.group(), *_beside(block.text, *found.span())
            if signs == _WHOLE:
                continue
            sure = _judge(signs.replace(" ", ""), before, after)
            if sure:
                yield Replace(number, found.start(), found.end(), signs, _WHOLE, "a dash by its place", sure)


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The character before and the two after, blanks passed over; nothing at the ends of the text."""
    return text[:start].rstrip(" ")[-1:], text[end : end + 8].lstrip(" ")[:2]


def _judge(signs: str, before: str, after: str) -> Sure | None:
    if len(signs) > _LONGEST or not (before or after) or not _STARTS.match(after):
        return None
    wide = bool(_WIDE.match(before)), bool(_WIDE.match(after))
    if signs.strip("-") == "" and (after[:1] in _AFTER_ONE or frequency("一" + after[:1]) > _COMMON):
        return None  # hyphens for 一
    if "一" not in signs:
        return Sure.CERTAIN if all(wide) or (any(wide) and not (before + after[:1]).isalnum()) else None
    if before.isdecimal() or not (wide[0] or (not before and wide[1]) or before.isalpha()):
        return None
    fits = _is_pair if len(signs) == 2 else _is_long
    return Sure.LIKELY if fits(signs, before, after) else None


def _is_long(signs: str, before: str, after: str) -> bool:
    """Three or more signs: a dash if no number stands around; of three, 一 may belong to a word."""
    return len(signs) > 3 and before not in _NUMERAL and after[:1] not in _NUMERAL


def _is_pair(signs: str, before: str, after: str) -> bool:
    if after and after[0] in _AFTER_ONE:
        return signs == "一一" and (after[0] in "兩两" or (before in _CLOSING and after[0] not in _NUMERAL))
    if before and before in _BEFORE_ONE:
        return False
    if frequency("一" + after[:1]) > _COMMON:
        return False  # one of the two was the word's own
    if before in _CLOSING or not _is_han(after):
        return True
    if signs != "一一":
        return True
    return before not in _BEFORE_VERB and fold(after) not in _VERBS


def _is_han(text: str) -> bool:
    return bool(_HAN.match(text))
