"""ALTO in its versions: what stands where, in which order, and how sure the engine was."""

import pytest

from house import ROOT
from kanwu.errors import UnreadableError
from kanwu.geometry import UNKNOWN, Box, Geometry
from kanwu.model import Kind
from kanwu.read.alto import alto_pages, read_alto
from kanwu.read.hocr import read_hocr
from kanwu.read.scan import Scan

SCANS = ROOT / "fixtures" / "scans"
SPACES = {1: "", 2: ' xmlns="http://www.loc.gov/standards/alto/ns-v2#"', 9: ' xmlns="urn:anything"'}


def sample(name: str) -> str:
    return (SCANS / name).read_text("utf-8")


def geometry(scan: Scan) -> Geometry:
    assert scan.document.geometry is not None
    return scan.document.geometry


def alto(blocks: str, head: str = "", space: str = "") -> str:
    inner = f'<Page ID="p" WIDTH="400" HEIGHT="300"><PrintSpace>{blocks}</PrintSpace></Page>'
    return f"<alto{space}>{head}<Layout>{inner}</Layout></alto>"


def block(text: str, more: str = "", line: str = "") -> str:
    words = f'<String CONTENT="{text}" HPOS="10" VPOS="10" WIDTH="90" HEIGHT="20"/>'
    return f"<TextBlock {more}><TextLine {line}>{words}</TextLine></TextBlock>"


def test_alto_and_hocr_of_one_engine_say_the_same() -> None:
    alto_scan, hocr_scan = read_alto(sample("tesseract.alto.xml")), read_hocr(sample("tesseract.hocr"))
    assert alto_scan.document.source == hocr_scan.document.source
    ours, theirs = geometry(alto_scan), geometry(hocr_scan)
    assert [word[:3] for word in ours.words] == [word[:3] for word in theirs.words]
    assert [line.box for line in ours.lines] == [line.box for line in theirs.lines]
    assert [word.confidence for word in ours.words] == pytest.approx([w.confidence for w in theirs.words], abs=0.011)


@pytest.mark.parametrize("name", ["tesseract.alto.xml", "alto-2.xml", "alto-4.xml"])
def test_each_slot_is_the_content_of_its_place(name: str) -> None:
    raw = sample(name)
    scan = read_alto(raw)
    written = {"&quot;&amp;&lt;": '"&<'}
    for slot, start, end in scan.places:
        assert raw[slot.start - 9 : slot.start] == 'CONTENT="'
        value = raw[slot.start : slot.end]
        assert written.get(value, value) == scan.document.source[start:end]


def test_margins_hyphens_and_pictures() -> None:
    scan = read_alto(sample("alto-2.xml"))
    known = geometry(scan)
    assert scan.document.source == '第三版 浮山日報\n\n守塔人每天三次爬上light-\nhouse看看有沒有船"&<\n\n-3-\n'
    assert [region.role for region in known.regions] == ["header", "", "footer"]
    assert known.sheets[0].pictures == (Box(480, 100, 820, 340), Box(480, 360, 540, 410)), "a thin element is a rule"
    assert known.sheets[0].image == "images/0003.tif"
    assert (known.sheets[0].width, known.sheets[0].height) == (900, 1200)


def test_confidences_of_words_and_of_characters() -> None:
    scan = read_alto(sample("alto-2.xml"))
    source, known = scan.document.source, geometry(scan)
    word = known.word_at(source.index("塔人"))
    assert word is not None
    assert word.confidence == pytest.approx(1 - 3 / 9)
    by_sign = [known.word_at(source.index(char)) for char in '"&<']
    assert [round(9 - 9 * w.confidence) for w in by_sign if w] == [1, 5, 9]
    assert [w.box for w in by_sign if w] == [Box(335, 140, 355, 170), Box(355, 140, 375, 170), Box(375, 140, 395, 170)]
    number = known.word_at(source.index("-3-"))
    assert number is not None
    assert number.confidence == UNKNOWN


