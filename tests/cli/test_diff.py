"""What --diff shows."""

import random
import time
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.console import PAGE, WHOLE, Runner, written
from kanwu import Result
from kanwu.errors import ExitCode
from kanwu.show.diff import difference, pieces
from kanwu.show.visible import visible

COMMA = "[-,-]{+\uff0c+}"


def made(source: str, *parts: tuple[int, int] | str) -> Result:
    """A result written of stretches of the source and of new text."""
    origin: array[int] = array("i")
    text = ""
    for part in parts:
        places = [~0] * len(part) if isinstance(part, str) else range(*part)
        text += part if isinstance(part, str) else source[slice(*part)]
        origin.extend(places)
    return Result(text, source, (), (), (), origin)


def test_only_the_characters_that_change_are_marked(run: Runner, page: Path) -> None:
    ended = run("clean", "--diff", page)
    head, first, second = ended.out.decode().split("\n\n")
    assert ended.code == ExitCode.FINE
    assert head == f"--- {page}\n+++ {page}, clean"
    assert [first, second] == [
        f"1: {PAGE.splitlines()[0].replace(',', COMMA)}",
        f"3: {PAGE.splitlines()[2].replace(',', COMMA)}\n",
    ]
    assert page.read_text() == PAGE


def test_with_check_it_exits_1(run: Runner, page: Path) -> None:
    ended = run("clean", "--diff", "--check", page)
    assert ended.code == ExitCode.CHANGED
    assert COMMA in ended.out.decode()


def test_nothing_to_show(run: Runner, page: Path) -> None:
    written(page, WHOLE)
    assert run("clean", "--diff", "--check", page)[:2] == (ExitCode.FINE, b"")


@pytest.mark.parametrize(("variable", "colour"), [("FORCE_COLOR", True), ("NO_COLOR", False)])
def test_colour(
    run: Runner, page: Path, monkeypatch: pytest.MonkeyPatch, variable: str, colour: bool
) -> None:
    monkeypatch.setenv(variable, "1")
    out = run("clean", "--diff", page).out.decode()
    assert ("\x1b[4;32m\uff0c\x1b[0m" in out) == colour
    assert (COMMA in out) != colour


def test_a_line_end_that_goes_and_one_that_comes() -> None:
    shown = difference(made("甲\n乙丙", (0, 1), (2, 3), "\n\n", (3, 4)), "p")
    assert shown == "--- p\n+++ p, clean\n\n1: 甲[-\u21b5-]乙{+\u21b5\u21b5+}\n"


def test_moved_text_is_taken_out_and_put_in() -> None:
    result = made("前半圖說後半句", (0, 2), (4, 7), (2, 4))
    assert [tuple(p) for p in pieces(result)] == [
        (" ", "前半"),
        ("-", "圖說"),
        (" ", "後半句"),
        ("+", "圖說"),
    ]


def test_commands_to_the_terminal_are_shown_and_not_obeyed() -> None:
    shown = difference(made("\x1b]0;x\x07\x9b甲\u202e,乙", (0, 9), "\uff0c", (10, 11)), "\x1b[2J")
    assert not set(shown) & set("\x1b\x07\x9b\u202e")
    assert visible("甲\n乙") == "甲\u240a乙"


@given(st.text("甲乙丙\n\r ,", max_size=30), st.randoms(use_true_random=False))
def test_both_sides_can_be_rebuilt(source: str, chance: random.Random) -> None:
    cuts = sorted(chance.randint(0, len(source)) for _ in range(6))
    parts: list[tuple[int, int] | str] = list(zip(cuts[::2], cuts[1::2], strict=True))
    chance.shuffle(parts)
    parts.insert(chance.randint(0, 3), "新\n")
    result = made(source, *parts)
    assert "".join(text for sign, text in pieces(result) if sign != "+") == source
    assert "".join(text for sign, text in pieces(result) if sign != "-") == result.text


def test_a_long_page_takes_no_longer_than_its_length() -> None:
    def took(size: int) -> float:
        source = "甲,乙\n" * size
        result = made(
            source,
            *(part for n in range(size) for part in ((4 * n, 4 * n + 1), "\uff0c", (4 * n + 2, 4 * n + 4))),
        )
        started = time.process_time()
        difference(result, "p")
        return time.process_time() - started

    took(1000)
    assert took(16_000) < 8 * took(2000) * 3, "more than three times what a linear time gives"
