"""A passage wholly in the other script is known, unless the whole page is mixed."""

from kanwu.evidence.passages import foreign_passages
from kanwu.model import Document
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
