"""`kanwu review` from the shell; what the page does is tested in tests/browser."""

from pathlib import Path

from hypothesis import given

import strategies
from cli.console import PAGE, Runner, written
from kanwu import Options, clean
from kanwu.errors import ExitCode
from kanwu.show.review.page import Reviewed, review_page

PNG = b"\x89PNG\r\n\x1a\n"


def test_it_stands_beside_the_page(run: Runner, page: Path) -> None:
    ended = run("review", page)
    target = page.with_name("page.md.review.html")
    assert (ended.code, ended.out) == (ExitCode.FINE, b"")
    assert ended.err == f"kanwu: {target} written; open it in a browser\n"
    assert page.read_text(encoding="utf-8") == PAGE
    assert run("review", page).code == ExitCode.FINE, "an older review makes way"


def test_a_file_that_is_no_review_is_left(run: Runner, page: Path) -> None:
    other = written(page.with_name("page.md.review.html"), "mine")
    ended = run("review", page)
    assert ended.code == ExitCode.USAGE
    assert ended.err == f"kanwu: {other} is there and is no review of kanwu's; name a file with -o\n"
    assert other.read_text() == "mine"


def test_an_input_is_never_written_over(run: Runner, page: Path) -> None:
    scan = page.with_name("scan.png")
    scan.write_bytes(PNG)
    for target in (page, scan):
        ended = run("review", page, "--image", scan, "-o", target)
        assert (ended.code, ended.err) == (2, f"kanwu: -o {target} is an input; give another name\n")
    assert page.read_text(encoding="utf-8") == PAGE


def test_no_decisions_are_written_over(run: Runner, page: Path) -> None:
    kept = '{"decisions_format": 1, "decisions": []}'
    file = written(page.with_name("decisions.json"), kept)
    ended = run("review", page, "--decisions", file, "-o", file)
    assert (ended.code, ended.err) == (2, f"kanwu: -o {file} is an input; give another name\n")
    assert file.read_text() == kept


def test_to_standard_output_from_standard_input(run: Runner) -> None:
    ended = run("review", "-", "-o", "-", stdin=PAGE.encode())
    assert (ended.code, ended.err) == (ExitCode.FINE, "")
    assert ended.out.startswith(b"<!doctype html>")


def test_an_image_that_is_none(run: Runner, page: Path) -> None:
    ended = run("review", page, "--image", page)
    assert ended.code == ExitCode.UNREAD
    assert ended.err == f"kanwu: --image {page} is no image that browsers show; give a PNG, JPEG, WebP or GIF\n"
    assert run("review", page, "--image", page.with_name("none.png")).err.startswith("kanwu: --image ")
    assert not page.with_name("page.md.review.html").exists()


def test_a_page_that_is_not_there(run: Runner, tmp_path: Path) -> None:
    ended = run("review", tmp_path / "none.md")
    assert (ended.code, ended.err) == (3, f"kanwu: {tmp_path / 'none.md'}: no such file; check the name\n")


def test_the_file_is_whole_in_itself(run: Runner, page: Path) -> None:
    html = run("review", page, "-o", "-").out.decode()
    for outside in ("http://", "https://", "//cdn", "@import", "<link", "url("):
        assert outside not in html
    assert "default-src 'none'" in html
    assert "unsafe" not in html
    assert "innerHTML" not in html
    assert "{{" not in html


@given(strategies.mixtures())
def test_any_text_can_be_reviewed(text: str) -> None:
    html = review_page(Reviewed("page.md", clean(text), Options())).decode("utf-8")
    assert html.count("<script") == 2
    assert html.count("</html>") == 1
