"""What an engine is given to do, and how what came of it is counted."""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from kanwu.batch.part import Done, Job
from kanwu.errors import ExitCode, UnwritableError, UsageError


class Task(Protocol):
    """Some work of a run: a name that no other has, and how much it is. It can be pickled."""

    @property
    def key(self) -> str: ...
    @property
    def size(self) -> int: ...


T = TypeVar("T", bound=Task)
What = Literal["count", "add", "clean"]
Do = Callable[[Any, Job], Done]
"""Does a task. What it writes is there whole or not at all, so that it may be done twice. It can be pickled."""
Engine = Callable[[Sequence[Any], Job, Do], Iterator[Done]]
"""Does tasks in whatever order, and gives what came of each as it comes; of one that it lost, nothing."""


@dataclass
class Totals(Done):
    """What came of a run so far. `pieces` of which `kept` were done before; `errors` are those that are not done,
    `uncounted` those that are, but corpus.kwc lacks them, a line each. `what` is under way: pages are counted, the
    counts are added up, pages are cleaned."""

    key: str = ""
    pieces: int = 0
    kept: int = 0
    errors: list[str] = field(default_factory=list)
    uncounted: list[str] = field(default_factory=list)
    size: int = 0  # bytes of input, of which `reached` are done; of what is added up, parts
    reached: int = 0
    what: What = "clean"


@dataclass(frozen=True)
class Run:
    """A job and the engine that it is done with. `watch` is told how far it is."""

    job: Job
    engine: Engine
    watch: Callable[[Totals], None] | None = None

    def through(self, do: Do, tasks: Sequence[Task], totals: Totals) -> dict[str, str]:
        """Have tasks done and count to `totals` what comes of them; gives for each key why it is not done, "" where it
        is. Raises UnwritableError for an output that cannot be written, UsageError."""
        sizes = {task.key: task.size for task in tasks}
        faults = dict.fromkeys(sizes, "the machines that worked on it died")
        for done in self.engine(tasks, self.job, do) if tasks else ():
            if done.code == ExitCode.UNWRITTEN:
                raise UnwritableError(done.error)
            if done.code == ExitCode.USAGE:
                raise UsageError(done.error)
            faults[done.key] = done.error
            totals.reached += sizes[done.key]
            totals.add(done)
            if self.watch:
                self.watch(totals)
        return faults


def left_of(tasks: Sequence[T], done: Container[str], what: What = "clean") -> tuple[list[T], Totals]:
    """The tasks that are not among those that were done before, and the totals of a pass that begins."""
    left = [task for task in tasks if task.key not in done]
    size = sum(task.size for task in tasks)
    reached = size - sum(task.size for task in left)
    return left, Totals(pieces=len(tasks), kept=len(tasks) - len(left), size=size, reached=reached, what=what)
