"""The one-em dash between two names, which engines read as 一 or as a hyphen."""

from collections.abc import Iterator, Set
from functools import cache, lru_cache

from kanwu.evidence.lexicon import fold, is_word
from kanwu.model import Document, Edit, Replace
from kanwu.patterns import late, simple

_STAND_IN = r"[一\-\uff0d\u2013\u2015\u2500~\uff5e]"
_SIGN, _DASH = simple(_STAND_IN), "—"
_PAIR = late(rf"(?<!{_DASH})(?<=(\p{{Han}}{{2}})){_DASH}(?=(\p{{Han}}{{2}}))")
_PLACE = late(rf"(?<=(\p{{Han}}{{2}})){_STAND_IN}(?=(\p{{Han}}{{2}}))")
_CHAIN = late(r"(?<=[「『“‘])\p{Han}{2,6}(?:[一—]\p{Han}{2,6}){2,7}(?=[」』”’])")
_OPENING = simple("[「『“‘]")
_AFTER_ONE = (  # what 一 counts
    "個个次位名年月日條条點点項项句間间種种場场級级般樣样旦起邊边座隻只本部份張张片聲"
    "声天歲岁代步遍回道對对雙双層层"
)
_TOWNS = (  # provinces, cities and countries between which there are routes
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 "
    "广东 海南 四川 贵州 云南 陕西 甘肃 青海 广西 西藏 宁夏 新疆 香港 澳门 台湾 台北 台中 "
    "台南 高雄 基隆 花莲 广州 深圳 珠海 东莞 佛山 厦门 福州 泉州 南京 苏州 无锡 杭州 宁波 "
    "温州 合肥 南昌 武汉 长沙 郑州 洛阳 西安 兰州 成都 昆明 贵阳 南宁 桂林 海口 三亚 济南 "
    "青岛 烟台 大连 沈阳 长春 太原 拉萨 中国 美国 英国 法国 德国 俄国 日本 韩国 印度 泰国 "
    "越南 东京 大阪 首尔 曼谷 伦敦 巴黎 纽约"
)
_ROUTE = late(  # what follows the second town of a route, a line or a meeting of two places
    r"(?:航[線线]|高[鐵铁]|[鐵铁]路|直航|班列|專列|专列|之[間间]|[兩两]地|合作|[經经][貿贸]|交流|走廊|通道|往返|段|一|—|[」』”》、。\uff0c])"
)


def name_dashes(document: Document) -> Iterator[Edit]:
    """Writes 一 and hyphens as `—` between two names where the page itself shows that a dash joins them.

    A dash stands where the same two names are joined by one elsewhere on the page, in a quoted chain of
    words (「甲乙一丙丁一戊己」, each a word), and between two towns that a route or meeting joins.
    Elsewhere 一 is a number and stays: 「深圳一香港男子」.
    """
    dashed = (block.text for _, block in document.prose() if _DASH in block.text)
    seen = frozenset((pair[1], pair[2]) for text in dashed for pair in _PAIR.finditer(text))
    for number, block in document.prose():
        text = block.text
        for place, why in _joined(text, seen):
            yield Replace(number, place, place + 1, text[place], _DASH, why)


@lru_cache(maxsize=256)  # most blocks of a page are as the pass before had them
def _joined(text: str, seen: Set[tuple[str, str]]) -> tuple[tuple[int, str], ...]:
    """Where a dash joins two names, and what tells it; `seen` are the names that the page has so elsewhere."""
    chains = set(_chains(text)) if "一" in text and _OPENING.search(text) else frozenset[int]()
    places = (found.start() for found in _SIGN.finditer(text))
    reasons = ((place, _reason(text, place, chains, seen)) for place in places)
    return tuple((place, why) for place, why in reasons if why and _PLACE.match(text, place))


def _reason(text: str, place: int, chains: Set[int], seen: Set[tuple[str, str]]) -> str:
    left, right = text[max(0, place - 2) : place], text[place + 1 : place + 3]
    if (left, right) in seen:
        return f"{left}—{right} stands elsewhere on the page"
    if place in chains:
        return "a chain of words"
    if fold(left) in _towns() and fold(right) in _towns() and _ROUTE.match(text, place + 3):
        return "between two places"
    return ""


def _chains(text: str) -> Iterator[int]:
    """Where 一 stands between the words of a quoted chain."""
    for found in _CHAIN.finditer(text):
        words = found.group().replace("一", _DASH).split(_DASH)
        if all(map(_is_term, words)) and not any(w[0] in _AFTER_ONE for w in words[1:]):
            yield from (found.start() + at for at, sign in enumerate(found.group()) if sign == "一")


def _is_term(text: str) -> bool:
    return is_word(text) or (len(text) == 4 and is_word(text[:2]) and is_word(text[2:]))


@cache
def _towns() -> frozenset[str]:
    return frozenset(_TOWNS.split())
