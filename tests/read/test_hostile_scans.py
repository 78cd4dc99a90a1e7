"""Files of scans that were broken, or made to do harm: the text or one clear fault, soon, and nothing is fetched."""

import math
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from house import ROOT
from kanwu.errors import UnreadableError
from kanwu.read.alto import read_alto
from kanwu.read.hocr import read_hocr
from kanwu.read.markup import decoded_markup
from kanwu.read.mets import mets_pages
from kanwu.read.page_xml import read_page_xml
from kanwu.read.scan import FARTHEST, Scan

SCANS = ROOT / "fixtures" / "scans"
SLOW = 20.0  # seconds, with room for a machine that does other things: what grows with the square takes minutes

# A format's root, and a file of it with one text in it, at X.
ALTO = "<alto><Page><PrintSpace><TextBlock><TextLine>{}</TextLine></TextBlock></PrintSpace></Page></alto>"
METS = "<mets><fileSec><fileGrp>{}</fileGrp></fileSec></mets>"
PAGE = "<PcGts><Page><TextRegion><TextLine>{}</TextLine></TextRegion></Page></PcGts>"
SHAPES: dict[str, tuple[str, str, Callable[[str], Any]]] = {
    "hocr": ("html", "<html><div class='ocr_page'><span class='ocr_line'>X</span></div></html>", read_hocr),
    "alto": ("alto", ALTO.format("<String CONTENT='X'/>"), read_alto),
    "page": ("PcGts", PAGE.format("<TextEquiv><Unicode>X</Unicode></TextEquiv>"), read_page_xml),
    "mets": ("mets", METS.format("<file><FLocat href='X.xml'/></file>"), mets_pages),
}
FORMATS = pytest.mark.parametrize("kind", SHAPES)
SAMPLES = {
    "tesseract.hocr": read_hocr, "tesseract-characters.hocr": read_hocr, "ocropus.html": read_hocr,
    "alto-2.xml": read_alto, "alto-4.xml": read_alto, "page-2019.xml": read_page_xml,
    "page-2013.xml": read_page_xml, "mets.xml": mets_pages,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_time_and_offline(monkeypatch: pytest.MonkeyPatch) -> Any:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("something was to be fetched")

    monkeypatch.setattr(socket, "socket", refused)
    began = time.monotonic()
    yield
    assert time.monotonic() - began < SLOW


def fault(read: Callable[[str], Any], source: str) -> str:
    """The line that a file is refused with."""
    with pytest.raises(UnreadableError) as found:
        read(source)
    line = str(found.value)
    assert line.count("\n") == 0
    assert len(line) < 250
    return line


def outcome(read: Callable[[Any], Any], source: str | bytes) -> Any:
    """What a file is read as; None where it is refused with one line."""
    try:
        return read(source)
    except UnreadableError as error:
        return None if "\n" not in str(error) else pytest.fail(str(error))


def text_of(found: Any) -> str:
    return found.document.source if isinstance(found, Scan) else " ".join(found)


@FORMATS
def test_entities_are_refused(kind: str) -> None:
    root, shape, read = SHAPES[kind]
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(30))
    assert "entities" in fault(read, f"<!DOCTYPE {root} [{laughs}]>" + shape.replace("X", "&l29;"))
    large = f'<!ENTITY a "{"ha" * 50_000}">'
    assert "entities" in fault(read, f"<!DOCTYPE {root} [{large}]>" + shape.replace("X", "&a;" * 50_000))


@FORMATS
def test_nothing_outside_the_file_is_read(kind: str, tmp_path: Path) -> None:
    root, shape, read = SHAPES[kind]
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    for declared in (
        f'<!ENTITY a SYSTEM "{secret.as_uri()}">',
        '<!ENTITY a SYSTEM "http://example.org/a">',
        f'<!ENTITY % a SYSTEM "{secret.as_uri()}"> %a;',
        '<!ENTITY a PUBLIC "-//A//B" "ftp://example.org/a">',
    ):
        used = "X" if "%" in declared else "&a;"
        assert "SECRET" not in fault(read, f"<!DOCTYPE {root} [{declared}]>" + shape.replace("X", used))


