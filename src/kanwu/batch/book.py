"""Where all that a run does is written, by one process and in one order: output, then log, then manifest."""

import os
from collections import Counter
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from kanwu.batch.growing import RecordsOut
from kanwu.batch.manifest import LOG, NEXT, PART, Growing, Past
from kanwu.batch.orders import Done
from kanwu.batch.ownership import Ownership
from kanwu.batch.steps import Step
from kanwu.errors import ExitCode, UnwritableError
from kanwu.ledger import LAYOUT
from kanwu.read.records import Fields
from kanwu.write.files import faults, make_folder
from kanwu.write.log import json_line

_ENOUGH = 1 << 20  # bytes that are held before they are written


@dataclass
class Counts:
    """What a run did. `before` are the inputs that an earlier run did. `rules` are repairs, without white space and
    marks as Markdown wants them."""

    pages: int = 0
    changed: int = 0
    flags: int = 0
    held: int = 0
    faults: int = 0
    before: int = 0
    code: int = ExitCode.FINE
    rules: Counter[str] = field(default_factory=Counter)

    def add(self, done: Done) -> None:
        """Count a page or record."""
        self.pages += 1
        self.changed += done.changed
        self.flags += done.flags
        self.held += done.held
        self.rules.update({rule: count for rule, count in done.edits.items() if rule != LAYOUT})
        if done.error:
            self.fault(done.code)

    def fault(self, code: int) -> None:
        """Count a fault."""
        self.faults += 1
        self.code = max(self.code, code)

    def copied(self) -> "Counts":
        """The counts as they are now."""
        kept = copy(self)
        kept.rules = Counter(self.rules)
        return kept


