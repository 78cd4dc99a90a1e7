"""PAGE XML: the order of regions, the level that the text is taken from, and where all of it stands in the file."""

import pytest

from house import ROOT
from kanwu.errors import UnreadableError
from kanwu.geometry import Box, Geometry
from kanwu.model import Kind
from kanwu.read.page_xml import page_xml_pages, read_page_xml
from kanwu.read.scan import Scan

SCANS = ROOT / "fixtures" / "scans"


def sample(name: str) -> str:
    return (SCANS / name).read_text("utf-8")


def geometry(scan: Scan) -> Geometry:
    assert scan.document.geometry is not None
    return scan.document.geometry


def pcgts(inner: str, page: str = "") -> str:
    return f'<PcGts><Page imageWidth="400" imageHeight="300" {page}>{inner}</Page></PcGts>'


def equiv(text: str, more: str = "") -> str:
    return f"<TextEquiv {more}><Unicode>{text}</Unicode></TextEquiv>"


def region(inner: str, more: str = "", points: str = "0,0 90,0 90,20 0,20") -> str:
    return f'<TextRegion {more}><Coords points="{points}"/>{inner}</TextRegion>'


def line(inner: str, more: str = "", points: str = "0,0 90,0 90,20 0,20") -> str:
    return f'<TextLine {more}><Coords points="{points}"/>{inner}</TextLine>'


def word(text: str, x: int = 0) -> str:
    return f'<Word><Coords points="{x},0 {x + 18},0 {x + 18},20 {x},20"/>{equiv(text)}</Word>'


def texts_of(raw: str, scan: Scan) -> list[tuple[str, str]]:
    return [(raw[p.slot.start : p.slot.end], scan.document.source[p.start : p.end]) for p in scan.places]


def test_regions_stand_in_the_reading_order_with_their_roles() -> None:
    scan = read_page_xml(sample("page-2019.xml"))
    known = geometry(scan)
    assert [p[:4] for p in scan.document.source.split("\n\n")] == [
        "山上的大", "入夜以後", "雪山車站", "車站 前", "積雪\n九", "12", "第二天早",
    ]  # fmt: skip
    assert [r.role for r in known.regions] == ["heading", "text", "picture", "caption", "table", "page number", "text"]
    assert [b.kind for b in scan.document.blocks].count(Kind.VERBATIM) == 1, "a table is one block"
    assert known.sheets[0].pictures == (Box(40, 300, 340, 500),)
    assert (known.sheets[0].width, known.sheets[0].image) == (800, "0001.png")
    assert known.lines[1].box == Box(40, 100, 256, 124)
    assert known.words[0].box == Box(40, 20, 120, 60)
    assert known.words[0].confidence == pytest.approx(0.9)


def test_words_lines_and_regions_have_slots_of_the_same_text() -> None:
    raw = sample("page-2019.xml")
    pairs = texts_of(raw, read_page_xml(raw))
    assert ("入夜", "入夜") in pairs
    assert ("入夜以後雪越下越大", "入夜以後雪越下越大") in pairs
    assert ("第二天早上雪停了\n孩子們都出來了。", "第二天早上雪停了\n孩子們都出來了。") in pairs
    assert not [pair for pair in pairs if pair[0].startswith("大越")], "another reading is left alone"
    assert all(a.replace("&lt;", "<").replace("&gt;", ">") == b for a, b in pairs)


def test_vertical_lines_without_words() -> None:
    raw = sample("page-2013.xml")
    scan = read_page_xml(raw)
    assert scan.document.source == "井水變甜了\n\n村口的老井鹹了四十年\n地震過後忽然變甜了。\n"
    assert [r.role for r in geometry(scan).regions] == ["heading", "text"]
    assert all(known.vertical for known in geometry(scan).lines)
    assert len(scan.places) == 5, "three lines and two regions"


def test_the_reading_with_the_lowest_index_counts() -> None:
    two = equiv("渡輪停航", 'index="1" conf="0.4"') + equiv("渡輪復航", 'index="0" conf="0.8"')
    scan = read_page_xml(pcgts(region(line(two))))
    assert scan.document.source == "渡輪復航\n"
    assert geometry(scan).words[0].confidence == 0.8


