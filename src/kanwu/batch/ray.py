"""The engine that spreads tasks over a Ray cluster: Ray Data streams over them, workers read and write."""

import logging
import os
import pickle
import socket
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import sleep
from typing import Any

from kanwu import __version__
from kanwu.batch.cluster import go
from kanwu.batch.orders import Limits
from kanwu.batch.part import Done, Job
from kanwu.batch.pieces import SIZE
from kanwu.batch.products import To
from kanwu.batch.stores import Store
from kanwu.batch.tasks import Do, Engine, Task, Totals
from kanwu.errors import ExitCode, KanwuError, UsageError
from kanwu.options import Options
from kanwu.read.records import Fields

LIMITS = Limits()
_PAUSES = (1, 5)  # seconds before a store that failed is asked again
_PATIENCE = 10  # seconds for a cluster to answer
_MOST_TASKS = 10_000
"""Tasks that Ray is given. With more pieces than these, a task has several."""


def run(
    inputs: Sequence[str], out: str, *, options: Options | None = None, to: To = "md", text_field: str = "text",
    id_field: str | None = None, address: str | None = None, workers: int | None = None,
    corpus: bool | str | Path | None = None, on_progress: Callable[[Totals], None] | None = None, restart: bool = False,
    seconds: float = LIMITS.seconds, memory: int = LIMITS.memory, piece: int = SIZE, encoding: str | None = None,
    kind: str | None = None,
) -> Totals:  # fmt: skip
    """Clean files on any store on a Ray cluster: that at `address`, or one of this machine's cores for None.

    `inputs` are files, folders, and patterns with *, as paths or URLs, `out` is a folder; every machine must reach
    them. `corpus`: True to count first what all pages print, which goes to corpus.kwc in `out`, and to correct each
    page from what the others print; or the path of such a file, which every machine must reach. `workers` bounds how
    many pieces are worked on at once, `piece` the bytes of one, `seconds` of a core and `memory` (MB) what a text may
    take; one that takes more stays as it is. `encoding` and `kind`, a format, are those of page files, None for what
    they say themselves.
    Raises UsageError, UnreadableError, UnwritableError; what is wrong with one text or file is in the totals and the
    manifest.
    """
    ray = _ray()
    fields = Fields(text_field, id_field)
    evidence = str(Path(corpus).absolute()) if isinstance(corpus, str | Path) else corpus or None
    limits = Limits(seconds, memory)
    job = Job(Store.of(out), options or Options(), to, fields, evidence, encoding, kind, limits, __version__)
    with _engine(ray, address, workers) as engine:
        return go(inputs, job, engine, on_progress, piece, restart)


@contextmanager
def _engine(ray: Any, address: str | None, workers: int | None) -> Iterator[Engine]:
    """What does tasks on the cluster, which is joined or started when there are any, and left at the end."""
    with ExitStack() as stack:

        def engine(tasks: Sequence[Task], job: Job, do: Do) -> Iterator[Done]:
            if not ray.is_initialized():
                stack.callback(ray.shutdown)
                _start(ray, address, workers)
            yield from _streamed(ray, tasks, _Work(do, job), workers)

        yield engine


def _ray() -> Any:
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError("--engine ray needs Ray Data, which is not there", "pip install 'kanwu[ray]'") from error
    return ray


def _start(ray: Any, address: str | None, workers: int | None) -> None:
    """Join the cluster, or start one on this machine. Raises UsageError for one that does not answer."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    address = address or os.environ.get("RAY_ADDRESS")
    _knock(address)
    own = {} if address else {"num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(address=address or "local", log_to_driver=False, logging_level="ERROR", **own)
    except (ConnectionError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise UsageError(f"no Ray cluster at {address or 'this machine'} ({reason})", "check --address") from error


def _knock(address: str | None) -> None:
    """Raises UsageError where nothing listens: Ray itself would try for minutes, and then end the process."""
    host, colon, port = (address or "").rpartition("/")[2].rpartition(":")
    if not colon or not port.isdecimal():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), _PATIENCE).close()
    except (OSError, OverflowError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise UsageError(f"no Ray cluster at {address} ({reason})", "check --address") from error


def _streamed(ray: Any, tasks: Sequence[Task], work: "_Work", workers: int | None) -> Iterator[Done]:
    """What came of each task, in the order in which they are done."""
    items = [{"task": pickle.dumps(task)} for task in tasks]
    with _quiet(ray), _faults(ray):
        data = ray.data.from_items(items, override_num_blocks=min(len(items), _MOST_TASKS))
        rows = data.map(work, compute=ray.data.TaskPoolStrategy(workers), num_cpus=1)
        for row in rows.iter_rows():
            yield pickle.loads(row["done"])


@contextmanager
def _quiet(ray: Any) -> Iterator[None]:
    """Ray Data without bars and chat of its own."""
    context, log = ray.data.DataContext.get_current(), logging.getLogger("ray.data")
    before = context.enable_progress_bars, log.level
    context.enable_progress_bars = False
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        context.enable_progress_bars = before[0]
        log.setLevel(before[1])


@contextmanager
def _faults(ray: Any) -> Iterator[None]:
    """Turns what Ray itself gives up on into a KanwuError: a worker that dies is none of it, it is tried again."""
    try:
        yield
    except ray.exceptions.RayError as error:
        told = str(error)
        if "No module named 'kanwu'" in told:
            what = "kanwu is not installed on the machines of the cluster"
            raise UsageError(what, "install it there, or set a runtime_env") from error
        reason = " ".join((told.strip().splitlines() or [""])[-1].split())[:300]
        what = f"Ray gave up ({reason})"
        raise KanwuError(what, "what is done is kept; call it again", ExitCode.UNWRITTEN) from error


class _Work:
    """What a worker does to a row that holds a task."""

    def __init__(self, do: Do, job: Job) -> None:
        self._do = do
        self._job = job

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        return {"done": pickle.dumps(self._done(pickle.loads(row["task"])))}

    def _done(self, task: Task) -> Done:
        if self._job.version != __version__:
            error = f"a worker has kanwu {__version__}, and not {self._job.version}; install the same on all machines"
            return Done(task.key, error=error, code=ExitCode.USAGE)
        for pause in (*_PAUSES, 0):
            try:
                return self._do(task, self._job)
            except KanwuError as error:
                done = Done(task.key, error=str(error), code=error.code)
            except Exception as error:
                what = " ".join(f"a fault of kanwu's own ({type(error).__name__}: {error})".split())
                return Done(task.key, error=f"{what}; please report it", code=ExitCode.FAULT)
            sleep(pause)
        return done
