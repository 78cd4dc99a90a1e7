"""Two texts as the log of their cleaning ties them together."""

from array import array
from collections.abc import Iterable
from typing import Any

from kanwu.changes.texts import Pair, mark_written
from kanwu.errors import RevertError
from kanwu.model import Entry, Span, Sure
from kanwu.write.log import DAMAGED, PageLog, digest, source_of


def logged(before: str, after: str, pages: Iterable[PageLog]) -> tuple[Pair, list[Entry]]:
    """The pair and the log's entries. Raises RevertError when no page of the log leads from the one to the other."""
    wanted = digest(after)
    for page in pages:
        if page.head.get("output_sha256") != wanted or "map" not in page.head:
            continue
        try:
            source = source_of(page.head, after)
            origin, entries = _origin(page.head, len(after)), [_entry(edit) for edit in page.edits]
        except DAMAGED as error:
            raise RevertError("the log is damaged", "give the file that --log wrote") from error
        if source == before:
            return Pair(before, after, origin), entries
    raise RevertError("the log does not lead from the one text to the other", "give both as they were, unchanged")


def _origin(head: dict[str, Any], size: int) -> "array[int]":
    origin = array("i", [-1]) * size
    for at, start, length in head["map"]:
        if not 0 <= at <= at + length <= size or start < 0:
            raise ValueError(at)
        origin[at : at + length] = array("i", range(start, start + length))
    mark_written(origin)
    return origin


def _entry(edit: dict[str, Any]) -> Entry:
    source, output = (Span(int(a), int(b)) for a, b in (edit["source"], edit["output"]))
    return Entry(
        str(edit["rule"]), str(edit["verb"]), source, int(edit["line"]), output, str(edit["before"]),
        str(edit["after"]), str(edit["why"]), Sure[str(edit["sure"]).upper()], bool(edit["applied"]),
        tuple(map(str, edit.get("kinds", ()))),
    )  # fmt: skip
