"""The two-em dash, which engines read as 一一, as hyphens or as rules."""

from collections.abc import Iterator

import regex

from kanwu.evidence.lexicon import fold
from kanwu.model import Document, Edit, Replace, Sure

_DASH = r"\-\u2010-\u2015\u2212\uff0d\u2500\u2501"
_RUN = regex.compile(rf"[一{_DASH}](?:[ ]?[一{_DASH}])++")
_WHOLE = "——"
_LONGEST = 6  # signs; more in a row are a ruled line
_WIDE = regex.compile(r"[\p{Han}「」『』“”‘’《》〈〉【】\uff08\uff09、。\uff0c\uff1a\uff1b\uff1f\uff01…]")
_STARTS = regex.compile(r"[\p{Han}A-Za-z\d「『“‘《〈【\uff08]|$")
_CLOSING = "」』”’》〉】\uff09)"
_NUMERAL = "〇○零一二三四五六七八九十百千萬万億亿兩两"
_BEFORE_ONE = f"{_NUMERAL}唯統统單单專专之第同初逐劃划惟"  # with 一 they make a word or a number
_AFTER_ONE = (  # 一 before these counts or begins a word
    f"{_NUMERAL}個个次位名年月日號号時时分秒件條条點点所至下家項项句間间種种場场級级直般致定樣样律旦起邊边路面共向帶带"
    "座隻只本部份張张片段聲声天歲岁代些步生群批股道對对雙双層层套束杯碗頓顿趟番陣阵輪轮屆届期週周學学事線线切半角度／/"
)
_BEFORE_VERB = "不會会再要們们就能來来都可已將将把也便又並并須须夠够想應应曾地去給给為为向與与跟替由被他她它我你您後后先法此"
_VERBS = frozenset(  # what is done one by one: the commonest after 一一 in 32 million characters of minutes and transcripts
    "介绍 回应 说明 回复 回覆 回答 列举 对应 赘述 盘点 确认 详述 举例 罗列 突破 陈述 解决 报告 带过 点名 细数 交代 搜集 收集 化解 "
    "描绘 举出 邀请 补充 讨论 克服 叙明 拜访 接收 参访 陈报 记录 纪录 对齐 复述 简报 解释 接洽 唱名 请教 评论 考量 顾及 胪列 函复 呈现 "
    "沟通 落空 释除 落实 研究 阐释 尽录 列出 答应 读出 倒下 应验 处理 尽述 细表 详列 浮现 解答 作答 道来 道出 检查 核对 核实 核查 排查 "
    "检视 清点 点评 对照 辨认 辨别 指出 指认 讲述 讲解 汇报 递交 交给 送到 送上 派发 分发 颁发 击破 破解 办理 品尝 欣赏 过目 展示 展现 "
    "出现 标明 标注 写下 写明 整理 拆解 尝试 满足 驳斥 反驳 否认 承认 证实 安排 安置 握手 问候 致谢 感谢 道谢 告别 道别 登门 走访 探访 "
    "查看 登记 审视 审核 审查 实现 兑现 完成 签收 打开 收录 收起 细说 试过 看过 跟进 详细 念出".split()
)


def dashes(document: Document) -> Iterator[Edit]:
    """Writes the dash of a Chinese sentence as `——`: for `--`, `──`, `－－`, and for `一一` where that is no word.

    Hyphens and rules beside Chinese are certain. `一一` is a dash before a quotation mark, after a closing one, at the
    head of a line and between words, but not where it means "one by one" (before verbs of listing, after 不 會 再) nor
    in a number (二○一一年, 唯一一個).
    """
    for number, block in document.prose():
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
    if after and after[0] in _AFTER_ONE or before and before in _BEFORE_ONE:
        return False
    if before in _CLOSING or not _is_han(after):
        return True
    if signs != "一一":
        return True
    return before not in _BEFORE_VERB and fold(after) not in _VERBS


def _is_han(text: str) -> bool:
    return bool(regex.match(r"\p{Han}", text))
