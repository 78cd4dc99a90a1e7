"""Numbers in the bytes of a table."""

import sys
from pathlib import Path
from struct import pack

import pytest

from kanwu.evidence.packed import mapped, numbers_in


@pytest.mark.parametrize("code", "BHIQ")
def test_the_lowest_byte_comes_first(code: str) -> None:
    values = (0, 1, 200, 255)
    data = pack(f"<{len(values)}{code}", *values)
    assert tuple(numbers_in(memoryview(data), code, len(values))) == values


def test_only_so_many_are_taken() -> None:
    assert list(numbers_in(memoryview(b"\1\0\2\0\3\0"), "H", 2)) == [1, 2]
    assert list(numbers_in(memoryview(b"\1\0"), "H", 0)) == []


def test_on_a_machine_with_the_highest_byte_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """There `array` reads the other way round and is swapped; here the swap shows."""
    other = {"little": "big", "big": "little"}[sys.byteorder]
    monkeypatch.setattr(sys, "byteorder", other)
    expected = [0x0100, 0x0200] if other == "big" else [1, 2]
    assert list(numbers_in(memoryview(b"\1\0\2\0"), "H", 2)) == expected


@pytest.mark.parametrize("off", range(8))
def test_numbers_may_lie_at_any_byte(off: int) -> None:
    data = bytes(off) + pack("<3Q", 1, 2**40, 3)
    assert list(numbers_in(memoryview(data)[off:], "Q", 3)) == [1, 2**40, 3]


def test_a_file_is_looked_at_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "table.bin").write_bytes(b"KW\1\0\2\0")
    data = mapped(tmp_path / "table.bin")
    assert bytes(data[:2]) == b"KW"
    assert list(numbers_in(data[2:], "H", 2)) == [1, 2]
    with pytest.raises(FileNotFoundError):
        mapped(tmp_path / "none.bin")
