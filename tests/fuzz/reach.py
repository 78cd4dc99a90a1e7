"""Which inputs to keep as tests: those that reach lines of kanwu that no kept one does."""

import sys
import time
from collections.abc import Iterable
from types import CodeType, FrameType
from typing import Any

from fuzz.findings import fault
from fuzz.target import Target

Lines = set[tuple[CodeType, int]]
LONGEST = 4096  # bytes of an input that is kept


def reached(target: Target, data: bytes) -> Lines:
    """The lines of kanwu that run while an input is checked."""
    found: Lines = set()

    def within(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            found.add((frame.f_code, frame.f_lineno))
        return within

    def enter(frame: FrameType, *_: Any) -> Any:
        return within if "/kanwu/" in frame.f_code.co_filename else None

    sys.settrace(enter)
    try:
        target.check(data)
    except Exception:
        return set()
    finally:
        sys.settrace(None)
    return found


def chosen(target: Target, known: Iterable[bytes], new: Iterable[bytes], most: int, seconds: float) -> list[bytes]:
    """The smallest of the new inputs that reach what the known ones do not, at most so many, found in that time."""
    end = time.monotonic() + seconds
    lines: Lines = set()
    for data in known:
        if time.monotonic() < end - seconds / 2:
            lines |= reached(target, data)
    kept: list[bytes] = []
    for data in sorted({d for d in new if len(d) <= LONGEST}, key=lambda d: (len(d), d)):
        if len(kept) >= most or time.monotonic() > end:
            break
        more = reached(target, data) - lines
        if more and fault(target, data) is None:
            lines |= more
            kept.append(data)
    return kept
