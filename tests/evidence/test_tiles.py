"""What more is taken for a second reading once a page has a seam, and what never is."""

from build import document
from kanwu.apply import apply
from kanwu.evidence.cut_lines import is_cut_through, is_debris
from kanwu.evidence.edge_lines import edge_overlap
from kanwu.evidence.overlap import Stream
from kanwu.evidence.tiles import is_lost_line, seams_of
from kanwu.model import SILENT
from kanwu.rules.layout.seams import seams

FIRST = "茶亭荒廢多年\uff0c上月起由街坊輪流看守\uff0c每朝\n五時便有人燒水沖茶\uff0c"
SECOND = "五時便有人燒水沖茶\uff0c\n免費招待晨運客。"
BOARD = "北渡口輪渡碼頭候船處"
GOOD, CUT = "張畫於戰前\uff0c紙邊已被蟲蛀去一角", "弛圭於乍前\uff0c低夤已祓虫姓丟一佣"


def count(*blocks: str) -> int:
    page = document(*blocks)
    return len(seams_of(Stream(page), page))


def test_a_line_twice_in_a_row_is_a_seam_where_the_page_has_another() -> None:
    assert count(BOARD, BOARD) == 0
    assert count(FIRST, SECOND, BOARD, BOARD) == 2


def test_two_lines_in_one_pattern_are_none() -> None:
    rows = "上午九時\uff0c西碼頭集合\uff0c領取雨衣和乾糧。", "下午三時\uff0c東碼頭集合\uff0c交還雨衣和水壺。"
    assert count(FIRST, SECOND, *rows) == 1


def test_a_line_cut_through_is_known_by_the_characters_in_their_places() -> None:
    found = edge_overlap(Stream(document(GOOD, CUT)), 1)
    assert found is not None
    assert found.matched >= 4
    assert edge_overlap(Stream(document(GOOD, "工程師把舊機器拆開重裝之後上油")), 1) is None


def test_a_line_of_no_words_between_two_readings_is_lost_unless_the_page_has_it_elsewhere() -> None:
    cut = "丫呎夬厶乇衫乂扨凵仝"
    assert is_cut_through(cut)
    assert is_lost_line(document(FIRST, cut, SECOND), 1)
    assert not is_lost_line(document(FIRST, cut, SECOND, f"他唸道{cut}"), 1)


def test_latin_letters_that_make_no_words_are_debris_and_a_name_is_not() -> None:
    assert is_debris("os weAdn -gt T")
    assert not is_debris("Marcus")
    assert not is_debris("居民會議決定重開碼頭")


def test_a_sign_that_only_the_copy_has_is_taken_over() -> None:
    second = "五時便有人燒水\uff0c沖茶派給路人\uff0c\n風雨不改。"
    page = document("街坊說\uff0c他們每朝\n五時便有人燒水沖茶派給路人\uff0c", second)
    done = apply(page, seams(page)).document
    assert [b.text for b in done.blocks if b.kind not in SILENT] == [
        "街坊說\uff0c他們每朝\n五時便有人燒水\uff0c沖茶派給路人\uff0c\n風雨不改。"
    ]