@FORMATS
def test_a_type_that_is_declared_elsewhere_is_not_fetched(kind: str) -> None:
    root, shape, read = SHAPES[kind]
    for place in ('SYSTEM "http://example.org/x.dtd"', 'PUBLIC "-//A//B" "http://example.org/x.dtd"'):
        assert "X" in text_of(read(f"<!DOCTYPE {root} {place}>{shape}"))


def test_names_of_html_are_known_without_its_type() -> None:
    kind = 'PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"'
    raw = f"<!DOCTYPE html {kind}>" + SHAPES["hocr"][1].replace("X", "燈塔&mdash;&unknown;渡輪")
    scan = read_hocr(raw)
    assert scan.document.source == "燈塔—&unknown;渡輪\n"
    slot = scan.places[0].slot
    assert raw[slot.start : slot.end] == "燈塔&mdash;&unknown;渡輪"


@FORMATS
def test_elements_too_deep_are_refused(kind: str) -> None:
    root, shape, read = SHAPES[kind]
    depth = 200_000
    inner = "<div>" * depth + "</div>" * depth
    assert "deep" in fault(read, shape.replace(f"</{root}>", f"{inner}</{root}>"))
    assert "deep" in fault(read, f"<{root}>" + "<div>" * depth)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_that_is_cut_off_is_refused(name: str) -> None:
    raw, read = (SCANS / name).read_text("utf-8"), SAMPLES[name]
    for tenth in range(10):
        fault(read, raw[: len(raw) * tenth // 10])


@FORMATS
@pytest.mark.parametrize("true", ["shift_jis", "euc-kr", "utf-16-le", "utf-7", "utf-8"])
def test_an_encoding_that_is_not_as_declared(kind: str, true: str) -> None:
    _, shape, read = SHAPES[kind]
    for declared in ("UTF-8", "Big5", "UTF-16", "EBCDIC-CP-US", "x" * 40):
        raw = f'<?xml version="1.0" encoding="{declared}"?>' + shape.replace("X", "\u65e5\u672c")
        found = outcome(lambda data: read(decoded_markup(data).text), raw.encode(true))
        assert true != "utf-8" or "\u65e5\u672c" in text_of(found)


@FORMATS
def test_a_huge_attribute_is_refused(kind: str) -> None:
    _, shape, read = SHAPES[kind]
    name = {"hocr": "title", "alto": "TAGREFS", "page": "custom", "mets": "USE"}[kind]
    huge = "bbox 1 2 3 " * 3_000_000
    tag = {"hocr": "<span ", "alto": "<TextBlock", "page": "<TextRegion", "mets": "<fileGrp"}[kind]
    assert "attribute" in fault(read, shape.replace(tag, f'{tag} {name}="{huge}" ', 1))
    assert "attribute" in fault(read, ALTO.format(f"<String CONTENT='{huge}'/>")) if kind == "alto" else True


@FORMATS
def test_a_huge_text_is_read(kind: str) -> None:
    _, shape, read = SHAPES[kind]
    size = 500_000 if kind in ("alto", "mets") else 5_000_000
    assert len(text_of(read(shape.replace("X", "渡" * size)))) >= size


@FORMATS
def test_many_elements_take_time_in_proportion(kind: str) -> None:
    whole, piece = {
        "hocr": (SHAPES["hocr"][1], "<span class='ocr_line' title='bbox 1 2 3 4'>X</span>"),
        "alto": (ALTO, "<String CONTENT='X' CC='1'><Glyph CONTENT='X'/></String>"),
        "page": (PAGE, "<Word><TextEquiv><Unicode>X</Unicode></TextEquiv></Word>"),
        "mets": (METS, "<fileGrp USE='{n}'><file ID='X{n}'><FLocat href='X{n}.xml'/></file></fileGrp>"),
    }[kind]
    pieces = "".join(piece.replace("{n}", str(n)) for n in range(30_000))
    where = "{}" if "{}" in whole else "<span class='ocr_line'>X</span>"
    assert "X" in text_of(SHAPES[kind][2](whole.replace(where, pieces)))


@pytest.mark.parametrize(
    "piece",
    ["<a", "<!--", "<![CDATA[", "<![CDATA[>", "</", "<a b='", '<a b="', "<a b=", "<a\n", "<p>", "&", "&#", "<?",
     "<script>", "<br>", "a&b", "<![if >", "<td><tr>", "</div>", "<span class=ocr_line>"],
)  # fmt: skip
def test_broken_html_takes_time_in_proportion(piece: str) -> None:
    found = outcome(read_hocr, "<html><div class=ocr_page>渡輪" + piece * 100_000 + "</div>")
    assert found is None or isinstance(found, Scan)


def test_html_of_many_paragraphs_that_do_not_end() -> None:
    lines = "<p class=ocr_par><span class=ocr_line>渡輪</span>\n" * 900
    assert read_hocr(f"<html><body><div class=ocr_page>{lines}</div>").document.source.count("渡輪") == 900


NUMBERS = st.one_of(
    st.sampled_from(["", "nan", "inf", "-inf", "1e400", "-1", "1e308", "9" * 400, "0x10", "1_0", "\u0661", "-0"]),
    st.integers(-50, 500).map(str),
    st.floats().map(str),
    st.text(max_size=4, alphabet="0123456789.-e,; "),
)


def is_sane(scan: Scan) -> bool:
    """Whether all numbers of a geometry are such as a page may have."""
    geometry = scan.document.geometry
    if geometry is None:
        return True
    boxes = [word.box for word in geometry.words] + [line.box for line in geometry.lines]
    boxes += [box for sheet in geometry.sheets for box in sheet.pictures]
    numbers = [n for box in boxes for n in box] + [n for s in geometry.sheets for n in (s.width, s.height)]
    sizes = [line.size for line in geometry.lines]
    confident = all(word.confidence == -1 or 0 <= word.confidence <= 1 for word in geometry.words)
    return confident and all(math.isfinite(n) and abs(n) <= FARTHEST for n in (*numbers, *sizes))


@settings(max_examples=150, deadline=None)
@given(st.lists(NUMBERS, min_size=6, max_size=6))
def test_numbers_that_are_no_places_do_no_harm(numbers: list[str]) -> None:
    a, b, c, d, e, f = numbers
    box = f"HPOS='{a}' VPOS='{b}' WIDTH='{c}' HEIGHT='{d}'"
    alto = ALTO.format(f"<String CONTENT='渡輪' {box} WC='{e}' CC='{f}'/><String CONTENT='停' {box}/>")
    alto = alto.replace("<TextLine>", f"<TextLine {box}>").replace("<Page>", f"<Page WIDTH='{a}' HEIGHT='{b}'>")
    alto = alto.replace("<PrintSpace>", f"<PrintSpace><Illustration {box}/>")
    outline = f"<Coords points='{a},{b} {c},{d}'/>"
    reading = f"<TextEquiv conf='{e}' index='{f}'><Unicode>渡輪</Unicode></TextEquiv>"
    page = PAGE.format(outline + f"<Word>{outline}{reading}</Word>" + reading)
    page = page.replace("<Page>", f"<Page imageWidth='{a}' imageHeight='{b}'><ImageRegion>{outline}</ImageRegion>")
    title = f"bbox {a} {b} {c} {d}; x_wconf {e}; x_size {f}; x_confs {e} {f}"
    hocr = f"<div class='ocr_page' title='{title}'><div class='ocr_photo' title='{title}'/>"
    hocr += f"<span class='ocr_line' title='{title}'><span class='ocrx_word' title='{title}'>渡輪</span></span></div>"
    for scan in (read_alto(alto), read_page_xml(page), read_hocr(hocr)):
        assert scan.document.source.startswith("渡輪")
        assert is_sane(scan)


@FORMATS
@pytest.mark.parametrize("source", ["", " ", "\ufeff", "<", "<>", "<a/>", "<html/>", "{}", "渡輪", "<?xml?>", "\0"])
def test_what_is_nothing_is_refused(kind: str, source: str) -> None:
    fault(SHAPES[kind][2], source)


@FORMATS
@settings(max_examples=60, deadline=None)
@given(st.text(), st.integers(0, 400), st.integers(0, 40))
def test_any_damage_is_text_or_a_fault(kind: str, junk: str, at: int, gone: int) -> None:
    _, shape, read = SHAPES[kind]
    found = outcome(read, shape[:at] + junk + shape[at + gone :])
    assert found is None or isinstance(text_of(found), str)
