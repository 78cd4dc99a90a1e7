"""`kanwu revert` of a file of records: each text as it was."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path, PurePath

from kanwu.errors import RevertError
from kanwu.read.records import Record
from kanwu.write.log import PageLog, digest, revert
from kanwu.write.logs import Logs
from kanwu.write.records import New

_MOST = 256  # texts of which the pages that came out so are held


class _Alike:
    """The pages of a log that came out the same."""

    def __init__(self, pages: Sequence[PageLog]) -> None:
        self.last = pages[-1] if pages else None
        self._called: dict[str, dict[tuple[str, ...], PageLog]] = {}
        for page in pages:
            name, *rest = (str(page.head.get(key)) for key in ("input", "input_sha256", "raw"))
            for at in (at for at, char in enumerate(name, 1) if char == "#"):  # an id may hold a # itself
                same = self._called.setdefault(name[at:], {})
                same.pop(key := (name[:at], *rest), None)
                same[key] = page  # the last one made stands last

    def called(self, ident: str) -> list[PageLog]:
        """Those of records of this name, the last one made first."""
        return list(self._called.get(ident, {}).values())[::-1]


class Reverting:
    """The way back of a file's records by the pages of a log."""

    def __init__(self, log: Logs, clean: Path | None) -> None:
        self._file = PurePath(clean or "")
        self._alike = lru_cache(maxsize=_MOST)(lambda output: _Alike(log.of(output)))

    def change(self, record: Record, name: str) -> New:
        """The text that a record had. Raises RevertError for one that the log was not made with."""
        text = record.text or ""
        alike = self._alike(digest(text))
        page = min(alike.called(record.ident), key=self._distance, default=alike.last)
        back = revert(text, [page] if page else [])
        literal = page.head.get("raw", "") if page else ""
        try:
            old = back.decode("utf-8", "surrogatepass")
            if literal != "" and not _stands_for(literal, old):
                raise ValueError(literal)
            return New(old, literal.encode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise RevertError("the log's head line is damaged", "give the file that --log wrote") from error

    def _distance(self, page: PageLog) -> int:
        """How far the file that a page in the log is of is from this one: two records may have come out the same."""
        file = PurePath(str(page.head.get("input")).rpartition("#")[0])
        own = self._file
        return 0 if file == own else 1 if file.name == own.name else 2 if file.stem == own.stem else 3


def _stands_for(literal: object, text: str) -> bool:
    return isinstance(literal, str) and json.loads(literal) == text and "\n" not in literal
