"""What a text is translated with, character by character."""

from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")


class Characters(dict[int, Made]):
    """For `str.translate`: what a function makes of each character; None leaves it out. Filled as it is asked."""

    def __init__(self, made: Callable[[str], Made]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, code: int) -> Made:
        return self.setdefault(code, self._made(chr(code)))
