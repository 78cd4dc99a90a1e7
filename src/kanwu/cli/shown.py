"""What `kanwu diff` shows of a page, for other commands to show too."""

import sys

from kanwu import Result


def difference(result: Result, name: str) -> str:
    """The changes of a cleaned page, as wide and coloured as standard output takes them."""
    from kanwu.changes.atoms import compared
    from kanwu.show.look import Look
    from kanwu.show.terminal import difference as rows

    return "".join(rows(compared(result), (name, f"{name}, clean"), Look.at(sys.stdout)))
