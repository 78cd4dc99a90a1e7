"""What holds for every page whose lines have boxes: nothing lost, every edit accounted for, all undone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from house import ROOT
from invariants import check_accounts
from kanwu import clean
from kanwu.geometry import Box
from kanwu.model import Document
from kanwu.read.files import read_page
from kanwu.read.hocr import read_hocr
from kanwu.read.scan import Line, Page, Region, Word, scanned

CASES = ROOT.parent / "shared" / "bench" / "cases"
SAMPLES = sorted(p for p in (ROOT / "fixtures" / "scans").rglob("*") if p.suffix in (".hocr", ".xml", ".json"))
PIECES = (
    "山路走到盡頭就是海", "渡口的船每天只來一次。", "「等船的人都認得彼此」，", "風把燈吹熄了", "第九版", "20",
    "|", "一、", "  ", "守塔人說，燈不會自己亮。", "圖為守塔人擦拭玻璃。", "本報記者何小滿", "Harbour 7", "……",
    "## 燈", "- 海",
)  # fmt: skip

numbers = st.one_of(st.integers(-50, 900), st.floats(0, 900), st.sampled_from([0, 1e7, 20, 40, 300]))
words = st.builds(
    lambda text, box, sure: Word(text, Box(*box), sure),
    st.sampled_from(PIECES), st.tuples(numbers, numbers, numbers, numbers), st.sampled_from([-1.0, 0.0, 0.5, 0.99]),
)  # fmt: skip


@st.composite
def columns(draw: st.DrawFn) -> list[Region]:
    """Regions of lines that stand in two or three columns, in any order, some read twice."""
    regions = []
    for column in range(draw(st.integers(1, 3))):
        y = 100.0
        for _ in range(draw(st.integers(0, 4))):
            lines = []
            for text in draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4)):
                x, size = 240.0 * column + draw(st.sampled_from([0, 40])), draw(st.sampled_from([20, 20, 20, 30, 17]))
                y += draw(st.sampled_from([30, 30, 90, 0]))
                lines.append(Line([Word(text, Box(x, y, x + size * max(1, len(text)), y + size))]))
            regions.append(Region(lines))
    return draw(st.permutations(regions))


strewn = st.lists(st.builds(Region, st.lists(st.builds(Line, st.lists(words, max_size=4)), max_size=4)))
pages = st.lists(st.one_of(columns(), strewn), min_size=1, max_size=2)


def document(given_pages: list[list[Region]]) -> Document:
    return scanned([Page(regions, 800, 1000) for regions in given_pages]).document


def test_a_table_is_settled_though_the_text_alone_is_no_table() -> None:
    """A second cleaning knows no roles, and no boxes."""
    words = [Word(text) for text in ("\u2026\u2026\u3002", "\u6232\u5076\u66f4\u8863\u3002\u8cc7\u6599\u8cbc\u7247")]
    found = scanned([Page([Region([Line([word]) for word in words], "table")])]).document
    assert found.geometry is None
    result = check_accounts(found)
    assert clean(result.text).text == result.text


@given(pages)
def test_every_character_is_accounted_for(found: list[list[Region]]) -> None:
    result = check_accounts(document(found))
    assert clean(result.text).text == result.text


@pytest.mark.parametrize("file", SAMPLES, ids=lambda p: p.name)
def test_samples(file: Path) -> None:
    result = check_accounts(read_page(file).document)
    assert clean(result.text).text == result.text


@pytest.mark.skipif(not CASES.is_dir(), reason="the bench's cases are not beside the project")
def test_pages_that_engines_read() -> None:
    for file in sorted(CASES.glob("*-2-newsprint-*/input.hocr")):
        result = check_accounts(read_hocr(file.read_text("utf-8")).document)
        assert clean(result.text).text == result.text, file.parent.name


@pytest.mark.parametrize("name", ["tesseract.hocr", "tesseract-characters.hocr", "tesseract.alto.xml"])
def test_the_headline_that_an_engine_read_is_kept(name: str) -> None:
    result = clean(read_page(ROOT / "fixtures" / "scans" / name).document)
    assert result.text.startswith("# \u71c8\u5854")