class Book:
    """Writes what comes of each step. `tell` is told of each fault: the name of what has it, and what it is.

    `manifest` is open, and locked. Raises UnwritableError.
    """

    def __init__(
        self, out: Path, manifest: Growing, past: Past, fields: Fields, tell: Callable[[str, str], None],
        ownership: Ownership,
    ) -> None:  # fmt: skip
        self.out, self.manifest, self.past, self.fields, self.tell = out, manifest, past, fields, tell
        self._next = Growing(out / NEXT)
        self.log = Growing(out / LOG)
        self.log.cut(past.log)
        self.manifest.cut(past.end)
        self.counts = Counts()
        self.read = 0  # bytes of the inputs
        self._read_before = 0
        self._ownership = ownership
        self._pages: list[tuple[Path, bytes]] = []  # that wait to be written
        self._waits = 0  # bytes of them
        self._file: RecordsOut | None = None
        self._mark = (past.end, past.log, self.counts)
        self._errors = 0  # of the file of records
        self._made: Path | None = None

    def commit(self, step: Step, done: Done | None) -> None:
        """Write what came of a step, the next one in order."""
        write: Callable[[Step, Done], None] = getattr(self, f"_{step.what}")
        write(step, done or Done())
        self.read = self._read_before + step.at
        if step.what in ("passed", "page", "close", "broken"):
            self._read_before += step.input.size
            self.read = self._read_before
        if self._waits + self.manifest.waits + self.log.waits > _ENOUGH:
            self.flush()

    def flush(self) -> None:
        """Have all written that was committed."""
        self._next.flush()
        pages, self._pages, self._waits = self._pages, [], 0
        for target, data in pages:
            self._put(target, data)
        if self._file is not None:
            self._file.grown.flush()
        self.log.flush()
        self.manifest.flush()
        if pages:
            self._next.cut(0)

    def sync(self) -> None:
        """Have log and manifest on the disk."""
        self.flush()
        self.log.sync()
        self.manifest.sync()

    def close(self) -> None:
        """Let go of the files; nothing more is written."""
        if self._file is not None:
            self._file.grown.close()
        self.log.close()
        self._next.close()
        if not self._next.size:
            self._next.path.unlink(missing_ok=True)

    def _passed(self, step: Step, done: Done) -> None:
        self.counts.before += 1
        if step.stamp in self.past.faulty:
            self.counts.fault(ExitCode.UNREAD)

    def _page(self, step: Step, done: Done) -> None:
        if not done.is_page:
            return
        output, digest = "", ""
        if done.data is not None:
            output, digest = step.input.output, sha256(done.data).hexdigest()
            self._check(step, done.data)
            self._next.add(json_line({"input": step.input.name, "output": output, "output_sha256": digest}).encode())
            self._pages.append((self.out / output, done.data))
            self._waits += len(done.data)
        self.log.add(done.log)
        self._tell(step.input.name, output, done, {"output_sha256": digest, **_identity(step)})

    def _open(self, step: Step, done: Done) -> None:
        self._check(step)
        target = self.out / step.input.output
        self._mark = (self.manifest.size, self.log.size, self.counts.copied())
        self._errors = 0
        self._folder(target.parent)
        self._file = RecordsOut(step.input, target, self.fields)
        told = {"file": step.input.name, "output": step.input.output, **_identity(step), "log": self.log.size}
        self.manifest.add(json_line(told).encode())

    def _record(self, step: Step, done: Done) -> None:
        file = self._going_on(step)
        file.add(step.raw, done.data)
        if not done.is_page:
            return
        self.log.add(done.log)
        self._errors += bool(done.error)
        more: dict[str, Any] = {"record": step.number, "read": step.end, "written": file.grown.size}
        more |= {"stream": step.digest} if step.digest else {}
        self._tell(f"{step.input.name}#{done.ident or step.number}", step.input.output, done, more)

    def _piece(self, step: Step, done: Done) -> None:
        self._going_on(step).add(step.raw, None)

    def _close(self, step: Step, done: Done) -> None:
        file = self._going_on(step)
        self.flush()
        try:
            file.finish(self.out / PART)
        except ValueError as error:
            step.fault = error.args[0]
            self._broken(step, done)
            return
        told = {"file": step.input.name, "output": step.input.output, "records": step.number,
                "errors": self._errors, "read": step.end, "written": file.grown.size, "log": self.log.size}  # fmt: skip
        self.manifest.add(json_line(told | ({"stream": step.digest} if step.digest else {})).encode())
        self.manifest.flush()
        file.remove()
        self._file = None

    def _broken(self, step: Step, done: Done) -> None:
        """An input that cannot be read; of a file of records, nothing stays."""
        assert step.fault is not None
        if self._file is not None or self._resumed(step):
            self._going_on(step).remove()
            self._file = None
            manifest, log, self.counts = self._mark
            self.manifest.cut(manifest)
            self.log.cut(log)
        done = Done(error=str(step.fault), code=step.fault.code)
        self._tell(step.input.name, "", done, {"output_sha256": "", **_identity(step)})

    def _resumed(self, step: Step) -> bool:
        current = self.past.current
        return current is not None and current.name == step.input.name

    def _going_on(self, step: Step) -> RecordsOut:
        """The file of records that is written, opened where an earlier run left it."""
        if self._file is None:
            current = self.past.current
            assert current is not None
            self._mark = (current.manifest, current.log, self.counts.copied())
            self._errors = current.faults
            self.counts.before += current.records
            self._file = RecordsOut(step.input, self.out / step.input.output, self.fields, current.written)
            for _ in range(current.faults):
                self.counts.fault(ExitCode.UNREAD)
        return self._file

    def _tell(self, name: str, output: str, done: Done, more: dict[str, Any]) -> None:
        """A line of the manifest, and the counts."""
        told = {"input": name, "sha256": done.sha256, "output": output, "edits": done.edits, "flags": done.flags,
                "seconds": done.seconds, "error": done.error, **more, "log": self.log.size}  # fmt: skip
        self.manifest.add(json_line(told).encode())
        self.counts.add(done)
        if done.error:
            self.tell(name, done.error)

    def _put(self, target: Path, data: bytes) -> None:
        """Write a page's file, whole or not at all."""
        part = self.out / PART
        self._folder(target.parent)
        with faults(target):
            part.write_bytes(data)
            os.replace(part, target)

    def _check(self, step: Step, data: bytes | None = None) -> None:
        """Raises UnwritableError for an output that would be written over a file that is not of this run."""
        if not self._ownership.may_write(step.input.output, step.input.name, data):
            raise UnwritableError(f"{self.out / step.input.output} is there, and not of this run", "move it away")

    def _folder(self, folder: Path) -> None:
        if folder != self._made:
            make_folder(folder)
            self._made = folder


def _identity(step: Step) -> dict[str, Any]:
    return {"size": step.input.size, "time": step.input.time, "manner": step.manner}
