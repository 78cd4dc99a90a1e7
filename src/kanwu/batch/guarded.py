"""Pages cleaned in a process beside this one, so that one that takes too long or too much costs that process alone."""

import signal
import subprocess
import sys
from functools import lru_cache
from multiprocessing.connection import Connection, Pipe
from time import perf_counter
from typing import Any, Protocol

from kanwu.batch.bounds import arm, bound
from kanwu.batch.orders import Limits

_TOO_LONG = getattr(signal, "SIGPROF", 0)
_PATIENCE = 5  # seconds in which a process ends that has nothing to do
_FIRST = "\u6f01\u8239\u56de\u6e2f\u3002"
_PROGRAM = "import sys; sys.path[:] = sys.argv[2:]; from kanwu.batch.guarded import serve; serve(int(sys.argv[1]))"


class Unit(Protocol):
    """What is asked: `row` for what comes of a page, and for one that it died on, `untouched`. It can be pickled."""

    def row(self, *page: Any) -> Any: ...
    def untouched(self, *page: Any) -> Any: ...


class Guarded:
    """A unit that works in a process of its own. The process ends when this one does.

    A page over a limit, and one on which two processes died, stays as it is; its `error` says so.
    """

    def __init__(self, unit: Unit, limits: Limits) -> None:
        self._unit = unit
        self._limits = limits
        self._other: Connection | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def row(self, *page: Any) -> Any:
        """What the unit's `row` gives for a page."""
        for _ in range(2):
            start = perf_counter()
            try:
                other = self._started()
                other.send(page)
                return other.recv()
            except (EOFError, OSError):
                error = "the process that worked on it died, twice"
                if self.close() == -_TOO_LONG:
                    error = f"it takes longer than {self._limits.seconds:g} seconds"
                    break
        return self._unit.untouched(*page, error, perf_counter() - start)

    def close(self) -> int:
        """End the process, and give what it ended with; the next text starts another."""
        if self._other:
            self._other.close()
        code = 0
        if self._process:
            code = self._ended(self._process)
        self._process = self._other = None
        return code

    @staticmethod
    def _ended(process: "subprocess.Popen[bytes]") -> int:
        try:
            return process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    def _started(self) -> Connection:
        if self._other is None:
            self._other, theirs = Pipe()
            with theirs:
                argv = [sys.executable, "-c", _PROGRAM, str(theirs.fileno()), *sys.path]
                self._process = subprocess.Popen(argv, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
            self._other.send((self._unit, self._limits))
            self._other.recv()  # it is ready
        return self._other


@lru_cache(maxsize=2)
def guarded(unit: Unit, limits: Limits, mark: str = "") -> Guarded:
    """The one process for a unit; it serves piece after piece. `mark` is another where a file that the unit names is:
    the process keeps what it has open."""
    return Guarded(unit, limits)


def serve(number: int) -> None:
    """The other side: take pages from a connection and give rows back, until it is closed."""
    import kanwu

    with Connection(number) as asking:
        try:
            unit, limits = asking.recv()
            kanwu.clean(_FIRST)  # what is loaded for good does not count
            bound(limits.memory)
            asking.send(None)
            while True:
                page = asking.recv()
                arm(limits.seconds)
                row = unit.row(*page)
                arm(0)
                asking.send(row)
        except (EOFError, OSError):
            return
