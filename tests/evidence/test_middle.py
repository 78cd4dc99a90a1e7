"""The middle of some values."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.evidence.middle import median


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_as_the_library_has_it(values: list[float]) -> None:
    assert median(values) == statistics.median(values)


def test_none_of_none() -> None:
    with pytest.raises(IndexError):
        median([])
