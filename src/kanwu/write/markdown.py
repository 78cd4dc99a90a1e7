"""A Document written as Markdown, every character of it traced to the source."""

from array import array
from collections.abc import Callable, Iterable
from typing import NamedTuple

from kanwu.model import SILENT, Block, Document, Kind, place
from kanwu.options import Damaged
from kanwu.patterns import late

NOWHERE = -(2**31)  # the origin of a character of markup until it is linked to the source

DAMAGED = ("<!-- kanwu, damaged: ", " -->")  # around a block beyond repair

# White space between two blocks; the marks of both and an indent are none of it.
_MARKUP = late(r"\*?(\s*?)[^\S\r\n]*(?:#{1,6}[ \t\u3000]+|\*|>[ \t\u3000]*)?")


class Written(NamedTuple):
    """The output, and for each of its characters where it comes from, as in Block.origin."""

    text: str
    origin: "array[int]"


def write_markdown(document: Document, damaged: Damaged = "comment") -> Written:
    """The document as Markdown: blocks apart by one blank line, line ends as the source has them."""
    newline = newline_of(document.source)
    left_out = {*SILENT, Kind.DAMAGED} if damaged == "drop" else SILENT
    blocks = (block for block in document.blocks if block.kind not in left_out)
    return put_together(document.source, blocks, lambda block: _marked(block, damaged, newline))


Piece = tuple[str, "array[int] | None"]  # of the output, and where it comes from; None for marks and white space


def put_together(source: str, blocks: Iterable[Block], marked: Callable[[Block], list[Piece]]) -> Written:
    """The blocks' pieces with what stands between them, linked to the source."""
    newline = newline_of(source)
    texts: list[str] = []
    origin: array[int] = array("i")
    last: Block | None = None
    for block in blocks:
        if not block.text:
            continue
        for text, places in (*_gap(source, last, block, newline), *marked(block)):
            texts.append(text)
            origin.extend(places if places is not None else [NOWHERE] * len(text))
        last = block
    if last is not None and source.endswith(("\n", "\r")):
        texts.append(newline)
        origin.extend([NOWHERE] * len(newline))
    text = "".join(texts)
    return Written(text, _linked(text, origin, source))


def newline_of(source: str) -> str:
    """The line end that every line of the source has, a newline where they differ."""
    if "\r" not in source:
        return "\n"
    if "\n" not in source:
        return "\r"
    if source.count("\r\n") == source.count("\n") == source.count("\r"):
        return "\r\n"
    return "\n"


def _gap(source: str, last: Block | None, block: Block, newline: str) -> list[Piece]:
    """What stands between two blocks: a blank line; beside a verbatim block just what the source has."""
    if last is None:
        return []
    if Kind.VERBATIM in (last.kind, block.kind) and last.origin and block.origin:
        start, end = last.origin[-1] + 1, place(block.origin[0])
        if 0 < start <= end and (found := _MARKUP.fullmatch(source, start, end)):
            blank = found[1]
            if "\n" in blank or "\r" in blank:
                return [(blank, array("i", range(*found.span(1))))]
    return [(newline * 2, None)]


def _marked(block: Block, damaged: Damaged, newline: str) -> list[Piece]:
    """The block's text with the marks of its kind around it."""
    text, origin = block.text, block.origin
    if block.kind == Kind.DAMAGED and damaged == "comment" and "-->" not in text:
        return [(DAMAGED[0], None), *_broken(text, origin, " "), (DAMAGED[1], None)]
    if block.kind == Kind.HEADING or (block.kind == Kind.DAMAGED and block.level):
        return [("#" * (block.level or 2) + " ", None), *_broken(text, origin, " ")]
    if block.kind == Kind.CAPTION and "*" not in text:
        return [("*", None), *_broken(text, origin, newline), ("*", None)]
    if block.kind == Kind.QUOTE:
        return [("> ", None), *_broken(text, origin, newline, "> ")]
    return unmarked(block, newline)


def unmarked(block: Block, newline: str) -> list[Piece]:
    """The block's text without any mark; a heading on one line."""
    if block.kind == Kind.VERBATIM:
        return [(block.text, block.origin)]
    return _broken(block.text, block.origin, " " if block.kind == Kind.HEADING else newline)


def _broken(text: str, origin: "array[int]", newline: str, mark: str = "") -> list[Piece]:
    """The text with its line breaks as the source writes them, and the mark at each new line."""
    if (newline == "\n" and not mark) or "\n" not in text:
        return [(text, origin)]
    pieces: list[Piece] = []
    at = 0
    for line in text.split("\n"):
        if pieces:
            pieces.append((newline + mark, None))
        pieces.append((line, origin[at : at + len(line)]))
        at += len(line) + 1
    return pieces


def _linked(text: str, origin: "array[int]", source: str) -> "array[int]":
    """Markup and white space linked to the source where the same stands in the same place there."""
    at, size = 0, len(text)
    taken = set(origin)
    while (at := _next(origin, at)) < size:
        end = at
        while end < size and origin[end] == NOWHERE:
            end += 1
        low = place(origin[at - 1]) + 1 if at else 0
        high = place(origin[end]) if end < size else len(source)
        _link(text, origin, at, end, source, low, high, taken)
        at = end
    return origin


def _next(origin: "array[int]", at: int) -> int:
    """The first place from `at` on that is not linked yet, or the end."""
    try:
        return origin.index(NOWHERE, at)
    except ValueError:
        return len(origin)


def _link(text: str, origin: "array[int]", at: int, end: int, source: str, low: int, high: int,
          taken: set[int]) -> None:  # fmt: skip
    """Link the start and the end of one unlinked stretch with what is not taken yet of source[low:high]."""
    rear_at, rear = end, max(low, high)
    while rear_at > at and rear > low and rear - 1 not in taken and text[rear_at - 1] == source[rear - 1]:
        rear_at, rear = rear_at - 1, rear - 1
        origin[rear_at] = rear
        taken.add(rear)
    while at < rear_at and low < rear and low not in taken and text[at] == source[low]:
        origin[at] = low
        taken.add(low)
        at, low = at + 1, low + 1
    for mark in range(at, rear_at):
        origin[mark] = ~min(low, max(0, len(source)))
