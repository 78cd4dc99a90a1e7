"""Tables of numbers in files, read where they lie."""

import mmap
import sys
from array import array
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def mapped(file: Path) -> memoryview:
    """The bytes of a file, of which no more is read than is looked at; all processes share it.

    Raises OSError for a file that cannot be opened, and ValueError for an empty one.
    """
    with file.open("rb") as stream:
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


def numbers_in(data: memoryview, code: str, count: int) -> Sequence[int]:
    """So many numbers at the start of the data, lowest byte first, whatever order this machine has.

    `code` is that of `array`: B, H, I or Q. Nothing is copied where the machine has them so, too.
    """
    width = array(code).itemsize
    if sys.byteorder == "little":
        with suppress(TypeError):
            return data[: count * width].cast(code)  # type: ignore[call-overload,no-any-return]
    found: array[int] = array(code)
    found.frombytes(data[: count * width])
    if sys.byteorder == "big":
        found.byteswap()
    return found
