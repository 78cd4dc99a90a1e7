"""Formats told by content."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from kanwu.errors import KanwuError, UnreadableError, UsageError
from kanwu.read import formats
from kanwu.read.formats import FORMATS, MOST_SCAN, found_format, most_bytes
from scans import LINES, OTHER, alto, hocr, mets, paddle, page_xml, zipped

TEXTS = {
    "a page": "海邊起了風。\n",
    "a bracket": "[本報訊] 海邊起了風。\n",
    "two brackets": '["引" 起\n',
    "a link": "[甲]: 乙\n",
    "a brace": '{"\u98a8": 起了\n',
    "a list of numbers": "[1, 2, 3]\n",
    "an angle": "<風> 海邊起了風。\n",
    "a comment": "<!-- ocr_page -->\n\n海邊起了風。\n",
    "a tag": "<b>海邊</b>起了風，ocr_page。\n",
    "HTML": "<!DOCTYPE html>\n<html><body><p>ocr_page、alto、mets</p></body></html>\n",
    "nothing": "",
    "blanks": " \n\n",
}


@pytest.mark.parametrize(
    ("source", "kind"),
    [(hocr(), "hocr"), (alto(), "alto"), (page_xml(), "page"), (mets("a.xml"), "mets"), (paddle(), "paddle")],
    ids=["hocr", "alto", "page", "mets", "paddle"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["", "page.md", "page.xml", "page.json", "page.txt"])
def test_scans_are_told_whatever_they_are_called(source: str, kind: str, encoding: str, name: str) -> None:
    assert found_format(source.encode(encoding), name) == kind
    assert found_format(b" \n" + source.encode(), name) == kind


def test_a_zip_is_told() -> None:
    assert found_format(zipped({"a.md": "甲"}), "a.md") == "zip"
    assert found_format(zipped({}), "") == "zip"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_stays_text(text: str) -> None:
    assert [found_format(text.encode(), name) for name in ("a.txt", "a.md", "", "a.html", "a")] == [
        "text", "markdown", "text", "text", "text",
    ]  # fmt: skip
    assert kanwu.load(text.encode()).source == text


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("name", ["a.json", "a.XML", "a.hocr"])
def test_what_is_called_a_scan_and_is_none_is_refused(text: str, name: str) -> None:
    with pytest.raises(UnreadableError, match=r"(JSON of no known engine|XML of no known kind|no hOCR).*; give "):
        found_format(text.encode(), name)


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE html [<!ENTITY a 'b'>]>\n", "<!-- a long remark -->\n" * 50, "<?xml version='1.0'?>\n<?other?>\n",
        "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN' 'http://www.w3.org/TR/x.dtd'>\n",
    ],
)  # fmt: skip
def test_what_stands_before_the_root_is_passed_over(head: str) -> None:
    body = hocr().partition("?>")[2]
    assert found_format((head + body).encode(), "") == "hocr"
    assert found_format((head + alto().partition("?>")[2]).encode(), "") == "alto"


def test_a_piece_of_hocr_and_unquoted_classes_are_hocr() -> None:
    assert found_format(b"<div class='ocr_page' title='bbox 0 0 9 9'></div>", "") == "hocr"
    assert found_format(b"<HTML><body><div class=ocr_page></div>", "") == "hocr"


def test_telling_a_page_takes_no_time() -> None:
    pages = [(text * 200).encode() for text in TEXTS.values()]
    started = time.perf_counter()
    for _ in range(100):
        for page in pages:
            found_format(page, "page.md")
    assert (time.perf_counter() - started) / 100 / len(pages) < 0.0005


@pytest.mark.parametrize("start", [b"<", b"<!--", b"<!DOCTYPE [", b"<a " * 9, b"[", b'["', b"[[", b'{"a":', b"<html "])
def test_long_nonsense_takes_little_time(start: bytes) -> None:
    data = start * (4_000_000 // len(start))
    started = time.perf_counter()
    assert found_format(data, "") == "text"
    assert time.perf_counter() - started < 2


@given(st.one_of(st.binary(max_size=60), st.sampled_from([hocr(), alto(), paddle()]).map(lambda s: s.encode())),
       st.integers(0, 2000), st.sampled_from(["", "a.xml", "a.json"]))  # fmt: skip
def test_any_bytes_are_a_page_or_one_fault(data: bytes, cut: int, name: str) -> None:
    with suppress(KanwuError):
        kanwu.load(data[: cut or None], found_format(data[: cut or None], name))


@pytest.mark.parametrize("kind", [name for name in FORMATS if FORMATS[name].pages or name in ("zip", "mets")])
@pytest.mark.parametrize("data", [b"", "海邊起了風。".encode(), b"{}", b"[]", b"<a/>", b"PK\3\4", b"\0\1", b"<", b"{"])
def test_a_format_that_is_none_is_one_fault(kind: str, data: bytes) -> None:
    with pytest.raises(UnreadableError):
        kanwu.load(data, kind)


def test_a_format_without_a_name() -> None:
    with pytest.raises(UsageError, match="unknown format 'hocrr'; did you mean 'hocr'"):
        kanwu.load(b"", "hocrr")
    assert kanwu.load(hocr().encode(), "text").source == hocr()


def test_the_function_is_not_lost_to_the_package_of_its_name() -> None:
    kanwu.clean("海邊起了風。")
    page = kanwu.load(hocr().encode())
    assert page.geometry is not None
    result = kanwu.clean(page)
    assert result.source == "\n".join(LINES) + "\n"
    assert result.geometry is page.geometry


def test_a_scan_may_be_so_large_and_no_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    for source in (hocr(), alto(), paddle(OTHER)):
        assert most_bytes(source.encode()) == MOST_SCAN
    assert [most_bytes(text.encode()) for text in TEXTS.values() if not text.startswith(('["', '{"'))] == [None] * 10
    monkeypatch.setattr(formats, "MOST_SCAN", 100)
    with pytest.raises(UnreadableError, match="larger than"):
        kanwu.load(hocr().encode())
