"""Patterns that are compiled when they are first used, and kept for the next process beside the compiled modules.

To compile one takes `regex` a quarter of a millisecond in the mean, and a page needs some two hundred: more time than
the page itself. `regex` lets a compiled pattern be pickled; that takes 0.02 ms to read. So what was compiled goes into
one file in `__pycache__`, of which all that is true of compiled modules is true: it belongs to one version of Python
(and of `regex`), is made anew when it is missing, unreadable or of another version, and is not written where Python was
told not to, or may not.
"""

import atexit
import importlib.util
import os
import pickle
import re
import sys
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from itertools import compress, count
from pathlib import Path
from typing import Any, cast

import regex

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")
_MOST = 1000  # patterns that the file may have: those of older versions of a module would pile up in it
_WORTH_A_PATTERN = 150_000
_DIGEST = 4  # bytes of CRC-32, before the rest

Key = tuple[str, int]  # a pattern and its flags

_new: dict[Key, "regex.Pattern[str]"] = {}  # compiled here, not in the file yet


class _Late:
    """Stands for a pattern. Once compiled, its methods are the pattern's own."""

    def __init__(self, key: Key, compiled: Callable[[Key], Any]) -> None:
        self._key, self._compiled = key, compiled

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        found = self._compiled(self._key)
        self.__dict__ |= {method: getattr(found, method) for method in _METHODS}
        return getattr(found, name)


def late(pattern: str, flags: int = 0) -> "regex.Pattern[str]":
    """A pattern for `regex`, compiled or fetched at its first use; it has the methods that search, split and replace.

    Raises regex.error then, and not before.
    """
    return cast("regex.Pattern[str]", _Late((pattern, int(flags)), _compiled))


def simple(pattern: str) -> "re.Pattern[str]":
    """The same for `re`, which knows fewer signs, and finds a character of a class several times as fast.

    Raises re.error at its first use.
    """
    return cast("re.Pattern[str]", _Late((pattern, 0), _simply_compiled))


def _simply_compiled(key: Key) -> "re.Pattern[str]":
    return re.compile(*key)


def one_of(characters: Iterable[str]) -> "re.Pattern[str]":
    """A pattern for one of the characters. It finds few of thousands in a twentieth of the time that a set takes.

    A pattern for none of no characters.
    """
    inner = re.escape("".join(sorted(set(characters))))
    return simple(f"[{inner}]" if inner else r"(?!)")


class Spotter:
    """Finds the characters of a large set in texts.

    A pattern takes as long to compile as a hundred pages take to be searched one character at a time; so there is none
    before that many.
    """

    def __init__(self, characters: Iterable[str]) -> None:
        self._characters = frozenset(characters)
        self._asked = 0  # characters
        self._pattern: re.Pattern[str] | None = None

    def places(self, text: str) -> list[int]:
        """Where one of them stands."""
        if self._pattern is None:
            self._asked += len(text)
            if self._asked < _WORTH_A_PATTERN:
                return list(compress(count(), map(self._characters.__contains__, text)))
            self._pattern = one_of(self._characters)
        return [found.start() for found in self._pattern.finditer(text)]

    def number(self, text: str) -> int:
        """How many characters of the text are among them."""
        if self._pattern is None:
            return len(self.places(text))
        return len(self._pattern.findall(text))


def _compiled(key: Key) -> "regex.Pattern[str]":
    kept = _kept().get(key)
    if kept is not None:
        return cast("regex.Pattern[str]", pickle.loads(kept))
    found = regex.compile(*key)
    if not _new and not sys.dont_write_bytecode:
        atexit.register(_keep)
    _new[key] = found
    return found


def _file() -> Path:
    module = Path(importlib.util.cache_from_source(__file__))  # also where PYTHONPYCACHEPREFIX says
    return module.with_suffix(f".regex-{regex.__version__}.bin")


def _digest(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_DIGEST, "little")


@cache
def _kept() -> dict[Key, bytes]:
    """What earlier processes compiled, each pickled; nothing when the file is not as it was written."""
    with suppress(OSError, NotImplementedError, ValueError, EOFError, pickle.UnpicklingError):
        data = _file().read_bytes()
        if data[:_DIGEST] == _digest(data[_DIGEST:]):
            return cast("dict[Key, bytes]", pickle.loads(data[_DIGEST:]))
    return {}


def _keep() -> None:
    """Write what is new, and what another process may have kept meanwhile; whole or not at all."""
    _kept.cache_clear()
    kept = _kept() if len(_kept()) < _MOST else {}
    data = pickle.dumps(kept | {key: pickle.dumps(found) for key, found in _new.items()})
    with suppress(OSError, NotImplementedError):
        part = _file().with_suffix(f".{os.getpid()}")
        part.write_bytes(_digest(data) + data)
        part.replace(_file())
