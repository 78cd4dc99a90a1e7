"""METS: which files hold the text, and in which order the pages come."""

import pytest

from house import ROOT
from kanwu.errors import UnreadableError
from kanwu.read.mets import mets_pages

HEAD = '<mets xmlns:xlink="http://www.w3.org/1999/xlink">'


def file(name: str, href: str, more: str = 'MIMETYPE="text/xml"') -> str:
    return f'<file ID="{name}" {more}><FLocat xlink:href="{href}"/></file>'


def group(use: str, *files: str) -> str:
    return f'<fileGrp USE="{use}">{"".join(files)}</fileGrp>'


def pages(*names: str) -> str:
    pointers = ["".join(f'<fptr FILEID="{name}"/>' for name in page.split()) for page in names]
    inner = "".join(f'<div TYPE="page">{page}</div>' for page in pointers)
    return f'<structMap TYPE="PHYSICAL"><div>{inner}</div></structMap>'


def mets(groups: str, chart: str = "") -> str:
    return f"{HEAD}<fileSec>{groups}</fileSec>{chart}</mets>"


def test_the_pages_of_ocr_d_stand_in_the_order_of_the_pages() -> None:
    raw = (ROOT / "fixtures" / "scans" / "mets.xml").read_text("utf-8")
    assert mets_pages(raw) == ["page-2019.xml", "page-2013.xml"]


def test_the_group_with_text_for_most_pages_is_taken() -> None:
    few = group("GT-PAGE", file("g1", "gt/1.xml"))
    many = group("ALTO", file("a1", "alto/1.xml"), file("a2", "alto/2.xml"))
    images = group("IMAGES", *(file(f"i{n}", f"{n}.png", 'MIMETYPE="image/png"') for n in range(9)))
    chart = pages("i1 a1 g1", "i2 a2")
    assert mets_pages(mets(images + few + many, chart)) == ["alto/1.xml", "alto/2.xml"]


def test_what_is_called_text_goes_before_what_is_not() -> None:
    full = group("FULLTEXT", file("f1", "full/1.xml"))
    other = group("METADATA", file("m1", "mods/1.xml"))
    assert mets_pages(mets(full + other, pages("f1 m1"))) == ["full/1.xml"]
    assert mets_pages(mets(other + full, pages("f1 m1"))) == ["full/1.xml"]


def test_the_last_step_of_a_workflow_is_taken() -> None:
    steps = [group(f"OCR-D-OCR-{n}", file(f"p{n}", f"{n}/1.xml")) for n in range(3)]
    assert mets_pages(mets("".join(steps), pages("p0 p1 p2"))) == ["2/1.xml"]


def test_a_group_for_each_page_with_the_use_at_the_file() -> None:
    def own(number: int) -> str:
        image = file(f"m{number}", f"{number}.tif", 'USE="master" MIMETYPE="image/tiff"')
        text = file(f"o{number}", f"./{number}.xml", 'USE="ocr"')
        return f"<fileGrp>{image}{text}</fileGrp>"

    assert mets_pages(mets(own(1) + own(2), pages("m2 o2", "m1 o1"))) == ["./2.xml", "./1.xml"]


def test_without_a_map_of_pages_the_files_stand_as_listed() -> None:
    assert mets_pages(mets(group("ALTO", file("b", "2.xml"), file("a", "1.xml")))) == ["2.xml", "1.xml"]


def test_pages_that_are_named_by_areas_and_by_order() -> None:
    chart = (
        '<structMap TYPE="PHYSICAL"><div><div ORDER="10"><fptr><seq><area FILEID="b"/></seq></fptr></div>'
        '<div ORDER="9"><fptr><area FILEID="a"/></fptr></div></div></structMap>'
    )
    assert mets_pages(mets(group("ALTO", file("a", "1.xml"), file("b", "2.xml")), chart)) == ["1.xml", "2.xml"]


@pytest.mark.parametrize(("href", "found"), [("file://./alto/1.xml", "./alto/1.xml"), ("alto\\1.xml", "alto\\1.xml")])
def test_how_other_systems_write_what_is_beside(href: str, found: str) -> None:
    assert mets_pages(mets(group("ALTO", file("a", href)))) == [found]


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/1.xml", "ftp:1.xml", "/etc/passwd", "file:///etc/passwd", "../1.xml", "alto/../../1.xml",
        "alto/%2e%2e/%2e%2e/1.xml", "..\\1.xml", "C:\\1.xml", "\\\\host\\1.xml", "%2fetc%2fpasswd", "javascript:1.xml",
        "file://localhost/etc/passwd", "1.xml%00.png",
    ],
)  # fmt: skip
def test_files_elsewhere_are_refused(href: str) -> None:
    with pytest.raises(UnreadableError, match="elsewhere") as fault:
        mets_pages(mets(group("ALTO", file("a", href))))
    assert "\n" not in str(fault.value)


def test_of_two_references_the_one_beside_is_taken() -> None:
    places = "".join(f'<FLocat xlink:href="{href}"/>' for href in ("http://example.org/1.xml", "1.xml"))
    both = f'<file ID="a" MIMETYPE="text/xml">{places}</file>'
    assert mets_pages(mets(group("ALTO", both))) == ["1.xml"]


@pytest.mark.parametrize(
    "source", ["<alto/>", f"{HEAD}</mets>", mets(group("I", file("i", "1.png", 'MIMETYPE="image/png"')))]
)
def test_what_lists_no_text_is_refused(source: str) -> None:
    with pytest.raises(UnreadableError, match="METS"):
        mets_pages(source)
