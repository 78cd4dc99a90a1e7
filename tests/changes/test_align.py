"""Where the characters of one text stand in another."""

import random

from hypothesis import given
from hypothesis import strategies as st

from kanwu.changes.align import align, equals
from kanwu.changes.atoms import taken_apart
from kanwu.changes.model import Form
from kanwu.changes.texts import Pair
from strategies import mixtures, pages

LARGE = 40_000
PARAGRAPHS = (
    "海邊起了風，漁船都回到港裏。碼頭上的人把繩子收好，等着下一班船開來。",
    "燈塔的光掃過水面，每十五秒一次。守塔的人說，這盞燈從來沒有熄過。",
    "颱風來的那一夜，全村的人都睡在祠堂裏，只有他一個人留在塔上看火。",
    "第二天早上水退了，孩子們在沙灘上撿貝殼，大人忙着修補屋頂和船篷。",
)


def sound(pair: Pair) -> bool:
    """Whether an origin is one: the characters that it links are alike, none is linked twice."""
    kept = [n for n in pair.origin if n >= 0]
    alike = all(pair.before[n] == c for n, c in zip(pair.origin, pair.after, strict=True) if n >= 0)
    return alike and len(kept) == len(set(kept)) and all(~n <= len(pair.before) for n in pair.origin if n < 0)


def garbled(text: str, chance: random.Random, errors: float = 0.03) -> str:
    """The text with some of its characters lost, doubled or others, and its lines broken."""
    signs = [chance.choice(("", c + c, "丶", "乂")) if chance.random() < errors else c for c in text]
    return "".join(c + "\n" * (n % 20 == 19) for n, c in enumerate(signs))


@given(st.text("甲乙丙\n\r ,", max_size=60), st.text("甲乙丙\n\r ,", max_size=60))
def test_an_alignment_is_sound(before: str, after: str) -> None:
    assert sound(align(before, after))


@given(mixtures(), mixtures())
def test_of_two_texts_that_have_nothing_to_do_with_each_other(before: str, after: str) -> None:
    assert sound(align(before, after))


@given(pages(), st.randoms(use_true_random=False))
def test_of_a_page_and_its_blocks_shuffled_and_garbled(page: str, chance: random.Random) -> None:
    blocks = page.split("\n\n")
    chance.shuffle(blocks)
    pair = align(garbled("\n\n".join(blocks), chance), page)
    assert sound(pair)
    atoms = taken_apart(pair).atoms
    assert "".join(a.text for a in atoms if a.sign in " -") == pair.before
    assert "".join(a.text for a in atoms if a.sign in " +") == pair.after


@given(mixtures())
def test_a_text_and_itself(text: str) -> None:
    assert list(align(text, text).origin) == list(range(len(text)))


def test_most_characters_of_a_garbled_text_are_found() -> None:
    chance = random.Random(3)
    text = "\n\n".join("".join(chance.choices("海邊起了風漁船都回到港裏碼頭上的人", k=90)) for _ in range(60))
    pair = align(garbled(text, chance), text)
    assert sound(pair)
    assert sum(n >= 0 for n in pair.origin) > 0.95 * len(text)


def test_a_moved_paragraph_is_moved() -> None:
    before = "\n\n".join(PARAGRAPHS[n] for n in (0, 2, 1, 3))
    changes = taken_apart(align(before, "\n\n".join(PARAGRAPHS))).changes
    assert [c.form for c in changes] == [Form.MOVE]
    assert changes[0].before.strip() in PARAGRAPHS


def test_a_moved_paragraph_with_misread_characters_is_one_move() -> None:
    worse = PARAGRAPHS[2].replace("颱風", "台颱").replace("睡在", "唾在")
    before = "\n\n".join((*PARAGRAPHS[:2], PARAGRAPHS[3], worse))
    changes = taken_apart(align(before, "\n\n".join(PARAGRAPHS))).changes
    assert sum(c.form == Form.MOVE for c in changes) == 1
    assert all(len(c.before) < 5 for c in changes if c.form != Form.MOVE)


def test_line_breaks_alone() -> None:
    text = PARAGRAPHS[0]
    before = "\n".join(text[n : n + 10] for n in range(0, len(text), 10))
    assert [c.form for c in taken_apart(align(before, text)).changes] == [Form.SPACE] * 3


def test_a_character_that_long_differences_share_is_no_link() -> None:
    assert equals("一二三四甲五六七八", "子丑寅卯甲辰巳午未") == []
    assert [tuple(r) for r in equals("一甲乙丙二", "子甲乙丙丑")] == [(1, 1, 3)]


def test_texts_without_anchors() -> None:
    for before, after in (
        ("甲" * LARGE, "甲" * LARGE),
        ("乙" + "甲" * LARGE + "丙", "丁" + "甲" * (LARGE - 7) + "戊"),
        ("甲乙丙" * (LARGE // 3), "乙丙甲" * (LARGE // 3) + "甲甲"),
    ):
        pair = align(before, after)
        assert sound(pair)
        assert sum(n >= 0 for n in pair.origin) > 0.99 * min(len(before), len(after)) - 20
    pair = align("甲乙丙丁" * LARGE, "子丑寅卯" * LARGE)
    assert max(pair.origin) < 0
