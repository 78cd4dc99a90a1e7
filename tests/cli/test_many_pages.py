"""Several pages and folders, what may not be overwritten, and what cannot be read."""

from pathlib import Path

import pytest

from cli.console import PAGE, WHOLE, Runner, written
from kanwu.errors import ExitCode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pages at two depths, and what is no page."""
    scans = tmp_path / "scans"
    for name in ("b.txt", "a.md", "inner/c.markdown", "inner/D.TXT", "notes.pdf", ".hidden.md", ".git/x.md"):
        written(scans / name, PAGE)
    return scans


def tree(folder: Path) -> list[str]:
    return sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())


def test_a_folder_into_another(run: Runner, folder: Path) -> None:
    clean = folder.with_name("clean")
    ended = run("clean", folder, "--output-dir", clean)
    assert (ended.code, ended.out) == (ExitCode.FINE, b"")
    assert tree(clean) == ["a.md", "b.md", "inner/D.md", "inner/c.markdown"]
    assert {(clean / f).read_text() for f in tree(clean)} == {WHOLE}
    assert ended.err.startswith("kanwu: 4 pages, 4 of them changed: ")
    assert ended.err.count("\n") == 1
    assert (folder / "a.md").read_text() == PAGE


def test_an_output_folder_inside_the_input_is_not_read_again(run: Runner, folder: Path) -> None:
    for _ in range(2):
        assert run("clean", folder, "--output-dir", folder / "clean").code == ExitCode.FINE
    assert tree(folder / "clean") == ["a.md", "b.md", "inner/D.md", "inner/c.markdown"]


def test_a_folder_in_place(run: Runner, folder: Path) -> None:
    assert run("clean", "-i", folder, folder / "a.md").code == ExitCode.FINE
    assert (folder / "inner" / "D.TXT").read_text() == WHOLE
    assert (folder / "notes.pdf").read_text() == PAGE
    assert (folder / ".hidden.md").read_text() == PAGE


def test_check_says_which_page_would_change(run: Runner, folder: Path) -> None:
    written(folder / "a.md", WHOLE)
    ended = run("clean", "--check", folder)
    assert (ended.code, ended.out) == (ExitCode.CHANGED, b"")
    assert "b.txt would change: " in ended.err
    assert "a.md would" not in ended.err
    assert (folder / "b.txt").read_text() == PAGE
    assert run("clean", "--check", "-q", folder).err == ""
    assert run("clean", "--check", folder / "a.md").code == ExitCode.FINE


def test_check_sees_that_bytes_alone_would_change(run: Runner, page: Path) -> None:
    page.write_bytes(b"\xef\xbb\xbf" + WHOLE.encode())
    ended = run("clean", "--check", page)
    assert ended.code == ExitCode.CHANGED
    assert "byte order mark" in ended.err


def test_what_cannot_be_read_leaves_the_others_be(run: Runner, page: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes("好".encode() + b"\xff\xfe\x80 " * 3)
    other = written(tmp_path / "other.md", PAGE)
    ended = run("clean", "-i", page, bad, tmp_path / "pgae.md", other)
    assert ended.code == ExitCode.UNREAD
    assert (page.read_text(), other.read_text()) == (WHOLE, WHOLE)
    decoding, missing, _ = ended.err.splitlines()
    assert decoding.startswith(f"kanwu: {bad}: ")
    assert "byte offset" in decoding
    assert missing == f"kanwu: {tmp_path / 'pgae.md'}: no such file; did you mean {page}?"


def test_a_folder_without_a_page_cannot_be_read(run: Runner, page: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = run("clean", tmp_path / "empty", page, "--output-dir", tmp_path / "clean")
    assert ended.code == ExitCode.UNREAD
    assert "without a page" in ended.err
    assert tree(tmp_path / "clean") == ["page.md"]


@pytest.mark.parametrize(
    ("argv", "what"),
    [
        (("page.md", "other.md"), "several pages"),
        (("scans", "page.md"), "several pages"),
        (("scans", "-o", "scans/all.md"), "scans/all.md is in the folder that is read"),
        (("-i", "page.md", "--to", "json"), "--in-place would write JSON"),
        (("page.md", "--from", "docx"), "invalid value for '--from'"),
        (("page.md", "other.md", "-o", "x.md"), "several pages"),
        (("page.md", "-o", "page.md"), "page.md is an input"),
        (("page.md", "-o", "link.md"), "link.md is an input"),
        (("page.md", "-o", "scans"), "scans is a folder"),
        (("page.md", "--output-dir", "."), "page.md is an input"),
        (("page.md", "--output-dir", "other.md"), "other.md is a file"),
        (("page.txt", "page.md", "--output-dir", "clean"), "would both be written to"),
        (("page.md", "scans", "--output-dir", "clean"), "would both be written to"),
        (("-", "-i"), "standard input has no name"),
        (("-", "--output-dir", "clean"), "standard input has no name"),
        (("page.md", "-i", "-o", "x.md"), "-o and --in-place exclude each other"),
        (("page.md", "-i", "--check"), "--in-place and --check exclude each other"),
        (("page.md", "--diff", "-o", "x.md"), "-o and --diff exclude each other"),
        (("page.md", "--log", "page.md"), "--log page.md is a page"),
        (("page.md", "-o", "x.md", "--log", "x.md"), "--log x.md is a page"),
        (("page.md", "--log", "other.md"), "--log other.md is there and is no log"),
        (("page.md", "--log", "-"), "--log needs a file"),
        (("page.md", "--encoding", "big6"), "unknown encoding"),
        (("page.md", "--script", "hongkong"), "invalid value for '--script'"),
        (("page.md", "--skip", "no_such_rule"), "unknown rule 'no_such_rule'"),
        (("page.md", "--frobnicate"), "no such option"),
        (("page.md", "--protect", "nobody.txt"), "nobody.txt: no such file"),
        (("page.md", "--config", "nobody.toml"), "nobody.toml cannot be read"),
    ],
)
def test_what_is_refused_before_anything_is_done(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("page.md", "other.md", "page.txt", "scans/page.md"):
        written(Path(name), PAGE)
    Path("link.md").symlink_to("page.md")
    before = tree(tmp_path)
    ended = run("clean", *argv)
    assert (ended.code, ended.out) == (ExitCode.USAGE, b"")
    assert what in ended.err.lower() or what in ended.err
    assert "; " in ended.err, "no advice"
    assert ended.err.count("\n") == 1
    assert tree(tmp_path) == before
    assert {(tmp_path / f).read_text() for f in before} == {PAGE}


@pytest.mark.parametrize("argv", [(), ("-",), ("-", "-o", "-")])
def test_standard_input(run: Runner, argv: tuple[str, ...]) -> None:
    ended = run("clean", *argv, stdin=PAGE.encode())
    assert (ended.code, ended.out.decode()) == (ExitCode.FINE, WHOLE)
    assert ended.err.startswith("kanwu: standard input: ")


def test_quiet_is_quiet(run: Runner, page: Path) -> None:
    assert run("clean", "-q", page).err == ""


def test_an_empty_page(run: Runner) -> None:
    assert run("clean")[:2] == (ExitCode.FINE, b"")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "big5hkscs", "gb18030"])
def test_output_is_utf_8_without_mark(run: Runner, encoding: str) -> None:
    assert run("clean", "--script", "keep", stdin=PAGE.encode(encoding)).out.decode() == WHOLE


def test_an_encoding_can_be_forced(run: Runner) -> None:
    assert run("clean", "--encoding", "gbk", stdin=PAGE.encode("gb18030")).out.decode() == WHOLE
    ended = run("clean", "--encoding", "utf-8", stdin=PAGE.encode("gb18030"))
    assert ended.code == ExitCode.UNREAD
    assert "byte offset 0" in ended.err
