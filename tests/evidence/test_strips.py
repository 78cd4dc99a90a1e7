"""What the boxes of a page's lines and words tell: lines cut at a column's edge, sizes of type, second readings."""

import pytest

from kanwu.evidence.page_order import MOST, page_order
from kanwu.evidence.same_place import second_readings
from kanwu.evidence.strips import Strip, strips, types
from kanwu.geometry import Box
from kanwu.model import Document
from kanwu.read.drawn import drawn
from kanwu.read.scan import Line, Page, Region, Word, scanned

EM = 20


def spelled(x: float, y: float, text: str, gap: float = 0.0, at: int = -1) -> Line:
    """A line whose characters are words, an em wide each; `gap` more before character number `at`."""
    words = []
    for number, char in enumerate(text):
        x += gap if number == at else 0.0
        words.append(Word(char, Box(x, y, x + EM - 2, y + EM - 2)))
        x += EM
    return Line(words)


def page_of(*lines: Line) -> Document:
    return scanned([Page([Region([line]) for line in lines], 800, 1000)]).document


def texts(document: Document, found: list[Strip]) -> list[str]:
    return ["".join(document.source[s.start : s.end].split()) for s in found]


def found_in(document: Document) -> list[Strip]:
    assert document.geometry is not None
    return list(strips(document.geometry, document.source))


LEFT, RIGHT = "山路走到盡頭就是海", "渡口的船每天只來一"
COLUMNS = [spelled(x, 100 + 30 * n, t) for n in range(4) for x, t in ((0, LEFT), (220, RIGHT))]


def test_a_line_read_over_the_gap_is_cut_there() -> None:
    across = spelled(0, 220, LEFT + RIGHT, gap=40, at=len(LEFT))
    document = page_of(*COLUMNS, across)
    assert texts(document, found_in(document))[-2:] == [LEFT, RIGHT]


@pytest.mark.parametrize(("gap", "at"), [(40, 4), (8, len(LEFT))])
def test_a_blank_where_no_column_begins_and_a_narrow_one_cut_nothing(gap: float, at: int) -> None:
    across = spelled(0, 220, LEFT + RIGHT, gap=gap, at=at)
    document = page_of(*COLUMNS, across)
    assert texts(document, found_in(document))[-1] == LEFT + RIGHT


def test_the_usual_type_is_that_of_most_characters() -> None:
    document = drawn("0 0 300 50 | 山城晚報\n\n0 100 180 120 | 山路走到盡頭就是海\n0 130 180 150 | 渡口的船每天只來一")
    assert document.geometry is not None
    (size,) = types(document.geometry, document.source)
    assert (size.height, size.pitch) == (20, 20)
    scales = [round(size.scale(s), 1) for s in found_in(document)]
    assert scales == [2.8, 1.0, 1.0]


def test_the_surer_of_two_readings_in_one_place_is_kept() -> None:
    document = drawn(
        "90% 0 0 180 20 | 山路走到盡頭就是海\n\n60% 2 1 181 21 | 山跑走到尽頭就是侮\n\n"
        "80% 0 300 180 320 | 山路走到盡頭就是海"
    )
    assert document.geometry is not None
    worse = second_readings(document.geometry, document.source)
    assert texts(document, list(worse)) == ["山跑走到尽頭就是侮"]
    assert texts(document, list(worse.values())) == ["山路走到盡頭就是海"]


def order(document: Document) -> list[str]:
    assert document.geometry is not None
    placed = page_order(document.geometry, document.source)
    return texts(document, [s for p in placed for s in p.frame.strips])


def test_vertical_columns_are_read_from_right_to_left() -> None:
    lines = []
    for column, text in enumerate(("渡口的船每天只來一", "次等船的人都認得彼", "此的影子與腳步聲了")):
        x = 300 - 30 * column
        words = [Word(char, Box(x, 100 + EM * n, x + 18, 118 + EM * n)) for n, char in enumerate(text)]
        lines.append(Line(words, vertical=True))
    document = page_of(*reversed(lines))
    assert order(document) == ["渡口的船每天只來一", "次等船的人都認得彼", "此的影子與腳步聲了"]


def test_a_headline_over_all_columns_parts_the_text_above_from_the_text_below() -> None:
    above = [spelled(x, 100 + 30 * n, t) for x, t in ((0, "甲" * 9), (220, "乙" * 9)) for n in range(3)]
    head = Line([Word("兩座山之間只有一條路", Box(0, 230, 400, 270))])
    below = [spelled(x, 300 + 30 * n, t) for x, t in ((0, "丙" * 9), (220, "丁" * 9)) for n in range(3)]
    got = order(page_of(*below, *above, head))
    assert [t[0] for t in got] == list("甲甲甲乙乙乙兩丙丙丙丁丁丁")


def test_the_head_of_the_page_comes_before_its_columns_and_the_foot_behind() -> None:
    foot, head = Line([Word("編輯部", Box(0, 400, 60, 420))]), Line([Word("第九版", Box(330, 20, 390, 40))])
    got = order(page_of(foot, *COLUMNS, head))
    assert (got[0], got[-1]) == ("第九版", "編輯部")


def test_a_page_of_more_lines_than_any_has_is_left_in_its_order() -> None:
    document = page_of(*(spelled(0, 30 * n, "山路") for n in range(MOST + 1)))
    assert order(document) == []


@pytest.mark.parametrize(
    "boxes",
    [
        [(0, 0, 0, 0)] * 4, [(5, 5, 5, 90)] * 4, [(1e7, 1e7, 1e7 + 1e-3, 1e7 + 1e-3), (0, 0, 20, 20)],
        [(0, 0, 1e7, 1e-4), (0, 0, 1e-4, 1e7), (3, 3, 2, 2)], [(-50, -50, -10, -30), (0, 0, 1, 1)],
    ],
)  # fmt: skip
def test_absurd_boxes_are_borne(boxes: list[tuple[float, float, float, float]]) -> None:
    lines = [Line([Word(f"山路走到盡頭{n}", Box(*box))]) for n, box in enumerate(boxes)]
    document = page_of(*lines)
    if document.geometry is not None:
        page_order(document.geometry, document.source)
        second_readings(document.geometry, document.source)
