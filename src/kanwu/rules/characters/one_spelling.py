"""Characters with two spellings, of which a page prints one here and the other there."""

from collections import Counter
from collections.abc import Iterator

from kanwu.evidence.lexicon import is_word
from kanwu.evidence.passages import covers, foreign_passages
from kanwu.evidence.script import TRADITIONAL
from kanwu.model import Document, Edit, Replace, is_han
from kanwu.patterns import one_of

# Both are printed in one place, by this paper or that. Counted in Hong Kong minutes and Taiwan transcripts.
_ONE = "周衞羣綫麪牀匯裏鑑曬恒淨凌峯蔥鏽妝柏粽唇豔勳冤癡嘆閒佔污鬥啟鈎僱杯佈腳卻強產為敘脈"
_TWO = "週衛群線麵床滙裡鑒晒恆凈淩峰葱銹粧栢糭脣艷勛寃痴歎閑占汙鬪啓鉤雇盃布脚却强産爲敍脉"
_OTHER = dict(zip(_ONE + _TWO, _TWO + _ONE, strict=True))
_EITHER = one_of(_OTHER)
# How many times as often the page must print the one, and how often at most the other: a page that has more of it
# is printed in both, as a collection of articles is.
_TIMES = 2
_MOST = 2


def one_spelling(document: Document) -> Iterator[Edit]:
    """Where a page prints 一周 many times and once 一週, the once follows.

    The commoner spelling must stand in the same word, or between the same characters, elsewhere on the page, more
    often than this one, and on the whole page twice as often; so a name that is always spelt its own way stays
    (滙豐 on a page with 匯率), and a page that prints either again and again keeps both.
    """
    if document.script not in TRADITIONAL:
        return
    every = [(number, block.text) for number, block in document.prose()]
    counts = Counter(char for _, text in every for char in _EITHER.findall(text))
    rare = frozenset(c for c, n in counts.items() if n <= _MOST and counts[_OTHER[c]] >= _TIMES * n)
    if not rare:
        return
    places = [(text, found.start()) for _, text in every for found in _EITHER.finditer(text)]
    pairs = Counter(pair for text, place in places for pair in _around(text, place))
    foreign = foreign_passages(document)
    for number, text in every:
        kept = foreign.get(number, [])
        for place in (found.start() for found in _EITHER.finditer(text) if found.group() in rare):
            before, after = text[place], _OTHER[text[place]]
            if covers(kept, place):
                continue
            word = next((p for p in _around(text, place) if pairs[p.replace(before, after)] > pairs[p]), None)
            if word:
                why = f"as elsewhere on the page: {word.replace(before, after)}"
                yield Replace(number, place, place + 1, before, after, why)


def _around(text: str, place: int) -> list[str]:
    """The words of two that the character makes with its neighbours, and the threes of Chinese that it stands in."""
    pairs = [text[at : at + 2] for at in range(max(0, place - 1), place + 1)]
    threes = [text[at : at + 3] for at in range(max(0, place - 2), place + 1)]
    return [pair for pair in pairs if is_word(pair)] + [t for t in threes if len(t) == 3 and all(map(is_han, t))]