def test_tags_reading_order_glyphs_shapes_and_vertical_lines() -> None:
    scan = read_alto(sample("alto-4.xml"))
    known = geometry(scan)
    paragraphs = scan.document.source.split("\n\n")
    assert [p[:3] for p in paragraphs] == ["遲到的", "郵差把", "信紙上", "石階上"]
    assert [region.role for region in known.regions] == ["heading", "", "", "caption"]
    assert scan.document.blocks[0].kind == Kind.HEADING
    assert [line.vertical for line in known.lines] == [True] * 5 + [False]
    glyph = known.word_at(scan.document.source.index("敲門"))
    assert glyph is not None
    assert glyph.box == Box(200, 68, 224, 90)
    assert glyph.confidence == pytest.approx(0.89)
    assert known.sheets[0].pictures == (Box(20, 400, 180, 560),)


@pytest.mark.parametrize("space", SPACES.values())
def test_any_namespace_will_do(space: str) -> None:
    assert read_alto(alto(block("渡輪停航"), space=space)).document.source == "渡輪停航\n"


def test_blocks_within_blocks_keep_the_role_of_the_outer_one() -> None:
    inner = block("甲") + block("乙", 'TAGREFS="T2"')
    head = '<Tags><LayoutTag ID="T1" LABEL="table"/><LayoutTag ID="T2" LABEL="Caption"/></Tags>'
    source = alto(f'<ComposedBlock TAGREFS="T1"><ComposedBlock>{inner}</ComposedBlock></ComposedBlock>', head)
    assert [region.role for region in alto_pages(source)[0].regions] == ["table", "caption"]


def test_the_next_block_is_the_one_that_is_named() -> None:
    names = {"丙": 'ID="c"', "甲": 'ID="a" IDNEXT="b"', "丁": 'ID="d"', "乙": 'ID="b" IDNEXT="c"'}
    chained = "".join(block(text, more) for text, more in names.items())
    assert read_alto(alto(chained)).document.source == "甲\n\n丁\n\n乙\n\n丙\n"
    circle = block("甲", 'ID="a" IDNEXT="b"') + block("乙", 'ID="b" IDNEXT="a"')
    assert read_alto(alto(circle)).document.source == "甲\n\n乙\n"


def test_blanks_between_words() -> None:
    def line(*parts: str) -> str:
        at, made = 0, ""
        for part in parts:
            word = f'<String CONTENT="{part}" HPOS="{at}" VPOS="0" WIDTH="40" HEIGHT="20"/>'
            made += word if part != " " else "<SP/>"
            at += 45
        return alto(f"<TextBlock><TextLine>{made}</TextLine></TextBlock>")

    assert read_alto(line("渡", " ", "輪")).document.source == "渡輪\n", "a blank that some engines put everywhere"
    assert read_alto(line("No", " ", "more")).document.source == "No more\n"
    assert read_alto(line("No", " ", "mo", "re")).document.source == "No more\n"
    assert read_alto(line("No", "more")).document.source == "No more\n", "where blanks are left out everywhere"


def test_a_margin_full_of_text_is_no_header() -> None:
    lines = "".join(f'<TextLine><String CONTENT="第{n}行"/></TextLine>' for n in range(4))
    source = f"<alto><Layout><Page><TopMargin><TextBlock>{lines}</TextBlock></TopMargin></Page></Layout></alto>"
    assert alto_pages(source)[0].regions[0].role == ""


def test_a_direction_that_is_named_counts_more_than_a_box() -> None:
    tall = 'HPOS="0" VPOS="0" WIDTH="20" HEIGHT="200"'
    assert alto_pages(alto(block("春雨連綿", line=tall)))[0].regions[0].lines[0].vertical
    named = alto(block("春雨連綿", 'BASEDIRECTION="ltr"', tall))
    assert not alto_pages(named)[0].regions[0].lines[0].vertical


@pytest.mark.parametrize("source", ["<alto/>", "<alto><Layout/></alto>", "<html/>", "<x><alto/></x>"])
def test_what_has_no_page_is_refused(source: str) -> None:
    with pytest.raises(UnreadableError, match="no ALTO"):
        read_alto(source)
