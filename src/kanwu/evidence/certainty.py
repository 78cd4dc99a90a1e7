"""How probable it is that a doubtful character was misread and that its best candidate was printed.

A scorecard: each sign gives points, between two rows of its table the ones between; their sum is the log-odds. Fitted
by ``tests/benchmarks/fit_misread.py`` on pages of our own articles, on lines of an encyclopaedia read by two OCR
engines and on correct text; its report says how often the probabilities held on pages that the fit did not see.
"""

import math
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from kanwu.evidence.misread import Reading

Rows = tuple[tuple[float, float], ...]

SIGNS: dict[str, Callable[[Reading], float]] = {
    "gain": lambda r: r.gain,
    "glyph": lambda r: r.glyph,
    "margin": lambda r: r.margin,
    "cut": lambda r: r.cut,
    "seen": lambda r: math.log10(1 + r.seen),
    "word": lambda r: r.after.length,
    "word as read": lambda r: r.before.length,
    "common": lambda r: r.common,
    "strays": lambda r: r.strays,
    "damage": lambda r: r.damage,
    "elsewhere as read": lambda r: r.here,
    "elsewhere": lambda r: r.there,
    "confidence": lambda r: r.sure,
}
"""What is weighed; see `Reading` for units."""

KNOTS: dict[str, tuple[float, ...]] = {
    "gain": (1, 1.5, 2, 3, 4, 5, 7),
    "glyph": (-4, -3, -2, -1),
    "margin": (0, 0.5, 1, 2, 4),
    "cut": (-1, 0, 1, 2, 3, 4, 6),
    "seen": (0, 0.3, 0.7, 1.2, 2),
    "word": (1, 2, 3, 4),
    "word as read": (1, 2, 3, 4),
    "common": (-5.5, -4.5, -3.7, -3),
    "strays": (0, 1, 2),
    "damage": (-1, -0.6, -0.2, 0.3, 0.8, 1.3),
    "elsewhere as read": (0, 1, 2),
    "elsewhere": (0, 1, 2),
    "confidence": (-1, 0.1, 0.3, 0.5, 0.65, 0.75, 0.83, 0.88, 0.92),
}
# What fit_misread.py printed: the constant, then the points of each row.
CONSTANT = -1.34
POINTS: dict[str, tuple[float, ...]] = {
    "gain": (-0.81, -0.68, -0.55, -0.32, 0.13, 0.82, 1.41),
    "glyph": (-1.43, -0.64, 0.47, 1.61),
    "margin": (-0.58, -0.36, -0.00, 0.36, 0.58),
    "cut": (-1.49, -1.21, -0.77, -0.04, 0.43, 1.03, 2.04),
    "seen": (-0.47, -0.88, -0.04, 0.50, 0.90),
    "word": (-0.51, -0.25, 0.21, 0.55),
    "word as read": (0.68, -0.02, -0.33, -0.33),
    "common": (-0.24, -0.13, 0.10, 0.27),
    "strays": (0.40, -0.03, -0.37),
    "damage": (-0.87, -0.41, -0.16, 0.29, 0.51, 0.63),
    "elsewhere as read": (0.85, -0.03, -0.82),
    "elsewhere": (-0.84, 0.08, 0.77),
    # Half of what fit_confidence.py printed: n-grams and confidence often doubt the same characters.
    "confidence": (0.00, 1.29, 0.93, 0.66, 0.48, 0.16, -0.16, -0.57, -1.16),
}


def certainty(reading: Reading) -> float:
    """The probability, 0 to 1, that the candidate was printed."""
    odds = CONSTANT + sum(points for _, points in told(reading))
    return 1 / (1 + math.exp(-odds))


def told(reading: Reading) -> Iterator[tuple[str, float]]:
    """Each sign and its points, in log-odds."""
    for name, value in SIGNS.items():
        yield name, between(value(reading), _rows(name))


def between(value: float, rows: Rows) -> float:
    """The points for this value: of the two rows around it in proportion, beyond the ends those of the end."""
    if value <= rows[0][0]:
        return rows[0][1]
    for (low, points), (high, more) in pairwise(rows):
        if value < high:
            return points + (value - low) / (high - low) * (more - points)
    return rows[-1][1]


@cache
def _rows(name: str) -> Rows:
    return tuple(zip(KNOTS[name], POINTS[name], strict=True))
