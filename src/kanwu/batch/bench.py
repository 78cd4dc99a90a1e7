"""Where a worker cleans: orders in, what came of them out. It raises nothing, whatever the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from kanwu.batch.article import article, made_of, page_in
from kanwu.batch.manner import Manner
from kanwu.batch.orders import Done, LineOrder, Order, PageOrder, RowOrder, Setup
from kanwu.batch.products import Product, product
from kanwu.batch.unit import by_rule, unchanged
from kanwu.errors import ExitCode, KanwuError
from kanwu.read.files import Page
from kanwu.read.folders import is_page
from kanwu.read.records import Record
from kanwu.write.records import New, replaced

if TYPE_CHECKING:
    from kanwu.evidence.corpus import Corpus

TOO_MUCH = "it takes more memory than a page may have"


@dataclass
class Bench:
    """Carries out orders as a setup has it. `manners` are those known so far, by number."""

    setup: Setup
    manners: dict[int, Manner] = field(default_factory=dict)

    def do(self, order: Order, error: str = "") -> Done:
        """Carry out an order. With an `error` nothing is cleaned: the page goes on as it came, and its log says why."""
        start = process_time()
        done = self._done(order, error)
        done.seconds = round(process_time() - start, 3)
        return done

    def _done(self, order: Order, error: str) -> Done:
        if error and self.setup.what == "count":
            return Done(error=error)
        work: Callable[[Any, str], Done] = self._page if isinstance(order, PageOrder) else self._record
        try:
            return work(order, error)
        except KanwuError as fault:
            return Done(error=str(fault), code=ExitCode.UNREAD)
        except MemoryError:
            return Done(error=TOO_MUCH, code=ExitCode.UNREAD, is_last=True)
        except Exception as fault:
            if error:
                return Done(error=error, code=ExitCode.UNREAD)
            what = f"a fault of kanwu's own ({type(fault).__name__}: {fault}); please report it, with the page"
            done = self._done(order, " ".join(what.split()))
            done.code = ExitCode.FAULT
            return done

    def _page(self, order: PageOrder, error: str) -> Done:
        file, manner = Path(order.path), self.manners[order.manner]
        if not (order.named or is_page(file)):
            return Done(is_page=False)
        page = manner.read(file)
        if self.setup.what == "count":
            return Done(counts=_counted(page.decoded.text))
        if error:
            made = self._as_it_came(order.name, page, manner)
        else:
            result = manner.cleaned(page, self._corpus)
            made = product(order.name, page, result, self.setup.to, manner.options.damaged)
        return _told(made, order.name, made.data, {}, error)

    def _as_it_came(self, name: str, page: Page, manner: Manner) -> Product:
        """The product of a page that nothing is done to."""
        if self.setup.to == "json":
            result = unchanged(page.decoded.text, page.document.blocks)
            return product(name, page, result, "json", manner.options.damaged)
        if self.setup.to == "same" and not page.is_plain:
            return Product(page, unchanged(page.decoded.text), page.data, False, False)
        data = page.decoded.text.encode("utf-8")
        return Product(page, unchanged(page.decoded.text), data, data != page.data)

    def _record(self, order: LineOrder | RowOrder, error: str) -> Done:
        record = self._given(order)
        if record.text is None:
            return Done(error=record.fault, code=ExitCode.UNREAD, ident=record.ident, is_page=bool(record.fault))
        if self.setup.what == "count":
            return Done(counts=_counted(record.text))
        try:
            if error:
                page = page_in(record)
                made = made_of(record, page, unchanged(page.decoded.text))
            else:
                made = article(record, self.manners[order.manner], self.setup.to, self._corpus)
        except KanwuError as fault:
            return Done(error=str(fault), code=ExitCode.UNREAD, ident=record.ident)
        done = _told(made.product, f"{order.name}#{record.ident}", _written(record, made.new), made.way, error)
        done.ident = record.ident
        return done

    def _given(self, order: LineOrder | RowOrder) -> Record:
        if isinstance(order, RowOrder):
            return Record(order.number, order.ident, order.text, order.fault)
        from kanwu.read.jsonl import record_of

        return record_of(order.number, order.raw, self.setup.fields)

    @cached_property
    def _corpus(self) -> "Corpus | None":
        if self.setup.corpus is None:
            return None
        from kanwu.evidence.corpus import Corpus

        return Corpus.open(self.setup.corpus)


def _written(record: Record, new: New | None) -> bytes | None:
    """The new line of a record, or the new text of a row; None for the old one."""
    if new is None:
        return None
    return replaced(record, new.literal) if record.raw else new.text.encode("utf-8", "surrogatepass")


def _told(made: Product, name: str, data: bytes | None, way: dict[str, str], error: str) -> Done:
    from kanwu.write.log import log_lines, sha256

    told = made.logged
    told["way"] = (told["way"] or {}) | way | ({"error": error} if error else {})
    log = "".join(log_lines(made.result, made.page.data, made.page.decoded, name, **told)).encode()
    return Done(
        data, log, sha256(made.page.data), "", by_rule(made.result), len(made.result.flags),
        sum(not entry.applied for entry in made.result.edits), made.changed, 0.0, error,
        ExitCode.UNREAD if error else ExitCode.FINE,
    )  # fmt: skip


def _counted(text: str) -> Mapping[int, int]:
    from kanwu.batch.gathering import counted

    return counted(text)
