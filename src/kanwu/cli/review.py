"""`kanwu review`: a page in the browser, change by change."""

from pathlib import Path
from typing import Any

import click

import kanwu
from kanwu.cli.choices import Choices
from kanwu.cli.faults import naming, say
from kanwu.cli.group import debugging
from kanwu.cli.options import cleaning
from kanwu.cli.orders import STDIN, spare
from kanwu.errors import UsageError
from kanwu.show.review.page import GENERATOR, Reviewed, review_page
from kanwu.show.review.scan import read_scan
from kanwu.write.files import write_file, write_out

_FILE = click.Path(path_type=Path)


@click.command("review")
@click.argument("page", type=_FILE)
@click.option("-o", "--output", metavar="FILE", type=_FILE, help="Write the review here.  [PAGE.review.html]")
@click.option("--image", metavar="FILE", type=_FILE, help="Show this scan of the page beside the text.")
@cleaning
@debugging
def command(page: Path, output: Path | None, image: Path | None, **given: Any) -> int:
    """Write an HTML file in which a person sees each change of PAGE and decides.

    It is one file that loads nothing. Accept, reject or edit there, save decisions.json, and give it to
    kanwu apply. Without -o it stands beside PAGE; with -o - it goes to standard output.
    """
    source = None if page == Path("-") else page
    target = _target(source, output)
    manner = Choices.among(given).manner(source)
    scan = read_scan(image) if image else None
    with naming(source or STDIN):
        read = manner.read(source)
    spare([f for f in (source, image, *manner.files) if f], [("-o", target)])
    if target and output is None:
        _spare_other(target)
    name = source.name if source else STDIN
    result = kanwu.clean(read.document, manner.options)
    html = review_page(Reviewed(name, result, manner.options, scan, manner.decisions))
    if target is None:
        write_out(html)
        return 0
    write_file(target, html)
    say(f"{target} written; open it in a browser")
    return 0


def _target(source: Path | None, output: Path | None) -> Path | None:
    """Where the review goes; None for standard output."""
    if output is not None:
        return None if output == Path("-") else output
    if source is None:
        return Path("review.html")
    named = source if source.name not in ("", "..") else source.resolve()  # a folder may be called . or ..
    return named.with_name(f"{named.name}.review.html") if named.name else Path("review.html")


def _spare_other(target: Path) -> None:
    """Refuse to write, without being asked, over a file that is no review."""
    if target.is_file():
        with target.open("rb") as file:
            if f'content="{GENERATOR}"'.encode() not in file.read(4096):
                raise UsageError(f"{target} is there and is no review of kanwu's", "name a file with -o")
