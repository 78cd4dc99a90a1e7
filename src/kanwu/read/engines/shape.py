"""What the readers of engines' JSON share: values taken out of a tree of which nothing may be believed.

Each function takes any value that JSON has and gives something of its own type, empty where the value is not what it
should be. No function calls itself, and none makes more of a value than the value's own size.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from kanwu.geometry import UNKNOWN, Box, Role, around
from kanwu.read.scan import FARTHEST, NO_BOX, Line, Region, Word, is_upright, squashed


def fields(value: Any) -> dict[str, Any]:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def text(value: Any) -> str:
    """The value where it is a string, else an empty one."""
    return value if isinstance(value, str) else ""


def number(value: Any) -> float | None:
    """A finite number, also one that is written as a string; None for all else, true and false among it."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and len(value) > 40:
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def whole(value: Any) -> int | None:
    """A whole number of at most 18 digits, None for all else."""
    found = None if isinstance(value, str) else number(value)
    return int(found) if found is not None and found == int(found) and abs(found) < 1e18 else None


def length(value: Any) -> float:
    """A page's width or height; 0 where the value is none."""
    found = number(value)
    return found if found is not None and 0 < found <= FARTHEST else 0.0


def sure(value: Any, full: float = 1.0) -> float:
    """A confidence, where `full` is the engine's surest, as a number from 0 to 1; UNKNOWN where it is none."""
    found = number(value)
    return min(1.0, max(0.0, found / full)) if found is not None and found >= 0 else UNKNOWN


def box_of(value: Any, width: float = 1.0, height: float = 1.0) -> Box:
    """The upright box around a value: left, top, right, bottom; or corners, flat, as pairs or as x and y.

    Lengths are multiplied by `width` and `height`. NO_BOX for what is no box, or is off any paper.
    """
    points = list(_points(items(value)))
    known = [(x * width, y * height) for x, y in points if x is not None and y is not None]
    if len(known) < 2 or len(known) < len(points) or any(abs(n) > FARTHEST for point in known for n in point):
        return NO_BOX
    xs, ys = zip(*known, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _points(values: list[Any]) -> Iterator[tuple[float | None, float | None]]:
    """The corners that a list of numbers, of pairs or of objects tells; a coordinate that is left out is 0."""
    if values and all(isinstance(v, dict) for v in values):
        yield from ((number(v.get("x", 0)), number(v.get("y", 0))) for v in values)
    elif values and all(isinstance(v, list) for v in values):
        yield from ((number(v[0]), number(v[1])) if len(v) == 2 else (None, None) for v in values)
    elif len(values) % 2 == 0:
        yield from ((number(x), number(y)) for x, y in zip(values[::2], values[1::2], strict=True))
    else:
        yield None, None


def line_of(words: list[Word], box: Box = NO_BOX) -> Line:
    """The line of some words; its box, where none is given, is that around them."""
    if box == NO_BOX:
        box = around(w.box for w in words if w.box != NO_BOX) or NO_BOX
    return Line(words, box, 0.0, is_upright(words, box))


def spelled(whole_text: str, words: list[Word]) -> bool:
    """Whether the words spell the text, blanks aside; if so each word's `spaced` is set as the text has it."""
    at = 0
    spaces = []
    for word in words:
        start = at
        while at < len(whole_text) and whole_text[at].isspace():
            at += 1
        spaces.append(at > start)
        for char in squashed(word.text):
            while at < len(whole_text) and whole_text[at].isspace():
                at += 1
            if at >= len(whole_text) or whole_text[at] != char:
                return False
            at += 1
    if whole_text[at:].strip():
        return False
    for word, spaced in zip(words, spaces, strict=True):
        word.spaced = spaced
    return bool(words)


def worded(whole_text: str, words: list[Word], box: Box, confidence: float = UNKNOWN) -> Line:
    """A line by its words where they spell its text, else by its text alone."""
    words = [word for word in words if word.text.strip()]
    if spelled(whole_text, words):
        return line_of(words, box)
    return line_of([Word(whole_text, box, confidence)], box)


def block_of(content: str, box: Box, role: Role, level: int = 0, confidence: float = UNKNOWN) -> Region:
    """A region of which only the text and the box as a whole are known: each line of it has the whole box."""
    lines = [Line([Word(piece, box, confidence)], box) for piece in content.splitlines() if piece.strip()]
    return Region(lines, role, level)


def text_of(regions: Iterable[Region]) -> str:
    """All text of some regions, without white space."""
    return "".join(squashed(w.text) for region in regions for line in region.lines for w in line.words)


class Known:
    """Texts that are there already, so that the same one in other words of the file is not taken twice."""

    def __init__(self, content: str) -> None:
        plain = squashed(content)
        self.chars = set(plain)
        self.pairs = {plain[at : at + 2] for at in range(len(plain) - 1)}

    def has(self, content: str) -> bool:
        """Whether a text is there, by seven tenths of its pairs of characters."""
        plain = squashed(content)
        pairs = [plain[at : at + 2] for at in range(len(plain) - 1)]
        if not pairs:
            return not plain or plain in self.chars
        return sum(pair in self.pairs for pair in pairs) >= 0.7 * len(pairs)
