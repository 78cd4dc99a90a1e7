"""What a worker is asked for, and what it answers."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kanwu.batch.products import To
from kanwu.read.records import Fields

What = Literal["clean", "count"]


class Limits(NamedTuple):
    """What one page may take: seconds of CPU time, and MB beyond what a worker has when it begins."""

    seconds: float = 120.0
    memory: int = 2048


@dataclass(frozen=True)
class Setup:
    """What holds for all orders of a pass. `corpus` is the file of what other pages print, None for none."""

    what: What = "clean"
    to: To = "md"
    fields: Fields = Fields()  # noqa: RUF009  # never changed
    corpus: str | None = None
    limits: Limits = Limits()  # noqa: RUF009


class PageOrder(NamedTuple):
    """A page file. `manner` is the number of the manner in which it is cleaned."""

    manner: int
    name: str
    path: str
    named: bool


class LineOrder(NamedTuple):
    """A line of a file of JSON Lines. `name` is that file's."""

    manner: int
    name: str
    number: int
    raw: bytes


class RowOrder(NamedTuple):
    """A row of a Parquet file: its text, None with a fault."""

    manner: int
    name: str
    number: int
    ident: str
    text: str | None
    fault: str


Order = PageOrder | LineOrder | RowOrder


@dataclass(slots=True)
class Done:
    """What came of an order.

    `data`: the bytes of the page's file; of a record the new line, or the new text of a row, None where it stays as it
    was. `ident` names a record in its file. `edits` are those applied, by rule, `held` those held back. `code` is what
    the process says of a page with an `error`. `is_page` is false for what is passed over. `counts`: of a page that was
    counted. `is_last`: the worker is used up by it.
    """

    data: bytes | None = None
    log: bytes = b""
    sha256: str = ""
    ident: str = ""
    edits: dict[str, int] = field(default_factory=dict)
    flags: int = 0
    held: int = 0
    changed: bool = False
    seconds: float = 0.0
    error: str = ""
    code: int = 0
    is_page: bool = True
    counts: object = None
    is_last: bool = False

    @property
    def size(self) -> int:
        """About how many bytes it takes while it waits."""
        return len(self.data or b"") + len(self.log)
