"""Signs that a short text was read inside a photo: banners, signs, labels."""

from functools import cache, lru_cache

from rapidfuzz import fuzz

from kanwu.evidence.captions import LIKELY as CAPTION
from kanwu.evidence.captions import wording
from kanwu.evidence.columns import column_widths
from kanwu.evidence.continuity import JOIN, bond
from kanwu.evidence.credits import has_credit, is_credit
from kanwu.evidence.echoes import key
from kanwu.evidence.furniture import furniture, letters
from kanwu.evidence.lexicon import fold
from kanwu.evidence.neighbours import REACH, beside
from kanwu.evidence.script import suspects
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import Block, Document, Kind
from kanwu.patterns import late

_BODY = 15  # letters; a shorter paragraph is no running text
_SLOGAN = 12  # letters; a longer paragraph that seems to interrupt may be a line of the text
_CAPTION = 60  # letters of a caption that nothing but its place shows
_WORD_CUT = 4.0  # from this score on the halves around a block are surely one sentence
_ALIKE = 80  # similarity to a piece of a neighbour, of 100
_EDGE = 1  # characters before or after an echo that touches the neighbour's edge
_TIMES = 3  # characters of the other script for each of the page's own, which may be misread
_RARE, _ODD = 0.02, 0.1  # chance that a text of this page is in the other script throughout
_PAUSE = late(r"[。\uff0c\uff01\uff1f\uff1b\uff1a!?,;:、]")
_SIGNS = late(r"[^\p{L}\p{N}]+")
_COLON = late(r"[:\uff1a]$")  # what follows may be a heading that was torn off
_QUOTED = late(r"[「『“‘]([^「」『』“”‘’]{3,60})[」』”’]")


def other_script(document: Document, number: int) -> float:
    """How surely the text is in the other script than its page: 2, 1, or 0.

    Pages have characters of the other script by misreading; it is asked how rarely chance makes all of a
    text.
    """
    own, other = _scripts(document.script)
    text = document.blocks[number].text
    if other.isdisjoint(text):
        return 0.0
    foreign, mine = sum(map(other.__contains__, text)), sum(map(own.__contains__, text))
    if foreign < _TIMES * mine:
        return 0.0
    others, owns = _page(document)
    chance = ((others - foreign + 1) / (others + owns - foreign + 2)) ** foreign
    return 2.0 if chance <= _RARE else 1.0 if chance <= _ODD else 0.0


@cache
def _scripts(script: str) -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only a page's script has, and those that only the other one has."""
    if script == "keep":
        return frozenset(), frozenset()
    traditional, simplified = frozenset(suspects("hans")), frozenset(suspects("hant"))
    return (simplified, traditional) if script == "hans" else (traditional, simplified)


@lru_cache(maxsize=4)
def _page(document: Document) -> tuple[int, int]:
    """How many characters of the page only the other script has, and only its own."""
    own, other = _scripts(document.script)
    text = "".join(b.text for _, b in document.prose())
    return sum(map(other.__contains__, text)), sum(map(own.__contains__, text))


def interrupts(document: Document, number: int) -> tuple[float, int | None]:
    """How surely the running text around the block is one sentence: 2 when a word is cut, 1.5, or 0.

    Where that holds only when the next block is left out too, its number is given: it must be the caption.
    """
    before = _body(document, number, -1)
    if before is None or ends_sentence(document.blocks[before].text) or _COLON.search(document.blocks[before].text):
        return 0.0, None  # it joins nothing
    after = _body(document, number, 1)
    if after is None or _goes_on(document, number, before, after):
        return 0.0, None
    if (score := _joins(document, before, after)) >= JOIN:
        return (2.0 if score >= _WORD_CUT else 1.5), None
    further = _body(document, after, 1)
    if further is None or beside(document, number, 1) != after:
        return 0.0, None
    if letters(document.blocks[after].text) > _CAPTION:
        return 0.0, None
    if _joins(document, before, further) >= _WORD_CUT > _joins(document, after, further):
        return 2.0, after
    return 0.0, None


def _joins(document: Document, first: int, second: int) -> float:
    widths = column_widths(document)
    if ends_sentence(document.blocks[first].text):
        return 0.0
    return bond(document.blocks[first].text, document.blocks[second].text, widths[first], widths[second])


def _goes_on(document: Document, number: int, before: int, after: int) -> bool:
    """Whether a paragraph may itself be a line of the sentence: it goes on, or the next one goes on it."""
    if document.blocks[number].kind == Kind.HEADING:
        return False
    if letters(document.blocks[number].text) > _SLOGAN:
        return True
    return _joins(document, before, number) >= JOIN or _joins(document, number, after) >= JOIN


def _body(document: Document, number: int, step: int) -> int | None:
    """The nearest paragraph of running text before (-1) or after (1), captions left out."""
    known = _bodies(document)
    if (number, step) not in known:
        known[number, step] = _body_from(document, number, step)
    return known[number, step]


@lru_cache(maxsize=4)
def _bodies(_: Document) -> dict[tuple[int, int], int | None]:
    """What was asked of `_body` before."""
    return {}


