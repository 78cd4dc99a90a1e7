"""Faults that a user can cause or mend, each with the exit code it ends in.

Faults of kanwu's own are ordinary exceptions; the command line ends in FAULT for them.
"""

from collections.abc import Iterable
from enum import IntEnum


class ExitCode(IntEnum):
    """What the process says to the shell."""

    FINE = 0
    CHANGED = 1
    USAGE = 2
    UNREAD = 3
    UNWRITTEN = 4
    FAULT = 70


class KanwuError(Exception):
    """What went wrong (`what`), what the user can do (`advice`); str() gives one line, "what; advice"."""

    code: ExitCode = ExitCode.FAULT

    def __init__(self, what: str, advice: str = "", code: ExitCode | None = None) -> None:
        super().__init__(what, advice)
        self.what = what
        self.advice = advice
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        line = f"{self.what}; {self.advice}" if self.advice else self.what
        return " ".join(line.split())


class UsageError(KanwuError):
    """An option, a key of a settings file or an argument that kanwu does not know."""

    code = ExitCode.USAGE

    @classmethod
    def unknown(cls, what: str, name: str, known: Iterable[str]) -> "UsageError":
        """The fault of a name that is none of the known ones, with the nearest of them as advice."""
        from difflib import get_close_matches

        names = sorted(known)
        near = get_close_matches(name, names, 1, 0.5)
        advice = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names)}"
        return cls(f"unknown {what} {name!r}", advice)


class UnreadableError(KanwuError):
    """An input that is not there, may not be opened, or is not what its format says."""

    code = ExitCode.UNREAD


class UndecodableError(UnreadableError):
    """Bytes that are no Chinese text in any encoding tried.

    `offset` is the byte offset in the input (BOM counted) where the encoding that came furthest stopped, None
    when no byte is to blame; `tried` are the Python names of the encodings.
    """

    def __init__(
        self, what: str, advice: str = "", offset: int | None = None, tried: tuple[str, ...] = ()
    ) -> None:
        super().__init__(what, advice)
        self.offset = offset
        self.tried = tried


class RevertError(KanwuError):
    """A log that does not belong to the text it shall undo."""

    code = ExitCode.UNREAD


class UnwritableError(KanwuError):
    """An output that cannot be written: no room, no permission, or a character that its encoding lacks."""

    code = ExitCode.UNWRITTEN
