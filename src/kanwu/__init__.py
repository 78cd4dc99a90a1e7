"""kanwu (勘誤): OCR text of Chinese newspaper pages, repaired, with every change explained and undoable."""

from array import array
from dataclasses import dataclass

from kanwu.errors import KanwuError
from kanwu.model import Block, Document, Entry, Kind
from kanwu.options import Options

__all__ = ["Block", "Document", "Entry", "KanwuError", "Kind", "Options", "Result", "clean"]
__version__ = "0.1.0"


@dataclass(frozen=True, eq=False)
class Result:
    """A cleaned page.

    `text` is Markdown. `edits` are the changes, applied or held back, in the order in which they were made,
    `flags` what a person should look at; their places are code points of `source` and of `text`. `blocks` are
    the page's blocks in order with `kind` and `text`, those that were taken out (noise, copy) among them.
    `origin` has one number for each character of `text`: n >= 0 is character n of the source, a negative n was
    written by kanwu at source position ~n.
    """

    text: str
    source: str
    edits: tuple[Entry, ...]
    flags: tuple[Entry, ...]
    blocks: tuple[Block, ...]
    origin: "array[int]"

    @property
    def changed(self) -> bool:
        """Whether the text differs from the source."""
        return self.text != self.source


def clean(page: str | Document, options: Options | None = None) -> Result:
    """Repair the OCR text of a newspaper page, given as Markdown or plain text without a BOM, or as it was read.

    Raises `kanwu.KanwuError` for options that no page could be cleaned with (an unknown rule); no text raises anything.
    """
    from kanwu.pipeline import run

    outcome = run(page, options or Options())
    edits = tuple(e for e in outcome.entries if e.verb != "flag")
    flags = tuple(e for e in outcome.entries if e.verb == "flag")
    document, written = outcome.document, outcome.written
    return Result(written.text, document.source, edits, flags, document.blocks, written.origin)
