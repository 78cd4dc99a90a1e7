"""Numbers, confidences and boxes as XML and HTML formats write them, of which nothing may be believed."""

import math
import re
from collections.abc import Iterable

from kanwu.geometry import UNKNOWN, Box
from kanwu.read.scan import FARTHEST, NO_BOX, boxed

_LONGEST = 40  # characters that a number is written with

_BLANK = re.compile(r"[\s,;]+")


def number(written: str) -> float | None:
    """A finite number; None for what is none."""
    if len(written) > _LONGEST:
        return None
    try:
        found = float(written)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def length(written: str) -> float:
    """A width, a height or a size; 0 where it is none, or larger than any paper."""
    found = number(written)
    return found if found is not None and 0 < found <= FARTHEST else 0.0


def sure(written: str, full: float = 1.0) -> float:
    """A confidence, where `full` is the surest, as a number from 0 to 1; UNKNOWN where it is none or below 0."""
    found = number(written)
    return min(1.0, found / full) if found is not None and found >= 0 else UNKNOWN


def box_of(left: str, top: str, right: str, bottom: str) -> Box:
    """The box of four sides; NO_BOX for what is no place on paper."""
    sides = [number(side) for side in (left, top, right, bottom)]
    known = [side for side in sides if side is not None]
    return boxed(*known) if len(known) == 4 else NO_BOX


def box_from(left: str, top: str, width: str, height: str) -> Box:
    """The box of a corner and a size; NO_BOX for what is no place on paper."""
    sides = [number(side) for side in (left, top, width, height)]
    known = [side for side in sides if side is not None]
    if len(known) < 4:
        return NO_BOX
    return boxed(known[0], known[1], known[0] + known[2], known[1] + known[3])


def box_around(points: Iterable[tuple[str, str]]) -> Box:
    """The upright box around the corners of a polygon; NO_BOX where one of them is no place on paper."""
    known = [(number(x), number(y)) for x, y in points]
    xs = [x for x, _ in known if x is not None]
    ys = [y for _, y in known if y is not None]
    if not known or len(xs) < len(known) or len(ys) < len(known):
        return NO_BOX
    return boxed(min(xs), min(ys), max(xs), max(ys))


def points_of(written: str) -> list[tuple[str, str]]:
    """The corners in a list such as "10,20 30,20 30,40" or "10 20 30 20"; none for an odd number of coordinates."""
    values = [value for value in _BLANK.split(written) if value]
    return list(zip(values[::2], values[1::2], strict=True)) if len(values) % 2 == 0 else []
