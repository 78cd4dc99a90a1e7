"""Patterns kept from one process to the next: made once, made anew when the file is no good, and never in the way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu import patterns

CODE = r"""
import regex
from kanwu import patterns
made = []
compiled = regex.compile
regex.compile = lambda *key: made.append(key) or compiled(*key)
word = patterns.late(r"(?P<word>\p{Han}{2,})(?<=\uff0c|[^a])")
other = patterns.late("a.b", regex.DOTALL)
print(word.search("x海港y")["word"], other.sub("-", "a\nb"), patterns.late("a.b").search("a\nb"), len(made))
"""
RIGHT = "海港 - None"


def run(folder: Path, **more: str) -> str:
    """What a process prints that keeps its patterns in this folder."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env |= {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONUTF8": "1"} | more
    ended = subprocess.run([sys.executable, "-c", CODE], env=env, capture_output=True, check=True)
    return ended.stdout.decode().strip()


def kept(folder: Path) -> list[Path]:
    return list(folder.rglob("patterns.*.bin"))


def test_a_pattern_is_compiled_once_for_all_processes(tmp_path: Path) -> None:
    assert run(tmp_path) == f"{RIGHT} 3"
    assert run(tmp_path) == f"{RIGHT} 0"
    assert len(kept(tmp_path)) == 1
    assert not list(tmp_path.rglob("patterns.*.[0-9]*[0-9]"))  # no file in the making is left


@pytest.mark.parametrize("spoilt", [b"", b"abcd", b"\0" * 5000])
def test_a_file_that_is_no_good_is_made_anew(tmp_path: Path, spoilt: bytes) -> None:
    run(tmp_path)
    kept(tmp_path)[0].write_bytes(spoilt)
    assert run(tmp_path) == f"{RIGHT} 3"
    assert run(tmp_path) == f"{RIGHT} 0"


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    run(tmp_path)
    data = bytearray(kept(tmp_path)[0].read_bytes())
    data[len(data) // 2] ^= 1
    kept(tmp_path)[0].write_bytes(data)
    assert run(tmp_path) == f"{RIGHT} 3"


def test_nothing_is_written_where_python_writes_no_bytecode(tmp_path: Path) -> None:
    assert run(tmp_path, PYTHONDONTWRITEBYTECODE="1") == f"{RIGHT} 3"
    assert not kept(tmp_path)


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert run(tmp_path / "file") == f"{RIGHT} 3"


@given(st.lists(st.text("ab港海\U00020000\n", max_size=20), max_size=8))
def test_a_spotter_finds_the_same_before_and_after_it_compiles(texts: list[str]) -> None:
    young, old = patterns.Spotter("海b\U00020000"), patterns.Spotter("海b\U00020000")
    old.places("海" * 150_000)
    for text in texts:
        places = [at for at, char in enumerate(text) if char in "海b\U00020000"]
        assert young.places(text) == old.places(text) == places
        assert young.number(text) == old.number(text) == len(places)


def test_a_spotter_of_nothing_finds_nothing() -> None:
    assert patterns.Spotter("").places("海港" * 200_000) == patterns.Spotter("").places("海港") == []
