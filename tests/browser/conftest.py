"""A real browser: Debian's Chromium, driven by Playwright. Without either the tests are skipped, with the reason.

KANWU_BROWSER names the browser's program; with KANWU_NEEDS_BROWSER set, a missing one fails.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.review import Review
from cli.console import Runner, written

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")


def _missing(what: str) -> None:
    if os.environ.get("KANWU_NEEDS_BROWSER"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser, headless, one for each process of the tests."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed: pip install 'kanwu[test]'")
    program = os.environ.get("KANWU_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        _missing("no Chromium on this machine: install Debian's package chromium, or set KANWU_BROWSER")
    flags = [*FLAGS, *(["--no-sandbox"] if getattr(os, "geteuid", int)() == 0 else [])]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Any) -> Iterator[Any]:
    """A browser profile of its own, with a wide window."""
    made = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield made
    made.close()


@pytest.fixture
def review(run: Runner, tmp_path: Path, context: Any) -> Callable[..., Review]:
    """Makes the review of a text and opens it."""

    def opened(text: str, *options: object) -> Review:
        page = written(tmp_path / "page.md", text)
        ended = run("review", page, "-o", tmp_path / "review.html", *options)
        assert ended.code == 0, ended.err
        return Review(context.new_page(), tmp_path)

    return opened
