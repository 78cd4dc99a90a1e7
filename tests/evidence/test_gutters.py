"""Columns found from where words stand, also where an engine's boxes contradict one another."""

import pytest

from kanwu.evidence.gutters import columns_of
from kanwu.evidence.strips import Strip
from kanwu.geometry import UNKNOWN, Box

EM = 20.0


def strip(left: float, right: float, number: int, *words: tuple[float, float]) -> Strip:
    """A line of print, and its words."""
    box = Box(left, 30.0 * number, right, 30.0 * number + EM)
    return Strip(0, 9, box, 0, 0, EM, EM, UNKNOWN, words or ((left, right),))


def two_columns() -> list[Strip]:
    return [strip(x, x + 300, number) for x in (100, 500) for number in range(8)]


def test_two_columns() -> None:
    assert [(box.left, box.right) for box in columns_of(two_columns(), EM)] == [(100, 400), (500, 800)]


@pytest.mark.parametrize("word", [(900, 2000), (-5000, -10), (799, 1e7), (-1e7, 1e7), (300, 100)])
def test_a_word_beside_the_box_of_its_line_does_no_harm(word: tuple[float, float]) -> None:
    lines = [*two_columns(), strip(100, 400, 8, word)]
    assert [(box.left, box.right) for box in columns_of(lines, EM)] == [(100, 400), (500, 800)]
