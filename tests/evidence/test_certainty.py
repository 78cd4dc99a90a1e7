"""How probable a correction is."""

from itertools import pairwise

import pytest

from kanwu.evidence.certainty import KNOTS, POINTS, SIGNS, between, certainty, told
from kanwu.evidence.misread import Reading, Word

ROWS = ((1.0, -2.0), (2.0, 0.0), (4.0, 3.0))
READING = Reading(
    block=0, place=3, read="間", printed="問", gain=4.0, glyph=-2.0, seen=5, margin=1.0, before=Word(1, -9.0),
    after=Word(2, -4.5), cut=2.0, here=0, there=0, common=-3.2, strays=0, edges=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "points"),
    [(1, -2), (1.5, -1), (2, 0), (3, 1.5), (4, 3), (0.9, -2), (-100, -2), (4.1, 3), (100, 3)],
)
def test_between_two_rows_the_points_lie_between(value: float, points: float) -> None:
    assert between(value, ROWS) == pytest.approx(points)


def test_one_row_says_the_same_of_all() -> None:
    assert between(-5, ((0.0, 1.5),)) == between(0, ((0.0, 1.5),)) == between(5, ((0.0, 1.5),)) == 1.5


def test_each_sign_has_its_rows() -> None:
    assert list(SIGNS) == list(KNOTS) == list(POINTS)
    for name, knots in KNOTS.items():
        assert len(knots) == len(POINTS[name])
        assert all(a < b for a, b in pairwise(knots)), name


def test_each_sign_is_told_with_points_of_its_own_row() -> None:
    points = dict(told(READING))
    assert list(points) == list(SIGNS)
    assert points["margin"] == POINTS["margin"][KNOTS["margin"].index(1)]
    assert points["gain"] == POINTS["gain"][KNOTS["gain"].index(4)]
    assert points["word"] == POINTS["word"][KNOTS["word"].index(2)]


def test_the_best_and_the_worst_stay_within_0_and_1() -> None:
    worst = READING._replace(gain=-50.0, glyph=-50.0, margin=0.0, cut=-50.0, after=Word(1, -9.0), there=0, here=9)
    best = READING._replace(gain=50.0, glyph=0.0, margin=4.0, cut=50.0, after=Word(6, -3.0), there=9, seen=255)
    assert 0 < certainty(worst) < 0.01
    assert 0.99 < certainty(best) < 1


def series(field: str, *values: float) -> list[float]:
    return [certainty(READING._replace(**{field: value})) for value in values]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("gain", (0, 1.2, 1.8, 2.5, 3.5, 4.5, 6, 9)), ("glyph", (-5, -3.5, -2.5, -1.5, -0.5)),
        ("margin", (0, 0.6, 1.5, 3)), ("cut", (-2, 0.5, 1.5, 2.5, 3.5, 5)), ("there", (0, 1, 2)),
        ("damage", (-1, -0.5, 0, 0.5, 1)),
    ],
)  # fmt: skip
def test_certainty_rises_with_what_speaks_for_it(field: str, values: tuple[float, ...]) -> None:
    found = series(field, *values)
    assert all(a <= b for a, b in pairwise(found)), found
    assert found[-1] > found[0] + 0.05


@pytest.mark.parametrize(("field", "values"), [("here", (0, 1, 2)), ("strays", (0, 1, 2))])
def test_certainty_falls_with_what_speaks_against_it(field: str, values: tuple[float, ...]) -> None:
    found = series(field, *values)
    assert all(a >= b for a, b in pairwise(found)), found
    assert found[-1] < found[0] - 0.05


def test_a_word_that_is_completed_is_worth_more_than_one_that_is_broken() -> None:
    completed = READING._replace(before=Word(1, -9.0), after=Word(3, -4.0))
    broken = READING._replace(before=Word(3, -4.0), after=Word(1, -9.0))
    assert certainty(completed) > certainty(READING._replace(after=Word(1, -9.0))) > certainty(broken)
