"""hOCR: pages, lines, words and characters of several engines, with their places in the file."""

import pytest

from house import ROOT
from kanwu.errors import UnreadableError
from kanwu.geometry import UNKNOWN, Box
from kanwu.read.hocr import hocr_pages, read_hocr

SCANS = ROOT / "fixtures" / "scans"


def sample(name: str) -> str:
    return (SCANS / name).read_text("utf-8")


def page(inner: str) -> str:
    return f"<html><body><div class='ocr_page' title='bbox 0 0 400 300'>{inner}</div></body></html>"


def test_what_tesseract_read_comes_in_its_order_with_boxes() -> None:
    scan = read_hocr(sample("tesseract.hocr"))
    source, geometry = scan.document.source, scan.document.geometry
    assert source.startswith("燈塔換了新燈,老漁民認不得路\n\n浮山島上的燈塔站了八十七\n")
    assert geometry is not None
    assert (geometry.sheets[0].width, geometry.sheets[0].height, geometry.sheets[0].image) == (960, 700, "page.png")
    assert geometry.lines[1].box == Box(103, 147, 413, 173)
    assert geometry.lines[0].size > 1.5 * geometry.lines[1].size
    assert len(geometry.sheets[0].pictures) == 2
    assert all(0 <= word.confidence <= 1 for word in geometry.words)


def test_each_slot_holds_the_text_of_its_place() -> None:
    for name in ("tesseract.hocr", "tesseract-characters.hocr"):
        raw = sample(name)
        scan = read_hocr(raw)
        places = scan.places
        texts = [scan.document.source[p.start : p.end] for p in places]
        assert [raw[p.slot.start : p.slot.end] for p in places] == texts
        inked = sum(not char.isspace() for char in scan.document.source)
        assert sum(p.end - p.start for p in places) == inked, f"{name}: each character has one slot"


def test_characters_with_boxes_of_their_own_are_words_of_the_geometry() -> None:
    words, characters = (read_hocr(sample(n)).document for n in ("tesseract.hocr", "tesseract-characters.hocr"))
    assert words.source == characters.source
    assert words.geometry is not None
    assert characters.geometry is not None
    assert characters.geometry.words[0].box == Box(51, 55, 114, 98)
    assert characters.geometry.words[0].confidence == pytest.approx(0.9956, abs=1e-3)
    assert all(word.end - word.start == 1 for word in characters.geometry.words)
    assert len(characters.geometry.words) > len(words.geometry.words)


def test_html_that_is_no_xml_is_read_line_by_line() -> None:
    raw = sample("ocropus.html")
    scan = read_hocr(raw)
    lines = [line for line in scan.document.source.split("\n") if line]
    assert lines == ["河灘上的蘆葦開花了——", "風一吹就是一片白&", "老船工說\uff1a好兆頭。"]
    assert [raw[p.slot.start : p.slot.end] for p in scan.places] == [
        "河灘上的蘆葦開花了&mdash;&mdash;", "風一吹就是一片白&amp;&nbsp;", "老船", "工說\uff1a", "好兆頭", "。",
    ]  # fmt: skip
    assert scan.document.geometry is not None
    assert [round(w.confidence, 2) for w in scan.document.geometry.words[1:]][:9] == [
        0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99,
    ]  # fmt: skip


def test_a_piece_of_a_line_has_its_share_of_the_box() -> None:
    scan = read_hocr(page("<span class='ocr_line' title='bbox 0 0 100 20'><b>河灘</b>上有人</span>"))
    assert scan.document.geometry is not None
    assert [w.box for w in scan.document.geometry.words] == [Box(0, 0, 40, 20), Box(40, 0, 100, 20)]
    assert scan.document.geometry.box_of(0, 5) == Box(0, 0, 100, 20)


def test_boxes_of_characters_in_a_title() -> None:
    title = "bbox 0 0 40 20; x_bboxes 0 0 18 20 21 0 40 20; x_conf 87"
    scan = read_hocr(page(f"<span class='ocr_line' title='{title}'>河 灘</span>"))
    assert scan.document.geometry is not None
    assert len(scan.document.geometry.words) == 1, "three characters and boxes for two do not fit"
    scan = read_hocr(page(f"<span class='ocr_line' title='{title}'>河灘</span>"))
    assert scan.document.geometry is not None
    assert [(w.box, w.confidence) for w in scan.document.geometry.words] == [
        (Box(0, 0, 18, 20), 0.87), (Box(21, 0, 40, 20), 0.87),
    ]  # fmt: skip


def test_roles_pictures_and_vertical_lines() -> None:
    words = "".join(
        f"<span class='ocrx_word' title='bbox 200 {y} 220 {y + 20}'>{char}</span>"
        for y, char in zip(range(0, 80, 20), "春雨連綿", strict=True)
    )
    scan = read_hocr(
        page(
            "<div class='ocr_photo' title='bbox 10 10 90 90'></div>"
            "<span class='ocr_header' title='bbox 0 0 90 9'>第二版</span>"
            "<div class='ocr_section'><span class='ocr_line' title='bbox 0 20 90 40'>雨季</span></div>"
            f"<p class='ocr_par'><span class='ocr_line' title='bbox 200 0 220 80'>{words}</span></p>"
        )
    )
    geometry = scan.document.geometry
    assert geometry is not None
    assert [region.role for region in geometry.regions] == ["header", "heading", ""]
    assert [line.vertical for line in geometry.lines] == [False, False, True]
    assert geometry.sheets[0].pictures == (Box(10, 10, 90, 90),)


def test_several_pages_make_one_document() -> None:
    two = "".join(page(f"<span class='ocr_line'>第{number}頁</span>") for number in "一二")
    pages = hocr_pages(two)
    assert len(pages) == 2
    assert read_hocr(two).document.source == "第一頁\n\n第二頁\n"


@pytest.mark.parametrize("title", ["", "bbox", "bbox 1 2 3", "bbox a b c d", "x_wconf", "x_size ; ;;", "bbox 9 9 1 1"])
def test_titles_that_say_nothing_do_no_harm(title: str) -> None:
    word = f"<span class='ocrx_word' title='{title}'>河</span>"
    scan = read_hocr(page(f"<span class='ocr_line' title='{title}'>{word}</span>"))
    assert scan.document.source == "河\n"
    assert scan.document.geometry is None


def test_no_confidence_is_unknown() -> None:
    scan = read_hocr(page("<span class='ocr_line' title='bbox 0 0 9 9'>河</span>"))
    assert scan.document.geometry is not None
    assert scan.document.geometry.words[0].confidence == UNKNOWN


def test_what_has_no_page_is_refused() -> None:
    with pytest.raises(UnreadableError, match="ocr_page"):
        read_hocr("<html><body><p>渡輪</p></body></html>")
