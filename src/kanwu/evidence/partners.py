"""Which pieces of running text are halves of one paragraph, all weighed against each other."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kanwu.evidence.columns import column_widths, has_columns
from kanwu.evidence.continuity import JOIN, continues, may_join, most_before, most_behind, signs
from kanwu.evidence.phrases import phrases_of
from kanwu.evidence.sentence import cannot_start, ends_sentence
from kanwu.evidence.signs import Sign, told, total
from kanwu.model import SILENT, Document, Kind

BETWEEN = SILENT | {Kind.CAPTION, Kind.QUOTE, Kind.DAMAGED}  # what may stand between the halves of a paragraph
_REACH = 8  # blocks; more than two photos with their debris do not come between two columns
_FAR = 25  # blocks; a half that was read in the wrong place stands no further off
# For halves that do not follow each other: what a page's other pieces take off, how far the next best may come, and
# from where on a link is believed by itself; tests/benchmarks/fit_continuity.py counts right and wrong ones.
_APART, _MARGIN, _BELIEVED = 2.0, 0.5, 5.5
NEAR = 4  # blocks; what a photo or a boxed text pushed aside stands no further off


class Link(NamedTuple):
    """Two blocks that are halves of one paragraph, by their numbers."""

    score: float
    first: int
    second: int
    why: str
    apart: bool = False  # other running text stands between them, or the second half before the first

    @property
    def weight(self) -> float:
        """The score, less what the choice among many pieces takes off."""
        return self.score - _APART * self.apart


class Partners(NamedTuple):
    """The links of a document: halves that follow each other, those that are believed to stand elsewhere, and those
    that may."""

    beside: tuple[Link, ...]
    elsewhere: tuple[Link, ...]
    doubtful: tuple[Link, ...]


@lru_cache(maxsize=4)
def partners(document: Document) -> Partners:
    """The best links such that no block has two partners on a side and no chain bites its tail.

    A half that stands elsewhere is believed when the signs are strong, or when both places that it mends have no other
    half to offer: what follows the first half goes on something else, and what stands before the second is finished or
    goes on elsewhere. Halves stand elsewhere only where line ends are shown.
    """
    links = sorted(_links(document), key=lambda link: (-link.weight, link.first, link.second))
    follows = _matched(links)
    apart = [link for link in follows.values() if link.apart]
    seconds = {link.second for link in follows.values()}
    believed = {x for x in apart if x.score >= _BELIEVED or _is_closed(document, x, follows.keys(), seconds)}
    # Words of a picture that were taken for a heading do not part halves that plainly go together.
    over = {link for link in believed if following_text(document, link.first) == link.second}
    return Partners(
        beside=tuple(link for link in follows.values() if not link.apart or link in over),
        elsewhere=tuple(link for link in apart if link in believed and link not in over),
        doubtful=tuple(link for link in apart if link not in believed),
    )


def _links(document: Document) -> Iterator[Link]:
    widths, phrases = column_widths(document), phrases_of(document)
    blocks, paragraphs = document.blocks, list(document.of(Kind.PARAGRAPH))
    starts = [(n, b) for n, b in paragraphs if not cannot_start(b.text)] if has_columns(document) else []
    seconds = [_Second(n, most_behind(b.text, widths[n]), "\n" in b.text) for n, b in starts]
    for number, block in paragraphs:
        after = following(document, number)
        if after is not None and may_join(block.text, blocks[after].text, widths[number], widths[after]):
            score, why = continues(block, blocks[after], widths[number], widths[after], phrases)
            if score >= JOIN:
                yield Link(score, number, after, why)
        if widths[number] is None or ends_sentence(block.text) or "\n" not in block.text:
            continue
        needed = JOIN + _APART - most_before(block.text, widths[number])
        for far, most, lined in _in_reach(document, number, seconds):
            distance = _distance(far - number, lined)
            if most + distance.weight < needed or far == after:
                continue
            pieces = (block.text, blocks[far].text, widths[number], widths[far])
            if may_join(*pieces, JOIN + _APART - distance.weight):
                found = [*signs(*pieces, phrases), *distance.against]
                if total(found) - _APART >= JOIN:
                    yield Link(total(found), number, far, told(found), True)


class _Second(NamedTuple):
    """A paragraph that may be a second half: its number, what it brings at most, and whether it has several lines."""

    number: int
    most: float
    lined: bool


class _Distance(NamedTuple):
    """What speaks against a second half by where it stands, and the sum of it."""

    weight: float
    against: tuple[Sign, ...]


@lru_cache(maxsize=4 * _FAR)
def _distance(away: int, lined: bool) -> _Distance:
    """`away` is how many blocks further on it stands, `lined` whether it has several lines."""
    signs: tuple[tuple[bool, Sign], ...] = (
        (abs(away) > NEAR, (-1.0, "far off")),
        (away < 0, (-1.0, "it was read before")),
        (not lined, (-1.0, "a single line")),
    )
    against = tuple(sign for holds, sign in signs if holds)
    return _Distance(total(against), against)


def _in_reach(document: Document, number: int, seconds: Sequence[_Second]) -> Iterator[_Second]:
    """Those of the second halves that stand near a block, with nothing of another structure between."""
    low, high = (bisect_left(seconds, (at,)) for at in (number - _FAR, number + _FAR + 1))
    known = Kind.VERBATIM in document.kinds
    for second in seconds[low:high]:
        between = range(*sorted((number, second.number)))
        if second.number != number and not (known and any(document.blocks[n].kind == Kind.VERBATIM for n in between)):
            yield second


def following(document: Document, number: int) -> int | None:
    """The paragraph after this one with nothing but captions, quotes and noise between."""
    for after in range(number + 1, min(number + _REACH, len(document.blocks))):
        kind = document.blocks[after].kind
        if kind == Kind.PARAGRAPH:
            return after
        if kind not in BETWEEN:
            return None
    return None


def _matched(links: list[Link]) -> dict[int, Link]:
    follows: dict[int, Link] = {}
    seconds: set[int] = set()
    rivals: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        rivals[link.first].append(link)
        rivals[~link.second].append(link)
    for link in links:
        if link.first in follows or link.second in seconds or chain(link.second, follows)[-1] == link.first:
            continue
        others = (*rivals[link.first], *rivals[~link.second]) if link.apart else ()
        free = (other for other in others if other.first not in follows and other.second not in seconds)
        if any(other != link and other.weight > link.weight - _MARGIN for other in free):
            continue  # one of the halves might as well go with another
        follows[link.first] = link
        seconds.add(link.second)
    return follows


def _is_closed(document: Document, link: Link, firsts: Container[int], seconds: Container[int]) -> bool:
    """Whether the paragraph behind the first half goes on another, and the one before the second is done or goes on."""
    after = following_text(document, link.first)
    if after < len(document.blocks) and after not in seconds:
        return False
    behind = range(link.second - 1, -1, -1)
    before = next((n for n in behind if document.blocks[n].kind == Kind.PARAGRAPH), None)
    return before is None or before in firsts or ends_sentence(document.blocks[before].text)


def chain(number: int, follows: dict[int, Link]) -> list[int]:
    """The blocks of one paragraph from this one on."""
    numbers = [number]
    while numbers[-1] in follows:
        numbers.append(follows[numbers[-1]].second)
    return numbers


def following_text(document: Document, number: int) -> int:
    """The number of the next paragraph behind a block, or how many blocks there are."""
    behind = range(number + 1, len(document.blocks))
    return next((n for n in behind if document.blocks[n].kind == Kind.PARAGRAPH), len(document.blocks))
