"""Inputs that Hypothesis draws as some bytes tell it to."""

from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import HealthCheck, given, settings

from fuzz.target import Target


def fed(target: Target, take: Callable[[bytes], None]) -> Callable[[bytes], Any]:
    """A function that draws an input by the bytes that it is given, and hands it on."""

    @settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(target.drawn)
    def test(data: bytes) -> None:
        take(data)

    found: Callable[[bytes], Any] = test.hypothesis.fuzz_one_input  # type: ignore[attr-defined]
    return found


def drawn_by(target: Target, choices: Iterable[bytes]) -> list[bytes]:
    """The inputs that are drawn by these."""
    found: list[bytes] = []
    draw = fed(target, found.append)
    for data in choices:
        draw(data)
    return found
