"""Which of the two lines in the head of a page is the title, and which the subtitle or kicker."""

from collections.abc import Iterator
from functools import lru_cache
from operator import add

import regex

from kanwu.evidence.columns import set_width
from kanwu.evidence.echoes import key
from kanwu.evidence.signs import Sign
from kanwu.model import SILENT, Document, Kind
from kanwu.patterns import late

# Weights, set by hand on the heads of sixteen articles. As printed 15 of them are decided, one is not, and none wrong.
_NAMED = 4.0
_ECHO, _ECHO_MOST = 2.5, 2.0  # for a share of 1, and the most that it says
_LENGTH, _LENGTH_MOST = 0.14, 1.2  # an em
_PART = 11.0  # ems; what is shorter is hardly a whole line, and its length says nothing
_FIGURE, _FIGURE_MOST = 0.25, 0.5  # a figure
_PUN, _SPEECH, _PHRASES, _FIRST, _BROKEN = 1.0, 0.7, 1.0, 0.3, 0.3

_LEAD = 80  # letters; in them the lead says what the title says
_REST = 4000  # letters of the text after that; time stays linear in a book
_DASH = r"(?:[—─―\uff0d一\-]\s?){2}(?=\S{4})|[—─―](?=\S{4})"
# What features call themselves, at the end of their subtitles; and how such subtitles open.
_GENRE = late(
    r"(?:[紀纪][實实行]|[見见][聞闻]|[手札側侧][記记]|走[訪访][記记]?|[觀观]察|[綜综]述|追[記记]|[記记]事|的[報报]告)[」』“”\s]*$"
    r"|^一?(?:走[進进]|[專专探][訪访]|[對对][話话]|直[擊击]|跟[住着著隨随]|[記记訪访](?=\p{Han}{6}))"
)
_OPENING = late(_DASH)
# Who says or wants something: 官斥, 市民盼, 疑與, and a quotation behind a verb of saying.
_SAID = late(
    r"(?<=\p{Han})[斥憂忧盼籲吁促冀嘆叹轟轰批稱称](?!\p{Han}?$)|[言稱称說说指嘆叹斥][:\uff1a]?[「“]"
    r"|[笑直坦]言|(?:^|\s)疑|[遵料]"
)
# The brackets may be lost in its decoration.
_PUNNED = late(r"[「“『]\p{Han}[」”』]|(?<=\p{Han})\s\p{Han}\s(?=\p{Han})")
_FIGURES = late(r"\d[\d,.:]*")
_PHRASE = late(r"[\s/\uff0f_。\]\[|“”\"]+")  # blanks, and what engines make of them
_BLANK = late(r"[\s/\uff0f_。|]+")
# Blanks that belong to a bracket or a decoration.
_BESIDE = late(r"\s+(?=[「『“])|(?<=[」』”])\s+|\s(?=\p{Han}\s)|(?<=\s\p{Han})\s")


@lru_cache(maxsize=256)
def is_named(text: str) -> bool:
    """Whether the words say that it is a subtitle: it opens with a dash or names its genre."""
    return bool(_OPENING.match(text) or _GENRE.search(text))


def title_signs(document: Document, start: int, first: str, second: str) -> Iterator[Sign]:
    """Signs that the first of two lines is the title (positive) or the subtitle (negative).

    `start` is the number of the block where the text begins. A subtitle opens with a dash or names its genre, tells
    what later paragraphs tell, has more phrases, figures and people who say something; the title is told again
    in the lead, is shorter, and plays with a single quoted character.
    """
    yield _NAMED * (is_named(second) - is_named(first)), "the other opens with a dash or names a genre"
    (lead, late_on), (lead2, late2) = (_shares(document, start, text) for text in (first, second))
    yield _least(_ECHO * (lead - lead2 + late2 - late_on), _ECHO_MOST), "the lead tells it first"
    widths = set_width(first), set_width(second)
    whole = min(widths) >= _PART
    yield _least(_LENGTH * (widths[1] - widths[0]) * whole, _LENGTH_MOST), "shorter"
    yield _PUN * (_counted(_PUNNED, first) - _counted(_PUNNED, second)), "plays with a quoted character"
    yield _SPEECH * (_counted(_SAID, second) - _counted(_SAID, first)), "who says or wants something is in the other"
    yield _PHRASES * ((phrases(second) > 2) - (phrases(first) > 2)), "the other has three phrases"
    figures = len(_FIGURES.findall(second)) - len(_FIGURES.findall(first))
    yield _least(_FIGURE * figures, _FIGURE_MOST), "more figures in the other"


def phrases(text: str) -> int:
    """How many phrases a line of the head has, set apart by blanks or what engines make of them."""
    paired = text.count("“") == text.count("”")
    return sum(set_width(part) >= 3 for part in (_BLANK if paired else _PHRASE).split(_BESIDE.sub("", text)))


def _counted(pattern: "regex.Pattern[str]", text: str) -> bool:
    return bool(pattern.search(text))


def _least(weight: float, most: float) -> float:
    return round(max(-most, min(most, weight)), 2)


def _shares(document: Document, start: int, text: str) -> tuple[float, float]:
    """The share of the line's pairs of letters that the lead has, and the share that only later text has."""
    lead, rest = _text(document, start)
    letters = key(text)
    mine = set(map(add, letters, letters[1:]))
    told = {pair for pair in mine if pair in lead}
    later = sum(pair in rest for pair in mine - told)
    return (len(told) / len(mine), later / len(mine)) if mine else (0.0, 0.0)


@lru_cache(maxsize=8)
def _text(document: Document, start: int) -> tuple[str, str]:
    """The letters of the lead, and of so much of the text behind it as counts."""
    have = ""
    for block in document.blocks[start:]:
        if block.kind == Kind.PARAGRAPH and block.kind not in SILENT:
            have += key(block.text)
        if len(have) >= _REST:
            break
    return have[:_LEAD], have[_LEAD:_REST]
