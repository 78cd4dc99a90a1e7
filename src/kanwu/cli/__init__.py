"""The command line."""


def main(argv: list[str] | None = None) -> int:
    """Run a command line, the process's own by default, and return its exit code.

    The codes are `kanwu.errors.ExitCode`, and 130 after Ctrl-C.
    """
    import sys

    from kanwu.cli.faults import guarded

    return guarded(sys.argv[1:] if argv is None else argv)
