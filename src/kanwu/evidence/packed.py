"""Numbers that lie in the bytes of a table."""

import sys
from array import array
from collections.abc import Sequence


def numbers_in(data: memoryview, code: str, count: int) -> Sequence[int]:
    """So many numbers at the start of the data, lowest byte first, whatever order this machine has.

    `code` is that of `array`: B, H, I or Q. They are copied, since looking up in an array is quickest.
    """
    found: array[int] = array(code)
    found.frombytes(data[: count * found.itemsize])
    if sys.byteorder == "big":
        found.byteswap()
    return found
