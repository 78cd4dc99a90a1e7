"""A comparison as a unified diff that `git apply` and `patch` take."""

from collections.abc import Iterator
from typing import NamedTuple

from kanwu.changes.model import Comparison
from kanwu.changes.rows import rows
from kanwu.ends import common_ends

CONTEXT = 3  # lines around a change
_NO_END = "\\ No newline at end of file\n"


class _Line(NamedTuple):
    sign: str
    text: str


def patch(comparison: Comparison, name: str) -> Iterator[str]:
    """The lines of the diff, each with its line feed, for the file `name`; none when nothing differs.

    Lines end at line feeds alone; a carriage return is part of its line.
    """
    lines = list(_lines(comparison))
    changed = [n for n, line in enumerate(lines) if line.sign != " "]
    if not changed:
        return
    yield f"--- {_named(f'a/{name}')}\n+++ {_named(f'b/{name}')}\n"
    old = new = at = 0
    for start, end in _hunks(changed, len(lines)):
        for line in lines[at:start]:
            old, new = old + (line.sign != "+"), new + (line.sign != "-")
        hunk = lines[start:end]
        olds, news = sum(x.sign != "+" for x in hunk), sum(x.sign != "-" for x in hunk)
        yield f"@@ -{old + (olds > 0)},{olds} +{new + (news > 0)},{news} @@\n"
        for line in hunk:
            yield line.sign + line.text
            if not line.text.endswith("\n"):
                yield "\n" + _NO_END
        old, new, at = old + olds, new + news, end


def _hunks(changed: list[int], size: int) -> Iterator[tuple[int, int]]:
    start, last = changed[0], changed[0]
    for n in changed[1:]:
        if n - last > 2 * CONTEXT:
            yield max(0, start - CONTEXT), last + CONTEXT + 1
            start = n
        last = n
    yield max(0, start - CONTEXT), min(size, last + CONTEXT + 1)


def _lines(comparison: Comparison) -> Iterator[_Line]:
    for row in rows(comparison):
        old = _split("".join(a.text for a in row if a.sign in " -"))
        new = _split("".join(a.text for a in row if a.sign in " +"))
        head, tail = common_ends(old, new)
        yield from (_Line(" ", text) for text in old[:head])
        yield from (_Line("-", text) for text in old[head : len(old) - tail])
        yield from (_Line("+", text) for text in new[head : len(new) - tail])
        yield from (_Line(" ", text) for text in old[len(old) - tail :])


def _split(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _named(path: str) -> str:
    """The name as git has it: quoted where a sign in it asks for that, ended by a tab where it has a blank."""
    if any(_needs_quotes(c) for c in path):
        return f'"{"".join(map(_quoted, path))}"'
    return f"{path}\t" if " " in path else path


def _needs_quotes(char: str) -> bool:
    """Whether git escapes it; the surrogates are bytes of a file's name that are no UTF-8."""
    return char < " " or char in '"\\\x7f' or "\udc80" <= char <= "\udcff"


def _quoted(char: str) -> str:
    signs = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    code = ord(char) - 0xDC00 if char >= "\udc80" else ord(char)
    return signs.get(char) or (f"\\{code:03o}" if _needs_quotes(char) else char)
