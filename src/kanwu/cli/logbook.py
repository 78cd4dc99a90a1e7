"""The log of a run: one file for all its pages, which stands in its place, whole, when the run ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kanwu import Result
from kanwu.errors import RevertError, UnreadableError, UsageError
from kanwu.read.files import Page, read_bytes
from kanwu.write.files import Draft
from kanwu.write.log import PageLog, digest, log_lines, read_log


class Logbook:
    """Writes what was done to each page; without a path, nothing.

    Pages cleaned in place have no other way back than the log, so `keep` adds to the log that is there.
    Raises UsageError when the file that is there is no log of kanwu's.
    """

    def __init__(self, path: Path | None, keep: bool) -> None:
        self._draft: Draft | None = None
        self._known: set[str] = set()
        self._pages = 0
        if path is None:
            return
        old = _old(path)
        self._draft = Draft(path)
        if keep and old:
            self._draft.write(old if old.endswith(b"\n") else old + b"\n")
            self._known = {str(page.head.get("output_sha256")) for page in _pages(path, old)}

    @contextmanager
    def page(self, name: str, page: Page, result: Result) -> Iterator[None]:
        """Log a page, then let it be written; when that fails, the log has it not."""
        if self._draft is None or self._settled(page, result):
            yield
            return
        mark = self._draft.size
        lines = "".join(log_lines(result, page.data, page.decoded, name))
        self._draft.write(lines.encode("utf-8"))
        try:
            yield
        except BaseException:
            self._draft.cut(mark)
            raise
        self._pages += 1

    def _settled(self, page: Page, result: Result) -> bool:
        """Whether the page stays as it is and the log has it: each run would log it once more."""
        return digest(result.text) in self._known and page.data == result.text.encode("utf-8")

    def close(self) -> None:
        """Put the log in its place; when no page came to be logged, leave what was there."""
        if self._draft is not None and self._pages:
            self._draft.commit()
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


def _pages(path: Path, old: bytes) -> list[PageLog]:
    try:
        return read_log(old.decode("utf-8"))
    except (RevertError, UnicodeDecodeError) as error:
        raise UsageError(f"--log {path} cannot be added to: {error}", "choose another name") from error
