"""`kanwu diff`: what cleaning changes, or what differs between two files."""

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from kanwu.changes.align import align
from kanwu.changes.atoms import compared, taken_apart
from kanwu.changes.logged import logged
from kanwu.changes.model import Comparison
from kanwu.cli.choices import Choices
from kanwu.cli.faults import naming
from kanwu.cli.group import debugging
from kanwu.cli.options import cleaning
from kanwu.cli.orders import STDIN
from kanwu.errors import ExitCode, UsageError
from kanwu.read.files import Page, read_page
from kanwu.read.inputs import read_bytes
from kanwu.write.files import write_out
from kanwu.write.log import read_log, written_text

_FILE = click.Path(path_type=Path)
_IDLE = ("script", "sure", "only", "skip", "protect", "damaged", "decisions")  # options that two files have no use for
_LEAST = 20  # cells that a line may be asked to have at least
_CODES = "Exit codes: 0 the texts are the same, 1 they differ, 2 usage, 3 a file could not be read."


@dataclass(frozen=True)
class View:
    """How the difference is given out; the fields are the options of the command."""

    format: str
    stat: bool
    side_by_side: bool | None
    width: int | None
    context: int
    color: str
    pager: bool


def viewing(command: Any) -> Any:
    """The options that say how the difference is given out: the fields of `View`."""
    options = (
        click.option("--format", type=click.Choice(["text", "patch", "json"]), default="text",
                     help="For a person, for git apply, or for a program.  [text]"),
        click.option("--stat", is_flag=True, help="Figures alone: changes by rule, characters, error rate."),
        click.option("--side-by-side/--inline", default=None, help="In two columns or one.  [as wide as it is]"),
        click.option("--width", metavar="CELLS", type=click.IntRange(_LEAST), help="Lines so wide.  [the terminal's]"),
        click.option("--context", metavar="LINES", type=click.IntRange(0), default=1, help="Lines around.  [1]"),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto",
                     help="Changes in colour.  [auto: on a terminal]"),
        click.option("--pager/--no-pager", default=True, help="Page what is longer than the screen."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command("diff", epilog=_CODES)
@click.argument("before", type=_FILE)
@click.argument("after", type=_FILE, required=False)
@click.option("--log", metavar="FILE", type=_FILE, help="The log that leads from BEFORE to AFTER: it knows the rules.")
@viewing
@cleaning
@debugging
def command(before: Path, after: Path | None, log: Path | None, **given: Any) -> int:
    """Show what cleaning BEFORE changes, or what differs between BEFORE and AFTER.

    Character by character, for Chinese; what was moved is shown as moved. Either may be - for standard input. Nothing
    is written.
    """
    view = View(**{f.name: given[f.name] for f in fields(View)})
    if log and after is None:
        raise UsageError("--log is for two files", "name AFTER too, or leave --log out")
    if before == after == Path("-"):
        raise UsageError("standard input cannot be both texts", "name a file")
    choices = Choices.among(given)
    if after and (idle := [name for name in _IDLE if given[name]]):
        what = f"--{idle[0]} says how to clean, and two files are compared as they are"
        raise UsageError(what, "leave out one of them")
    with _unswept():
        return _diff(before, after, log, choices, view)


@contextmanager
def _unswept() -> Iterator[None]:
    """Spares the collector of cycles, of which a comparison has none: it would look through all of a long one again and
    again, for a tenth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _diff(before: Path, after: Path | None, log: Path | None, choices: Choices, view: View) -> int:
    if after is None:
        manner = choices.manner(_source(before))
        page = _read(before, manner.encoding, manner.kind)
        comparison, names = compared(manner.cleaned(page)), (_name(before), f"{_name(before)}, clean")
    else:
        encoding = choices.encoding_of(_source(before))
        page, names = _read(before, encoding, choices.kind), (_name(before), _name(after))
        comparison = _compared(page.decoded.text, _read(after, encoding, None).decoded.text, log)
    if view.format == "patch":
        _check_patch(page, before)
    _give_out(comparison, names, before, view)
    return ExitCode.FINE if comparison.before == comparison.after else ExitCode.CHANGED


def _source(file: Path) -> Path | None:
    return None if file == Path("-") else file


def _name(file: Path) -> str:
    return STDIN if file == Path("-") else str(file)


def _read(file: Path, encoding: str | None, kind: str | None) -> Page:
    with naming(_name(file)):
        return read_page(_source(file), encoding, kind)


def _compared(before: str, after: str, log: Path | None) -> Comparison:
    if log is None:
        return taken_apart(align(before, after))
    with naming(log):
        pair, entries = logged(before, after, read_log(written_text(read_bytes(log))))
    return taken_apart(pair, entries)


def _check_patch(page: Page, file: Path) -> None:
    if page.data != page.decoded.text.encode("utf-8", "surrogatepass"):
        this = page.decoded.encoding if page.is_plain else page.title
        what = f"{_name(file)}: a patch is for files in UTF-8 without byte order mark, this is {this}"
        raise UsageError(what, "use --format json, or save it as UTF-8")


def _give_out(comparison: Comparison, names: tuple[str, str], file: Path, view: View) -> None:
    from kanwu.show import figures, patch

    if view.stat and view.format != "json":
        write_out("".join(figures.told(comparison)).encode())
    elif view.format == "json":
        write_out(figures.as_json(comparison, names).encode())
    elif view.format == "patch":
        write_out("".join(patch.patch(comparison, _below(file))).encode("utf-8", "surrogatepass"))
    else:
        _show(comparison, names, view)


def _below(file: Path) -> str:
    """The file's name as a patch has it: from here, or without its folders where it is not below."""
    if file == Path("-"):
        return "page.md"
    try:
        return Path(os.path.abspath(file)).relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.name


def _show(comparison: Comparison, names: tuple[str, str], view: View) -> None:
    from kanwu.show.look import Look
    from kanwu.show.terminal import difference

    look = Look.at(sys.stdout, view.color, view.width, view.side_by_side, view.context)
    lines = difference(comparison, names, look)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    if terminal and view.pager and len(lines) + 2 > shutil.get_terminal_size().lines:
        click.echo_via_pager(_encodable(lines), color=look.colour)
    elif lines:
        write_out("".join(lines).encode("utf-8", "replace"))


def _encodable(lines: list[str]) -> Iterator[str]:
    return (line.encode("utf-8", "replace").decode() for line in lines)
