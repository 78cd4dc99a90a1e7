"""Corrected text back into the scan file that it came from; all else in the file stays as it is."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from kanwu.model import Block, place
from kanwu.read.encoding import UNITS, Decoded
from kanwu.read.scan import Scan, Slot

_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.S)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_QUOTED = _ESCAPES | {ord('"'): "&quot;", ord("'"): "&#39;", ord("\n"): "&#10;", ord("\r"): "&#13;", ord("\t"): "&#9;"}
_CLOSING = frozenset({"Pe", "Pf", "Po"})
Oddities = tuple[tuple[int, bytes], ...]


class Change(NamedTuple):
    """What is written over a stretch of the file's text (code points, end exclusive), markup escaped."""

    start: int
    end: int
    text: str


def written_back(raw: str, scan: Scan, blocks: Iterable[Block]) -> str:
    """The file's text `raw`, which `scan` was read from, with the text of the blocks in its slots.

    Nothing is taken out of a facsimile: silent blocks count like others, and what was moved is written where it stood.
    A slot whose text did not change keeps its characters, so no change gives `raw` itself. White space in a slot stays
    as it was, but for a blank that was closed between two characters.
    """
    texts, at = [], 0
    for start, end, text in changes(raw, scan, blocks):
        texts += [raw[at:start], text]
        at = end
    return "".join([*texts, raw[at:]])


def bytes_back(own: Decoded, scan: Scan, blocks: Iterable[Block]) -> bytes:
    """As `written_back`, from a file's decoded text to its bytes: those outside changed slots are the file's own."""
    parts, at = [own.bom], 0
    for start, end, text in [*changes(own.text, scan, blocks), Change(len(own.text), len(own.text), "")]:
        odd = tuple((offset - at, raw) for offset, raw in own.oddities if at <= offset < start)
        parts += [encoded_back(own.text[at:start], own.encoding, oddities=odd), encoded_back(text, own.encoding)]
        at = end
    return b"".join(parts)


def encoded_back(text: str, encoding: str, bom: bytes = b"", oddities: Oddities = ()) -> bytes:
    """The bytes of XML or HTML in a Python codec; a character that it lacks becomes a numeric reference.

    `oddities` are the bytes of code points that were written otherwise than the codec writes them, as Decoded has them.
    """
    parts, start = [bom], 0
    for offset, original in oddities:
        parts += [_encoded(text[start:offset], encoding), original]
        start = offset + 1
    return b"".join([*parts, _encoded(text[start:], encoding)])


def changes(raw: str, scan: Scan, blocks: Iterable[Block]) -> Iterator[Change]:
    """What has to be written over the file's text, in the order of its places there."""
    corrected = _Corrected(scan.document.source, blocks)
    at = 0
    for slot, start, end in sorted(scan.places):
        if slot.start < at or not corrected.differs(start, end):
            continue
        yield Change(slot.start, slot.end, _written(corrected.text(_plain(raw, slot), start, end), slot))
        at = slot.end


class _Corrected:
    """What each place of the source has become."""

    def __init__(self, source: str, blocks: Iterable[Block]) -> None:
        self.source = source
        self.at = ["" for _ in source]
        self.closed: set[int] = set()  # places of which the blank before them is gone
        for block in blocks:
            self._take(block)

    def _take(self, block: Block) -> None:
        last = -1  # the place of the character right before
        home = -1  # the same, whether or not a blank stands between
        kept = {origin for origin in block.origin if origin >= 0}
        for char, origin in zip(block.text, block.origin, strict=True):
            here = self._inked(place(origin))
            if char.isspace() or here < 0:
                last = -1
                continue
            if origin < 0 <= home and here in kept and unicodedata.category(char) in _CLOSING:
                here = home  # a closing sign that was put in belongs to what it closes
            if 0 <= last < here and self._is_blank(last + 1, here):
                self.closed.add(here)
            self.at[here] += char
            last = home = here

    def _inked(self, here: int) -> int:
        """The place, or the nearest one before it, else behind it, that is no white space; -1 for none."""
        here = min(here, len(self.source) - 1)
        before = here
        while before >= 0 and self.source[before].isspace():
            before -= 1
        while before < 0 <= here < len(self.source) and self.source[here].isspace():
            here += 1
        return before if before >= 0 else here if here < len(self.source) else -1

    def _is_blank(self, start: int, end: int) -> bool:
        return start < end and all(self.source[n] == " " for n in range(start, end))

    def differs(self, start: int, end: int) -> bool:
        """Whether a stretch of the source reads otherwise now."""
        inked = "".join(self.source[start:end].split())
        return "".join(self.at[start:end]) != inked or any(n in self.closed for n in range(start + 1, end))

    def text(self, original: str, start: int, end: int) -> str:
        """What stands in a stretch now, with the white space of its original text in the file."""
        inked = [n for n in range(start, end) if not self.source[n].isspace()]
        if "".join(original.split()) != "".join(self.source[n] for n in inked):
            original = self.source[start:end]
        texts: list[str] = []
        gap: list[str] = []
        places = iter(inked)
        for run in re.findall(r"\s+|\S", original):
            if run.isspace():
                gap.append(run)
            elif new := self.at[here := next(places)]:
                texts += [_gap(gap, here in self.closed), new]
                gap.clear()
        return "".join(texts) + _gap(gap, False)


def _gap(runs: list[str], closed: bool) -> str:
    """The white space between two characters, of which those between may be gone."""
    lines = "".join(run for run in runs if "\n" in run)
    return lines or ("" if closed or not runs else runs[0])


def _plain(raw: str, slot: Slot) -> str:
    """The text that a slot's characters stand for."""
    written = raw[slot.start : slot.end]
    if slot.form == "attribute":
        return unescape(re.sub(r"[\t\n\r]", " ", written))
    texts, at = [], 0
    for match in _MARKUP.finditer(written):
        texts += [unescape(written[at : match.start()]), match[1] or ""]
        at = match.end()
    return "".join([*texts, unescape(written[at:])])


def _written(text: str, slot: Slot) -> str:
    return _FORBIDDEN.sub("", text).translate(_QUOTED if slot.form == "attribute" else _ESCAPES)


def _encoded(text: str, encoding: str) -> bytes:
    if encoding in UNITS:  # these write some signs as a look-alike
        lost = {c for c in set(text) if c.encode(encoding, "ignore").decode(encoding) not in (c, "")}
        text = text.translate({ord(c): f"&#{ord(c)};" for c in lost})
    return text.encode(encoding, "xmlcharrefreplace")
