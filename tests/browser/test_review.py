"""A review from the page to the decisions, in a real browser."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kanwu
from browser.review import Review
from cli.console import Runner, written
from house import SAMPLE

Open = Callable[..., Review]
COMMA = "\uff0c"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)  # fmt: skip


@pytest.fixture
def sample() -> str:
    return SAMPLE.read_text(encoding="utf-8")


def test_it_shows_both_texts_and_asks_for_nothing(review: Open, sample: str) -> None:
    found = review(sample)
    assert found.preview == kanwu.clean(sample).text
    assert found.before.split() == sample.split()
    assert (found.said, found.asked) == ([], [found.file])
    assert found.count.startswith("0 of ")


def test_from_the_page_to_the_clean_text(review: Open, run: Runner, sample: str) -> None:
    """Open, filter, accept, reject, edit, reload, save, apply."""
    found = review(sample)
    found.page.select_option("#by-rule", "look_alikes")
    assert found.page.locator(".c:not(.out):not([hidden])").count() == 2
    found.press("j", "r")
    found.page.select_option("#by-rule", "")
    found.select(" | ")
    found.press("a")
    found.select("...")
    found.page.click("#edit")
    found.page.fill("#edit-text", "\u2014\u2014")
    found.page.click("#edit-save")
    found.select("A12 離島 2031年3月9日 星期日 責任編輯 高遠\n\n")
    found.page.click("#reject")
    wanted, counted = found.preview, found.count
    assert counted.startswith("4 of ")
    assert "走止跳板" in wanted
    assert "說\u2014\u2014「" in wanted
    assert wanted.startswith("A12")
    found.open()
    assert (found.preview, found.count) == (wanted, counted)
    decisions = found.saved()
    assert [d["verdict"] for d in json.loads(decisions.read_bytes())["decisions"]] == [
        "reject", "accept", "edit", "reject"]  # fmt: skip
    clean = found.folder / "clean.md"
    ended = run("apply", found.folder / "page.md", decisions, "-o", clean)
    assert ended.code == 0, ended.err
    assert clean.read_text(encoding="utf-8") == wanted
    assert found.said == []


def test_one_for_all_of_a_rule_and_the_same_everywhere(review: Open, run: Runner, sample: str) -> None:
    found = review(sample)
    found.select(",")
    found.press("2", "r")
    assert COMMA not in found.preview
    assert "18" not in found.notice or "rejected" in found.notice
    found.press("u")
    assert found.preview == kanwu.clean(sample).text
    found.select(",")
    found.press("3", "r")
    assert COMMA not in found.preview
    assert "\uff08" not in found.preview
    found.select(",", number=1)
    found.press("a")
    assert found.preview.count(COMMA) == 1, "the narrower decision wins"
    found.press("x")
    wanted = found.preview
    ended = run("apply", found.folder / "page.md", found.saved(), "-o", "-")
    assert (ended.code, ended.out.decode()) == (0, wanted)


def test_any_decisions_give_what_the_page_shows(review: Open, run: Runner, sample: str) -> None:
    found = review(sample, "--sure", "certain")
    chance = random.Random(7)
    for number in chance.sample(range(len(found.data["changes"])), 25):
        found.page.evaluate(f"document.querySelector('#c{number}').click()")
        found.press(chance.choice("123"), chance.choice("arrr"))
    wanted = found.preview
    ended = run("apply", found.folder / "page.md", found.saved(), "-o", "-")
    assert (ended.code, ended.out.decode()) == (0, wanted)


def test_by_keyboard_alone(review: Open, sample: str) -> None:
    found = review(sample)
    total = len(found.data["changes"])
    found.press("n", "r", "a", "k", "c", "?", "Escape")
    assert found.count == f"1 of {total} decided, {total - 1} left"
    found.press("e")
    assert not found.page.is_visible("#editor") or found.page.evaluate("document.activeElement.id") == "edit-text"
    found.press("Escape", "j")
    assert found.page.evaluate("document.activeElement.dataset.c") is not None, "the focus is on the change"


def test_accept_all_that_is_shown(review: Open, sample: str) -> None:
    found = review(sample)
    found.page.select_option("#by-rule", "width")
    found.page.click("#accept-shown")
    width = sum(c["rule"] == "width" for c in found.data["changes"])
    assert found.count.startswith(f"{width} of ")
    found.page.click("#undo")
    assert found.count.startswith("0 of ")


def test_filters_by_tier_form_and_state(review: Open, sample: str) -> None:
    found = review(sample)
    changes = found.data["changes"]
    found.page.uncheck("[data-by=tier][value=certain]")
    shown = set(found.page.eval_on_selector_all("#sheet .c:not(.out)", "all => all.map(n => Number(n.dataset.c))"))
    assert shown == {n for n, c in enumerate(changes) if c["tier"] != "certain"}
    found.page.check("#rows-only")
    rows = found.page.locator("#sheet .row:not(.heads):not([hidden])")
    assert 0 < rows.count() < found.page.locator("#sheet .row:not(.heads)").count()
    found.page.select_option("#by-state", "accept")
    assert found.notice == "No change is left by these filters."


def test_a_move_is_one_change_in_two_places(review: Open, sample: str) -> None:
    found = review(sample)
    found.page.click(".looks .move summary")
    found.page.click(".looks .move a")
    assert found.page.text_content("#card-after") == "(the same, elsewhere)"
    found.press("m", "r")
    assert found.preview.index("青螺小學的學生") < found.preview.index("借書證")
    assert "*" not in found.preview


DOUBT = (
    "塔身由下而上微收\uff0c每層都開四扇窗。匠人說這樣的塔看起來穩\uff0c風大的時候也不搖\uff0c修的時候只換了最上面的兩層瓦。"
)


def test_flags_are_listed_and_their_proposals_can_be_taken(review: Open) -> None:
    found = review(DOUBT)
    assert [(c["form"], c["before"], c["after"]) for c in found.data["changes"]] == [("flag", "微", "徵")]
    assert found.preview == DOUBT
    found.page.click(".looks .flag summary")
    found.page.click(".looks li[data-c='0'] a")
    assert found.page.locator("#c0.current").count() == 1
    found.press("a")
    assert found.preview == DOUBT.replace("微", "徵")
    found.page.locator("#c0").click()
    found.press("c", "e")
    found.page.fill("#edit-text", "漸")
    found.press("Control+Enter")
    assert found.preview == DOUBT.replace("微", "漸")


def decided(review: Open, text: str) -> tuple[Review, str, Path]:
    """A review in which one change was rejected and nothing is kept, what it showed, and the saved decisions."""
    found = review(text)
    found.select("爲")
    found.press("r")
    wanted, decisions = found.preview, found.saved()
    found.page.evaluate("localStorage.clear()")
    return found, wanted, decisions


def test_decisions_are_loaded_again(review: Open, context: object, sample: str) -> None:
    found, wanted, decisions = decided(review, sample)
    found.open()
    assert found.preview != wanted
    found.page.set_input_files("#load", decisions)
    found.page.wait_for_selector("#notice:has-text('loaded')")
    assert found.preview == wanted
    found.page.set_input_files("#load", found.folder / "page.md")
    found.page.wait_for_selector("#notice:has-text('holds no decisions')")
    assert found.preview == wanted


def test_decisions_made_before_are_there(review: Open, sample: str) -> None:
    _, wanted, decisions = decided(review, sample)
    again = review(sample, "--decisions", decisions)
    assert (again.preview, again.count[:5]) == (wanted, "1 of ")


def test_the_image_stands_beside_the_text(review: Open, tmp_path: Path, sample: str) -> None:
    (tmp_path / "scan.png").write_bytes(PNG)
    found = review(sample, "--image", tmp_path / "scan.png")
    assert found.page.evaluate("document.querySelector('#scan').complete")
    found.page.click("[data-zoom='1']")
    assert found.page.evaluate("document.querySelector('#paper').style.width") == "125%"
    assert found.page.locator(".place").count() == 0  # the text has no boxes
    assert found.said == []


def test_each_change_has_its_place_on_the_scan(run: Runner, context: Any, tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(PNG)
    line = '<span class="ocr_line" title="bbox {}"><span class="ocrx_word" title="bbox {}">{}</span></span>'
    lines = [("100 100 500 140", "山路走到盡頭,就是海"), ("100 300 500 340", "渡口的船來了,人都走了")]
    inside = "".join(f'<p class="ocr_par">{line.format(box, box, text)}</p>' for box, text in lines)
    paper = f'<div class="ocr_page" title="bbox 0 0 1000 500">{inside}</div>'
    page = written(tmp_path / "page.hocr", f"<html><body>{paper}</body></html>")
    assert run("review", page, "--image", tmp_path / "scan.png", "-o", tmp_path / "review.html").code == 0
    found = Review(context.new_page(), tmp_path)
    places = found.page.locator(".place")
    assert places.count() >= 2
    tops = found.page.evaluate("[...document.querySelectorAll('.place')].map((p) => p.style.top)")
    assert set(tops) == {"20%", "60%"}
    places.first.click(force=True)
    number = places.first.get_attribute("data-n")
    assert found.page.locator(f'#sheet [data-c="{number}"].current').count() > 0
    assert found.page.locator(".place.current").count() == 1
    assert found.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_every_screen(review: Open, sample: str, scheme: str, width: int) -> None:
    found = review(sample)
    found.page.emulate_media(color_scheme=scheme)
    found.page.set_viewport_size({"width": width, "height": 740})
    found.press("j")
    assert found.page.evaluate("document.documentElement.scrollWidth") <= width
    box = found.page.locator("#accept").bounding_box()
    assert box["y"] + box["height"] <= 740, "the buttons can be reached"
    ratio = found.page.evaluate(_CONTRAST)
    assert ratio >= 4.5, f"text against its ground: {ratio:.1f}"


_CONTRAST = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
      .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const ratios = [...document.querySelectorAll('#sheet .c, #count, .row.same, button')].map((node) => {
    const style = getComputedStyle(node);
    const ground = style.backgroundColor === 'rgba(0, 0, 0, 0)' ? paper : style.backgroundColor;
    const [a, b] = [light(style.color), light(ground)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  });
  return Math.min(...ratios);
}"""


