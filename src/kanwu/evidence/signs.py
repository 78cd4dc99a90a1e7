"""Weak signs weighed together: what they come to, and how the log tells of them."""

from collections.abc import Sequence

Sign = tuple[float, str]
"""A weight, for (positive) or against (negative), and the name under which `why` shows it."""


def total(signs: Sequence[Sign]) -> float:
    """The sum of the weights."""
    return sum([weight for weight, _ in signs])


def told(signs: Sequence[Sign]) -> str:
    """The signs by name, each with its weight, as `why` has them."""
    return ", ".join(f"{name} {weight:+g}" for weight, name in signs)
