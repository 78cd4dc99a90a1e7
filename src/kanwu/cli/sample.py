"""`kanwu sample`: a page to try kanwu on."""

from importlib.resources import files

import click

from kanwu.cli.group import debugging
from kanwu.write.files import write_out


@click.command("sample")
@debugging
def command() -> int:
    """Print a page as OCR may give it. A first try: kanwu sample | kanwu clean --diff"""
    write_out((files("kanwu") / "data" / "sample.md").read_bytes())
    return 0
