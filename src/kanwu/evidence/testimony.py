"""How probable it is that a character was misread, by what the other pages of the paper print.

A scorecard: each sign counts so often; their sum is the log-odds. Fitted by ``tests/benchmarks/bench_corpus.py --fit``
on an encyclopaedia, minutes, and a made-up paper, sent through what engines confuse at several rates and left as they
are; its report says how often the probabilities held on pages that the fit did not see.
"""

import math
from collections.abc import Callable, Sequence

from kanwu.evidence.witnesses import Witness

SIGNS: dict[str, Callable[[Witness], float]] = {
    "pages": lambda w: math.log10(max(w.so.weight, 0.5)),
    "glyph": lambda w: w.glyph,
    "gain": lambda w: min(max(w.gain, -4.0), 8.0),
    "cut": lambda w: min(max(w.cut, -5.0), 7.0),
    "word as read": lambda w: w.before.length,
    "shared": lambda w: w.shared,
    "rival": lambda w: w.rival,
}
"""What is weighed; see `Witness` for units."""

# What bench_corpus.py --fit printed.
CONSTANT = 1.65
POINTS: dict[str, float] = {
    "pages": 2.22, "glyph": 2.52, "gain": 0.70, "cut": 0.58, "word as read": -1.22, "shared": 2.77,
    "rival": -4.40,
}  # fmt: skip
DAMAGE = 1.97  # of log10 of the other clear cases in 1000 characters of the page
CLEAR = 2.0  # log-odds without that from which on a case is clear
_NO_OTHER = 0.2  # case, as it counts


def odds(witness: Witness) -> float:
    """The log-odds that the candidate was printed, by the signs of this place alone."""
    return CONSTANT + sum(POINTS[name] * value(witness) for name, value in SIGNS.items())


def damages(found: Sequence[Witness], size: int) -> list[float]:
    """For each place log10 of how many other mistakes are clear in 1000 characters of a page of so many."""
    clear = {(w.read, w.printed) for w in found if odds(w) >= CLEAR}
    return [math.log10((len(clear - {(w.read, w.printed)}) + _NO_OTHER) / (size / 1000 + 1)) for w in found]


def certainties(found: Sequence[Witness], size: int) -> list[float]:
    """For each of a page's places the probability, 0 to 1, that its candidate was printed; `size` in characters."""
    sums = [odds(w) + DAMAGE * damage for w, damage in zip(found, damages(found, size), strict=True)]
    return [1 / (1 + math.exp(-min(max(sum_, -50.0), 50.0))) for sum_ in sums]
