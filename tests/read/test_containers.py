"""Zips, folders and METS files as one document, and those that mean harm."""

import io
import struct
import time
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kanwu
from cli.console import written
from kanwu.errors import KanwuError, UnreadableError
from kanwu.read import containers, formats, zips
from kanwu.read.files import Page, page_of, read_page
from kanwu.read.folders import natural, pages_in
from scans import LINES, OTHER, alto, hocr, mets, paddle, zipped

FIRST, SECOND = "\n".join(LINES), "\n".join(OTHER)
APART = "\n\n".join(OTHER)  # of an engine that tells no paragraphs


def folder_of(place: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        written(place / name, text)
    return place


def test_names_are_in_the_order_in_which_people_number() -> None:
    names = ["p1/b.xml", "p1/a10.xml", "p1/a2.xml", "p1.xml", "p10/a.xml", "p2/a.xml", "p02/b.xml", "\u7532.xml", "1"]
    assert sorted(names, key=natural) == [
        "1", "p1/a2.xml", "p1/a10.xml", "p1/b.xml", "p1.xml", "p2/a.xml", "p02/b.xml", "p10/a.xml", "\u7532.xml",
    ]  # fmt: skip


@pytest.mark.parametrize("in_zip", [True, False])
def test_pages_are_one_document_in_their_order(tmp_path: Path, in_zip: bool) -> None:
    files = {
        "page10.hocr": hocr(["第十頁的一行。"]), "page2.json": paddle(OTHER), "page1.html": hocr(image="1.png"),
        "page11.md": "# 標題\n\n第十一頁，不知在哪裏。\n", "notes.json": '{"a": 1}', "style.xml": "<a/>", "x.png": "no",
        "inner.zip": "no zip", ".hidden.md": "甲", "__MACOSX/page1.txt": "乙", "page1.txt": "同一頁的文字。\n",
    }  # fmt: skip
    if in_zip:
        page = page_of(zipped(files), "zip")
    else:
        files.pop("__MACOSX/page1.txt")
        page = read_page(folder_of(tmp_path / "pages", files))
    source = page.decoded.text
    assert source == f"{FIRST}\n\n{APART}\n\n第十頁的一行。\n\n標題\n\n第十一頁，不知在哪裏。\n"
    geometry = page.document.geometry
    assert geometry is not None
    assert [source[s.start : s.end].strip() for s in geometry.sheets] == [
        FIRST, APART, "第十頁的一行。", "標題\n\n第十一頁，不知在哪裏。",
    ]  # fmt: skip
    assert [s.image for s in geometry.sheets][:1] == ["1.png"]
    assert [str(b.kind) for b in page.document.blocks] == ["paragraph"] * (len(OTHER) + 2) + ["heading", "paragraph"]
    assert [part[0] for part in page.parts][:3] == ["page1.html", "page1.txt", "page2.json"]


def test_pages_of_text_alone_are_one_text() -> None:
    data = zipped({"b/2.txt": "\ufeff乙一\r\n乙二\r\n", "b/1.md": "# 甲\n\n甲甲\n\n\n", "b/3.txt": " \n"})
    page = page_of(data, "zip")
    assert page.document.source == "# 甲\n\n甲甲\n\n乙一\r\n乙二\n"
    assert page.document.geometry is None
    assert kanwu.load(data).source == page.document.source


def test_a_folder_of_pages_each_by_itself(tmp_path: Path) -> None:
    files = {
        "a.hocr": hocr(), "b.xml": alto(), "c.json": paddle(), "d.txt": "甲", "e.html": hocr(), "f.zip": "any",
        "no.json": "{}", "no.xml": "<a/>", "no.html": "<html></html>", "no.hocr": "甲", "mets.xml": mets("b.xml"),
        "sub/g.HTM": hocr(), "no.png": "甲", ".h.xml": alto(), "out/x.md": "甲",
    }  # fmt: skip
    found = pages_in(folder_of(tmp_path, files), tmp_path / "out")
    assert [f.name for f in found] == ["a.hocr", "b.xml", "c.json", "d.txt", "e.html", "f.zip", "g.HTM"]


@pytest.mark.parametrize("files", [{}, {"a.png": "x"}, {"a.json": "{}"}, {"a.zip": "x"}, {"a.xml": "<a/>"}])
def test_nothing_that_is_a_page(tmp_path: Path, files: dict[str, str]) -> None:
    with pytest.raises(UnreadableError, match=r"a folder without a page in it.*; name"):
        read_page(folder_of(tmp_path, files))
    with pytest.raises(UnreadableError, match=r"a zip without a page in it.*; name"):
        page_of(zipped(files), "zip")


def test_a_page_at_fault_is_named(tmp_path: Path) -> None:
    files = {"1.hocr": hocr(), "2.xml": alto()[:-20], "3.txt": "甲"}
    with pytest.raises(UnreadableError, match=r"2\.xml: no ALTO: not well-formed"):
        read_page(folder_of(tmp_path, files))
    with pytest.raises(UnreadableError, match=r"2\.xml: no ALTO: not well-formed"):
        page_of(zipped(files), "zip")


def at(place: Path, files: dict[str, str], name: str) -> Page:
    return read_page(folder_of(place, files) / name)


@pytest.mark.parametrize("prefix", ["", "./", "file://./", "file:", "file://localhost/"[:7]])
def test_mets_gives_the_order(tmp_path: Path, prefix: str) -> None:
    files = {
        "issue/mets.xml": mets(*(f"{prefix}alto/{n}.xml" for n in ("9", "1", "a%20b", "a%20b"))),
        "issue/alto/1.xml": alto(), "issue/alto/9.xml": alto(OTHER), "issue/alto/a b.xml": alto(["末頁的一行。"]),
        "issue/alto/other.xml": alto(["不在其中。"]),
    }  # fmt: skip
    wanted = f"{SECOND}\n\n{FIRST}\n\n末頁的一行。\n"
    pages = [at(tmp_path, files, name) for name in ("issue/mets.xml", "issue", "")]
    pages.append(page_of(zipped(files), "zip"))
    assert [page.document.source for page in pages] == [wanted] * 4
    assert [page.format for page in pages] == ["mets", "folder", "folder", "zip"]


@pytest.mark.parametrize(
    ("href", "what"),
    [
        ("../1.xml", "elsewhere"), ("/etc/passwd", "elsewhere"), ("file:///etc/passwd", "elsewhere"),
        ("http://example.org/1.xml", "elsewhere"), ("a/../../1.xml", "elsewhere"), ("%2e%2e/1.xml", "elsewhere"),
        ("..\\1.xml", "elsewhere"), ("C:/1.xml", "elsewhere"), ("nobody.xml", "not there"), ("link.xml", "leads out"),
        ("mets.xml", "holds no page"), ("no.json", "no known engine"), ("sub", "not there"),
    ],
)  # fmt: skip
def test_mets_reads_nothing_outside_its_folder(tmp_path: Path, href: str, what: str) -> None:
    written(tmp_path / "1.xml", alto())
    files = {"mets.xml": mets(href), "no.json": "{}", "sub/1.xml": alto()}
    folder_of(tmp_path / "issue", files)
    (tmp_path / "issue" / "link.xml").symlink_to(tmp_path / "1.xml")
    with pytest.raises(UnreadableError, match=what):
        read_page(tmp_path / "issue" / "mets.xml")
    if what != "leads out":
        with pytest.raises(UnreadableError, match=what):
            page_of(zipped(files), "zip")


def test_two_mets_files_are_no_order(tmp_path: Path) -> None:
    files = {"a.xml": mets("1.xml"), "b.xml": mets("1.xml"), "1.xml": alto()}
    with pytest.raises(UnreadableError, match=r"several METS files \(a.xml, b.xml\)"):
        read_page(folder_of(tmp_path, files))


@pytest.mark.parametrize(
    "name",
    ["../a.md", "/a.md", "a/../../b.md", "..\\a.md", "\\a.md", "C:\\a.md", "c:a.md", "a/..", "\\\\host\\a", "../a.png"],
)
def test_names_that_lead_out_of_a_zip(name: str) -> None:
    with pytest.raises(UnreadableError, match="leads out of it"):
        page_of(zipped({"a.md": "甲", name: "乙"}), "zip")


def test_names_that_only_look_so() -> None:
    data = zipped({"a..b/c...md": "甲", "d\\1.md": "乙"})
    assert page_of(data, "zip").document.source == "甲\n\n乙\n"


def with_entry(data: bytes, at: int, field: bytes) -> bytes:
    """A zip of one member with another field in its table of contents."""
    at += data.rindex(b"PK\1\2")
    return data[:at] + field + data[at + len(field) :]


def with_size(data: bytes, size: int) -> bytes:
    """A zip of one member that declares another size."""
    return with_entry(data, 24, struct.pack("<I", size))


ONE = zipped({"a.md": "海邊起了風。" * 50})
BAD = {
    "cut off": ONE[:-30],
    "the head alone": ONE[:40],
    "encrypted": with_entry(ONE, 8, b"\1"),
    "a wrong checksum": with_entry(ONE, 16, b"abcd"),
    "more than it declares": with_size(ONE, 10),
    "less than it declares": with_size(ONE, 10_000),
    "a member in bzip2": zipped({"a.md": "甲"}, zipfile.ZIP_BZIP2),
    "a member in lzma": zipped({"a.md": "甲"}, zipfile.ZIP_LZMA),
    "an offset nowhere": with_entry(ONE, 42, b"\xff\xff\xff\x7f"),
    "nothing": b"PK\5\6",
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_a_bad_zip_is_one_fault(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"zip|packed"):
        kanwu.load(data)


def test_a_zip_that_would_unpack_without_end() -> None:
    """A member that truly unpacks to 1 GB; one that lies about it; many that share one body."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made, made.open("a.txt", "w") as member:
        for _ in range(1024):
            member.write(bytes(1 << 20))
    bomb = packed.getvalue()
    tracemalloc.start()
    started = time.perf_counter()
    for data, what in ((bomb, "unpack to more than 512 MB"), (with_size(bomb, 1000), "the size it declares")):
        with pytest.raises(UnreadableError, match=what):
            kanwu.load(data)
    with pytest.raises(UnreadableError, match="larger than 64 MB"):
        kanwu.load(with_size(bomb, 200 << 20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.perf_counter() - started < 5
    assert peak < 20 << 20


def test_a_zip_of_very_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_MEMBERS", 3)
    assert page_of(zipped({f"{n}.md": "甲" for n in range(3)}), "zip").parts
    with pytest.raises(UnreadableError, match="more than 3 members"):
        page_of(zipped({f"{n}.png": "甲" for n in range(4)}), "zip")


def test_pages_that_are_too_much_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(containers, "MOST_ZIP", 10)
    with pytest.raises(UnreadableError, match="together"):
        read_page(folder_of(tmp_path, {"1.md": "甲甲", "2.md": "乙乙"}))


@given(st.data())
def test_a_zip_with_any_damage_is_a_page_or_one_fault(data: st.DataObject) -> None:
    whole = bytearray(zipped({"1.md": "海邊起了風。", "2.hocr": hocr(OTHER)}))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    with suppress(KanwuError):
        page_of(bytes(whole[: cut or None]), "zip")


def test_files_that_are_too_large_are_not_read_in_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, head in (("a.hocr", hocr()), ("a.json", paddle()), ("a.zip", "PK\3\4")):
        with written(tmp_path / name, head).open("ab") as file:
            file.truncate((513 if name == "a.zip" else 65) << 20)
    monkeypatch.setattr(formats, "MOST_ZIP", 1 << 20)
    tracemalloc.start()
    for name in ("a.hocr", "a.json", "a.zip"):
        with pytest.raises(UnreadableError, match=r"larger than \d+ MB"):
            read_page(tmp_path / name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 140 << 20
