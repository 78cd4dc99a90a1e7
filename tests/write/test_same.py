"""Corrected text in the file that it came from: nothing else changes, and what is read again is what was meant."""

import re
from array import array
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from house import ROOT
from kanwu import Options
from kanwu.apply import apply
from kanwu.model import Block, Kind, Replace
from kanwu.pipeline import run
from kanwu.read.alto import read_alto
from kanwu.read.hocr import read_hocr
from kanwu.read.markup import decoded_markup
from kanwu.read.page_xml import read_page_xml
from kanwu.read.scan import Scan
from kanwu.write.same import bytes_back, encoded_back, written_back

SCANS = ROOT / "fixtures" / "scans"
READERS: dict[str, Callable[[str], Scan]] = {
    "tesseract.hocr": read_hocr, "tesseract-characters.hocr": read_hocr, "ocropus.html": read_hocr,
    "tesseract.alto.xml": read_alto, "alto-2.xml": read_alto, "alto-4.xml": read_alto,
    "page-2019.xml": read_page_xml, "page-2013.xml": read_page_xml,
}  # fmt: skip
RAW = {name: (SCANS / name).read_text("utf-8") for name in READERS}
NAMES = pytest.mark.parametrize("name", READERS)
SIGNS = "渡輪&<>\"'\uff0c。\U00020bb7x"


def bare(scan: Scan) -> str:
    """The text of a file without its white space."""
    return "".join(scan.document.source.split())


def edited(scan: Scan, edits: list[Replace]) -> tuple[Block, ...]:
    outcome = apply(scan.document, edits)
    assert not outcome.refused
    return outcome.document.blocks


def swapped(scan: Scan, before: str, after: str) -> tuple[Block, ...]:
    """The blocks with each occurrence of a text replaced."""
    found = [
        Replace(number, match.start(), match.end(), before, after, "as a person would")
        for number, block in enumerate(scan.document.blocks)
        for match in re.finditer(re.escape(before), block.text)
    ]
    assert found
    return edited(scan, found)


def skeleton(raw: str) -> list[str]:
    """All of a file that is no text of a page: its tags without their CONTENT."""
    return re.findall(r"<[^>]*>", re.sub(r'CONTENT="[^"]*"', "", raw))


@NAMES
def test_without_a_change_the_file_stays_as_it_is(name: str) -> None:
    raw, scan = RAW[name], READERS[name](RAW[name])
    assert written_back(raw, scan, scan.document.blocks) == raw
    moved = [replace(block, kind=Kind.NOISE) for block in reversed(scan.document.blocks)]
    assert written_back(raw, scan, moved) == raw, "what was moved or silenced stands where it stood"


@NAMES
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_was_corrected_is_read_again(name: str, data: st.DataObject) -> None:
    raw, scan = RAW[name], READERS[name](RAW[name])
    source = scan.document.source
    places = [n for n, char in enumerate(source) if not char.isspace()]
    chosen = data.draw(st.dictionaries(st.sampled_from(places), st.text(SIGNS, min_size=1, max_size=3), max_size=9))
    edits = [
        Replace(number, at, at + 1, block.text[at], chosen[origin], "as a person would")
        for number, block in enumerate(scan.document.blocks)
        for at, origin in enumerate(block.origin)
        if origin in chosen and block.text[at] != chosen[origin]
    ]
    back = written_back(raw, scan, edited(scan, edits))
    again = READERS[name](back)
    assert bare(again) == "".join("".join(chosen.get(n, source[n]).split()) for n in places)
    assert skeleton(back) == skeleton(raw)
    if not name.endswith(".html"):
        ElementTree.fromstring(back.encode())
    assert again.document.geometry is not None
    assert scan.document.geometry is not None
    assert [line.box for line in again.document.geometry.lines] == [line.box for line in scan.document.geometry.lines]


@NAMES
def test_taking_characters_away_leaves_the_elements(name: str) -> None:
    raw, scan = RAW[name], READERS[name](RAW[name])
    first = scan.document.blocks[0].text[0]
    back = written_back(raw, scan, edited(scan, [Replace(0, 0, 1, first, "", "as a person would")]))
    assert bare(READERS[name](back)) == bare(scan)[1:]
    assert skeleton(back) == skeleton(raw)


@NAMES
def test_what_the_rules_make_of_it_is_read_again(name: str) -> None:
    raw, scan = RAW[name], READERS[name](RAW[name])
    outcome = run(scan.document, Options())
    again = READERS[name](written_back(raw, scan, outcome.document.blocks))
    assert sorted(bare(again)) == sorted("".join("".join(block.text.split()) for block in outcome.document.blocks))


def page(inner: str) -> str:
    return f"<PcGts><Page><TextRegion>{inner}</TextRegion></Page></PcGts>"


def equiv(text: str) -> str:
    return f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv>"


def test_all_levels_of_a_page_say_the_same() -> None:
    words = "".join(f"<Word><Glyph>{equiv(char)}</Glyph>{equiv(char)}</Word>" for char in "渡輸停")
    raw = page(f"<TextLine>{words}{equiv('渡輸停')}</TextLine>{equiv('渡輸停')}")
    scan = read_page_xml(raw)
    assert written_back(raw, scan, swapped(scan, "輸", "輪")) == raw.replace("輸", "輪")


