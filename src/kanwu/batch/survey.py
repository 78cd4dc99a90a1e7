"""A look over all inputs before any work is done: how much there is, and what would go wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kanwu.batch.inputs import Input, Inputs, stamp
from kanwu.batch.manifest import CORPUS, LOG, MANIFEST, Past
from kanwu.batch.manner import Manner
from kanwu.batch.ownership import Ownership
from kanwu.errors import UsageError

_OWN = (MANIFEST, LOG, CORPUS)


@dataclass
class Survey:
    """How many inputs there are, their bytes, and the one of which an earlier run did some records."""

    inputs: int = 0
    size: int = 0
    current: Input | None = None


def surveyed(inputs: Inputs, manner_of: Callable[[Path | None], Manner], past: Past, ownership: Ownership) -> Survey:
    """What there is to do. Raises UsageError for settings that are wrong, two inputs that would be written to one
    place, and an output that would be written over another file."""
    inputs.check()
    found = Survey()
    taken: set[bytes] = set()
    for given in inputs:
        found.inputs += 1
        found.size += given.size
        stamped = given.stamp(manner_of(given.source).digest)
        if past.current is not None and stamped == past.current.stamp:
            found.current = given
        elif given.output and stamped not in past.done:
            _check(given, inputs.out, ownership)
        if given.output:
            _take(given, inputs.out, taken)
    return found


def _check(given: Input, out: Path, ownership: Ownership) -> None:
    target = out / given.output
    if given.source is not None and target.exists() and target.samefile(given.source):
        raise UsageError(f"{target} is an input", "write to another folder")
    if not ownership.may_write(given.output, given.name):
        what = f"{target} is there, and not of this run, which would write {given.name} to it"
        raise UsageError(what, "move it away, write to another folder, or give --overwrite")


def _take(given: Input, out: Path, taken: set[bytes]) -> None:
    key = stamp(given.output)
    if key in taken or given.output in _OWN:
        what = f"{given.name} would be written to {out / given.output}, "
        raise UsageError(what + ("where another is" if key in taken else "which is the run's own"), "rename it")
    taken.add(key)