def test_the_finest_level_that_has_all_the_text_is_read() -> None:
    stale = word("渡") + word("輸", 20) + equiv("渡輪")
    missing = word("渡") + word("", 20) + equiv("渡輪停航")
    more = word("渡輪") + word("停航", 20) + equiv("渡輪")
    whole = region(line("") + line("", points="0,30 90,30 90,50 0,50") + equiv("渡輪\n停航"))
    for inner, text, count in (
        (region(line(stale)), "渡輪\n", 1),
        (region(line(missing)), "渡輪停航\n", 1),
        (region(line(more)), "渡輪停航\n", 2),
        (whole, "渡輪\n停航\n", 2),
    ):
        scan = read_page_xml(pcgts(inner))
        assert scan.document.source == text
        assert len(geometry(scan).words) == count
    assert geometry(read_page_xml(pcgts(whole))).lines[1].box == Box(0, 30, 90, 50)


def test_glyphs_stand_in_for_a_word_and_have_slots() -> None:
    glyphs = "".join(f"<Glyph>{equiv(char)}</Glyph>" for char in "渡輪")
    box = '<Coords points="0,0 40,0 40,20 0,20"/>'
    for text in ("", equiv("渡輪")):
        raw = pcgts(region(line(f"<Word>{box}{glyphs}{text}</Word>")))
        scan = read_page_xml(raw)
        assert scan.document.source == "渡輪\n"
        assert [w.box for w in geometry(scan).words] == [Box(0, 0, 20, 20), Box(20, 0, 40, 20)]
        assert [a for a, _ in texts_of(raw, scan)] == ["渡", "輪"] + ["渡輪"] * bool(text)


def test_corners_written_as_elements() -> None:
    points = "".join(f'<Point x="{x}" y="{y}"/>' for x, y in ((5, 6), (50, 7), (49, 30)))
    inner = f"<TextRegion><TextLine><Coords>{points}</Coords>{equiv('渡輪')}</TextLine></TextRegion>"
    assert geometry(read_page_xml(pcgts(inner))).lines[0].box == Box(5, 6, 50, 30)


def test_regions_within_regions() -> None:
    inner = region(line(equiv("內")), 'id="b"')
    raw = pcgts(region(line(equiv("外")) + inner, 'id="a" type="caption"') + region(line(equiv("旁")), 'id="c"'))
    assert read_page_xml(raw).document.source == "外\n\n內\n\n旁\n"
    order = '<ReadingOrder><OrderedGroup><RegionRefIndexed index="1" regionRef="a"/>'
    order += '<RegionRefIndexed index="0" regionRef="c"/></OrderedGroup></ReadingOrder>'
    assert read_page_xml(raw.replace("<TextRegion", f"{order}<TextRegion", 1)).document.source == "旁\n\n外\n\n內\n"


@pytest.mark.parametrize(
    ("direction", "upright"), [("", True), ("top-to-bottom", True), ("left-to-right", False), ("sideways", True)]
)
def test_a_reading_direction_that_is_named_holds(direction: str, upright: bool) -> None:
    tall = line(equiv("春雨連綿"), points="0,0 20,0 20,90 0,90")
    raw = pcgts(region(tall), f'readingDirection="{direction}"')
    assert page_xml_pages(raw)[0].regions[0].lines[0].vertical is upright


def test_blanks_of_a_line_stand_where_its_text_has_them() -> None:
    latin = word("No") + word("more", 20) + equiv("No more")
    assert read_page_xml(pcgts(region(line(latin)))).document.source == "No more\n"
    joined = word("No") + word("more", 20) + equiv("Nomore")
    assert read_page_xml(pcgts(region(line(joined)))).document.source == "Nomore\n"


@pytest.mark.parametrize("source", ["<PcGts/>", "<alto/>", "<Page/>", "<PcGts><Metadata/></PcGts>"])
def test_what_has_no_page_is_refused(source: str) -> None:
    with pytest.raises(UnreadableError, match="no PAGE XML"):
        read_page_xml(source)
