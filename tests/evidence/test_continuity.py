"""Whether a piece of text goes on in another."""

from kanwu.evidence.continuity import JOIN, continues
from kanwu.evidence.phrases import phrases_of
from kanwu.read.markdown import read_markdown

LINES = (
    "山城的郵差每天步行送信\uff0c背囊裏還\n放着替人捎帶的藥和針線。他說走慣\n"
    "了\uff0c一天三十里\uff0c走的是同一條石板"
)


def score(text: str, column: float | None = None) -> float:
    """How strongly the first block of a Markdown text goes on in the second."""
    document = read_markdown(text)
    first, second = document.blocks
    return continues(first, second, column, column, phrases_of(document))[0]


def test_a_word_cut_in_two_joins() -> None:
    first = "郵差每天步行送信\uff0c翻過兩座山頭才到最遠的那戶人家\uff0c住的是一位退休的老"
    assert score(f"{first}\n\n師\uff0c每個月等一封信。") >= JOIN


def test_a_full_line_and_a_line_without_indent_join() -> None:
    assert score(LINES + "\n\n路\uff0c閉着眼也能數出哪一塊鬆了\uff0c又\n有哪一塊會發出響聲來。", 16.0) >= JOIN


def test_finished_sentences_do_not_join() -> None:
    assert score("郵差每天步行送信。\n\n山路修好以後\uff0c他換了一輛車。") < JOIN


def test_a_piece_that_opens_as_paragraphs_do_is_not_joined() -> None:
    assert score(LINES + "\n\n此外\uff0c他還替人代筆寫信\uff0c一封兩元\n\uff0c寫好了讀一遍才封口。", 16.0) < JOIN


def test_a_sign_that_cannot_start_a_line_joins() -> None:
    assert score("郵差每天步行送信\uff0c翻過兩座山頭才到最遠的那戶人家\n\n\uff0c住的是一位老人。") >= JOIN


def test_a_scrap_is_not_joined() -> None:
    assert score(LINES + "\n\n勿", 16.0) < JOIN


def test_a_phrase_that_stands_elsewhere_counts() -> None:
    first, second = "青螺島的燈塔還亮着\uff0c守塔人說青", "螺島的霧要到午後才散。"
    alone = read_markdown(f"{first}\n\n{second}")
    a, b = alone.blocks
    known = continues(a, b, 16.0, 16.0, phrases_of(alone))[0]
    assert known > continues(a, b, 16.0, 16.0)[0]
