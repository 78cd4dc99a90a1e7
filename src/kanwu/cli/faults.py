"""What becomes of a fault: one line on standard error, and an exit code."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import click

from kanwu.errors import ExitCode, KanwuError
from kanwu.show.visible import visible

INTERRUPTED = 130  # what a shell expects of a process that Ctrl-C ended: 128 + SIGINT


@dataclass
class State:
    """What the options that every command has have set."""

    debug: bool = False


def say(line: str) -> None:
    """One line on standard error. Where that is gone too, there is nobody to tell."""
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.write(f"kanwu: {visible(line)}\n")
            sys.stderr.flush()


def guarded(argv: list[str]) -> int:
    """Run a command line; every way in which it can end gives an exit code."""
    state = State()
    try:
        return _outcome(argv, state)
    except KeyboardInterrupt:
        say("interrupted; no file is half-written")
        return INTERRUPTED
    except BrokenPipeError:  # the reader has all it wanted
        from kanwu.write.files import give_up_output

        give_up_output()
        return ExitCode.UNWRITTEN


def _outcome(argv: list[str], state: State) -> int:
    from kanwu.cli.group import app

    try:
        with app.make_context("kanwu", list(argv), obj=state) as context:
            return int(app.invoke(context) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        say(_worded(error))
        return ExitCode.USAGE
    except KanwuError as error:
        say(str(error))
        return error.code
    except Exception as error:
        if isinstance(error, BrokenPipeError):
            raise
        return own_fault("", error, state)


def attempt(name: str, work: Callable[[], int], state: State) -> int:
    """Do one page's work; a fault in it is told under the page's name and does not touch the other pages."""
    try:
        return work()
    except KanwuError as error:
        say(f"{name}: {error}")
        return error.code
    except BrokenPipeError:
        raise
    except Exception as error:
        return own_fault(f"{name}: ", error, state)


@contextmanager
def naming(name: object) -> Iterator[None]:
    """Puts the name of the file in which a fault was found before it."""
    try:
        yield
    except KanwuError as error:
        raise KanwuError(f"{name}: {error.what}", error.advice, error.code) from error


def own_fault(where: str, error: Exception, state: State, outcome: str = "nothing was written") -> int:
    """Tell of a fault of kanwu's own and what came of it, with its traceback only when asked for."""
    if state.debug:
        import traceback

        with suppress(OSError, ValueError):
            traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    advice = "please report it, with the page" + ("" if state.debug else " and what --debug shows")
    say(f"{where}a fault of kanwu's own, {outcome} ({' '.join(what.split())}); {advice}")
    return ExitCode.FAULT


def _worded(error: click.UsageError) -> str:
    """click's message as kanwu words its own: what is wrong; what to do."""
    message = " ".join(error.format_message().rstrip(".").split())
    help_ = f"{error.ctx.command_path} --help" if error.ctx else "kanwu --help"
    return f"{message[:1].lower()}{message[1:]}; see {help_}"
