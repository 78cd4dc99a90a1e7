"""How wide columns are."""

import pytest

from kanwu.evidence.columns import column_widths, commonest, set_width, widest
from kanwu.read.markdown import read_markdown

COLUMN = (
    "山城的郵差每天步行送信，背囊裏還\n放着替人捎帶的藥和針線。他說走慣\n"
    "了，一天三十里，走的是同一條石板\n路，閉着眼也能數出哪一塊鬆了。"
)


@pytest.mark.parametrize(
    ("line", "ems"),
    [
        ("", 0),
        ("郵差", 2),
        ("送信\uff0c", 3),
        ("送信,", 3),
        ("送信, 走", 4),
        ("3月8日", 3),
        ("A4", 1),
        ("A, B", 1.5),
        ("(郵差)", 4),
        ("1,200", 2.5),
    ],
)
def test_a_half_width_sign_beside_chinese_stood_for_a_full_one(line: str, ems: float) -> None:
    assert set_width(line) == ems


def test_lines_of_a_column_show_its_width() -> None:
    assert column_widths(read_markdown(COLUMN)) == (16.0,)


def test_a_short_block_takes_the_width_of_the_page() -> None:
    assert column_widths(read_markdown(COLUMN + "\n\n短訊一則。"))[1] == 16.0


def test_paragraphs_without_line_ends_show_no_width() -> None:
    assert column_widths(read_markdown("山城的郵差每天步行送信。\n\n他說走慣了。")) == (None, None)


def test_too_few_lines_make_no_column() -> None:
    assert commonest([14, 14]) is None
    assert widest([14, 14]) is None


def test_lines_of_all_lengths_make_no_column() -> None:
    assert commonest([5, 9, 13, 17, 21, 25, 29, 33, 37]) is None


def test_within_a_column_lines_are_short_but_never_long() -> None:
    assert widest([14, 13.5, 11, 12, 12]) == 14
    assert commonest([14, 13.5, 11, 12, 12]) == 12
