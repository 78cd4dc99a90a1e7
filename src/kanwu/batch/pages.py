"""The unit of work on page files: the bytes of a page in, those of its product and its log out."""

import json
from dataclasses import dataclass
from pathlib import PurePath
from time import perf_counter
from typing import NamedTuple

from kanwu.batch.products import To, named
from kanwu.batch.unit import by_rule, evidence, fault, unchanged
from kanwu.errors import KanwuError
from kanwu.options import Options
from kanwu.read.formats import PLAIN, SCAN_SUFFIXES, TEXT_SUFFIXES, found_format


class PageRow(NamedTuple):
    """What comes of a page: the bytes to write and where, None for none; `is_page` is false for what is none at all."""

    data: bytes | None
    output: str
    log: str = ""
    edits: str = "{}"
    flags: int = 0
    sha256: str = ""
    seconds: float = 0.0
    error: str = ""
    changed: bool = False
    is_page: bool = True


@dataclass(frozen=True)
class CleanPage:
    """Cleans page files of any format. `encoding`: None for the likeliest; `kind`, a key of FORMATS: None for what the
    content says. It can be pickled, and loads nothing until it is called."""

    options: Options = Options()  # noqa: RUF009  # frozen
    to: To = "md"
    corpus: str | None = None
    encoding: str | None = None
    kind: str | None = None

    def row(self, data: bytes, name: str, inside: str, is_named: bool) -> PageRow:
        """What comes of a page's bytes. `name` is what its log calls it, `inside` its place in the input; one that is
        not named by itself is no page if it is called as scans are and holds none."""
        from kanwu.write.log import sha256

        start = perf_counter()
        try:
            kind = self._format(data, inside, is_named)
        except KanwuError as error:
            row = PageRow(None, "", error=str(error), is_page=is_named)
        else:
            row = self._cleaned(data, name, inside, kind) if kind else PageRow(None, "", is_page=False)
        return row._replace(sha256=sha256(data), seconds=round(perf_counter() - start, 3))

    def untouched(self, data: bytes, name: str, inside: str, is_named: bool, error: str, seconds: float) -> PageRow:
        """What comes of a page that could not be cleaned: plain text goes out as it came."""
        from kanwu.write.log import sha256

        row = PageRow(None, "", error=error)
        if inside.lower().endswith(TEXT_SUFFIXES) and self.to != "json":
            row = self._as_it_came(data, name, inside, error)
        return row._replace(sha256=sha256(data), seconds=round(seconds, 3))

    def text(self, data: bytes, inside: str, is_named: bool) -> str | None:
        """The text that is cleaned of a page's bytes; None for what is no page. Raises KanwuError."""
        from kanwu.read.files import page_of

        kind = self._format(data, inside, is_named)
        return page_of(data, self.kind or kind, self.encoding).decoded.text if kind else None

    def _format(self, data: bytes, inside: str, is_named: bool) -> str:
        """The format of a page's bytes, "" for what is no page. Raises UnreadableError."""
        kind = self.kind if is_named and self.kind else found_format(data, inside)
        return kind if is_named or not _called_as_scan(inside) or kind not in (*PLAIN, "mets") else ""

    def _cleaned(self, data: bytes, name: str, inside: str, kind: str) -> PageRow:
        import kanwu
        from kanwu.batch.products import product
        from kanwu.read.files import page_of
        from kanwu.write.log import log_lines

        try:
            page = page_of(data, self.kind or kind, self.encoding)
            result = kanwu.clean(page.given, self.options, evidence(self.corpus))
            made = product(name, page, result, self.to, self.options.damaged)
            log = "".join(log_lines(made.result, page.data, page.decoded, name, **made.logged))
        except KanwuError as error:
            return PageRow(None, "", error=str(error))
        except Exception as error:
            told = fault(error)
            is_text = kind in PLAIN and self.to != "json"
            return self._as_it_came(data, name, inside, told) if is_text else PageRow(None, "", error=told)
        output = named(inside, self.to)
        return PageRow(made.data, output, log, json.dumps(by_rule(result)), len(result.flags), changed=made.changed)

    def _as_it_came(self, data: bytes, name: str, inside: str, error: str) -> PageRow:
        """Text in UTF-8, as all output is; what is no text does not go out."""
        from kanwu.read.encoding import decode
        from kanwu.write.log import log_lines

        try:
            decoded = decode(data, self.encoding)
        except KanwuError as other:
            return PageRow(None, "", error=str(other))
        log = "".join(log_lines(unchanged(decoded.text), data, decoded, name, way={"error": error}))
        return PageRow(decoded.text.encode("utf-8"), named(inside, self.to), log, error=error)


def _called_as_scan(inside: str) -> bool:
    return PurePath(inside.lower()).name.endswith(SCAN_SUFFIXES)
