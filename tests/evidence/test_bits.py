"""Sets of small numbers as bits."""

from hypothesis import given
from hypothesis import strategies as st

from kanwu.evidence.bits import as_bits, in_bits

CODES = st.sets(st.integers(0, 8191))


@given(CODES)
def test_bits_stand_for_the_numbers(codes: set[int]) -> None:
    assert list(in_bits(as_bits(codes))) == sorted(codes, reverse=True)


@given(CODES, CODES)
def test_what_two_share(first: set[int], second: set[int]) -> None:
    assert set(in_bits(as_bits(first) & as_bits(second))) == first & second
