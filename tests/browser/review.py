"""A review page as a test handles it."""

import json
from pathlib import Path
from typing import Any

_PREVIEW = """() => [...document.querySelectorAll('#sheet .row:not(.heads) .new')].map((cell) =>
  [...cell.childNodes].filter((n) => !n.hidden).map((n) => n.textContent).join('')).join('')"""
_BEFORE = """() => [...document.querySelectorAll('#sheet .row:not(.heads) .old')].map((c) => c.textContent).join('')"""


class Review:
    """The page `review.html` of a folder, open in a browser; what it says to the console, and asks of the network."""

    def __init__(self, page: Any, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.file = (folder / "review.html").as_uri()
        self.open()

    def open(self) -> None:
        """Load the page, once more if it was."""
        self.page.goto(self.file)
        self.page.wait_for_selector("html[data-ready]")

    @property
    def preview(self) -> str:
        """The text that the right side shows."""
        return str(self.page.evaluate(_PREVIEW))

    @property
    def before(self) -> str:
        """The text that the left side shows; of a line end that goes, one is shown."""
        return str(self.page.evaluate(_BEFORE))

    @property
    def count(self) -> str:
        return str(self.page.text_content("#count"))

    @property
    def notice(self) -> str:
        return str(self.page.text_content("#notice"))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def select(self, before: str, after: str | None = None, number: int = 0) -> None:
        """Look at the change of these characters, the first or a later one."""
        found = [
            n for n, c in enumerate(self.data["changes"])
            if c["before"] == before and (after is None or c["after"] == after)
        ]  # fmt: skip
        self.page.locator(f"#c{found[number]}").click()

    @property
    def data(self) -> Any:
        return json.loads(self.page.text_content("#data"))

    def saved(self) -> Path:
        """The file that the button saves."""
        with self.page.expect_download() as download:
            self.page.click("#export")
        assert download.value.suggested_filename == "decisions.json"
        target = self.folder / "decisions.json"
        download.value.save_as(target)
        return target
