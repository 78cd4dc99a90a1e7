"""Azure: Document Intelligence (Read and Layout, from API 2022-08-31), Computer Vision Read 3.x, Image Analysis 4.0.

Written to the REST reference of Document Intelligence 4.0, API 2024-11-30 (learn.microsoft.com/azure/ai-services/
document-intelligence: "Analyze document API response", "Layout model"), and of Computer Vision 3.2 ("Get Read Result")
and 4.0 ("Image Analysis - Analyze"). Lines, words and paragraphs tell the same text three times: lines give the text,
words their boxes and confidences, paragraphs say what belongs together. Their offsets in "content" bring them together.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from kanwu.geometry import Box
from kanwu.read.engines.azure_paragraphs import paragraphs_of
from kanwu.read.engines.shape import (
    Known,
    block_of,
    box_of,
    fields,
    items,
    length,
    line_of,
    sure,
    text,
    text_of,
    whole,
    worded,
)  # fmt: skip
from kanwu.read.scan import NO_BOX, Line, Page, Region, Word, squashed

_OLD = ("readResults", "recognitionResults")
_LONG = 0.7  # of a paragraph's text: what its lines must have at least to stand for it


class _Piece(NamedTuple):
    """A line, and where it begins in the content (-1: not told)."""

    start: int
    line: Line


def is_azure(tree: Any) -> bool:
    """Whether a tree has the shape of an answer of one of these services."""
    result = _result(tree)
    if any(isinstance(result.get(key), list) for key in _OLD) or _blocks(result):
        return True
    pages = items(result.get("pages"))
    if "analyzeResult" in fields(tree) or "modelId" in result:
        return bool(pages) or isinstance(result.get("paragraphs"), list)
    return any({"lines", "words", "pageNumber"} & fields(page).keys() for page in pages)


def azure_pages(tree: Any) -> list[Page]:
    """The pages of an answer; lines that no paragraph holds are each a region of its own."""
    result = _result(tree)
    old = next((result[key] for key in _OLD if isinstance(result.get(key), list)), None)
    if old is not None:
        return [_old_page(fields(page)) for page in old]
    if blocks := _blocks(result):
        size = fields(result.get("metadata"))
        return [_old_page({"lines": [line for block in blocks for line in items(fields(block).get("lines"))], **size})]
    return _Layout(result).pages()


def _result(tree: Any) -> dict[str, Any]:
    node = fields(tree)
    inner = fields(node.get("readResult"))
    return fields(node.get("analyzeResult")) or (inner if "pages" in inner else node)


def _blocks(result: dict[str, Any]) -> list[Any]:
    return items(fields(result.get("readResult")).get("blocks"))


def _old_page(page: dict[str, Any]) -> Page:
    lines = []
    for node in map(fields, items(page.get("lines"))):
        words = [_word(word) for word in items(node.get("words"))]
        content = text(node.get("text")) or " ".join(word.text for word in words)
        if content.strip():
            lines.append(worded(content, words, _box(node)))
    return Page([Region([line]) for line in lines], length(page.get("width")), length(page.get("height")))


def _word(value: Any) -> Word:
    node = fields(value)
    return Word(text(node.get("content")) or text(node.get("text")), _box(node), sure(node.get("confidence")))


def _box(node: dict[str, Any]) -> Box:
    return next((box_of(node[key]) for key in ("polygon", "boundingBox", "boundingPolygon") if key in node), NO_BOX)


def _spans(node: dict[str, Any]) -> list[tuple[int, int]]:
    """Where a node stands in the content: start and end of each of its stretches."""
    given = [fields(span) for span in [node.get("span"), *items(node.get("spans"))]]
    known = [(whole(span.get("offset")), whole(span.get("length"))) for span in given]
    return [(at, at + size) for at, size in known if at is not None and size is not None and at >= 0 < size]


class _Free:
    """The words of a page that no line has taken; to take one again costs next to nothing, however lines overlap."""

    def __init__(self, starts: list[int]) -> None:
        self.starts = starts
        self.next = list(range(len(starts) + 1))  # a word's own number while it is free, else that of a later one

    def _first(self, at: int) -> int:
        """The first free word from one on."""
        end = at
        while self.next[end] != end:
            end = self.next[end]
        while self.next[at] != end:
            self.next[at], at = end, self.next[at]
        return end

    def taken(self, start: int, end: int) -> Iterator[int]:
        """Takes the free words that begin in a stretch of the content."""
        last = bisect_left(self.starts, end)
        at = self._first(bisect_left(self.starts, start))
        while at < last:
            self.next[at] = at + 1
            yield at
            at = self._first(at)

    def left(self) -> list[int]:
        return [at for at in range(len(self.starts)) if self.next[at] == at]


class _Layout:
    """An answer whose paragraphs say which lines belong together."""

    def __init__(self, result: dict[str, Any]) -> None:
        self.nodes = [fields(page) for page in items(result.get("pages"))] or [{}]
        self.paragraphs, self.pictures = paragraphs_of(result)
        spans = ((start, end, at) for at, p in enumerate(self.paragraphs) for start, end in _spans(p.node))
        self.spans = sorted(spans)
        self.starts = [start for start, _, _ in self.spans]
        self.is_placed = True  # whether it is told of each line where it stands in the content
        self.told: set[int] = set()  # the paragraphs whose text is in some region

    def pages(self) -> list[Page]:
        found = [self._page(node, at) for at, node in enumerate(self.nodes, 1)]
        numbers = dict(zip((_page_number(node, at) for at, node in enumerate(self.nodes, 1)), found, strict=True))
        known = Known("" if self.is_placed else "".join(text_of(page.regions) for page in found))
        for at, paragraph in enumerate(self.paragraphs):
            if at not in self.told and not known.has(paragraph.content):
                page = numbers.get(paragraph.page, found[-1])
                page.regions.append(block_of(paragraph.content, paragraph.box, paragraph.role, paragraph.level))
        return found

    def _page(self, node: dict[str, Any], at: int) -> Page:
        size = length(node.get("width")), length(node.get("height"))
        pictures = [box for page, box in self.pictures if page == _page_number(node, at)]
        return Page(list(self._regions(self._pieces(node))), *size, pictures)

    def _regions(self, pieces: list[_Piece]) -> Iterator[Region]:
        """A region for each run of lines of one paragraph; by the paragraph's own text where the lines lack some."""
        runs: list[tuple[int | None, list[Line]]] = []
        for piece in pieces:
            paragraph = self._paragraph(piece.start)
            if paragraph is None or not runs or runs[-1][0] != paragraph:
                runs.append((paragraph, []))
            runs[-1][1].append(piece.line)
        lengths: dict[int | None, int] = {}
        for number, lines in runs:
            lengths[number] = lengths.get(number, 0) + len(text_of([Region(lines)]))
        for number, lines in runs:
            yield from self._run(number, lines, lengths[number])

    def _run(self, number: int | None, lines: list[Line], long: int) -> Iterator[Region]:
        if number is None:
            yield Region(lines)
            return
        known = self.paragraphs[number]
        whole_paragraph = long >= _LONG * len(squashed(known.content)) or known.is_split
        if whole_paragraph:
            yield Region(lines, known.role, known.level)
        elif number not in self.told:
            yield block_of(known.content, known.box, known.role, known.level)
        self.told.add(number)

    def _pieces(self, node: dict[str, Any]) -> list[_Piece]:
        """The lines of a page, with its words that are in none of them, in the order of the content."""
        words = _placed_words(node)
        starts = [start for start, _, _ in words]
        free = _Free(starts)
        pieces = []
        for line in map(fields, items(node.get("lines"))):
            content, spans = text(line.get("content")), _spans(line)
            if content.strip():
                within = [words[n][2] for a, b in spans for n in free.taken(a, b)]
                found = worded(content, within, _box(line))
                pieces.append(_Piece(spans[0][0] if spans else -1, found))
        if any(piece.start < 0 for piece in pieces):  # it is not told which words are in the lines
            self.is_placed = False
            return pieces
        pieces += self._left([words[n] for n in free.left() if words[n][0] >= 0 or not pieces])
        return sorted(pieces, key=lambda piece: piece.start)

    def _left(self, words: list[tuple[int, int, Word]]) -> Iterator[_Piece]:
        """A line for each run of words that no line holds, within a paragraph."""
        run: list[Word] = []
        first = last = -1
        for start, end, word in words:
            if run and self._paragraph(start) != self._paragraph(first):
                yield _Piece(first, line_of(run))
                run = []
            if not run:
                first = start
            elif start >= 0:
                word.spaced = start > last
            run.append(word)
            last = end
        if run:
            yield _Piece(first, line_of(run))

    def _paragraph(self, place: int) -> int | None:
        """The number of the paragraph that a place of the content is in."""
        at = bisect_right(self.starts, place) - 1
        return self.spans[at][2] if place >= 0 <= at and place < self.spans[at][1] else None


def _page_number(node: dict[str, Any], at: int) -> int:
    number = whole(node.get("pageNumber"))
    return at if number is None else number


def _placed_words(node: dict[str, Any]) -> list[tuple[int, int, Word]]:
    """The words of a page in the order of the content, those before whose place is not told."""
    given = [(_spans(fields(value)), _word(value)) for value in items(node.get("words"))]
    words = [(*(spans[0] if spans else (-1, -1)), word) for spans, word in given if word.text.strip()]
    return sorted(words, key=lambda found: found[0])
