"""kanwu (勘誤): OCR text of Chinese newspaper pages, repaired, with every change explained and undoable."""

from array import array
from dataclasses import dataclass

from kanwu.errors import KanwuError
from kanwu.geometry import Geometry
from kanwu.model import Block, Document, Entry, Kind
from kanwu.options import Options
from kanwu.prints import Prints

__all__ = ["Block", "Document", "Entry", "KanwuError", "Kind", "Options", "Result", "clean", "load"]
__version__ = "0.1.0"


@dataclass(frozen=True, eq=False)
class Result:
    """A cleaned page.

    `text` is Markdown. `edits` are the changes, applied or held back, in the order in which they were made,
    `flags` what a person should look at; their places are code points of `source` and of `text`. `blocks` are
    the page's blocks in order with `kind` and `text`, those that were taken out (noise, copy) among them.
    `origin` has one number for each character of `text`: n >= 0 is character n of the source, a negative n was
    written by kanwu at source position ~n. `script` is the standard that the page follows, `geometry` says where the
    characters of `source` stand on paper, None where the input did not.
    """

    text: str
    source: str
    edits: tuple[Entry, ...]
    flags: tuple[Entry, ...]
    blocks: tuple[Block, ...]
    origin: "array[int]"
    script: str = "keep"
    geometry: Geometry | None = None

    @property
    def changed(self) -> bool:
        """Whether the text differs from the source."""
        return self.text != self.source


def clean(page: str | Document, options: Options | None = None, corpus: Prints | None = None) -> Result:
    """Repair the OCR text of a newspaper page, given as Markdown or plain text without a BOM, or as it was read.

    `corpus`: what all pages of the paper print, a `kanwu.evidence.corpus.Corpus`.
    Raises `kanwu.KanwuError` for options that no page could be cleaned with (an unknown rule); no text raises anything.
    """
    from kanwu.pipeline import run

    outcome = run(page, options or Options(), corpus)
    edits = tuple(e for e in outcome.entries if e.verb != "flag")
    flags = tuple(e for e in outcome.entries if e.verb == "flag")
    document, written = outcome.document, outcome.written
    return Result(
        written.text, document.source, edits, flags, document.blocks, written.origin, document.script, document.geometry
    )


def load(data: bytes, format: str | None = None) -> Document:  # noqa: A002
    """The page in the bytes of a file, for `clean`: text, Markdown, a scan format with geometry, or a zip of pages.

    `format` is a name that the option --from takes; None: what the content says. Raises `kanwu.KanwuError` for bytes
    that are none of these, or not what their format says.
    """
    from kanwu.errors import UsageError
    from kanwu.read.files import page_of
    from kanwu.read.formats import FORMATS, found_format

    if format is not None and format not in FORMATS:
        raise UsageError.unknown("format", format, FORMATS)
    return page_of(data, format or found_format(data, "")).document
