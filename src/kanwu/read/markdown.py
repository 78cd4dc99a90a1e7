"""Markdown, and plain text as its simplest case, read into a Document.

Running text becomes blocks that rules may mend. Markdown that is no running text (front matter, code, HTML, tables,
lists, images, link definitions, thematic breaks) becomes VERBATIM blocks that nobody touches.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kanwu.model import Block, Document, Kind
from kanwu.patterns import late

_HEADING = late(r"(#{1,6})[ \t\u3000]+(?=\S)")
_FENCE = late(r" {0,3}(`{3,}|~{3,})")
_HTML = late(r" {0,3}<(?:!--|/?[A-Za-z][A-Za-z0-9-]*(?:[ \t][^<>]*)?/?>|/?[A-Za-z][A-Za-z0-9-]*\s*$)")
_BREAK = late(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_SETEXT = late(r" {0,3}(?:=+|-{2,})[ \t]*$")
_ITEM = late(r" {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
_DEFINITION = late(r" {0,3}\[[^\]]+\]:[ \t]*\S")
_IMAGE = late(r"[ \t]*(?:!\[[^\]]*\]\([^)]*\)|\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\))[ \t]*$")
_CAPTION = late(r"\*(?![*\s])([^*]+)(?<!\s)\*$")
_RULER = late(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_ROW = late(r"[ \t]*\|(?:[^|\n]{0,24}\|){2,}[ \t]*$")
_SENTENCE = late(r"[。\uff01\uff1f\uff1b\uff0c]|[\u4e00-\u9fff][,;]")
_HAN = late(r"[\u3400-\u9fff]")
_LINE = late(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_KEY = late(r"[\w\"'-]+[ \t]*:")


class _Line(NamedTuple):
    start: int
    end: int  # of the text, line break excluded
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()


class _Lines(list[_Line]):
    """A page's lines, and what was sought in them in vain, so that no search goes twice over the same lines."""

    def __init__(self, lines: Iterable[_Line]) -> None:
        super().__init__(lines)
        self.unclosed: dict[str, int] = {}  # least length of a fence of this sign that nothing closes any more
        self.comments_end = True  # whether a comment may still find its end
        self.bars_end = self.bad_row = -1  # of the last stretch of lines with bars


def read_markdown(source: str, origin: "array[int] | None" = None) -> Document:
    """The document of a Markdown text (BOM excluded, any line ends).

    `origin` gives, for each character of `source`, its number in an earlier text, where the new Document is to be
    traced back to that one; without it each character stands for itself.
    """
    places = array("i", range(len(source))) if origin is None else origin
    blocks = tuple(_blocks(source, _lines(source), places))
    return Document(blocks, source)


def _lines(source: str) -> _Lines:
    lines = []
    for match in _LINE.finditer(source):
        if match.start() == match.end() == len(source):
            break
        text = match.group().rstrip("\r\n")
        lines.append(_Line(match.start(), match.start() + len(text), text))
    return _Lines(lines)


def _blocks(source: str, lines: _Lines, origin: "array[int]") -> Iterator[Block]:
    at = _front_matter(lines)
    if at:
        yield _verbatim(source, lines[:at], origin)
    while at < len(lines):
        if lines[at].blank:
            at += 1
            continue
        taken = _verbatim_end(lines, at)
        if taken > at:
            yield _verbatim(source, lines[at:taken], origin)
            at = taken
        elif heading := _HEADING.match(lines[at].text):
            yield _text(Kind.HEADING, source, [lines[at]], origin, heading.end(), len(heading[1]))
            at += 1
        else:
            end = _paragraph_end(lines, at)
            yield _paragraph(source, lines[at:end], origin)
            at = end


def _front_matter(lines: Sequence[_Line]) -> int:
    """How many lines at the head are YAML front matter."""
    if not lines or lines[0].text.rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:100], 1):
        if line.text.rstrip() in ("---", "..."):
            return number + 1 if number > 1 and _KEY.match(lines[1].text) else 0
    return 0


def _verbatim_end(lines: _Lines, at: int) -> int:
    """The line after the verbatim block that starts here, or `at` itself when none does."""
    line = lines[at].text
    if line[0] > "\u3000" and "|" not in line:
        return at  # what is no running text begins with a sign or a blank; a table may have a word first
    if fence := _FENCE.match(line):
        return _fence_end(lines, at, fence[1])
    if line.lstrip().startswith("<!--"):
        return _comment_end(lines, at)
    if _HTML.match(line):
        return _blank_after(lines, at)
    if _BREAK.match(line) or _DEFINITION.match(line) or _IMAGE.match(line):
        return at + 1
    if _is_code(lines, at):
        return _blank_after(lines, at)
    if _ITEM.match(line):
        return _list_end(lines, at)
    return _table_end(lines, at) if "|" in line else at


