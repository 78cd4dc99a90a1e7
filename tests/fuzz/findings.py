"""Inputs with which something is broken: told apart by what breaks, and made smaller."""

import hashlib
import re
import resource
import time
import traceback
from pathlib import Path

from fuzz.target import Target, examine

MEMORY = 4 << 30  # bytes that a process may ask for
FOUND = Path(__file__).parent / "found"
_HERE = ("/kanwu/", "/tests/")
_NAMED = re.compile(r"rule='(\w+)'")
_PARTS = (2, 4, 8, 16, 32, 64)


def limit_memory() -> None:
    """From here on what asks for too much memory is a MemoryError, and no harm to the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def fault(target: Target, data: bytes, slack: float = 1.0) -> BaseException | None:
    """What is broken with an input, or None."""
    try:
        examine(target, data, slack)
    except Exception as error:
        return error
    return None


def kind(error: BaseException) -> str:
    """What is the same in faults of one cause: the type, where it was raised, what it says first."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if any(part in f.filename for part in _HERE)]
    own = [f for f in frames if "/kanwu/" in f.filename] or frames
    says = str(error).split("\n")[0]
    first = says.partition(":")[0] if says.startswith(("slow", "large", "hangs")) else ""
    where = f"{Path(own[-1].filename).name}:{own[-1].name}" if own and not first else ""
    last = f"/{frames[-1].name}" if isinstance(error, AssertionError) and frames and not first else ""
    return " ".join((type(error).__name__, f"{where}{last}{first}", *_NAMED.findall(says)[:1]))


def smaller(target: Target, data: bytes, seconds: float) -> bytes:
    """An input with the same fault and as little else as can be taken out in that time."""
    error = fault(target, data)
    wanted, end = kind(error) if error else "", time.monotonic() + seconds
    parts = list(_PARTS)
    while parts and time.monotonic() < end:
        size = max(1, len(data) // parts[0])
        shorter = _without_one(target, data, size, wanted, end)
        parts = list(_PARTS) if shorter != data and size > 1 else parts[1:]
        data = shorter
    return data


def _without_one(target: Target, data: bytes, size: int, wanted: str, end: float) -> bytes:
    at = 0
    while at < len(data) and time.monotonic() < end:
        shorter = data[:at] + data[at + size :]
        error = fault(target, shorter)
        if error is not None and kind(error) == wanted:
            data = shorter
        else:
            at += size
    return data


def kept(target: str, data: bytes, why: str) -> Path:
    """The file of an input that is kept as a test, written."""
    file = FOUND / target / f"{why}-{hashlib.sha256(data).hexdigest()[:10]}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file
