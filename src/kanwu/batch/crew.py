"""The workers of a run: each has its own pipe, and is replaced when it ends.

Only the page that a worker had in its hands when it ended is blamed: it is tried once more, then let go on as it came.
"""

import multiprocessing
import signal
from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any

from kanwu.batch.bounds import TIMER
from kanwu.batch.manner import Manner
from kanwu.batch.orders import Done, Order, Setup
from kanwu.batch.worker import FEW, Learn, Ready, Task, main
from kanwu.errors import ExitCode, KanwuError

DIED = "the process that worked on it died, twice"
_AHEAD = 16 << 10  # bytes of an order that a worker gets while it has another: what fits into its pipe for sure
_PATIENCE, _MORE = 5, 60  # times its CPU time, and seconds, that a page may take by the clock: it may wait for a disk
_MOST_STILLBORN = 5
_TICK = 1.0  # seconds


@dataclass(eq=False)
class Slot:
    """A page on its way. `tries` counts the workers that died of it."""

    order: Order | None
    size: int
    done: Done | None = None
    error: str = ""
    tries: int = 0


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection
    held: deque[Slot] = field(default_factory=deque)  # the first one is in its hands
    learned: set[int] = field(default_factory=set)
    is_ready: bool = False
    waited: float = 0.0  # seconds for the page in its hands
    is_late: bool = False


class Crew:
    """So many workers at most. `manners` are what orders name by number. To be left with `close`."""

    def __init__(self, size: int, setup: Setup, manners: list[Manner]) -> None:
        self._setup, self._manners = setup, manners
        ways = multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
        if "forkserver" in ways:
            self._context.set_forkserver_preload(["kanwu.batch.warm", "kanwu.batch.worker"])
        self._stillborn = 0
        self._waiting: deque[Slot] = deque()
        self._seen = monotonic()
        self._size = size
        self.heard = 0  # bytes of all that was done
        self._workers: list[_Worker] = []

    def give(self, slot: Slot) -> None:
        """Have a page done; `done` is set in a later `turn`."""
        self._waiting.append(slot)

    def turn(self) -> None:
        """Wait until a worker has something to say, and hear it; at most for a tick."""
        self._hand_out()
        pipes = {worker.pipe: worker for worker in self._workers}
        ready = wait(pipes, _TICK)
        now = monotonic()
        passed, self._seen = min(now - self._seen, 2 * _TICK), now  # a run that was stopped is not late
        for worker in self._workers:
            worker.waited += passed if worker.held else 0
        for pipe in ready:
            self._hear(pipes[pipe])  # type: ignore[index]
        for worker in list(self._workers):
            self._hurry(worker)
        self._hand_out()

    def close(self) -> None:
        """End all workers, whatever they do."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers = []

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=main, args=(theirs, self._setup), daemon=True)
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _hand_out(self) -> None:
        busy = sum(bool(worker.held) for worker in self._workers)
        while len(self._workers) < min(self._size, busy + len(self._waiting)):
            self._start()
        while self._waiting and (worker := self._free_for(self._waiting[0])):
            slot = self._waiting.popleft()
            if not self._sent(worker, slot):
                self._waiting.appendleft(slot)
                self._bury(worker)

    def _free_for(self, slot: Slot) -> _Worker | None:
        """A worker that has nothing; for a small page also one that has another, so that it need not wait."""
        ready = [worker for worker in self._workers if worker.is_ready]
        idle = next((worker for worker in ready if not worker.held), None)
        if idle or slot.size >= _AHEAD:
            return idle
        return next((w for w in ready if len(w.held) == 1 and w.held[0].size < _AHEAD), None)

    def _sent(self, worker: _Worker, slot: Slot) -> bool:
        assert slot.order is not None
        number = slot.order.manner
        try:
            if number not in worker.learned:
                worker.pipe.send(Learn(number, self._manners[number]))
                worker.learned.add(number)
            worker.pipe.send(Task(slot.order, slot.error))
        except OSError:
            return False
        if not worker.held:
            worker.waited = 0
        worker.held.append(slot)
        return True

    def _hear(self, worker: _Worker) -> None:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        if isinstance(said, Ready):
            worker.is_ready, self._stillborn = True, 0
            return
        slot = worker.held.popleft()
        worker.waited = 0
        if said.is_last:
            self._blame(slot, said.error)
            self._replace(worker)
        else:
            slot.done = said
            self.heard += said.size

    def _hurry(self, worker: _Worker) -> None:
        """End a worker that neither works nor answers."""
        seconds = self._setup.limits.seconds
        patience = _PATIENCE * seconds + _MORE if TIMER else max(seconds, FEW)
        if worker.held and worker.waited > patience:
            worker.is_late = True
            worker.process.kill()
            worker.waited = 0

    def _bury(self, worker: _Worker) -> None:
        """Put another worker in the place of one that ended, and blame the page that it had in its hands."""
        worker.process.kill()
        worker.process.join()
        is_late = worker.is_late or (TIMER and worker.process.exitcode == -signal.SIGPROF)
        if worker.held:
            late = f"it takes longer than {self._setup.limits.seconds:g} seconds"
            self._blame(worker.held.popleft(), late if is_late else "")
        self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        """Put another worker in a worker's place. Raises KanwuError when they end before they begin."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        self._stillborn += not worker.is_ready
        if self._stillborn >= _MOST_STILLBORN:
            raise KanwuError("no worker can be started", "try --workers 1, or a larger --memory")
        self._waiting.extendleft(reversed(worker.held))

    def _blame(self, slot: Slot, error: str) -> None:
        """What becomes of a page of which a worker ended; "" for an end that may have had another cause."""
        if slot.error:  # it was to go on as it came, and not even that went well
            slot.done = Done(error=slot.error, code=ExitCode.UNREAD)
            return
        slot.tries += 1
        slot.error = error or (DIED if slot.tries > 1 else "")
        self._waiting.appendleft(slot)
