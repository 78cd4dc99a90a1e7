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
            if source_of(page.head, after) == before:
                entries = [_entry(edit, len(before), len(after)) for edit in page.edits]
                return Pair(before, after, _origin(page.head, before, after)), entries
        except DAMAGED as error:
            raise RevertError("the log is damaged", "give the file that --log wrote") from error
    raise RevertError("the log does not lead from the one text to the other", "give both as they were, unchanged")


def _origin(head: dict[str, Any], before: str, after: str) -> "array[int]":
    origin = array("i", [-1]) * len(after)
    for at, start, length in head["map"]:
        source, output = _span((start, start + length), len(before)), _span((at, at + length), len(after))
        if before[slice(*source)] != after[slice(*output)]:
            raise ValueError(at)
        origin[slice(*output)] = array("i", range(*source))
    kept = [n for n in origin if n >= 0]
    if len(set(kept)) != len(kept):
        raise ValueError(kept)
    mark_written(origin)
    return origin


def _entry(edit: dict[str, Any], size: int, written: int) -> Entry:
    source, output = _span(edit["source"], size), _span(edit["output"], written)
    return Entry(
        str(edit["rule"]), str(edit["verb"]), source, int(edit["line"]), output, str(edit["before"]),
        str(edit["after"]), str(edit["why"]), Sure[str(edit["sure"]).upper()], bool(edit["applied"]),
        tuple(map(str, edit.get("kinds", ()))),
    )  # fmt: skip


def _span(places: Any, size: int) -> Span:
    start, end = map(int, places)
    if not 0 <= start <= end <= size:
        raise ValueError(places)
    return Span(start, end)
