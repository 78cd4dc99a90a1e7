"""How far a long run is, on the terminal that standard error is."""

from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.batch.book import Counts
    from kanwu.batch.orders import What
    from kanwu.batch.survey import Survey

_MB = 1_000_000


class Bar:
    """A bar with what is done, how fast, and how long it will still take. To be used in a `with` statement."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
        self._progress = Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("looking", total=None, told="")
        self._size = 0
        self._start: tuple[float, int] | None = None

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def planned(self, survey: "Survey") -> None:
        """Say how much there is to do."""
        self._size = survey.size
        self._progress.update(self._task, description="cleaning")

    def seen(self, what: "What", counts: "Counts", read: int) -> None:
        """Say how much is done."""
        if what == "count":
            self._progress.update(self._task, description="reading", told=f"{counts.pages:,} pages")
            return
        if self._start is None and counts.pages:
            self._start = (monotonic(), read)
        since, first = self._start or (monotonic(), read)
        passed = max(0.001, monotonic() - since)
        told = (
            f"{read / _MB:,.1f} of {self._size / _MB:,.1f} MB, {counts.pages:,} pages, "
            f"{(read - first) / _MB / passed:.2f} MB/s, {counts.pages / passed:,.0f} pages/s"
        )
        self._progress.update(self._task, description="cleaning", total=self._size, completed=read, told=told)
