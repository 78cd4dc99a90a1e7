"""Whether a character stands in a name, where no statistics can tell what was printed."""

from kanwu.evidence.lexicon import fold
from kanwu.model import is_han
from kanwu.patterns import late

# Family names that are common in Hong Kong, in Taiwan or on the mainland, gathered by hand, folded; without those that
# are far more often words: 和 都 时 路 元 平.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温庄詹游施洪颜倪柯纪涂翁"
    "简欧阮柳骆祁古樊殷翟葛耿霍俞聂章安牛邢鲁伍岳梅管焦左麦区甘凌丘岑关冼容招劳司连卓池蓝巫沙童蒲荣卫祝鲍喻项甄闵阎舒屈辛毕裴"
)
# Family names of two characters, folded.
DOUBLE = frozenset((
    "欧阳", "司徒", "司马", "上官", "诸葛", "夏侯", "慕容", "皇甫", "尉迟", "公孙",
    "令狐", "端木", "东方", "西门", "南宫", "张简",
))  # fmt: skip
# Last characters of the titles that stand before a name.
_TITLE = frozenset("长员者授师任理席官生士记监裁")
_SAID = late(r"[说說指称稱笑坦透补補强強认認表]|先生|女士|小姐|博士|[\uff08(]\d")
_CALLED = late(r"先生|女士|小姐")
_PLACE = frozenset("市县区镇乡村")
_QUOTED = late(r"[「『“]\p{Han}{1,4}[」』”]|[《〈]\p{Han}{1,12}[》〉]")
_LONGEST = 3
# Characters that spell foreign names and seldom stand beside a word's 里 or 后; two in a row with it make a name.
_SPELLING = frozenset(
    "奇巴茲卡斯德爾克奧姆尼薩蘭亞諾瓦維洛倫菲布茨恩納約托科波莫溫喬伊蒂琳妮法" + "兹尔奥萨兰亚诺维伦纳约温乔"
)
_SPELT = 3


def in_name(text: str, place: int, word: int = 1) -> bool:
    """Whether the character there is part of a person's name, of a place's, or of a short name in quotation marks.

    A family name at most two characters before (three for 歐陽), or the character itself, behind a title or before a
    verb of saying; a character right before 市 and the like, unless a word of three and more (`word`) covers it.
    """
    return _is_person(text, place) or _is_place(text, place, word) or _is_quoted(text, place)


def in_foreign_name(text: str, place: int) -> bool:
    """Whether the character stands among those that spell foreign names: 庫里奇巴, 法里茲, 約里卡."""
    start = end = place
    while place - start < _SPELT and text[start - 1 : start] in _SPELLING:
        start -= 1
    while end - place < _SPELT and text[end + 1 : end + 2] in _SPELLING:
        end += 1
    return end + 1 - start >= _SPELT


def _is_person(text: str, place: int) -> bool:
    for start in range(max(0, place - _LONGEST), place + 1):
        double = fold(text[start : start + 2]) in DOUBLE
        longest = start + _LONGEST + double
        if place < longest and (double or fold(text[start]) in SURNAMES) and _is_said(text, start, place, longest):
            return True
    return False


def _is_said(text: str, start: int, place: int, longest: int) -> bool:
    """Whether a title stands before the name that begins there, or what one says, or is called, behind it."""
    if not all(map(is_han, text[start : place + 1])):
        return False
    if (start > 0 and fold(text[start - 1]) in _TITLE) or (place == start and _CALLED.match(text, place + 1)):
        return True
    ends = range(max(place + 1, start + 2), longest + 1)
    return any(_SAID.match(text, end) for end in ends if all(map(is_han, text[start:end])))


def _is_place(text: str, place: int, word: int) -> bool:
    behind = text[place + 1 : place + 2]
    return word < _LONGEST and (fold(behind) in _PLACE or text.startswith("公司", place + 1))


def _is_quoted(text: str, place: int) -> bool:
    low = max(0, place - 13)
    return any(m.start() <= place < m.end() for m in _QUOTED.finditer(text, low, place + 14))
