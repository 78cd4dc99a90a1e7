"""Spaces that Chinese print does not have."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from kanwu.evidence.bylines import is_byline
from kanwu.model import Block, Document, Edit, Kind, Replace, Sure
from kanwu.patterns import late, simple

_GAP = r"[ \t\u3000]++"
_GAPS, _HAN, _LATIN = late(_GAP), late(r"\p{Han}"), simple("[A-Za-z]")
_BLANK, _DIGIT = simple(r"[ \t\u3000]"), simple(r"\d")
_FULL = r"[、。〈-】〔-〛\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]"
_OPEN, _CLOSE = "「『《〈【〔\uff08", "」』》〉】〕\uff09"
_SHARED = r"[“”‘’…—·]"  # signs that Latin text has too
_SPACE = late(
    rf"(?P<sign>{_GAP}(?={_FULL})|(?<={_FULL}){_GAP}"
    rf"|(?<={_SHARED}){_GAP}(?=\p{{Han}})|(?<=\p{{Han}}){_GAP}(?={_SHARED}))"
    rf"|(?<=\p{{Han}})(?P<han>{_GAP})(?=\p{{Han}})"
    rf"|(?<=\p{{Han}})(?P<narrow>{_GAP})(?=[A-Za-z\d])|(?<=[A-Za-z\d%\u2103])(?P<narrow>{_GAP})(?=\p{{Han}})"
    r"|(?<=\p{Han}\d{1,4}\.)(?P<number>[ ])(?=\d)"
)
_DIGITS = late(rf"\p{{Han}}({_GAP})?\d|[\d%]({_GAP})?\p{{Han}}")
_LETTERS = late(rf"\p{{Han}}({_GAP})?[A-Za-z]|[A-Za-z]({_GAP})?\p{{Han}}")
_HABIT = 4  # a page that sets Chinese and Latin tight this many times as often as apart means to
_WIDEST = 3  # blanks; wider gaps are set, not read
_FEW = 5  # letters beside Chinese; on a page with fewer the digits tell the habit of both
_NEAR = 12  # characters looked at on either side for that
_PHRASE = 3  # Chinese characters on both sides of a space that sets two phrases of a heading apart
_STOPS = simple(r"[、。\uff0c\uff1a\uff1b\uff01\uff1f]")
_SENTENCE = simple(r"[。\uff0c\uff1b\uff01\uff1f]")
_GROUPS = late(r"\d{2,4}[ -]\d{3,4}(?:[ -]\d{3,4})?(?!\d)")
_CREDIT = late(r"[攝摄](?:影)?(?=$|[)\uff09\]])")
_SIGNED = late(r"[\uff08(](?:本[報报])?(?:[實实][習习])?[記记]者(?:[ \u3000]?\p{Han}{2,4})?$")  # names follow
_HEAD = 24  # characters at most in a dateline
_DATELINE = late(  # what stands before the space after a dateline
    r"[\[【(\uff08]?(?:本[報报刊]|新[華华]社|中新|中央社|中通社|美[聯联]社|法新社|路透社|[綜综]合)"
    r"[\p{Han}\d]{0,16}?(?:[訊讯電电]|[報报][道導导])[\]】)\uff09]?"
)
_CELL = r"[^\s。\uff0c、\uff1b,;]{1,8}"
_ROW = late(rf"(?=.*\d)(?=.*\p{{Han}}){_CELL}(?:[ \t\u3000]+{_CELL}){{2,}}")
_NAMES = late(rf"\p{{Han}}{{2,4}}(?:{_GAP}\p{{Han}}{{2,4}})+")


def han_spaces(document: Document) -> Iterator[Edit]:
    """Closes the spaces between Chinese characters, beside full-width signs, and, where the page does,
    beside numbers.

    Kept are the spaces of bylines and lists of names, one that sets two phrases of a heading apart, those
    of score lines, telephone numbers and Latin words. Between Chinese and Latin the page's own majority
    decides, by far.
    """
    for number, block in document.prose():
        spaces = list(_SPACE.finditer(block.text)) if _BLANK.search(block.text) else []
        if not spaces:
            continue
        kept = _is_list(block)
        display = block.kind == Kind.HEADING or not _SENTENCE.search(block.text)
        for found in spaces:
            reason = _reason(document, block.text, found, kept, display)
            if reason:
                sure = Sure.CERTAIN if found.lastgroup == "sign" else Sure.LIKELY
                yield Replace(number, found.start(), found.end(), found.group(), "", reason, sure)


def _reason(document: Document, text: str, found: "regex.Match[str]", kept: bool, display: bool) -> str:
    """Why the space goes, or nothing."""
    (start, end), kind = found.span(), found.lastgroup
    beside = text[start - 1 : start] + text[end : end + 1]
    if display and found.group() == "\u3000" and not _STOPS.search(beside):
        return ""  # set on purpose, between two phrases
    if kind == "sign":
        apart = display and (beside[0] in _CLOSE or beside[-1] in _OPEN)
        return "" if apart and _phrases(text, start, end) else "beside a full-width sign"
    if _SIGNED.search(text, 0, start):
        return ""
    dateline = start <= _HEAD and _DATELINE.fullmatch(text, 0, start)
    if kept or end - start > _WIDEST or dateline or _CREDIT.match(text, end):
        return ""
    if kind == "han":
        set_apart = "\u3000" in found.group() or (display and _phrases(text, start, end))
        return "" if set_apart else "between Chinese characters"
    if kind == "number":
        return "inside a number"
    if _GROUPS.match(text, end):
        return ""
    tight = _tight(document)[bool(_LATIN.search(beside))]
    return "as elsewhere on the page" if tight else ""


def _phrases(text: str, start: int, end: int) -> bool:
    """Whether phrases of some length stand on both sides of the space."""
    before = _GAPS.split(text[max(0, start - _NEAR) : start])[-1]
    after = _GAPS.split(text[end : end + _NEAR])[0]
    return all(len(_HAN.findall(side)) >= _PHRASE for side in (before, after))


def _is_list(block: Block) -> bool:
    """Whether the block is a byline, a list of names or a row of a table, whose spaces mean something."""
    text = block.text
    if block.kind == Kind.BYLINE or is_byline(text):
        return True
    if block.kind == Kind.HEADING:
        return False
    return all(_ROW.fullmatch(line) or _NAMES.fullmatch(line) for line in text.split("\n"))


@lru_cache(maxsize=4)
def _tight(document: Document) -> tuple[bool, bool]:
    """Whether the page sets numbers, and whether it sets Latin letters, without a space beside Chinese."""
    digits, letters = ([0, 0], [0, 0])
    for _, block in document.prose():
        for counts, own in zip((digits, letters), _beside(block.text), strict=True):
            counts[0] += own[0]
            counts[1] += own[1]
    if sum(letters) < _FEW:
        letters = [a + b for a, b in zip(letters, digits, strict=True)]
    return digits[0] > _HABIT * digits[1], letters[0] > _HABIT * letters[1]


@lru_cache(maxsize=256)  # most blocks of a page are as the pass before had them
def _beside(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """How often digits, and how often Latin letters, stand without and with a space beside Chinese."""
    both = ((_DIGIT, _DIGITS), (_LATIN, _LETTERS))
    found = [[any(m.groups()) for m in full.finditer(text)] if any_.search(text) else [] for any_, full in both]
    digits, letters = ((len(each) - sum(each), sum(each)) for each in found)
    return digits, letters
