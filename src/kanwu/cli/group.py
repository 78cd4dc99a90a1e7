"""The command `kanwu`: its commands, each of which is loaded only when it is called."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from kanwu import __version__
from kanwu.errors import ExitCode, UsageError

COMMANDS = {
    "clean": "Repair pages: clean Markdown out, with a log of every change.",
    "batch": "Repair many pages at once, on all cores; goes on where it stopped.",
    "diff": "Show what cleaning changes, or what differs between two files.",
    "review": "Make an HTML page to see and decide each change.",
    "apply": "Carry out what was decided in a review.",
    "revert": "Give back the input of a cleaned page, byte for byte.",
    "rules": "List the rules in the order in which they run.",
    "explain": "Say what a rule does, why, and how sure it is.",
    "sample": "Print a garbled page to try kanwu on.",
}
"""Each command's name, which is its module's too, and what it does."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"kanwu.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            if Path(name).exists():
                raise UsageError(f"{name!r} is no command", f"did you mean kanwu clean {name}?")
            raise UsageError.unknown("command", name, COMMANDS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def debugging(command: Any) -> Any:
    """The option --debug, for a command or the group."""

    def remember(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value:
            ctx.obj.debug = True

    text = "Show the traceback of a fault of kanwu's own."
    return click.option("--debug", is_flag=True, expose_value=False, callback=remember, help=text)(command)


HELP = {"help_option_names": ["-h", "--help"]}


@click.group(cls=LazyGroup, context_settings=HELP, invoke_without_command=True)
@click.version_option(__version__, prog_name="kanwu", message="%(prog)s %(version)s")
@debugging
@click.pass_context
def app(ctx: click.Context) -> int:
    """Repair text that OCR made of Chinese newspaper pages, and explain every change.

    A first try: kanwu sample | kanwu clean --diff
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return ExitCode.USAGE
    return ExitCode.FINE
