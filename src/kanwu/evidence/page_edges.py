"""Which blocks of a page are its furniture: each by what it holds, by where it stands and by what stands beside it."""

from collections.abc import Iterator
from itertools import pairwise, takewhile

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.furniture import Furniture, furniture, is_phrase, letters
from kanwu.evidence.sentence import ends_sentence
from kanwu.evidence.signs import Sign, told, total
from kanwu.model import SILENT, Block, Document, Kind
from kanwu.patterns import late

RUNNING = (Kind.PARAGRAPH, Kind.HEADING)
# Kinds that are furniture wherever on the page they stand.
ANYWHERE = frozenset({"desk", "call", "rights", "turn", "scan", "colophon"})
SHORT = 5  # letters of what may be a misread section name or page number between furniture

_HEAD = 3  # blocks that are no furniture and may stand before the last item of a page's head
_FOOT = 3  # such blocks behind the first item of its foot
_OUTER = frozenset({"masthead", "page", "figures"})  # enough in the head or foot of a page that has furniture
_NUMBER = frozenset({"number"})  # a bare number proves nothing even beside furniture
_DATE = frozenset({"dateline"})
_DAYS = frozenset({"date", "dateline", "figures"})
_NAMED = frozenset({"page", "masthead"}) | _DAYS  # what a newspaper's or a section's name is printed beside
_NAMES = ("masthead", "section", "phrase")
_TWO = 2  # names on a page: the paper's and the section's
_TITLE = 40  # letters of a headline at most
_NAME = 4  # characters of a person's name at most, or of one that no list has where the title stands beside it
_SIGNED = late(r"\p{Han}{2,4}[ \u3000]+\p{N}{4}年\d{1,2}月\d{1,2}日$")
_DIGIT = late(r"\d")
# One of the lines that tell of an event; the number or address below it is the event's.
_LISTED = late(
    r"(?:日期|[時时][間间段]|地[點点址]|查[詢询]|[費费]用|票[價价]|[對对]象|主[辦办]|[報报]名|[場场][地次]|[門门]票|名[額额]|[內内]容)"
    r"[ ]?[:\uff1a]"
)
# A telephone number or an e-mail address with whatever words before it.
_CONTACT = late(r"[\p{Han}\d ]{2,8}[ :\uff1a]+(?:[\d() -]{8,20}|[\w.+-]+@[\w.-]+)")

# How much each kind says for furniture where several stand in a row at the page's edge. A date and a page number
# are enough together; a date and a name that no list has only where the page has furniture elsewhere.
_WEIGHTS = {
    "dateline": 2.5, "date": 1.5, "page": 1.5, "masthead": 1.5, "lunar": 1.5, "office": 1.5, "issue": 1.5,
    "section": 1.0, "weekday": 1.0, "contact": 1.0, "price": 1.0, "weather": 1.0, "address": 1.0, "phrase": 0.5,
}  # fmt: skip
_ELSEWHERE = 1.0  # there is furniture on the page that is sure
_ENOUGH = 3.0


