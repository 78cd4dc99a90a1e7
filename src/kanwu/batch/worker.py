"""A worker: a process that carries out orders one by one, as they come through its pipe.

It ends when the pipe is closed, and when the process that started it is gone. The limits of a page are the kernel's:
CPU time by a timer whose signal ends the process, memory by its address space.
"""

import os
import signal
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import NamedTuple

from kanwu.batch.bench import Bench
from kanwu.batch.bounds import arm, bound
from kanwu.batch.manner import Manner
from kanwu.batch.orders import Order, Setup

FEW = 10.0
"""Seconds that a page may take at least to go on as it came: it is read, and no more."""


class Learn(NamedTuple):
    """A manner that orders will name by a number. No answer comes."""

    number: int
    manner: Manner


class Ready(NamedTuple):
    """What a worker says first."""


class Task(NamedTuple):
    """An order, and for what reason the page is to go on as it came, "" for a page to clean."""

    order: Order
    error: str = ""


def main(pipe: Connection, setup: Setup) -> None:
    """Work until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    Thread(target=_end_with_parent, daemon=True).start()
    import kanwu.batch.warm  # noqa: F401  # where it was not forked

    bound(setup.limits.memory)
    try:
        pipe.send(Ready())
        _serve(pipe, Bench(setup), setup.limits.seconds)
    except (EOFError, OSError):
        return


def _serve(pipe: Connection, bench: Bench, seconds: float) -> None:
    is_last = False
    while not is_last:
        task = pipe.recv()
        if isinstance(task, Learn):
            bench.manners[task.number] = task.manner
            continue
        arm(max(seconds, FEW) if task.error else seconds)
        done = bench.do(*task)
        arm(0)
        pipe.send(done)
        is_last = done.is_last


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(0)
