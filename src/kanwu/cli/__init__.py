"""The command line."""

NEW_OBJECTS = 100_000
"""So many must be new before Python looks for garbage; a page has some 20,000. Of itself Python looks at each 700, and
every hundredth time at all that is there, tables and all: a fifth of the time of a page."""


def main(argv: list[str] | None = None) -> int:
    """Run a command line, the process's own by default, and return its exit code.

    The codes are `kanwu.errors.ExitCode`, and 130 after Ctrl-C.
    """
    import gc
    import sys

    from kanwu.cli.faults import guarded

    if argv is not None:
        return guarded(argv)
    gc.set_threshold(NEW_OBJECTS)
    code = guarded(sys.argv[1:])
    gc.freeze()  # what is left goes with the process; Python would look through it once more
    return code
