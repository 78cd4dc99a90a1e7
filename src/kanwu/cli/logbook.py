"""The log of a run: one file for all its pages, which stands in its place, whole, when the run ends."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kanwu.batch.products import Product
from kanwu.errors import RevertError, UnreadableError, UsageError
from kanwu.read.inputs import read_bytes
from kanwu.write.files import Draft


class Logbook:
    """Writes what was done to each page; without a path, nothing. To be left with `close`.

    Pages cleaned in place have no other way back than the log, so `keep` adds to the log that is there.
    Raises UsageError when the file that is there is no log of kanwu's.
    """

    def __init__(self, path: Path | None, keep: bool = False) -> None:
        self._draft: Draft | None = None
        self._known: set[str] = set()  # digests of the outputs that the old log has
        self._pages = 0
        if path is None:
            return
        old = _old(path)
        if keep and old:
            self._known = _outputs(path, old)
        self._draft = Draft(path)
        if keep and old:
            self._draft.write(old if old.endswith(b"\n") else old + b"\n")

    @contextmanager
    def page(self, name: str, made: Product, more: Mapping[str, str] | None = None) -> Iterator[None]:
        """Log a page, then let it be written; when that fails, the log has it not. `more` goes into its head line."""
        if self._draft is None or self._settled(made):
            yield
            return
        from kanwu.write.log import log_lines

        mark = self._draft.size
        told = made.logged
        told["way"] = (told["way"] or {}) | dict(more or {})
        lines = log_lines(made.result, made.page.data, made.page.decoded, name, **told)
        self._draft.write("".join(lines).encode("utf-8"))
        self._pages += 1  # before it is written: what Ctrl-C stops may be written, and then has to be logged
        try:
            yield
        except Exception:
            self._draft.cut(mark)
            self._pages -= 1
            raise

    @contextmanager
    def pages(self) -> Iterator[None]:
        """Log the pages of one output, then let it be written; when that fails, the log has none of them."""
        mark, pages = self._draft.size if self._draft else 0, self._pages
        try:
            yield
        except Exception:
            if self._draft is not None:
                self._draft.cut(mark)
            self._pages = pages
            raise

    def _settled(self, made: Product) -> bool:
        """Whether the page stays as it is and the log has it: each run would log it once more."""
        from kanwu.write.log import sha256

        return bool(self._known) and made.page.data == made.data and sha256(made.data) in self._known

    def close(self) -> None:
        """Put the log in its place; when no page came to be logged, leave what was there."""
        if self._draft is not None and self._pages:
            self._draft.commit(durable=True)
        if self._draft is not None:
            self._draft.discard()


def _old(path: Path) -> bytes:
    """The log that is there; nothing when none is. A file that is no log is never overwritten."""
    if not path.is_file():
        return b""
    try:
        old = read_bytes(path)
    except UnreadableError as error:
        raise UsageError(f"--log {path}: {error.what}", "choose another name") from error
    if old and not old.startswith(b'{"kanwu"'):
        raise UsageError(f"--log {path} is there and is no log of kanwu's", "choose another name")
    return old


def _outputs(path: Path, old: bytes) -> set[str]:
    from kanwu.write.log import read_log

    try:
        return {str(page.head.get("output_sha256")) for page in read_log(old.decode("utf-8"))}
    except (RevertError, UnicodeDecodeError) as error:
        raise UsageError(f"--log {path} cannot be added to: {error}", "choose another name") from error
