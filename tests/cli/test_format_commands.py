"""Scans through every command: what goes in, what comes out, and the way back."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from cli.console import PAGE, WHOLE, Runner, written
from house import ROOT
from kanwu.errors import ExitCode
from scans import CLEAN, LINES, OTHER, OTHER_CLEAN, alto, hocr, mets, paddle, page_xml, zipped

FORMATS = {
    "hocr": ("page.hocr", hocr), "alto": ("page.xml", alto), "page": ("page.xml", page_xml),
    "paddle": ("page.json", paddle),
}  # fmt: skip
REWRITTEN = ("hocr", "alto", "page")
MARKDOWN = (
    "# 船與燈塔的一個冬夜\n\n海邊起了風,漁船都回到港裏。\n\n*燈塔下的漁船,攝於昨日。*\n\n"
    "> 這盞燈從來沒有熄過,\n> 連那一夜也沒有。\n"
)


@pytest.fixture(params=FORMATS)
def scan(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A page of each format."""
    name, make = FORMATS[request.param]
    return written(tmp_path / name, make())


@pytest.fixture
def hocr_page(tmp_path: Path) -> Path:
    return written(tmp_path / "page.hocr", hocr())


SAMPLES = sorted(f for f in (ROOT / "fixtures" / "scans").rglob("*") if f.suffix in (".hocr", ".xml", ".json"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda f: f.name)
def test_each_sample_goes_in_and_comes_back(run: Runner, tmp_path: Path, sample: Path) -> None:
    record = clean_json(run, sample)
    assert len([b for b in record["blocks"] if b["boxes"]]) > 2
    able = sample.suffix != ".json" and record["source"]["format"] != "mets"
    for to in ("md", "txt", "json", *(["same"] if able else [])):
        clean, log = tmp_path / to, tmp_path / f"{to}.jsonl"
        assert run("clean", sample, "--to", to, "-o", clean, "--log", log).code == ExitCode.FINE
        assert run("revert", clean, "--log", log).out == sample.read_bytes()
    if able:
        again = clean_json(run, "-", stdin=(tmp_path / "same").read_bytes())
        assert [b["boxes"] for b in again["blocks"]] == [b["boxes"] for b in record["blocks"]]


def joined(text: str) -> str:
    """A text without its line ends: an engine that tells no paragraphs leaves it open what belongs together."""
    return text.replace("\n", "")


def clean_json(run: Runner, *argv: object, **more: Any) -> dict[str, Any]:
    ended = run("clean", "--to", "json", *argv, **more)
    assert ended.code == ExitCode.FINE, ended.err
    record = json.loads(ended.out)
    assert isinstance(record, dict)
    return record


def test_a_scan_becomes_markdown(run: Runner, scan: Path) -> None:
    ended = run("clean", scan)
    assert ended.code == ExitCode.FINE
    assert joined(ended.out.decode()) == CLEAN
    assert scan.suffix == ".json" or ended.out.decode() == f"{CLEAN}\n"
    assert run("clean", "-", stdin=scan.read_bytes()).out == ended.out


@pytest.mark.parametrize("to", ["md", "txt"])
def test_the_log_gives_the_scan_back(run: Runner, scan: Path, to: str) -> None:
    clean, log = scan.with_name(f"clean.{to}"), scan.with_name("edits.jsonl")
    assert run("clean", scan, "-o", clean, "--to", to, "--log", log).code == ExitCode.FINE
    head, *edits = [json.loads(line) for line in log.read_text().splitlines()]
    assert {"map", "removed", "original", "format"} <= head.keys()
    assert any(edit["before"] == "," for edit in edits)
    assert run("revert", clean, "--log", log) == (ExitCode.FINE, scan.read_bytes(), "")


@pytest.mark.parametrize("to", ["json", "same"])
@pytest.mark.parametrize("name", ["page.txt", *(name for name, _ in FORMATS.values())])
def test_the_log_gives_the_page_back_whatever_was_written(run: Runner, tmp_path: Path, to: str, name: str) -> None:
    make = dict(FORMATS.values()).get(name)
    page = written(tmp_path / name, "\ufeff" + (make() if make else PAGE))
    clean, log = tmp_path / "clean.out", tmp_path / "edits.jsonl"
    ended = run("clean", page, "-o", clean, "--to", to, "--log", log)
    if name == "page.json" and to == "same":
        assert ended.code == ExitCode.USAGE
        return
    assert ended.code == ExitCode.FINE, ended.err
    assert run("revert", clean, "--log", log) == (ExitCode.FINE, page.read_bytes(), "")
    clean.write_bytes(clean.read_bytes() + b" ")
    assert "not made with this text" in run("revert", clean, "--log", log).err


def test_a_log_whose_original_was_changed_leads_nowhere(run: Runner, hocr_page: Path) -> None:
    clean, log = hocr_page.with_name("clean.md"), hocr_page.with_name("edits.jsonl")
    run("clean", hocr_page, "-o", clean, "--log", log)
    lines = log.read_text().splitlines(keepends=True)
    head = json.loads(lines[0])
    for original in ("", "????", "AAAA", head["original"][:-8], 7):
        written(log, json.dumps(head | {"original": original}) + "\n" + "".join(lines[1:]))
        ended = run("revert", clean, "--log", log)
        assert (ended.code, ended.out, ended.err.count("\n")) == (ExitCode.UNREAD, b"", 1)


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_scan_stays_one_with_its_geometry(run: Runner, tmp_path: Path, name: str) -> None:
    file, make = FORMATS[name]
    page, log = written(tmp_path / file, make()), tmp_path / "edits.jsonl"
    out = run("clean", page, "--to", "same").out.decode()
    assert "," not in "".join(line for line in out.splitlines() if "起了風" in line).partition(">海邊")[2]
    for line in LINES:
        assert line.replace(",", "\uff0c") in out
    assert run("clean", "-i", page, "--to", "same", "--log", log).code == ExitCode.FINE
    assert page.read_text() == out
    assert run("clean", "-i", page, "--to", "same", "--check").code == ExitCode.USAGE
    assert run("clean", "--check", page, "--to", "same").code == ExitCode.FINE
    assert run("clean", "-i", page, "--to", "same", "--log", log).code == ExitCode.FINE
    assert len(log.read_text().split('"kanwu"')) == 2, "the second run has nothing to log"
    assert run("revert", page, "--log", log).out.decode() == make()


def test_what_cannot_hold_corrected_text(run: Runner, tmp_path: Path) -> None:
    pages = {
        "a.json": paddle().encode(), "a.zip": zipped({"1.hocr": hocr()}), "mets.xml": mets("b.xml").encode(),
        "b.xml": alto().encode(),
    }  # fmt: skip
    for name, data in pages.items():
        (tmp_path / name).write_bytes(data)
    for name in ("a.json", "a.zip", "mets.xml", ""):
        ended = run("clean", tmp_path / name, "--to", "same")
        assert (ended.code, ended.out) == (ExitCode.USAGE, b"")
        assert "cannot hold corrected text; hOCR, ALTO, PAGE XML can; use --to md, txt or json\n" in ended.err


def test_markdown_is_not_written_over_a_scan(run: Runner, scan: Path) -> None:
    before = scan.read_bytes()
    for to in ("md", "txt"):
        ended = run("clean", "-i", scan, "--to", to)
        assert (ended.code, ended.err.count("\n")) == (ExitCode.USAGE, 1)
        assert "--in-place would write over" in ended.err
        assert "--to same" in ended.err
    assert scan.read_bytes() == before


def test_plain_text_has_no_marks(run: Runner, tmp_path: Path) -> None:
    page, clean, log = written(tmp_path / "p.md", MARKDOWN), tmp_path / "p.txt", tmp_path / "log.jsonl"
    assert run("clean", page, "--to", "txt", "-o", clean, "--log", log).code == ExitCode.FINE
    text = clean.read_text()
    assert text.startswith("船與燈塔的一個冬夜\n\n海邊起了風\uff0c漁船都回到港裏。\n\n")
    assert not set("#*>") & set(text)
    assert {line for line in text.split("\n\n") if line} >= {"燈塔下的漁船\uff0c攝於昨日。"}
    for record in map(json.loads, log.read_text().splitlines()[1:]):
        if record["before"] == ",":
            assert text[slice(*record["output"])] == "\uff0c"
    assert run("revert", clean, "--log", log).out.decode() == MARKDOWN
    assert run("clean", "-i", page, "--to", "txt").code == ExitCode.FINE
    assert page.read_text() == text


def test_what_is_damaged_has_no_place_in_plain_text(run: Runner) -> None:
    page = f"<!-- kanwu, damaged: 口口丨一 -->\n\n{PAGE}".encode()
    assert "口口" in run("clean", stdin=page).out.decode()
    assert "<!--" not in run("clean", "--to", "txt", "--damaged", "keep", stdin=PAGE.encode()).out.decode()


def test_json_tells_all(run: Runner, scan: Path) -> None:
    record = clean_json(run, scan)
    assert list(record) == ["kanwu", "source", "script", "blocks", "edits", "flags"]
    source = record["source"]
    assert list(source) == ["name", "format", "encoding", "sha256", "sheets"]
    assert source["name"] == str(scan)
    assert source["encoding"] == "utf-8"
    assert len(source["sheets"]) == 1
    for block in record["blocks"]:
        assert list(block) == ["kind", "level", "text", "source", "page", "boxes"]
        assert (block["kind"], block["page"]) == ("paragraph", 1)
    assert joined("".join(b["text"] for b in record["blocks"])) == CLEAN
    boxes = [box for b in record["blocks"] for box in b["boxes"]]
    assert len(boxes) == len(LINES)
    for n, (left, top, right, bottom) in enumerate(boxes):
        assert (left, top, bottom) == (100, 200 + 40 * n, 230 + 40 * n)
        assert right == 100 + 30 * len(LINES[n])
    assert [e["after"] for e in record["edits"] if e["before"] == ","] == ["\uff0c"] * CLEAN.count("\uff0c")
    assert clean_json(run, scan) == record


def test_json_of_a_page_without_geometry(run: Runner, page: Path) -> None:
    written(page, f"A12 離島 2031年3月9日 星期日 責任編輯 高遠\n\n{PAGE}")
    record = clean_json(run, page)
    assert record["source"]["sheets"] == []
    assert {(b["page"], len(b["boxes"])) for b in record["blocks"]} == {(None, 0)}
    assert "noise" in {b["kind"] for b in record["blocks"]}
    assert "\n\n".join(b["text"] for b in record["blocks"] if b["kind"] != "noise") + "\n" == WHOLE


@pytest.mark.parametrize("size", ["1" + "0" * 400, "-5", "0", "1.25", "x"])
def test_json_has_numbers_alone(run: Runner, size: str) -> None:
    page = hocr().replace("bbox 100 ", f"bbox {size} ").replace("bbox 0 0 800", f"bbox 0 0 {size}")
    ended = run("clean", "--to", "json", stdin=page.encode())
    assert ended.code == ExitCode.FINE

    def refused(name: str) -> None:
        raise AssertionError(name)

    record = json.loads(ended.out, parse_constant=refused)
    boxes = [side for block in record["blocks"] for box in block["boxes"] for side in box]
    assert all(side is None or math.isfinite(side) for side in boxes)


def test_a_folder_is_one_document_or_many(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "issue"
    for name, text in (("p2.hocr", hocr(OTHER)), ("p10.json", paddle()), ("settings.json", "{}"), ("p1.xml", hocr())):
        written(folder / name, text)
    whole = f"{CLEAN}\n\n{OTHER_CLEAN}\n\n{CLEAN}\n"
    log = tmp_path / "edits.jsonl"
    assert run("clean", folder, "--skip", "seams", "-o", tmp_path / "all.md", "--log", log).code == ExitCode.FINE
    assert OTHER_CLEAN in (tmp_path / "all.md").read_text()
    assert whole.startswith((tmp_path / "all.md").read_text()[: len(CLEAN)])
    ended = run("revert", tmp_path / "all.md", "--log", log)
    assert (ended.code, ended.out) == (ExitCode.UNREAD, b"")
    assert ended.err == f"kanwu: {log}: {folder} was a folder, which kanwu left as it was; its pages are still there\n"
    head = json.loads(log.read_text().splitlines()[0])
    assert [member["name"] for member in head["members"]] == ["p1.xml", "p2.hocr", "p10.json"]
    pages = [s["image"] for s in clean_json(run, folder)["source"]["sheets"]]
    assert pages == ["scan.png"] * 3
    for to, names in (("md", ["p1.md", "p10.md", "p2.md"]), ("json", ["p1.json", "p10.json", "p2.json"])):
        assert run("clean", folder, "--output-dir", tmp_path / to, "--to", to).code == ExitCode.FINE
        assert sorted(f.name for f in (tmp_path / to).iterdir()) == names
    assert run("clean", folder, "--check").err.count("would change") == 3
    assert run("clean", folder, folder / "p2.hocr").code == ExitCode.USAGE
    for kind, what in (("zip", "a folder, not a zip"), ("alto", "p1.xml: no ALTO"), ("hocr", "p10.json: no hOCR")):
        ended = run("clean", folder, "--from", kind)
        assert (ended.code, ended.out) == (ExitCode.UNREAD, b"")
        assert what in ended.err


def test_a_zip_is_one_document(run: Runner, tmp_path: Path) -> None:
    page, clean, log = tmp_path / "issue.zip", tmp_path / "issue.md", tmp_path / "edits.jsonl"
    page.write_bytes(zipped({"p10.hocr": hocr(), "p9.hocr": hocr(OTHER), "p9.png": b"\x89PNG"}))
    assert run("clean", page, "-o", clean, "--log", log).code == ExitCode.FINE
    assert clean.read_text() == f"{OTHER_CLEAN}\n\n{CLEAN}\n"
    assert run("revert", clean, "--log", log).out == page.read_bytes()
    assert [b["page"] for b in clean_json(run, page)["blocks"]] == [1, 2]
    assert run("clean", page, "--output-dir", tmp_path / "out", "--to", "txt").code == ExitCode.FINE
    assert (tmp_path / "out" / "issue.txt").read_text() == clean.read_text()


def test_mets_names_its_pages(run: Runner, tmp_path: Path) -> None:
    written(tmp_path / "alto" / "1.xml", alto(OTHER))
    written(tmp_path / "alto" / "2.xml", alto())
    page = written(tmp_path / "mets.xml", mets("alto/2.xml", "alto/1.xml"))
    clean, log = tmp_path / "a.md", tmp_path / "log"
    assert run("clean", page, "-o", clean, "--log", log).code == ExitCode.FINE
    assert clean.read_text() == f"{CLEAN}\n\n{OTHER_CLEAN}\n"
    assert run("revert", clean, "--log", log).out == page.read_bytes()
    ended = run("clean", stdin=page.read_bytes())
    assert (ended.code, ended.out) == (ExitCode.UNREAD, b"")
    assert "name the METS file where it lies" in ended.err


def test_diff_shows_what_cleaning_a_scan_changes(run: Runner, scan: Path) -> None:
    ended = run("diff", scan, "--format", "json")
    assert (ended.code, ended.err) == (ExitCode.CHANGED, "")
    assert any(change["before"] == "," for change in json.loads(ended.out)["changes"])
    clean = scan.with_name("clean.md")
    run("clean", scan, "-o", clean, "--log", scan.with_name("log"))
    ended = run("diff", scan, clean, "--log", scan.with_name("log"), "--format", "json")
    assert (ended.code, ended.err) == (ExitCode.CHANGED, "")
    assert "width" in ended.out.decode()
    assert "a patch is for files in UTF-8" in run("diff", scan, "--format", "patch").err
    assert b"\xef\xbc\x8c" in run("clean", "--diff", scan).out


def test_a_review_of_a_scan_is_carried_out(run: Runner, scan: Path) -> None:
    assert run("review", scan).code == ExitCode.FINE
    page = scan.with_name(f"{scan.name}.review.html").read_text()
    assert "起了風" in page
    record = json.loads(run("diff", scan, "--format", "json").out)
    assert record["changes"]


def test_decisions_reach_every_output(run: Runner, tmp_path: Path) -> None:
    page = written(tmp_path / "page.hocr", hocr())
    decision = {
        "verdict": "edit", "scope": "one", "form": "replace", "rule": "width", "before": ",", "after": "\uff0c",
        "text": "\uff1b", "left": "海邊起了風", "right": "漁船都回到", "source": [5, 6], "line": 1,
    }  # fmt: skip
    decisions = written(tmp_path / "decisions.json", json.dumps({"decisions_format": 1, "decisions": [decision]}))
    wanted = CLEAN.replace("\uff0c", "\uff1b", 1)
    for argv in (("apply", page, decisions), ("clean", page, "--decisions", decisions)):
        for to in ("md", "txt"):
            ended = run(*argv, "--to", to)
            assert ended.out.decode() == f"{wanted}\n", ended.err
        assert json.loads(run(*argv, "--to", "json").out)["blocks"][0]["text"] == wanted
        assert ">海邊起了風\uff1b漁船都回到港裏" in run(*argv, "--to", "same").out.decode()


@pytest.mark.parametrize(
    ("name", "data", "argv", "what"),
    [
        ("a.json", b'{"a": 1}', (), "JSON of no known engine; give --from"),
        ("a.xml", b"<a/>", (), "XML of no known kind; give hOCR"),
        ("a.hocr", PAGE.encode(), (), "no hOCR"),
        ("a.md", PAGE.encode(), ("--from", "hocr"), "no hOCR"),
        ("a.md", PAGE.encode(), ("--from", "alto"), "no ALTO"),
        ("a.md", PAGE.encode(), ("--from", "page"), "no PAGE"),
        ("a.md", PAGE.encode(), ("--from", "mets"), "no METS"),
        ("a.md", PAGE.encode(), ("--from", "zip"), "zip"),
        ("a.md", PAGE.encode(), ("--from", "azure"), "no JSON"),
        ("a.json", paddle().encode(), ("--from", "vision"), "no JSON of"),
        ("a.zip", zipped({"1.md": PAGE})[:-9], (), "damaged or cut-off zip"),
        ("a.zip", zipped({"../1.md": PAGE}), (), "leads out of it"),
        ("a.zip", zipped({"1.png": PAGE}), (), "a zip without a page in it"),
        ("a.docx", zipped({"word/document.xml": "<w/>"}), (), "a zip without a page in it"),
        ("a.hocr", hocr().encode()[:-40], ("--from", "alto"), "no ALTO"),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><alto>&b;</alto>', (), "entities"),
    ],
)
def test_a_scan_that_is_none_is_one_line(
    run: Runner, tmp_path: Path, name: str, data: bytes, argv: tuple[str, ...], what: str
) -> None:
    page = tmp_path / name
    page.write_bytes(data)
    for command in (("clean", page), ("clean", "--check", page), ("diff", page), ("review", page, "-o", "-")):
        ended = run(*command, *argv)
        assert (ended.code, ended.out) == (ExitCode.UNREAD, b""), command
        assert ended.err.startswith(f"kanwu: {page}: ")
        assert what in ended.err
        assert ended.err.count("\n") == 1


def test_a_format_can_be_forced(run: Runner, hocr_page: Path) -> None:
    assert run("clean", hocr_page, "--from", "text").out == hocr_page.read_bytes()
    page = written(hocr_page.with_name("a.xml"), "<a/>\n")
    assert run("clean", page, "--from", "markdown").out == page.read_bytes()


def test_an_empty_folder_is_one_line(run: Runner, tmp_path: Path) -> None:
    ended = run("clean", tmp_path)
    assert (ended.code, ended.out) == (ExitCode.UNREAD, b"")
    assert ended.err.startswith(f"kanwu: {tmp_path}: a folder without a page in it")