def test_it_can_be_printed(review: Open, sample: str) -> None:
    found = review(sample)
    found.press("j")
    found.page.emulate_media(media="print")
    for part in ("#card", ".filters", ".tools"):
        assert not found.page.is_visible(part)
    assert found.page.is_visible("#sheet .row >> nth=1")
    assert found.page.pdf().startswith(b"%PDF-")


def test_a_screen_reader_is_told(review: Open, sample: str) -> None:
    found = review(sample)
    named = found.page.evaluate(
        "[...document.querySelectorAll('button, select, input, textarea')].filter(n => !n.textContent.trim()"
        " && !n.ariaLabel && !(n.labels && n.labels.length)).map(n => n.id || n.outerHTML)"
    )
    assert named == [], "controls without a name"
    assert found.page.get_attribute("#count", "aria-live") == "polite"
    assert found.page.get_attribute("#notice", "role") == "alert"
    found.press("j")
    assert found.page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "card"
    assert found.page.locator("#sheet [tabindex='0']").count() == 1, "one stop for the tabulator, not thousands"


def test_where_nothing_can_be_kept_it_says_so(review: Open, context: object, sample: str) -> None:
    context.add_init_script(  # type: ignore[attr-defined]
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})"
    )
    found = review(sample)
    found.press("j", "r")
    assert "save decisions.json" in found.notice
    assert found.count.startswith("1 of ")


def test_a_page_with_two_thousand_changes(review: Open, sample: str) -> None:
    """It opens, filters, and steps; how long that takes is measured in benchmarks/bench_review.py."""
    found = review("\n".join(sample.replace("十", str(n)) for n in range(45)))
    changes = found.data["changes"]
    assert len(changes) > 2000
    found.page.select_option("#by-rule", "look_alikes")
    wanted = {n for n, c in enumerate(changes) if c["rule"] == "look_alikes"}
    left = found.page.eval_on_selector_all("#sheet .c:not(.out)", "all => all.map(n => Number(n.dataset.c))")
    assert set(left) == wanted
    assert len(wanted) >= 40
    found.press("j", "j", "3", "r")
    assert found.count.startswith(f"{len(wanted)} of ")
    found.page.select_option("#by-state", "open")
    assert found.notice == "No change is left by these filters."
