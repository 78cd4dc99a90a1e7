"""A page full of markup is shown and does nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kanwu
from browser.review import Review
from cli.console import PAGE, Runner, written

Open = Callable[..., Review]
PAYLOADS = (
    "<script>window.hit=1</script>", "<img src=x onerror='window.hit=1'>", "<svg onload=window.hit=1>",
    "</script><script>window.hit=1</script>", "</style><script>window.hit=1</script>", "<!--<script>", "]]>-->",
    "<iframe src='javascript:window.top.hit=1'></iframe>", "<a href='javascript:window.hit=1'>甲</a>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>", "<base href='http://127.0.0.1:9/'>",
    "<link rel=stylesheet href='http://127.0.0.1:9/a.css'>", "<form action='http://127.0.0.1:9/'><button>",
    "\u2028\u2029\"'`${window.hit=1}", "{{name}}{{filters}}", "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "<textarea><plaintext>", "\x01\u202e\u2066",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=hit=1>",
)  # fmt: skip


@pytest.mark.parametrize("where", ["between", "inside"])
def test_markup_is_text(review: Open, where: str) -> None:
    first, rest = PAGE.split("\n\n", 1)
    glue = "\n\n" if where == "between" else ""
    text = glue.join((first, *PAYLOADS, rest))
    found = review(text)
    assert found.page.evaluate("window.hit") is None
    assert (found.said, found.asked) == ([], [found.file])
    assert found.page.locator("script").count() == 2
    assert found.page.locator("iframe, img, svg, base, link, math, meta[http-equiv=refresh]").count() == 0
    for payload in PAYLOADS[:8]:
        assert "".join(payload.split()) in "".join(found.before.split()), "markup that is not shown as it is"
    found.press("j", "r", "j", "a", "f", "e", "Escape")
    assert found.page.evaluate("window.hit") is None
    assert found.preview.count("<") >= kanwu.clean(text).text.count("<") - 1


def test_the_policy_lets_nothing_else_run(review: Open) -> None:
    found = review(PAGE)
    found.page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.hit = 1'; document.body.append(s);"
        " const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i);"
        " document.body.insertAdjacentHTML('beforeend', '<b onclick=\"window.hit=1\" id=bold>甲</b>'); }"
    )
    found.page.evaluate("document.querySelector('#bold').click()")
    assert found.page.evaluate("window.hit") is None
    assert sum("Content Security Policy" in line for line in found.said) >= 3
    assert found.page.evaluate("document.images[0].naturalWidth") == 0


def test_a_hostile_name(run: Runner, tmp_path: Path, context: Any) -> None:
    name = "<img src=x onerror=hit=1>&\"'.md"
    run("review", written(tmp_path / name, PAGE), "-o", tmp_path / "review.html")
    found = Review(context.new_page(), tmp_path)
    assert found.page.text_content("h1") == name
    assert found.page.locator("img").count() == 0
    assert found.said == []
