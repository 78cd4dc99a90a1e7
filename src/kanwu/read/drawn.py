"""Pages with boxes, drawn by hand, as the fixtures of rules have them.

    60 100 380 120 | a printed line, its box before it: left, top, right, bottom

A line `90% 60 100 380 120 | …` has that confidence. Blank lines part regions, `---` parts pages. Each line is one word,
as of an engine that gives no more.
"""

import re

from kanwu.geometry import UNKNOWN, Box
from kanwu.model import Document
from kanwu.read.scan import Line, Page, Region, Word, scanned

_LINE = re.compile(r"(?:(\d+)%\s+)?(-?\d+)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+) \| (.*)")


def drawn(text: str) -> Document:
    """The document of a page drawn so. Raises ValueError for a line without a box."""
    pages = []
    for page in re.split(r"(?m)^---$", text):
        regions = [
            Region([_line(line) for line in part.split("\n")]) for part in re.split(r"\n\s*\n", page.strip("\n"))
        ]
        boxes = [line.box for region in regions for line in region.lines]
        pages.append(Page(regions, max(b.right for b in boxes) + 20, max(b.bottom for b in boxes) + 20))
    return scanned(pages).document


def _line(text: str) -> Line:
    match = _LINE.fullmatch(text)
    if match is None:
        raise ValueError(f"no line with a box: {text}")
    box = Box(*map(float, match.groups()[1:5]))
    return Line([Word(match[6], box, int(match[1]) / 100 if match[1] else UNKNOWN)], box)
