"""The five ideas: Document, Edit (Replace, Regroup, Flag), Rule, and what the log keeps of an edit."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from kanwu.geometry import Geometry
from kanwu.prints import Prints


class Kind(StrEnum):
    """What a block is on the page. NOISE and COPY stay in the document and are not written."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    QUOTE = "quote"
    BYLINE = "byline"
    DAMAGED = "damaged"  # cannot be repaired from the page; written as Options.damaged says
    NOISE = "noise"  # page furniture, text inside photos, debris
    COPY = "copy"  # the second reading of a column that was read twice
    VERBATIM = "verbatim"  # Markdown that is no running text: code, tables, lists, HTML, front matter


SILENT = frozenset({Kind.NOISE, Kind.COPY})
PROSE = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.CAPTION, Kind.QUOTE, Kind.BYLINE})


class Sure(IntEnum):
    """How sure a rule is of an edit; what is measured on correct text decides the tier."""

    GUESS = 1  # shown, not applied unless asked for
    LIKELY = 2  # evidence names it
    CERTAIN = 3  # the typography allows nothing else


class Span(NamedTuple):
    """A stretch of text by code points, end exclusive."""

    start: int
    end: int


def place(origin: int) -> int:
    """The source position that an origin stands for, whether the character was kept or written."""
    return origin if origin >= 0 else ~origin


def hull(origins: "array[int]") -> Span:
    """The stretch of the source that some origins, one at least, stand in."""
    if len(origins) == 1:
        return Span(place(origins[0]), place(origins[0]) + 1)
    low, high = min(origins), max(origins)
    if low < 0:
        places = [n if n >= 0 else ~n for n in origins]
        low, high = min(places), max(places)
    return Span(low, high + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One block of the page.

    `origin` has one number for each character of `text`: n >= 0 is character n of the source, kept; a negative n is a
    character that an edit wrote at source position ~n. A visual line is a newline in `text`.
    """

    kind: Kind
    text: str
    origin: "array[int]"
    level: int = 0  # of a heading: 1 to 6

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int | None = None, kind: Kind | None = None) -> "Block":
        """The characters from start to end as a block of their own, outer white space cut off."""
        start, stop, _ = slice(start, end).indices(len(self.text))
        piece = self.text[start:stop]
        start += len(piece) - len(piece.lstrip())
        stop -= len(piece) - len(piece.rstrip())
        stop = max(start, stop)
        kind = kind or self.kind
        return Block(kind, self.text[start:stop], self.origin[start:stop], self.level if kind == self.kind else 0)

    def cut(self, *places: int) -> tuple["Block", ...]:
        """The block in pieces, cut before each of the places; empty pieces left out."""
        ends = [0, *places, len(self.text)]
        pieces = (self.part(a, b) for a, b in pairwise(ends))
        return tuple(p for p in pieces if p.text)

    def tagged(self, kind: Kind, level: int = 0) -> "Block":
        return Block(kind, self.text, self.origin, level)

    @property
    def where(self) -> Span:
        """The stretch of the source that the block's characters come from."""
        return hull(self.origin) if self.origin else Span(0, 0)


def joined(blocks: Sequence[Block], glue: str = "\n") -> Block:
    """The blocks' texts as one block of the first one's kind, with the glue between them."""
    origin = array("i")
    for number, block in enumerate(blocks):
        if number and glue:
            here = block.origin[0] if block.origin else 0
            origin.extend([~here if here >= 0 else here] * len(glue))
        origin.extend(block.origin)
    return replace(blocks[0], text=glue.join(b.text for b in blocks), origin=origin)


@dataclass(frozen=True, eq=False)
class Document:
    """A page: its blocks in order, and the source text that they came from (BOM excluded)."""

    blocks: tuple[Block, ...]
    source: str
    script: str = "keep"  # the standard that the page follows: hk, tw, hant (either), hans, keep
    geometry: Geometry | None = None  # of the source, where its format tells
    corpus: Prints | None = None  # what other pages of the paper print, where that was gathered

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of blocks that the page has."""
        return frozenset(block.kind for block in self.blocks)

    def of(self, *kinds: Kind) -> Iterator[tuple[int, Block]]:
        """The blocks of these kinds with their numbers."""
        found = self._found.get(kinds)
        if found is None:
            found = self._found[kinds] = [(i, b) for i, b in enumerate(self.blocks) if b.kind in kinds]
        return iter(found)

    def prose(self) -> Iterator[tuple[int, Block]]:
        """The blocks that hold running text, with their numbers."""
        return self.of(*PROSE)

    @cached_property
    def _found(self) -> dict[tuple[Kind, ...], list[tuple[int, Block]]]:
        """Answers of `of`: rules ask for the same again and again."""
        return {}


class Replace(NamedTuple):
    """Characters start to end of one block, which read `before`, become `after`."""

    block: int
    start: int
    end: int
    before: str
    after: str
    why: str
    sure: Sure = Sure.LIKELY


class Regroup(NamedTuple):
    """Blocks first to last (inclusive) become `after`: the same visible characters cut, joined, retagged or moved."""

    first: int
    last: int
    after: tuple[Block, ...]
    why: str
    sure: Sure = Sure.LIKELY


class Flag(NamedTuple):
    """A place that a person should look at; `proposal` is what it might read, or nothing."""

    block: int
    start: int
    end: int
    why: str
    proposal: str = ""


Edit = Replace | Regroup | Flag


@dataclass(frozen=True)
class Rule:
    """A named pure function from a document to edits; the name is its file, fixture, log line and option."""

    name: str
    find: Callable[[Document], Iterable[Edit]]
    stage: str = ""

    @classmethod
    def of(cls, find: Callable[[Document], Iterable[Edit]]) -> "Rule":
        """The rule of a function that stands in kanwu.rules.<stage>.<name>."""
        return cls(find.__name__, find, find.__module__.split(".")[-2])

    @property
    def purpose(self) -> str:
        """The first paragraph of the rule's docstring."""
        return (self.find.__doc__ or "").strip().split("\n\n")[0]


class Entry(NamedTuple):
    """What the log keeps of an edit. Places are code points of the source (BOM excluded) and of the output."""

    rule: str
    verb: str  # replace, regroup, flag
    source: Span
    line: int  # of the source, from 1
    output: Span
    before: str
    after: str
    why: str
    sure: Sure
    applied: bool
    kinds: tuple[str, ...] = ()  # of the blocks that a regroup left, in their order

    def as_dict(self) -> dict[str, Any]:
        """The entry as a line of the log has it."""
        known = self._asdict()
        known |= {"source": list(self.source), "output": list(self.output), "sure": self.sure.name.lower()}
        if not known.pop("kinds"):
            return known
        return known | {"kinds": list(self.kinds)}


@lru_cache(maxsize=16384)
def is_han(char: str) -> bool:
    """Whether the character is a Chinese one (unified ideographs and the iteration zero)."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char >= "\U00020000" or char == "\u3007"
