"""What is fuzzed: a check of some bytes, how such bytes are drawn, and seeds to begin with; and the guards around it.

An input is always the bytes that a check takes, however they were found, so it can be kept in a file and tried again.
"""

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from hypothesis.strategies import SearchStrategy

from kanwu import KanwuError, Options

SMALL = 20_000  # bytes of an input that has to be done in time
HANG = 10  # times as long as it may take, and an input is cut off
HELD = 100 << 20  # bytes that may be needed for any input
HELD_EACH = 400  # bytes more for each byte of it
_PROTECT = ((), ("\u4e00",), ("\u7232\u4e86", "OCR"), ("\u5c45\u6c11\u8b70\u6703",))
_SURE, _SCRIPT = ("likely", "certain", "guess"), ("auto", "hk", "tw", "hans", "keep")
_VALUES: Any = product(_PROTECT, ("comment", "keep", "drop"), _SURE, _SCRIPT)
OPTIONS = tuple(Options(protect=p, damaged=d, sure=sure, script=script) for p, d, sure, script in _VALUES)
"""What the first byte of an input stands for where a page is cleaned."""


@dataclass(frozen=True)
class Target:
    """Something to fuzz. `check` raises whatever is not a fault of the input: AssertionError for a broken promise, or
    what kanwu should not have raised. `seconds` is the CPU time that a small input may take. `bounded`: memory too."""

    name: str
    check: Callable[[bytes], object]
    drawn: SearchStrategy[bytes]
    seeds: Callable[[], Iterable[bytes]]
    seconds: float = 2.0
    bounded: bool = False


def blob(text: str, number: int = 0) -> bytes:
    """The input of a check that takes a text, with the number of its options."""
    return bytes([number]) + text.encode("utf-8", "surrogatepass")


def text_of(data: bytes) -> tuple[str, Options]:
    """The text and the options of an input; bytes that are no UTF-8 become lone surrogates."""
    options = OPTIONS[data[0] % len(OPTIONS)] if data else OPTIONS[0]
    try:
        return data[1:].decode("utf-8", "surrogatepass"), options
    except UnicodeDecodeError:
        return data[1:].decode("utf-8", "surrogateescape"), options


def check_told(error: KanwuError) -> None:
    """A fault of the input is told in one line."""
    assert "\n" not in str(error)
    assert len(str(error)) < 500


def examine(target: Target, data: bytes, slack: float = 1.0) -> None:
    """Check one input, its CPU time (`slack` times as much is allowed) and its memory."""
    seconds = target.seconds * max(1.0, len(data) / SMALL)
    before = _peak(True) if target.bounded else 0
    began = time.process_time()
    with _cut_off(HANG * seconds * slack):
        target.check(data)
    took = time.process_time() - began
    if took > seconds * slack:
        raise AssertionError(f"slow: {took:.1f} s of CPU for {len(data)} bytes")
    held = _peak() - before if before else 0
    if held > HELD + HELD_EACH * len(data):
        raise AssertionError(f"large: {held >> 20} MB for {len(data)} bytes")


@contextmanager
def _cut_off(seconds: float) -> Iterator[None]:
    """Raises AssertionError in the code inside, once it took that long."""

    def stop(*_: Any) -> None:
        raise AssertionError(f"hangs: more than {seconds:.0f} s of CPU")

    old = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old)


def _peak(anew: bool = False) -> int:
    """The most bytes this process held since it was last asked `anew`, or holds now; 0 where the system does not tell.

    A few MB that Python frees late are always among them.
    """
    with suppress(OSError):
        if anew:
            Path("/proc/self/clear_refs").write_text("5")
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) << 10
    return 0
