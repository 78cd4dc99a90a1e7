"""`kanwu rules`: what rules there are."""

import click

from kanwu.cli.group import debugging
from kanwu.write.files import write_out


@click.command("rules")
@debugging
def command() -> int:
    """List the rules in the order in which they run: name, stage, what it does."""
    from kanwu.pipeline import RULES

    wide = max((len(r.name) for r in RULES), default=0)
    stages = max((len(r.stage) for r in RULES), default=0)
    lines = (f"{r.name:{wide}}  {r.stage:{stages}}  {' '.join(r.purpose.split())}\n" for r in RULES)
    write_out("".join(lines).encode("utf-8"))
    return 0
