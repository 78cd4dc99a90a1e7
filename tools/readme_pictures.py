"""Takes the README's pictures anew: the review of the sample page, wide and light, narrow and dark.

python tools/readme_pictures.py    # needs Chromium, playwright and fonts with Chinese characters
"""

import importlib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import kanwu
from kanwu.show.review.page import Reviewed, review_page

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "src" / "kanwu" / "data" / "sample.md"
PICTURES = ROOT / "fixtures" / "pictures"
VIEWS = (
    ("review-light.png", (1280, 860), "light", ["j"] * 12),
    ("review-dark.png", (420, 860), "dark", [*["j"] * 30, "r", "j", "a"]),
)


def main() -> int:
    """The exit code."""
    playwright: Any = importlib.import_module("playwright.sync_api")
    result = kanwu.clean(SAMPLE.read_text(encoding="utf-8"))
    PICTURES.mkdir(exist_ok=True)
    flags = ["--no-sandbox"] if getattr(os, "geteuid", int)() == 0 else []
    with tempfile.TemporaryDirectory() as folder, playwright.sync_playwright() as started:
        file = Path(folder, "review.html")
        file.write_bytes(review_page(Reviewed("page.md", result, kanwu.Options())))
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for name, (width, height), scheme, keys in VIEWS:
            size = {"width": width, "height": height}
            page = browser.new_context(viewport=size, color_scheme=scheme).new_page()
            page.goto(file.as_uri())
            page.wait_for_selector("html[data-ready]")
            for key in keys:
                page.keyboard.press(key)
            page.screenshot(path=PICTURES / name)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
