"""How a page is read and cleaned: what the command line and the settings file of its project say."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kanwu.options import Options

if TYPE_CHECKING:
    from kanwu import Result
    from kanwu.changes.decisions import Decision
    from kanwu.prints import Prints
    from kanwu.read.files import Page


@dataclass(frozen=True)
class Manner:
    """How to read and clean one page; `encoding` is None for the likeliest, `kind` None for the format that the content
    has. `decisions` are people's, to keep to."""

    options: Options
    encoding: str | None = None
    kind: str | None = None
    decisions: "tuple[Decision, ...]" = ()
    files: tuple[Path, ...] = ()  # that the decisions stand in

    def read(self, source: Path | None) -> "Page":
        """The page of a file or folder, or of standard input for None. Raises UnreadableError, UndecodableError."""
        from kanwu.read.files import read_page

        return read_page(source, self.encoding, self.kind)

    def cleaned(self, page: "Page", corpus: "Prints | None" = None) -> "Result":
        """The page, clean, and as people decided it. `corpus`: what other pages of the same paper print."""
        import kanwu

        result = kanwu.clean(page.given, self.options, corpus)
        if self.decisions:
            from kanwu.changes.decide import decide

            result, _ = decide(result, self.decisions)
        return result

    @cached_property
    def digest(self) -> str:
        """What tells this manner from others, whatever run it is of."""
        from hashlib import blake2b

        told = repr((self.options, self.encoding, self.kind, self.decisions))
        return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