def _body_from(document: Document, number: int, step: int) -> int | None:
    for away in range(1, REACH + 1):
        at = number + step * away
        if not 0 <= at < len(document.blocks):
            return None
        block = document.blocks[at]
        if block.kind == Kind.PARAGRAPH and letters(block.text) > _BODY and not is_caption(document, at):
            return at
    return None


def is_caption(document: Document, number: int) -> bool:
    """Whether the block is a caption by its wording, begins with one, or has its credit in the next block."""
    known = _captions(document)
    if number not in known:
        known[number] = _shows_caption(document, number)
    return known[number]


@lru_cache(maxsize=4)
def _captions(_: Document) -> dict[int, bool]:
    """What was asked of `is_caption` before."""
    return {}


def _shows_caption(document: Document, number: int) -> bool:
    block = document.blocks[number]
    if is_credit(block.text):
        return False  # what stands above it is the caption itself
    if block.kind == Kind.CAPTION or _is_worded(block.text):
        return True
    if letters(block.text) > _CAPTION:
        return False
    after = beside(document, number, 1)
    return after is not None and is_credit(document.blocks[after].text)


@lru_cache(maxsize=1024)
def _is_worded(text: str) -> bool:
    """Whether the words are a caption's, or its first or second line ends in a credit."""
    if sum(weight for weight, _ in wording(text)) >= CAPTION:
        return True
    lines = text.split("\n", 3)
    return any(has_credit("".join(lines[:n])) for n in range(1, min(3, len(lines))))


def echoes(block: Block, other: Block) -> bool:
    """Whether a caption or the like has the words inside it; at its edge they would be a second reading of
    it.
    """
    words, have = key(block.text), key(other.text)
    if other.kind == Kind.HEADING or len(words) < 4 or not len(words) < len(have) <= _CAPTION:
        return False
    found = fuzz.partial_ratio_alignment(words, have, score_cutoff=_ALIKE)
    if not found or found.dest_end - found.dest_start < 0.8 * len(words):
        return False
    return found.dest_start > _EDGE and found.dest_end < len(have) - _EDGE


def is_quoted(document: Document, number: int) -> bool:
    """Whether the text is a whole clause of a quotation that the page has."""
    words = key(document.blocks[number].text)
    return len(words) >= 3 and words in _quotations(document)


@lru_cache(maxsize=4)
def _quotations(document: Document) -> frozenset[str]:
    clauses: set[str] = set()
    for _, block in document.of(Kind.PARAGRAPH, Kind.CAPTION):
        clauses |= _clauses(block.text)
    return frozenset(clauses)


@lru_cache(maxsize=256)
def _clauses(text: str) -> frozenset[str]:
    found = _QUOTED.finditer(text.replace("\n", ""))
    return frozenset(key(clause) for quoted in found for clause in _PAUSE.split(quoted[1]))


# How the names of institutions, events and campaigns end on boards and banners, in Simplified characters.
_NAMED = late(
    r"(?:典礼|仪式|大会|大赛|论坛|博览会|展览会?|发布会|合作周|文化节|[艺电音]\p{Han}节|周年|纪念|服务[队站中]\p{Han}?|志愿者?|突击队|救援队"
    r"|计划|行动|工程|证物|[码渡]头|车站|机场|医院|学校|小学|中学|大学|学院|银行|公司|集团|中心|食堂|餐厅|酒店|工坊|工厂|仓库?|市场|超市"
    r"|图书馆|博物馆|体育馆|[会展场]馆|剧团|乐团|[旗银金]?杯|资源库|实验室|派出所|消防局|号"
    r"|注意安全|[禁请]\p{Han}{1,3}入|欢迎光临|出口|入口)$"
)
_NEAR = 3  # blocks; a photo's caption stands no farther from what was read in it
_STRETCH = 4  # characters in a row
_THREE = 3  # characters that a heading and the text below it share: a word or a name


def is_named(text: str) -> bool:
    """Whether the text ends as names on boards and banners do."""
    return bool(_NAMED.search(fold(_SIGNS.sub("", text))))


def shares_caption(document: Document, number: int) -> bool:
    """Whether a caption nearby has a stretch of the words."""
    words = key(document.blocks[number].text)
    stretches = [words[at : at + _STRETCH] for at in range(len(words) - _STRETCH + 1)]
    near = range(max(0, number - _NEAR), min(len(document.blocks), number + _NEAR + 1)) if stretches else ()
    texts = ((n, key(document.blocks[n].text)) for n in near if n != number)
    return any(any(s in have for s in stretches) and is_caption(document, n) for n, have in texts)


def announces(document: Document, number: int) -> bool:
    """Whether the next paragraph of running text has words of it, as the text below a heading has."""
    after = _body(document, number, 1)
    if after is None:
        return False
    words, have = key(document.blocks[number].text), key(document.blocks[after].text)
    return any(words[at : at + _THREE] in have for at in range(len(words) - _THREE + 1))


def beside_debris(document: Document, number: int) -> bool:
    """Whether noise that is no page furniture stands right before or behind."""
    near = (n for n in (number - 1, number + 1) if 0 <= n < len(document.blocks))
    return any(b.kind == Kind.NOISE and not furniture(b.text) for b in (document.blocks[n] for n in near))
