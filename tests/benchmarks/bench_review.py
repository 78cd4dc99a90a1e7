"""How usable the review of a long page is: time to first paint, to the first key, and to filter.

    PYTHONPATH=tests python -m benchmarks.bench_review [--changes 2000]

Needs Chromium and playwright, as tests/browser does.
"""

import argparse
import os
import shutil
import statistics
import tempfile
from pathlib import Path

import kanwu
from house import SAMPLE
from kanwu.show.review.page import Reviewed, review_page

_FILTER = """async (value) => {
  const start = performance.now();
  document.querySelector('#by-rule').value = value;
  document.querySelector('#filters').dispatchEvent(new Event('change', {bubbles: true}));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""
_KEY = """async (key) => {
  const start = performance.now();
  document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


def page_with(changes: int) -> str:
    """The sample page again and again, its numbers changed, until it has so many changes."""
    sample = SAMPLE.read_text(encoding="utf-8")
    each = len(kanwu.clean(sample).edits) // 2  # about: a space that goes has two entries
    return "\n".join(sample.replace("十", f"{n}") for n in range(max(1, changes // each)))


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser()
    parser.add_argument("--changes", type=int, default=2000)
    result = kanwu.clean(page_with(parser.parse_args().changes))
    html = review_page(Reviewed("page.md", result, kanwu.Options()))
    flags = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder, "review.html")
        file.write_bytes(html)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        paints, ready, filters, keys = [], [], [], []
        for _ in range(5):
            page = browser.new_page()
            page.goto(file.as_uri())
            page.wait_for_selector("html[data-ready]")
            ready.append(page.evaluate("performance.now()"))
            paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            filters += [page.evaluate(_FILTER, rule) for rule in ("width", "", "debris", "")]
            keys += [page.evaluate(_KEY, key) for key in "jarnu"]
            total = page.evaluate("JSON.parse(document.querySelector('#data').textContent).changes.length")
            page.close()
        browser.close()
    print(f"{total} changes, {len(html) / 1e6:.2f} MB")
    for name, figures in (("first paint", paints), ("ready", ready), ("filter", filters), ("key", keys)):
        print(f"{name:12} median {statistics.median(figures):6.0f} ms, worst {max(figures):6.0f} ms")


if __name__ == "__main__":
    main()
