"""A passage wholly in the other script is known, unless the whole page is mixed."""

import pytest

from kanwu.evidence.passages import foreign_passages, stray_share, without
from kanwu.model import Document, Span
from kanwu.read.markdown import read_markdown

OWN = "碼頭的風很大，船開得很慢，沒有人說話，燈塔亮著，漁網還掛在樹間。"
OTHER = "为了您的安全，请从左边上车，谢谢各位乘客体谅。"


def found(text: str, script: str = "hk") -> dict[int, list[tuple[int, int]]]:
    page = Document(read_markdown(text).blocks, text, script)
    return {number: [(span[0], span[1]) for span in spans] for number, spans in foreign_passages(page).items()}


def test_a_block_in_the_other_script() -> None:
    assert found(f"{OWN}\n\n{OTHER}") == {1: [(0, len(OTHER))]}


def test_a_quotation_in_the_other_script() -> None:
    assert found(f"{OWN}「{OTHER}」") == {0: [(len(OWN), len(OWN) + len(OTHER) + 2)]}


def test_a_page_that_is_mixed_all_over() -> None:
    assert found(f"{OWN}船开得慢，风还大，灯亮着。\n\n{OTHER}") == {}


def test_a_passage_with_characters_of_the_page() -> None:
    assert found(f"{OWN}\n\n為了您的安全，请从左边上车，谢谢各位乘客体谅。") == {}


def test_nothing_is_foreign_when_no_script_is_asked_for() -> None:
    assert found(f"{OWN}\n\n{OTHER}", "keep") == {}


def share(text: str, script: str = "hk") -> float:
    return stray_share(Document(read_markdown(text).blocks, text, script))


def test_no_strays_on_a_page_of_one_script() -> None:
    assert share(OWN) == 0


def test_a_passage_in_the_other_script_is_no_stray() -> None:
    assert share(f"{OWN}\n\n{OTHER}") == 0
    assert share(f"{OWN}「{OTHER}」") == 0


def test_strays_are_counted_against_what_differs() -> None:
    two = OWN.replace("碼頭", "码头")
    assert share(two) == pytest.approx(2 / 14)
    assert share(f"{two}\n\n{OWN}") == pytest.approx(share(two) / 2)
    assert share(f"{two}\n\n日月山川\n\n人口手足") == share(two), "what is the same in both does not count"


def test_a_page_of_strays_alone() -> None:
    assert share("码头开风") == 1
    assert share("") == 0


@pytest.mark.parametrize(
    ("spans", "left"),
    [([], "甲乙丙丁"), ([Span(0, 4)], ""), ([Span(1, 2)], "甲丙丁"), ([Span(0, 1), Span(3, 4)], "乙丙")],
)
def test_without(spans: list[Span], left: str) -> None:
    assert without("甲乙丙丁", spans) == left
