"""How a difference is shown where it goes: width, columns, colour."""

import os
import shutil
from dataclasses import dataclass
from typing import TextIO

WIDE = 100  # cells of a terminal from which the two texts stand side by side
_PLAIN = {"-": ("[-", "-]"), "+": ("{+", "+}"), "<": ("[", "]"), ">": ("[", "]"), "~": ("", "")}
_COLOUR = {
    "-": ("\x1b[9;31m", "\x1b[0m"), "+": ("\x1b[4;32m", "\x1b[0m"), "<": ("\x1b[36m", "\x1b[0m"),
    ">": ("\x1b[4;36m", "\x1b[0m"), "~": ("\x1b[2m", "\x1b[0m"),
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How to show it. `width`: cells of a line, None for lines as long as they are (then inline)."""

    width: int | None = None
    sides: bool = False
    colour: bool = False
    context: int = 1

    @classmethod
    def at(cls, stream: TextIO | None, color: str = "auto", width: int | None = None, sides: bool | None = None,
           context: int = 1) -> "Look":  # fmt: skip
        """As it fits a stream: as wide as a terminal, elsewhere as long as the lines are. `color`: auto, always, never;
        `width` and `sides` are as asked for, None for what fits."""
        terminal = stream is not None and stream.isatty()
        if width is None and (terminal or sides):
            width = shutil.get_terminal_size().columns
        sides = sides if sides is not None else width is not None and width >= WIDE
        return cls(width, sides, color == "always" or (color == "auto" and coloured(stream)), context)

    @property
    def marks(self) -> dict[str, tuple[str, str]]:
        return _COLOUR if self.colour else _PLAIN


def coloured(stream: TextIO | None) -> bool:
    """Whether changes are told by colour: on a terminal, unless NO_COLOR is set, and with FORCE_COLOR."""
    if os.environ.get("FORCE_COLOR"):
        return True
    if stream is None or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()
