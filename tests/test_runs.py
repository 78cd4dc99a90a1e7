"""The runs of an output."""

from array import array
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from kanwu.runs import runs


@given(st.lists(st.integers(-5, 5) | st.integers(-50, 50), max_size=30))
@example([-1, 0, 1])
@example([-2, -1, 0, 1])
@example([0, 0, 0])
@example([])
def test_each_kept_character_is_in_one_run_with_those_beside_it(origins: list[int]) -> None:
    found = list(runs(array("i", origins)))
    told = {run.output + n: run.source + n for run in found for n in range(run.size)}
    assert told == {at: origin for at, origin in enumerate(origins) if origin >= 0}
    assert sum(run.size for run in found) == len(told)
    assert not any(a.output + a.size == b.output and a.source + a.size == b.source for a, b in pairwise(found))