class Edges:
    """The page's furniture: `taken` has the number of each block that is, and why."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self.order = [i for i, b in enumerate(self.blocks) if b.kind not in SILENT]
        self.places = {n: at for at, n in enumerate(self.order)}
        self.found = {i: f for i, b in document.of(*RUNNING) if (f := furniture(b.text))}
        self.outer = self._outer()
        self.taken: dict[int, str] = {}
        for number in [n for n in self.found if self._is_article(n)]:
            del self.found[number]
        self._take_sure()
        self._take_runs()
        self._take_beside()
        self._take_dates()

    def _outer(self) -> set[int]:
        """The blocks of the page's head and foot: few blocks that are no furniture stand outside of them."""
        others = [i for i in self.order if i not in self.found]
        if len(others) <= _HEAD + _FOOT:
            return set(self.order)
        return {i for i in self.order if i <= others[_HEAD - 1] or i >= others[-_FOOT]}

    def _is_article(self, number: int) -> bool:
        """Whether what looks like furniture is a letter's end, an event's list or a title that names an edition."""
        block, items = self.blocks[number], self.found[number].items
        before, _ = self._neighbours(number)
        if items <= {"date", "phrase"}:
            return bool(_SIGNED.match(block.text)) or self._signs(before)
        if items <= {"contact", "address", "call"} and before >= 0:
            return before not in self.found and bool(_LISTED.match(self.blocks[before].text))
        titled = block.kind == Kind.HEADING and items == {"page", "phrase"} and number != self.order[-1]
        return titled and not self._has_title(number)

    def _signs(self, number: int) -> bool:
        """Whether a block is a person's name below the text."""
        if number <= self.order[0] or number in self.found or self._neighbours(number)[0] in self.found:
            return False
        return is_phrase(self.blocks[number].text) and letters(self.blocks[number].text) <= _NAME

    def _take_sure(self) -> None:
        """The blocks that are furniture by their own items; several different dates are a diary."""
        dates = {self.blocks[i].text for i, f in self.found.items() if f.items - {"figures"} == _DATE}
        for number, found in self.found.items():
            alone = found.sure and (number in self.outer or found.items & ANYWHERE)
            if alone and not (len(dates) > 1 and found.items - {"figures"} == _DATE):
                self.taken[number] = _holds(found)
        if all(self.blocks[n].kind == Kind.HEADING and self.found[n].items == _DATE for n in self.taken):
            self.taken = {}  # a day's entry: nothing else on the page is furniture
        if len(dates) > 1 and not self.taken:
            self.found = {n: f for n, f in self.found.items() if not f.items & _DAYS}

    def _take_runs(self) -> None:
        """Items in a row at the page's edge that say it together."""
        for run in self._runs():
            kinds = {kind for n in run for kind in (self.found[n].items if n in self.found else {"phrase"})}
            signs: list[Sign] = [(_WEIGHTS[k], k) for k in sorted(kinds) if k in _WEIGHTS]
            signs += [(_ELSEWHERE, "furniture elsewhere")] if self.taken else []
            if total(signs) >= _ENOUGH and len(kinds & set(_WEIGHTS)) > 1:
                why = f"page furniture together: {told(signs)}"
                self.taken |= {n: why for n in run if n in self.found and n not in self.taken}

    def _runs(self) -> Iterator[list[int]]:
        run: list[int] = []
        for number in self.order:
            if number in self.outer and (number in self.found or self._is_phrase(number)):
                run.append(number)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def _take_beside(self) -> None:
        """What agrees with the furniture beside it or with it in the page's head or foot."""
        if not self.taken:
            return
        for number, found in self.found.items():
            if "office" in found.items or (number in self.outer and found.items & _OUTER):
                self.taken.setdefault(number, _holds(found))
        edge = sorted(self.outer)
        while more := next(((n, w) for n in edge if n not in self.taken and (w := self._beside(n))), None):
            self.taken[more[0]] = more[1]

    def _beside(self, number: int) -> str:
        """Why a block of the page's edge is furniture by what stands beside it; empty when it is not."""
        before, behind = self._neighbours(number)
        alone = before not in self.taken and behind not in self.taken
        if alone or number not in self.outer or self.blocks[number].kind not in RUNNING:
            return ""
        found = self.found.get(number)
        if found and found.items != _NUMBER:
            return _holds(found)
        if before in self.found and self.found[before].open and letters(self.blocks[number].text) <= _NAME:
            return "a name behind its office"
        closed = self._closes(before, 0) and self._closes(behind, 1)
        if closed and self._is_scrap(number):
            return "a fragment among page furniture"
        return "a name beside page number or date" if self._is_name(number, closed) else ""

    def _neighbours(self, number: int) -> tuple[int, int]:
        """The blocks before and behind, -1 at the page's ends."""
        at = self.places[number]
        return (self.order[at - 1] if at else -1), (self.order[at + 1] if at + 1 < len(self.order) else -1)

    def _closes(self, number: int, side: int) -> bool:
        """Whether furniture or the page's end is on that side; a number misread may stand between."""
        if number in self.taken or number < 0:
            return True
        further = self._neighbours(number)[side]
        worn = self._is_scrap(number) and bool(_DIGIT.search(self.blocks[number].text))
        return worn and (further in self.taken or further < 0)

    def _is_scrap(self, number: int) -> bool:
        block = self.blocks[number]
        title = block.kind == Kind.HEADING and not _DIGIT.search(block.text) and not self._has_title(number)
        if title or ends_sentence(block.text):
            return False
        return letters(block.text) <= SHORT or bool(_CONTACT.fullmatch(block.text))

    def _is_name(self, number: int, closed: bool) -> bool:
        """Whether a phrase is the paper's or the section's name, and not the title, a kicker or who signs."""
        if not self._is_phrase(number) or not _NAMED & self._kinds_around(number) or self._recurs(number, closed):
            return False
        if not closed and (letters(self.blocks[number].text) > _NAME or not self._beside_page(number)):
            return False
        names = [kind for n in self.taken if n in self.found for kind in self.found[n].items if kind in _NAMES]
        names += [why for n, why in self.taken.items() if n not in self.found]
        if not closed and len(names) >= _TWO:
            return False
        behind = number == self.order[-1] or not any(self._is_text(n) for n in self.order if n > number)
        return closed if behind else self._has_title(number)

    def _kinds_around(self, number: int) -> set[str]:
        """The kinds that the row of furniture before and behind a block holds."""
        at = self.places[number]
        sides = self.order[:at][::-1], self.order[at + 1 :]
        near = [n for side in sides for n in takewhile(self.taken.__contains__, side)]
        return {kind for n in near if n in self.found for kind in self.found[n].items}

    def _is_phrase(self, number: int) -> bool:
        block = self.blocks[number]
        return block.kind in RUNNING and is_phrase(block.text) and not is_byline(block.text)

    def _beside_page(self, number: int) -> bool:
        return any("page" in self.found[n].items for n in self._neighbours(number) if n in self.found)

    def _recurs(self, number: int, closed: bool) -> bool:
        """Whether the article itself says the phrase, or two characters of it, as it does a title's."""
        text = self.blocks[number].text.strip()
        parts = [text] if closed else [a + b for a, b in pairwise(text)]
        prose = [self.blocks[n].text for n in self.order if n != number and self._is_text(n)]
        return any(part in said for part in parts for said in prose)

    def _is_text(self, number: int) -> bool:
        return number not in self.taken and letters(self.blocks[number].text) > _TITLE

    def _has_title(self, number: int) -> bool:
        """Whether a headline comes behind, the next thing that is no furniture: so this one is none."""
        left = [n for n in self.order if n > number and n not in self.taken and n not in self.found]
        if not left:
            return False
        block, here = self.blocks[left[0]], self.blocks[number]
        return block.kind == Kind.HEADING or (here.kind == Kind.PARAGRAPH and _like_title(block))

    def _take_dates(self) -> None:
        """A date line among the columns of a page that has furniture: engines read the head wherever they like."""
        dates = [n for n, f in self.found.items() if f.items <= _DAYS and f.items & {"dateline", "figures"}]
        if self.taken and len(dates) == 1 and self.blocks[dates[0]].kind == Kind.PARAGRAPH:
            self.taken.setdefault(dates[0], _holds(self.found[dates[0]]))


def _like_title(block: Block) -> bool:
    """Whether a paragraph may be a headline that lost its mark."""
    if block.kind != Kind.PARAGRAPH or ends_sentence(block.text) or is_byline(block.text):
        return False
    return SHORT < letters(block.text) <= _TITLE


def _holds(found: Furniture) -> str:
    return f"page furniture: {found.named}"
