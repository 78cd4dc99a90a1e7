"""The options of the commands, each declared once."""

from pathlib import Path
from typing import Any, get_args

import click

from kanwu.batch.products import To
from kanwu.options import Damaged, Script, Tier
from kanwu.read.formats import FORMATS

_FILE = click.Path(path_type=Path)


def _names(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Names given one by one or with commas between."""
    return tuple(name.strip() for text in value for name in text.split(",") if name.strip())


SCRIPT = click.option(
    "--script", type=click.Choice(get_args(Script)), help="The standard to write.  [auto: the page's own]"
)
SURE = click.option(
    "--sure", type=click.Choice(get_args(Tier)), help="Make changes at least this sure.  [likely]"
)
ONLY = click.option("--only", metavar="RULE", multiple=True, callback=_names, help="Run these rules alone.")
SKIP = click.option("--skip", metavar="RULE", multiple=True, callback=_names, help="Leave these rules out.")
PROTECT = click.option(
    "--protect", metavar="FILE", multiple=True, type=_FILE, help="Names and terms never to touch, one a line."
)
DAMAGED = click.option(
    "--damaged",
    type=click.Choice(get_args(Damaged)),
    help="What to make of a block beyond repair.  [comment]",
)
ENCODING = click.option("--encoding", metavar="NAME", help="Read pages in this encoding.  [the likeliest]")
FROM = click.option(
    "--from",
    "kind",
    metavar="FORMAT",
    type=click.Choice(list(FORMATS)),
    help=f"Read pages in this format: {', '.join(FORMATS)}.  [what they hold]",
)
CONFIG = click.option("--config", metavar="FILE", type=_FILE, help="Take settings from this file alone.")
NO_CONFIG = click.option("--no-config", is_flag=True, help="Take settings from no file.")
DECISIONS = click.option(
    "--decisions", metavar="FILE", multiple=True, type=_FILE, help="Keep to what people decided in a review."
)

TO = click.option(
    "--to", type=click.Choice(get_args(To)), default="md", help="Write this, or the input's own format.  [md]"
)
OUTPUT = click.option("-o", "--output", metavar="FILE", type=_FILE, help="Write the clean page here.")
IN_PLACE = click.option("-i", "--in-place", is_flag=True, help="Write each page over itself.")
OUTPUT_DIR = click.option("--output-dir", metavar="DIR", type=_FILE, help="Write the pages into this folder.")
CHECK = click.option("--check", is_flag=True, help="Write nothing; exit code 1 if a page would change.")
DIFF = click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
TEXT_FIELD = click.option(
    "--text-field", metavar="NAME", help="The field of a record that holds its text; a dot leads inwards.  [text]"
)
ID_FIELD = click.option(
    "--id-field", metavar="NAME", help="The field that names a record.  [id, where it is there; else its number]"
)
LOG = click.option("--log", metavar="FILE", type=_FILE, help="Log every change here, as JSON Lines.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="No summary; faults are still told.")


def cleaning(command: Any) -> Any:
    """The options that say how a page is cleaned: the fields of `kanwu.cli.choices.Choices`."""
    return _all(command, SCRIPT, SURE, ONLY, SKIP, PROTECT, DAMAGED, ENCODING, FROM, CONFIG, NO_CONFIG, DECISIONS)


def delivery(command: Any) -> Any:
    """The options that say where the product goes: the fields of `kanwu.cli.orders.Order`."""
    return _all(command, OUTPUT, IN_PLACE, OUTPUT_DIR, CHECK, DIFF, LOG, TO)


def records(command: Any) -> Any:
    """The options that say where in a record its text and its name are: the parts of `kanwu.read.records.Fields`."""
    return _all(command, TEXT_FIELD, ID_FIELD)


def _all(command: Any, *options: Any) -> Any:
    for option in reversed(options):
        command = option(command)
    return command