def _fence_end(lines: _Lines, at: int, mark: str) -> int:
    if len(mark) >= lines.unclosed.get(mark[0], len(mark) + 1):
        return at
    for number in range(at + 1, len(lines)):
        text = lines[number].text.strip()
        if text and len(text) >= len(mark) and not text.strip(mark[0]):
            return number + 1
    lines.unclosed[mark[0]] = len(mark)
    return at  # never closed: no code but stray signs


def _comment_end(lines: _Lines, at: int) -> int:
    for number in range(at, len(lines) if lines.comments_end else at):
        if "-->" in lines[number].text:
            return number + 1
    lines.comments_end = False
    return at


def _blank_after(lines: Sequence[_Line], at: int) -> int:
    while at < len(lines) and not lines[at].blank:
        at += 1
    return at


def _is_code(lines: Sequence[_Line], at: int) -> bool:
    """Indented by a tab or four blanks after a blank line, and not one Chinese character in it."""
    text = lines[at].text
    fresh = at == 0 or lines[at - 1].blank
    return fresh and text.startswith(("    ", "\t")) and not _HAN.search(text)


def _list_end(lines: Sequence[_Line], at: int) -> int:
    """The end of a list: its items, what is indented below them, and blank lines between."""
    end = at + 1
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line.blank:
            continue
        after_blank = lines[number - 1].blank
        inside = _ITEM.match(line.text) or line.text.startswith(("  ", "\t"))
        if inside or not (after_blank or _starts_other(line.text)):
            end = number + 1
        else:
            break
    return end


def _starts_other(text: str) -> bool:
    return bool(_HEADING.match(text) or _FENCE.match(text) or _HTML.match(text) or text.startswith(">"))


def _table_end(lines: _Lines, at: int) -> int:
    """The end of a table: a ruler under its head, or short cells between bars in every line."""
    if at >= lines.bars_end:
        stop = (n for n in range(at, len(lines)) if "|" not in lines[n].text)
        lines.bars_end = next(stop, len(lines))
    end = lines.bars_end
    if end > at + 1 and _RULER.match(lines[at + 1].text):
        return end
    if at > lines.bad_row:
        bad = (n for n in range(at, end) if not _is_row(lines[n].text))
        lines.bad_row = next(bad, lines.bad_row)
    return at if at <= lines.bad_row else end


def _is_row(text: str) -> bool:
    return bool(_ROW.match(text)) and not _SENTENCE.search(text)


def _paragraph_end(lines: _Lines, at: int) -> int:
    end = at + 1
    quoted = lines[at].text.startswith(">")
    while end < len(lines) and not lines[end].blank:
        text = lines[end].text
        if text.startswith(">") != quoted or _HEADING.match(text):
            break
        if _verbatim_end(lines, end) > end and not _SETEXT.match(text):
            break
        end += 1
    return end


def _paragraph(source: str, lines: Sequence[_Line], origin: "array[int]") -> Block:
    if len(lines) == 2 and _SETEXT.match(lines[1].text):
        return _verbatim(source, lines, origin)
    if lines[0].text.startswith(">"):
        texts = [line.text[1:].strip() for line in lines]
        nested = any(not t or _starts_other(t) or _ITEM.match(t) for t in texts)  # a bare mark parts two paragraphs
        return _verbatim(source, lines, origin) if nested else _text(Kind.QUOTE, source, lines, origin, quoted=True)
    block = _text(Kind.PARAGRAPH, source, lines, origin)
    return block.part(1, -1, Kind.CAPTION) if _CAPTION.match(block.text) else block


def _verbatim(source: str, lines: Sequence[_Line], origin: "array[int]") -> Block:
    start, end = lines[0].start, lines[-1].end
    return Block(Kind.VERBATIM, source[start:end], origin[start:end])


def _text(kind: Kind, source: str, lines: Sequence[_Line], origin: "array[int]", skip: int = 0, level: int = 0,
          quoted: bool = False) -> Block:  # fmt: skip
    """A block of the lines' texts without their marks and outer blanks, one newline between them."""
    texts: list[str] = []
    places: array[int] = array("i")
    for line in lines:
        start, end = line.start + skip, line.end
        text = source[start:end].strip()
        while quoted and text.startswith(">"):
            text = text[1:].lstrip()
        start += source[start:end].rfind(text)
        end = start + len(text)
        if texts:
            places.append(_break_before(source, line.start, origin))
        texts.append(source[start:end])
        places.extend(origin[start:end])
    return Block(kind, "\n".join(texts), places, level)


def _break_before(source: str, start: int, origin: "array[int]") -> int:
    """The origin of the newline that ends the line before `start`; a lone carriage return counts as written."""
    return origin[start - 1] if source[start - 1] == "\n" or origin[start - 1] < 0 else ~origin[start - 1]
