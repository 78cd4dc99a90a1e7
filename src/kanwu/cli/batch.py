"""`kanwu batch`: many pages on all cores, resumed where it stopped."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kanwu.cli.choices import Choices
from kanwu.cli.faults import INTERRUPTED, State, say
from kanwu.cli.group import debugging
from kanwu.cli.options import QUIET, TO, cleaning, records
from kanwu.cli.sweep import MOST_TOLD
from kanwu.errors import UnwritableError, UsageError
from kanwu.show.summary import Tally

if TYPE_CHECKING:
    from kanwu.batch.counts import Counts
    from kanwu.batch.orders import What
    from kanwu.batch.run import Job
    from kanwu.batch.survey import Survey

_CODES = """Exit codes: 0 fine, 2 usage, 3 a page could not be read or cleaned, 4 OUT could not be written, 70 a
fault of kanwu's own, 130 stopped with Ctrl-C. After 4 and 130 the same command goes on where it stopped."""
_LATER = "the same command goes on here"


@click.command("batch", epilog=_CODES)
@click.argument("names", nargs=-1, required=True, metavar="IN... OUT")
@TO
@records
@cleaning
@click.option("--workers", type=click.IntRange(1), help="Clean in so many processes.  [one for each core]")
@click.option("--seconds", type=click.FloatRange(0, min_open=True), default=120, help="CPU time of a page.  [120]")
@click.option("--memory", metavar="MB", type=click.IntRange(1), default=2048, help="Memory of a page.  [2048]")
@click.option("--corpus", is_flag=True, help="Read all pages first; correct each from what the others print.")
@click.option("--retry", is_flag=True, help="Do again what had an error.")
@click.option("--restart", is_flag=True, help="Begin anew.")
@click.option("--overwrite", is_flag=True, help="Write over files in OUT that are not of this run.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", help="What spreads the work.  [local]")
@click.option("--address", help="Where the Ray cluster is, such as auto.  [this machine alone]")
@QUIET
@debugging
@click.pass_obj
def command(state: State, /, names: tuple[str, ...], quiet: bool, **given: Any) -> int:
    """Repair many pages at once, into the folder OUT.

    An IN is a file or folder of pages, of JSON Lines or of Parquet, a quoted pattern such as 'scans/**/*.txt', or -
    for JSON Lines from standard input. OUT gets each under its name, with edits.jsonl, the log, and manifest.jsonl,
    a line for each page.

    Broken off in whatever way, the same command goes on where it stopped; what is new or was changed since is done,
    and nothing else. A page over --seconds or --memory goes on as it came.

    With --engine ray, IN and OUT may be on any store (s3://, gs://) that all machines reach; see docs/batch.md.
    """
    if given["engine"] == "ray":
        from kanwu.cli.cluster import batch_on_ray

        return batch_on_ray(names, given | {"quiet": quiet})
    if given["address"]:
        raise UsageError("--address is of a Ray cluster", "use it with --engine ray")
    from kanwu.batch.run import run

    job = _job(names, given)
    with _watched(quiet) as watch:
        try:
            counts = run(job, watch)
        except KeyboardInterrupt:
            say(f"interrupted; {_LATER}")
            return INTERRUPTED
        except UnwritableError as error:
            raise UnwritableError(error.what, f"{error.advice or 'make room'}; {_LATER}") from error
    if not quiet:
        _sum_up(counts, job.out)
    return counts.code


def _job(names: tuple[str, ...], given: Mapping[str, Any]) -> "Job":
    from kanwu.batch.orders import Limits
    from kanwu.batch.run import Job

    if len(names) < 2:
        raise UsageError(f"what to read, or where to write, is missing beside {names[0]}", "kanwu batch IN... OUT")
    out = Path(names[-1])
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file", "name a folder last")
    choices = Choices.among(given)
    own = ("to", "text_field", "id_field", "corpus", "retry", "restart", "overwrite")
    return Job(
        names[:-1], out, _deciding(given, choices), choices.manner,
        workers=given["workers"] or _cores(), limits=Limits(given["seconds"], given["memory"]),
        **{name: given[name] for name in own},
    )  # fmt: skip


def _deciding(given: Mapping[str, Any], choices: Choices) -> dict[str, Any]:
    """The options of cleaning that were given, as the manifest has them; of files, a digest of what they say."""
    from hashlib import sha256

    names = ("script", "sure", "only", "skip", "damaged", "encoding", "kind", "no_config")
    found = {{"kind": "from"}.get(name, name): given[name] for name in names if given[name]}
    found = {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}
    for name in ("protect", "decisions", "config"):
        files = given[name] if isinstance(given[name], tuple) else (given[name],) if given[name] else ()
        if files:
            choices.manner(None)  # raises UsageError for those that are wrong
            found[name] = sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]
    return found


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Told:
    """Tells faults as they come, the first ones one by one."""

    def __init__(self, seen: "Callable[[What, Counts, int], None]", planned: "Callable[[Survey], None]") -> None:
        self.seen, self.planned = seen, planned
        self._count = 0

    def fault(self, name: str, error: str) -> None:
        self._count += 1
        if self._count <= MOST_TOLD:
            say(f"{name}: {error}")
        elif self._count == MOST_TOLD + 1:
            say("there are more faults; the manifest has them all")


@contextmanager
def _watched(quiet: bool) -> Iterator[_Told]:
    """Who follows a run: on a terminal with a bar that moves."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield _Told(lambda *_: None, lambda _: None)
        return
    from kanwu.cli.progress import Bar

    with Bar() as bar:
        yield _Told(bar.seen, bar.planned)


def _sum_up(counts: "Counts", out: Path) -> None:
    before = f"{counts.before} done before" if counts.before else ""
    if not counts.pages:
        say(f"nothing to do; {before or 'there is no page'}")
    elif counts.changed or counts.pages > counts.faults:
        tally = Tally(True, counts.pages, counts.changed, counts.flags, counts.held, counts.rules)
        if sys.stderr is not None and sys.stderr.isatty():
            tally.show("1 page")
        else:
            say(tally.line("1 page"))
        if before:
            say(before)
    if counts.faults:
        say(f"{counts.faults} with an error, which {out / 'manifest.jsonl'} has; --retry does them again")