def test_line_ends_and_blanks_of_lines_and_regions_stay() -> None:
    lines = "".join(f"<TextLine>{equiv(text)}</TextLine>" for text in ("林 墨白", "周 渡"))
    raw = page(lines + equiv("\n 林 墨白\n周  渡 "))
    scan = read_page_xml(raw)
    back = written_back(raw, scan, swapped(scan, "墨白", "黑白兩"))
    assert back == raw.replace("墨白", "黑白兩")


def test_a_blank_that_was_closed_is_closed_in_lines_and_regions() -> None:
    raw = page(f"<TextLine>{equiv('白 礁碼頭')}</TextLine>" + equiv("白 礁碼頭"))
    scan = read_page_xml(raw)
    assert written_back(raw, scan, swapped(scan, "白 礁", "白礁")) == raw.replace("白 礁", "白礁")
    cut = scan.document.blocks[0].cut(2)
    assert written_back(raw, scan, cut) == raw, "a cut closes nothing"


def test_a_mark_that_is_put_in_belongs_to_what_it_closes() -> None:
    raw = page("".join(f"<TextLine>{equiv(text)}</TextLine>" for text in ("渡輪停航", "居民開會")))
    scan = read_page_xml(raw)
    closed = written_back(raw, scan, swapped(scan, "\n", "\uff0c"))
    assert closed == raw.replace("停航", "停航\uff0c")
    block = scan.document.blocks[0]
    for sign, text in (("。", "停航。"), ("「", "「居民")):
        place = block.text.index("居")
        back = written_back(raw, scan, edited(scan, [Replace(0, place, place, "", sign, "as a person would")]))
        assert back == raw.replace(text.strip(sign), text)


def test_attributes_and_markup_are_escaped() -> None:
    alto = "<alto><Page><PrintSpace><TextBlock><TextLine>{}</TextLine></TextBlock></PrintSpace></Page></alto>"
    for quote in "\"'":
        raw = alto.format(f"<String ID='a' CONTENT={quote}渡&#x8F38;{quote} WC='0.5'/>")
        scan = read_alto(raw)
        back = written_back(raw, scan, swapped(scan, "輸", "<\"'&>\x01\ufffe"))
        assert read_alto(back).document.source == "渡<\"'&>\n"
        assert back.startswith(raw[: raw.index("渡")])


def test_sections_of_character_data_are_written_anew() -> None:
    raw = page(f"<TextLine>{equiv('<![CDATA[渡&輸]]>')}</TextLine>")
    scan = read_page_xml(raw)
    assert scan.document.source == "渡&輸\n"
    assert written_back(raw, scan, scan.document.blocks) == raw
    assert written_back(raw, scan, swapped(scan, "輸", "輪")) == page(f"<TextLine>{equiv('渡&amp;輪')}</TextLine>")


@pytest.mark.parametrize(
    ("name", "bom"),
    [("Big5", b""), ("GB18030", b""), ("UTF-8", b"\xef\xbb\xbf"), ("UTF-16", b"\xff\xfe"), ("ascii", b"")],
)
def test_the_bytes_of_a_file_come_back_in_its_encoding(name: str, bom: bytes) -> None:
    codec = "utf-16-le" if name == "UTF-16" else name
    raw = f'<?xml version="1.0" encoding="{name}"?>' + page(f"<TextLine>{equiv('渡輸停航')}</TextLine>")
    data = bom + raw.encode(codec, "xmlcharrefreplace")
    own = decoded_markup(data)
    scan = read_page_xml(own.text)
    assert bytes_back(own, scan, scan.document.blocks) == data
    blocks = swapped(scan, "輸", "輪\U0002a6a5")
    back = bytes_back(own, scan, blocks)
    assert read_page_xml(decoded_markup(back).text).document.source == "渡輪\U0002a6a5停航\n"
    assert back == encoded_back(written_back(own.text, scan, blocks), own.encoding, own.bom)


def test_bytes_that_the_codec_writes_otherwise_stay() -> None:
    odd = b"\xa2\xcc"  # Big5 has two codes for the number ten
    raw = '<?xml version="1.0" encoding="Big5"?><!-- A -->' + page(f"<TextLine>{equiv('渡輸停航')}</TextLine>")
    data = raw.encode("big5").replace(b"A", odd)
    own = decoded_markup(data)
    scan = read_page_xml(own.text)
    assert own.oddities
    expected = data.replace("輸".encode("big5"), "輪".encode("big5"))
    assert bytes_back(own, scan, swapped(scan, "輸", "輪")) == expected


def test_blocks_may_have_nothing_of_a_file() -> None:
    raw = page(f"<TextLine>{equiv('渡輪')}</TextLine>")
    scan = read_page_xml(raw)
    assert written_back(raw, scan, []) == raw.replace("渡輪", "")
    written = Block(Kind.PARAGRAPH, "x", array("i", [~0]))
    assert written_back(raw, scan, [written]) == raw.replace("渡輪", "x")
