"""`kanwu revert`: the input of a cleaned page, byte for byte."""

import sys
from collections.abc import Sequence
from pathlib import Path, PurePath

import click

from kanwu.cli.faults import State, naming
from kanwu.cli.group import debugging
from kanwu.cli.options import OUTPUT, records
from kanwu.cli.orders import STDIN
from kanwu.errors import UsageError
from kanwu.read.inputs import read_bytes
from kanwu.read.records import Fields, Kind, kind_of
from kanwu.write.files import write_file, write_out
from kanwu.write.log import PageLog, revert, sha256, written_text
from kanwu.write.logs import open_log


@click.command("revert")
@click.argument("clean", metavar="CLEAN", type=click.Path(path_type=Path))
@click.option(
    "--log",
    metavar="FILE",
    type=click.Path(path_type=Path),
    required=True,
    help="The log that kanwu clean wrote.",
)
@OUTPUT
@records
@debugging
@click.pass_obj
def command(
    state: State, /, clean: Path, log: Path, output: Path | None, text_field: str | None, id_field: str | None
) -> int:
    """Give back the input that the page CLEAN was made from, byte for byte.

    CLEAN is a page as kanwu wrote it, in any format, or - for standard input. The bytes go to standard output or
    to FILE. Of JSON Lines and Parquet each record is given its text back.
    """
    target = None if output == Path("-") else output
    if target and target.exists() and log.exists() and target.samefile(log):
        raise UsageError(f"-o {target} is the log", "give another name")
    source = None if clean == Path("-") else clean
    if kind := kind_of(source, text_field):
        fields = Fields(text_field or Fields().text, id_field)
        return _records(source, kind, fields, log, target, state)
    with naming(source or STDIN):
        output_ = read_bytes(source)
    with naming(log):
        pages = _nearest_first(open_log(log).of(sha256(output_)), clean)
    if not pages:
        with naming(source or STDIN):
            written_text(output_)
    with naming(log):
        data = revert(output_, pages)
    if target:
        write_file(target, data)
    else:
        write_out(data)
    return 0


def _records(
    source: Path | None, kind: Kind, fields: Fields, log: Path, target: Path | None, state: State
) -> int:
    """Give the records of a file their texts back; those that the log was not made with stay, and are told."""
    from kanwu.cli.revert_records import Reverting
    from kanwu.cli.sweep import Sweep, fitting

    fitting(kind, target, sys.stdout is not None and sys.stdout.isatty())
    with naming(log):
        way = Reverting(open_log(log), source)
    name = str(source or STDIN)
    sweep = Sweep(source, name, kind, fields, way.change, state)
    with naming(name):
        sweep.write(target) if target else sweep.write_out()
    return sweep.code


def _nearest_first(pages: Sequence[PageLog], clean: Path) -> list[PageLog]:
    """The pages of a log, those with the clean page's name before the others, and the last made first.

    Two inputs may have come out the same.
    """

    def distance(page: PageLog) -> int:
        name = PurePath(str(page.head.get("input")))
        return 0 if name == clean else 1 if name.name == clean.name else 2 if name.stem == clean.stem else 3

    latest = pages[::-1]
    return sorted(latest, key=distance)
