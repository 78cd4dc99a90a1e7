"""An article that is a record's text: cleaned, and what its log needs for the way back."""

from typing import NamedTuple

from kanwu import Result
from kanwu.batch.manner import Manner
from kanwu.batch.products import Product, To, for_field
from kanwu.errors import UsageError
from kanwu.prints import Prints
from kanwu.read.encoding import Decoded
from kanwu.read.files import Page
from kanwu.read.records import Record
from kanwu.write.records import New, literal_of, replaced


class Article(NamedTuple):
    """A record gone through: its new text, None for the old one, the product, and what the log's head has beside."""

    new: New | None
    product: Product
    way: dict[str, str]


def check_field(to: To) -> None:
    """Raises UsageError for a form of output that does not go into a field of a record."""
    if to in ("json", "same"):
        raise UsageError(f"--to {to} does not go into a field of a record", "use --to md or txt")


def article(record: Record, manner: Manner, to: To, corpus: Prints | None = None) -> Article:
    """The text of a record, clean. Raises KanwuError."""
    page = page_in(record)
    return made_of(record, page, for_field(manner.cleaned(page, corpus), to, manner.options.damaged))


def page_in(record: Record) -> Page:
    """The text of a record as a page."""
    text = record.text or ""
    return Page(text.encode("utf-8", "surrogatepass"), Decoded(text, "utf-8"))


def made_of(record: Record, page: Page, result: Result) -> Article:
    """What comes of a record's text by the result that it has."""
    new = new_of(record, result.text) if result.changed else None
    made = Product(page, result, result.text.encode("utf-8", "surrogatepass"), result.changed)
    return Article(new, made, way_back(record, new))


def new_of(record: Record, text: str) -> New:
    """A record's new text, with the literal of it that its JSON line gets."""
    return New(text, literal_of(text, record.raw) if record.raw else b"")


def way_back(record: Record, new: New | None) -> dict[str, str]:
    """What a log needs beside the text to give a JSON line back byte for byte: the old literal, if it is unusual."""
    if new is None or not record.raw:
        return {}
    start, end = record.span
    old = record.raw[start:end]
    usual = literal_of(record.text or "", replaced(record, new.literal))
    return {} if old == usual else {"raw": old.decode()}
