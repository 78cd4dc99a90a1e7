"""A run over many inputs on one machine: planned, resumed where an earlier one stopped, and carried out."""

import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from kanwu import __version__
from kanwu.batch.book import Book, Counts
from kanwu.batch.crew import Crew
from kanwu.batch.engine import Engine
from kanwu.batch.growing import can_go_on, part_of
from kanwu.batch.inputs import Inputs
from kanwu.batch.manifest import BEFORE, CORPUS, LOG, MANIFEST, NEXT, PART, Growing, Past, check_head
from kanwu.batch.manner import Manner
from kanwu.batch.orders import Done, Limits, Setup, What
from kanwu.batch.ownership import Ownership
from kanwu.batch.products import To
from kanwu.batch.steps import Step, Steps
from kanwu.batch.survey import Survey, surveyed
from kanwu.errors import UsageError
from kanwu.read.records import Fields
from kanwu.write.files import faults, make_folder
from kanwu.write.log import json_line


@dataclass(frozen=True)
class Job:
    """What is to be done. `names` are files, folders, patterns and - for standard input; `options` are what else
    decides the bytes, by the names that the command line has for them; `manner_of` tells how a file is cleaned.

    `text_field` is None where it was not named. `restart`: begin anew; `retry`: do what had an error again;
    `overwrite`: write over files that are not of this run; `corpus`: gather evidence from all pages first.
    """

    names: tuple[str, ...]
    out: Path
    options: dict[str, Any]
    manner_of: Callable[[Path | None], Manner]
    to: To = "md"
    text_field: str | None = None
    id_field: str | None = None
    workers: int = 1
    limits: Limits = Limits()  # noqa: RUF009  # never changed
    corpus: bool = False
    restart: bool = False
    retry: bool = False
    overwrite: bool = False

    @property
    def fields(self) -> Fields:
        return Fields(self.text_field or Fields().text, self.id_field)

    @property
    def head(self) -> dict[str, Any]:
        """The first line of the manifest."""
        own = {"to": self.to, "text_field": self.fields.text, "id_field": self.fields.id, "corpus": self.corpus}
        return {"kanwu": __version__, "manifest": 1, **own, **self.options}


class Watch(Protocol):
    """Who is told how a run goes: what there is to do; what was done, and of how many bytes, from time to time, in the
    pass over the pages that is named; each fault."""

    def planned(self, survey: Survey) -> None: ...
    def seen(self, what: What, counts: Counts, read: int) -> None: ...
    def fault(self, name: str, error: str) -> None: ...


def run(job: Job, watch: Watch) -> Counts:
    """Do what is to be done, and tell what was. Raises UsageError, UnwritableError, and KanwuError where no worker can
    be started. Broken off by whatever it may be, it goes on there when it is called again."""
    if job.corpus and "-" in job.names:
        raise UsageError("--corpus reads each page twice, which standard input cannot be", "make it a file first")
    make_folder(job.out)
    manifest = Growing(job.out / MANIFEST)
    try:
        manifest.lock()
        return _Run(job, watch, manifest).all()
    finally:
        manifest.close()
        with suppress(OSError):
            if not os.path.getsize(manifest.path):
                manifest.path.unlink()
                job.out.rmdir()


class _Run:
    def __init__(self, job: Job, watch: Watch, manifest: Growing) -> None:
        self.job, self.watch, self.manifest, self.out = job, watch, manifest, job.out
        self.inputs = Inputs(job.names, job.out, job.to, job.text_field)
        self.ownership = Ownership(job.out, job.overwrite)

    def all(self) -> Counts:
        """Everything, in order."""
        old = self._past()
        past = Past() if self.job.restart else old
        survey = surveyed(self.inputs, self.job.manner_of, past, self.ownership)
        self.watch.planned(survey)
        if self.job.restart:
            self._restart(old)
        current = past.current
        if current is not None and (survey.current is None or not can_go_on(survey.current, self.out, current.written)):
            part_of(self.out / current.output).unlink(missing_ok=True)
            past.forget_current()
            survey.current = None
        with suppress(FileNotFoundError):
            (self.out / PART).unlink()
        self.manifest.cut(past.end)
        if past.head is None:
            self.manifest.add(json_line(self.job.head).encode())
            self.manifest.flush()
            past.end = self.manifest.size
        if self.job.corpus and not (self.out / CORPUS).exists():
            self._gather()
        return self._clean(past, survey)

    def _past(self) -> Past:
        """What an earlier run left. Raises UsageError where it had other options, or is none of kanwu's."""
        log = self.out / LOG
        past = Past.of(self.manifest.path, log.stat().st_size if log.exists() else 0)
        if past.head is None and log.exists() and log.stat().st_size:
            raise UsageError(f"{log} is there, and not of this run", "move it away, or give another folder")
        if past.head is not None and not self.job.restart:
            check_head(self.job.head, past.head)
        if self.job.retry:
            past.done -= past.faulty
        return past

    def _restart(self, past: Past) -> None:
        """Begin anew, and remember which files are the earlier run's."""
        with faults(self.out / BEFORE), (self.out / BEFORE).open("ab") as before:
            for name in (MANIFEST, NEXT):
                with suppress(FileNotFoundError):
                    before.write((self.out / name).read_bytes())
        if past.current is not None:
            part_of(self.out / past.current.output).unlink(missing_ok=True)
        self.manifest.cut(0)
        for name in (LOG, CORPUS):
            (self.out / name).unlink(missing_ok=True)

    def _clean(self, past: Past, survey: Survey) -> Counts:
        book = Book(self.out, self.manifest, past, self.job.fields, self.watch.fault, self.ownership)

        def pause() -> None:
            book.flush()
            self.watch.seen("clean", book.counts, book.read)

        with closing(book):
            corpus = str((self.out / CORPUS).absolute()) if self.job.corpus else None
            steps = Steps(self.inputs.__iter__, self.job.manner_of, self.job.fields, past, survey.current)
            setup = Setup("clean", self.job.to, self.job.fields, corpus, self.job.limits)
            self._through(steps, setup, book.commit, pause)
            book.sync()
        return book.counts

    def _gather(self) -> None:
        """The first pass: what all pages print."""
        from importlib import import_module

        counts = Counts()
        gathering = import_module("kanwu.batch.gathering").Gathering(self.out / CORPUS)

        def commit(step: Step, done: Done | None) -> None:
            if done is not None and done.counts is not None:
                gathering.add(done.counts)
                counts.pages += 1

        with closing(gathering):
            steps = Steps(self.inputs.__iter__, self.job.manner_of, self.job.fields, Past())
            setup = Setup("count", self.job.to, self.job.fields, None, self.job.limits)
            self._through(steps, setup, commit, lambda: self.watch.seen("count", counts, 0))
            gathering.finish()

    def _through(
        self, steps: Steps, setup: Setup, commit: Callable[[Step, Done | None], None], pause: Callable[[], None]
    ) -> None:
        with closing(Crew(self.job.workers, setup, steps.manners)) as crew:
            Engine(crew, commit, pause).run(iter(steps))
