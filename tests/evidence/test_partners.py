"""Halves of paragraphs, all weighed against each other, and the order that follows from them."""

from build import document, texts
from kanwu.evidence.partners import partners
from kanwu.evidence.stretches import reordered
from kanwu.model import Document, Kind

BAKERY = "老街的麵包店凌晨三點便開爐\uff0c\n師傅把昨晚發好的麵團分成小塊\uff0c一\n排排放進鐵盤。街坊說聞到香氣就知"
DAWN = "道天快亮了\uff0c比鬧鐘還準\uff0c夜班護士\n下班經過總要買一個剛出爐的菠蘿包。"
OWNER = (
    "店主今年六十八歲\uff0c十四歲開始\n當學徒\uff0c四十年前盤下這間舖。他說\n"
    "麵粉和雞蛋的價錢年年加\uff0c只有熟客\n的口味沒有變過。"
)
STREET = "區議會上月通過把老街列為行人\n專用區\uff0c工程明年春天動工\uff0c分三期\n進行。說青磚會保留原色\uff0c新拉的電"
CABLE = "纜則藏在石板下面\uff0c不會破壞街道的\n樣子\uff0c商戶也不必停業遷就。"
NOTE = "「麵團會說話。」"


def found(page: Document) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    links = partners(page)
    return [(x.first, x.second) for x in links.beside], [(x.first, x.second) for x in links.elsewhere]


def order(page: Document) -> list[int]:
    return reordered(page)[0]


def test_halves_that_follow_each_other() -> None:
    assert found(document(BAKERY, DAWN, OWNER)) == ([(0, 1)], [])


def test_a_caption_does_not_part_halves() -> None:
    page = document(BAKERY, "師傅在爐前工作。", DAWN, OWNER, kinds=(Kind.PARAGRAPH, Kind.CAPTION))
    assert found(page) == ([(0, 2)], [])


def test_a_half_that_stands_elsewhere() -> None:
    page = document(BAKERY, OWNER, DAWN)
    assert found(page) == ([], [(0, 2)])
    assert order(page) == [0, 2, 1]


def test_two_pieces_that_go_on_as_well_leave_it_open() -> None:
    other = "道天快亮了\uff0c比鬧鐘還準\uff0c夜班護士\n都說這是街上最好的味道\uff0c要排隊。"
    assert found(document(BAKERY, OWNER, other, DAWN)) == ([], [])


def test_without_line_ends_nothing_stands_elsewhere() -> None:
    page = document(*(text.replace("\n", "") for text in (BAKERY, OWNER, DAWN)))
    assert found(page) == ([], [])


def test_a_list_between_keeps_halves_apart() -> None:
    page = document(BAKERY, "- 菠蘿包\n- 雞尾包", OWNER, DAWN, kinds=(Kind.PARAGRAPH, Kind.VERBATIM))
    assert found(page) == ([], [])


def test_whole_columns_move_with_what_stands_in_them() -> None:
    page = document(BAKERY, CABLE, NOTE, DAWN, OWNER, STREET, kinds=(Kind.PARAGRAPH, Kind.PARAGRAPH, Kind.QUOTE))
    assert found(page)[1] == [(0, 3), (5, 1)]
    assert order(page) == [0, 3, 4, 5, 1, 2]


def test_a_stretch_whose_end_nobody_knows_does_not_move() -> None:
    far = document(BAKERY, *[OWNER] * 6, DAWN, STREET)
    assert found(far)[1] == [(0, 7)]
    assert order(far) == list(range(9))


def test_a_heading_goes_with_the_paragraph_below_it() -> None:
    kinds = (Kind.PARAGRAPH, Kind.HEADING)
    page = document(BAKERY, "街坊的口味", OWNER, DAWN, STREET, kinds=kinds)
    assert [texts(page)[n] for n in order(page)] == [BAKERY, DAWN, "街坊的口味", OWNER, STREET]


def test_halves_of_another_page_say_nothing_of_where_a_stretch_ends() -> None:
    far = [BAKERY, *[OWNER] * 6, DAWN, *[OWNER] * 60]
    page = document(*far, STREET, OWNER, CABLE, OWNER)
    first = len(far)
    assert (0, 7) in found(page)[1]
    assert (first, first + 2) in found(page)[1]
    assert order(page) == [*range(first + 1), first + 2, first + 1, first + 3]
