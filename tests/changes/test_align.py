"""Two texts that no log ties together."""

import random

from hypothesis import given
from hypothesis import strategies as st

import strategies
from kanwu import clean
from kanwu.changes.align import align
from kanwu.changes.anchors import equals
from kanwu.changes.atoms import taken_apart
from kanwu.changes.model import Comparison, Form

TEXTS = st.text("甲乙丙丁\n\r ,*", max_size=60)
PARAGRAPHS = (
    "渡輪公司昨日宣佈新的班次表,早上七時起每二十分鐘一班,星期日照舊行駛。",
    "碼頭旁的小店已經開了四十年,老闆說最忙的日子是魚汛來的那一個月。",
    "燈塔今年重新粉刷,工人用了三個星期,連生鏽的欄杆也換成不鏽鋼的。",
    "學校的合唱團下月到離島演出,門票全部送給島上的老人和他們的家人。",
)


def check(before: str, after: str) -> Comparison:
    pair = align(before, after)
    kept = [(n, c) for n, c in zip(pair.origin, after, strict=True) if n >= 0]
    assert all(before[n] == c for n, c in kept)
    assert len({n for n, _ in kept}) == len(kept), "a character has two places"
    found = taken_apart(pair)
    assert "".join(a.text for a in found.atoms if a.sign in " -") == before
    assert "".join(a.text for a in found.atoms if a.sign in " +") == after
    return found


@given(TEXTS, TEXTS)
def test_any_two_texts(before: str, after: str) -> None:
    check(before, after)


@given(strategies.pages())
def test_a_page_and_its_clean_text(source: str) -> None:
    check(source, clean(source).text)


@given(strategies.pages(), st.randoms(use_true_random=False))
def test_a_page_with_its_paragraphs_shuffled_and_misread(page: str, chance: random.Random) -> None:
    blocks = page.split("\n\n")
    chance.shuffle(blocks)
    signs = (chance.choice(("", c + c, "口")) if chance.random() < 0.03 else c for c in "\n\n".join(blocks))
    check("".join(c + "\n" * (n % 20 == 19) for n, c in enumerate(signs)), page)


@given(strategies.mixtures())
def test_the_same_text_has_no_change(text: str) -> None:
    assert check(text, text).changes == ()


@given(st.integers(0, 3), st.integers(0, 3))
def test_a_paragraph_that_moved_is_told_as_moved(source: int, target: int) -> None:
    order = list(PARAGRAPHS)
    order.insert(target, order.pop(source))
    found = check("\n\n".join(PARAGRAPHS), "\n\n".join(order))
    assert {c.form for c in found.changes if c.before.strip() or c.after.strip()} <= {Form.MOVE}
    assert source == target or any(c.form == Form.MOVE for c in found.changes)


@given(st.integers(6, 24))
def test_lines_that_were_joined_are_white_space_alone(width: int) -> None:
    text = "".join(PARAGRAPHS)
    cut = "\n".join(text[i : i + width] for i in range(0, len(text), width))
    assert {c.form for c in check(cut, text).changes} == {Form.SPACE}


def test_a_long_text_with_a_misread_character_in_twenty() -> None:
    chance = random.Random(3)
    text = "".join(f"{chance.choice(PARAGRAPHS)}{n}" for n in range(600))
    misread = "".join("口" if chance.random() < 0.05 else c for c in text)
    found = check(misread, text)
    wrong = sum(a != b for a, b in zip(misread, text, strict=True))
    assert sum(len(c.before) for c in found.changes) <= wrong * 1.2


def test_texts_with_nothing_in_common() -> None:
    assert [c.form for c in check("甲" * 5000, "乙" * 5000).changes] == [Form.REPLACE]
    assert [c.form for c in check("", "乙").changes] == [Form.INSERT]
    assert [c.form for c in check("甲", "").changes] == [Form.REMOVE]


def test_a_moved_paragraph_with_misread_characters_is_one_move() -> None:
    worse = PARAGRAPHS[1].replace("已經", "巳經").replace("魚汛", "魚汎")
    found = check("\n\n".join((PARAGRAPHS[0], *PARAGRAPHS[2:], worse)), "\n\n".join(PARAGRAPHS))
    assert sum(c.form == Form.MOVE for c in found.changes) == 1
    assert sorted(c.before for c in found.changes if c.form == Form.REPLACE) == ["巳", "汎"]


def test_a_caption_read_elsewhere_is_a_move() -> None:
    caption = "圖為碼頭旁的小店開門迎客。"
    before, after = "\n\n".join((caption, *PARAGRAPHS)), "\n\n".join((*PARAGRAPHS, caption))
    assert [c.before.strip() for c in check(before, after).changes if c.form == Form.MOVE] == [caption]


def test_signs_of_the_other_width_do_not_hide_what_was_moved() -> None:
    quote = "橋在\uff0c人在\uff0c船也在。守到天亮。"
    before = "\n\n".join((*PARAGRAPHS, quote.replace("\uff0c", ",")))
    moves = [c for c in check(before, "\n\n".join((quote, *PARAGRAPHS))).changes if c.form == Form.MOVE]
    assert [c.after.strip() for c in moves] == [quote]


def test_repeated_text_without_any_anchor() -> None:
    for before, after in (
        ("乙" + "甲" * 40_000 + "丙", "丁" + "甲" * 39_993 + "戊"),
        ("甲乙丙" * 14_000, "乙丙甲" * 14_000 + "甲甲"),
    ):
        found = check(before, after)
        assert sum(len(c.before) + len(c.after) for c in found.changes) < 1000


def test_a_character_that_long_differences_share_is_chance() -> None:
    assert equals("一二三四甲五六七八", "子丑寅卯甲辰巳午未") == []
    assert [tuple(run) for run in equals("一甲乙丙二", "子甲乙丙丑")] == [(1, 1, 3)]
