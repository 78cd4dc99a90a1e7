"""Sentences of the body that stand again, whole and set apart: pull-quotes, also those whose lines were read apart."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex
from rapidfuzz import fuzz

from kanwu.evidence.columns import set_width
from kanwu.evidence.continuity import BODY
from kanwu.evidence.echoes import key
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import Block, Document, Kind
from kanwu.patterns import late

_LENGTH = (8, 60)  # characters that count for comparing
_ALIKE = 75  # similarity to a piece of the body, of 100: two readings of the same words by one engine
_EXACT = 4  # characters; a shorter piece must be the same to the letter
_REACH = 40  # blocks between a quotation and its sentence, or between its pieces: one page has no more
_LARGER = 1.5  # the body block has this many times the characters, or the echo is no quotation from it
_PIECES = 5  # lines of a quotation in large type
_OFF = 2  # characters by which a clause may begin or end elsewhere than the piece
_STOP = late(r"[。\uff01\uff1f!?…」』”.·]")
_DIGITS = late(r"\d+")
_COUNTS = late(r"[\p{Han}A-Za-z0-9]")
_SHORT = late(rf"(?>[^\p{{Han}}A-Za-z0-9]*[\p{{Han}}A-Za-z0-9]){{2,{_LENGTH[1]}}}+[^\p{{Han}}A-Za-z0-9]*+")
_RUNNING = (Kind.PARAGRAPH, Kind.HEADING)


class _Body(NamedTuple):
    """The running text as one key, see kanwu.evidence.echoes."""

    text: str
    starts: dict[int, int]  # for each of its blocks the place where it begins
    texts: tuple[str, ...]  # of its blocks
    numbers: tuple[int, ...]  # theirs
    places: tuple[int, ...]  # where they begin

    def signs(self, place: int) -> list[str]:
        """What stands before each character near a place of the key; a line end before the first of a block."""
        places, found = self.places, list[str]()
        for at in range(max(0, place - _OFF), min(place + _OFF, len(self.text)) + 1):
            index = bisect_right(places, at) - 1
            found.append(_signs(self.texts[index])[at - places[index]] if at < len(self.text) else "\n")
        return found


class _Place(NamedTuple):
    start: int
    end: int
    likeness: float  # of 100


def pull_quote(document: Document, last: int) -> tuple[int, ...]:
    """The blocks, in reading order, that are a pull-quote whose last line is this block; none for any other block.

    Together they are one clause or more of the running text, from where a clause begins to where a sentence ends.
    """
    block = document.blocks[last]
    if block.kind not in _RUNNING or not ends_sentence(block.text) or not _SHORT.fullmatch(block.text):
        return ()
    body = _body(document)
    place = _found(document, body, last)
    if place is None or not _has(body, _STOP, place.end):
        return ()
    pieces, start = [last], place.start
    for _ in range(0 if _is_body(block) else _PIECES - 1):
        piece = _before(document, body, pieces, start)
        if piece is not None:
            pieces.insert(0, piece)
            start -= len(key(document.blocks[piece].text))
    if place.end - start < _LENGTH[0] or not any(body.signs(start)):
        return ()
    return tuple(pieces) if _is_apart(document, pieces, body, start) else ()


@lru_cache(maxsize=4)
def _body(document: Document) -> _Body:
    texts, keys, starts, size = [], [], {}, 0
    for number, block in document.of(Kind.PARAGRAPH):
        if not _is_body(block):
            continue
        starts[number] = size
        texts.append(block.text)
        keys.append(key(block.text))
        size += len(keys[-1])
    return _Body("".join(keys), starts, tuple(texts), tuple(starts), tuple(starts.values()))


def _is_body(block: Block) -> bool:
    return set_width(block.text) >= BODY


@lru_cache(maxsize=64)
def _signs(text: str) -> list[str]:
    """What stands before each character that counts, white space aside; a line end before the first."""
    at, found = 0, []
    for match in _COUNTS.finditer(text):
        found.append("".join(text[at : match.start()].split()) if at else "\n")
        at = match.end()
    return found


def _has(body: _Body, pattern: "regex.Pattern[str]", place: int) -> bool:
    """Whether such a sign stands at a place of the body, give or take a character; a block's end counts."""
    around = "".join(body.signs(place))
    return bool(pattern.search(around)) or "\n" in around


def _found(document: Document, body: _Body, number: int) -> _Place | None:
    """Where in the body, within reach of the block, its words stand again."""
    words = key(document.blocks[number].text)
    found = [place for low, high in _near(document, body, number) if (place := _alike(words, body.text, low, high))]
    return max(found, key=lambda place: place.likeness, default=None)


def _near(document: Document, body: _Body, number: int) -> Iterator[tuple[int, int]]:
    """The parts of the body within reach, before the block and behind it."""
    for near in (range(number - _REACH, number), range(number + 1, number + _REACH + 1)):
        blocks = [n for n in near if n in body.starts]
        if blocks:
            last = blocks[-1]
            yield body.starts[blocks[0]], body.starts[last] + len(key(document.blocks[last].text))


def _alike(words: str, text: str, low: int, high: int) -> _Place | None:
    if len(words) < _EXACT:
        at = text.find(words, low, high)
        return _Place(at, at + len(words), 100) if at >= 0 else None
    found = fuzz.partial_ratio_alignment(words, text[low:high], score_cutoff=_ALIKE)
    if not found or found.dest_end - found.dest_start < len(words) * _ALIKE / 100:
        return None
    if _DIGITS.findall(words) != _DIGITS.findall(text[low + found.dest_start : low + found.dest_end]):
        return None  # a sentence of the same form about something else
    return _Place(low + found.dest_start, low + found.dest_end, found.score)


def _before(document: Document, body: _Body, pieces: list[int], start: int) -> int | None:
    """The block whose words stand right before a place of the body; the longest of several."""
    best, size = None, 1
    for number in range(max(0, pieces[-1] - _REACH), min(len(document.blocks), pieces[-1] + _REACH + 1)):
        block = document.blocks[number]
        if number in pieces or block.kind not in _RUNNING or _is_body(block):
            continue
        words = key(block.text)
        if size < len(words) <= start and not ends_sentence(block.text):
            have = body.text[start - len(words) : start]
            if words == have or (len(words) >= _EXACT and fuzz.ratio(words, have) >= _ALIKE):
                best, size = number, len(words)
    return best


def _is_apart(document: Document, pieces: list[int], body: _Body, start: int) -> bool:
    """Whether the pieces are no seam and no refrain: their sentence is part of a longer block, and they are a heading
    or several pieces, or that block is no neighbour."""
    index = bisect_right(body.places, start) - 1
    own = body.numbers[index] if index >= 0 else pieces[0]
    size = sum(len(key(document.blocks[n].text)) for n in pieces)
    if len(key(document.blocks[own].text)) < _LARGER * size:
        return False
    return len(pieces) > 1 or document.blocks[pieces[0]].kind == Kind.HEADING or abs(own - pieces[0]) > 1


def pull_quotes_of(document: Document) -> Iterator[tuple[int, ...]]:
    """The document's pull-quotes, each as its blocks in reading order; no block is in two."""
    taken: set[int] = set()
    for number in range(len(document.blocks)):
        pieces = pull_quote(document, number) if number not in taken else ()
        if pieces and taken.isdisjoint(pieces):
            taken.update(pieces)
            yield pieces
