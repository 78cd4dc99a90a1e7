"""Edits carried out, and wrong ones refused."""

from array import array
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import document, texts
from kanwu.apply import apply
from kanwu.model import Block, Edit, Flag, Kind, Regroup, Replace, joined


def change(before: str, after: str, start: int, block: int = 0) -> Replace:
    return Replace(block, start, start + len(before), before, after, "because")


def origins(block: Block) -> list[int]:
    return list(block.origin)


def test_a_replacement_keeps_the_places_of_what_stays() -> None:
    done = apply(document("昨日居民開會"), [change("居民", "議員", 2)])
    assert texts(done.document) == ["昨日議員開會"]
    assert origins(done.document.blocks[0]) == [0, 1, ~2, ~3, 4, 5]
    assert not done.refused


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("甲乙丙", "甲丁丙", [0, ~1, 2]),  # both ends stay
        ("甲乙丙", "甲丙", [0, 2]),
        ("甲乙丙", "丁", [~0]),
        ("甲", "甲乙", [0, ~0]),  # what is written after it stands at its place
        ("甲", "丁戊己", [~0, ~0, ~0]),
        ("甲甲", "甲", [0]),
        ("甲", "甲甲", [0, ~0]),
    ],
)
def test_origins_of_what_is_written(before: str, after: str, expected: list[int]) -> None:
    done = apply(document(before), [change(before, after, 0)])
    assert texts(done.document) == [after]
    assert origins(done.document.blocks[0]) == expected


def test_an_insertion_at_either_end_and_into_nothing() -> None:
    page = document("甲乙", "")
    done = apply(page, [change("", "「", 0), change("", "」", 2), change("", "丙", 0, block=1)])
    assert texts(done.document) == ["「甲乙」", "丙"]
    assert origins(done.document.blocks[0]) == [~0, 0, 1, ~1]
    assert all(n < 0 for n in done.document.blocks[1].origin)


def test_what_was_written_before_stays_marked() -> None:
    once = apply(document("甲乙"), [change("甲", "丙", 0)]).document
    twice = apply(once, [change("丙", "丁戊", 0)]).document
    assert texts(twice) == ["丁戊乙"]
    assert origins(twice.blocks[0]) == [~0, ~0, 1]


def test_the_order_in_which_edits_are_found_means_nothing() -> None:
    edits = [change("甲", "子", 0), change("", "、", 2), change("丙", "寅", 2), change("丁戊", "", 3)]
    found = {tuple(texts(apply(document("甲乙丙丁戊"), order).document)) for order in permutations(edits)}
    assert found == {("子乙、寅",)}


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (change("乙", "丙", 0), "the text before is another"),
        (change("甲", "甲", 0), "changes nothing"),
        (change("", "", 1), "changes nothing"),
        (change("丁", "", 3), "no such place"),
        (Replace(0, 2, 1, "", "丁", "because"), "no such place"),
        (Replace(0, -1, 0, "", "丁", "because"), "no such place"),
        (change("甲", "丁", 0, block=1), "no such block"),
        (change("甲", "丁", 0, block=-1), "no such block"),
        (Flag(0, 0, 9, "because"), "no such place"),
        (Flag(7, 0, 0, "because"), "no such block"),
        (Regroup(0, 1, (), "because"), "no such blocks"),
        (Regroup(1, 0, (), "because"), "no such blocks"),
        (Regroup(-1, 0, (), "because"), "no such blocks"),
    ],
)
def test_a_wrong_edit_is_refused(edit: Edit, why: str) -> None:
    page = document("甲乙丙")
    done = apply(page, [edit])
    assert [(r.edit, r.why) for r in done.refused] == [(edit, why)]
    assert done.document is page
    assert not done.accepted


def test_of_two_that_overlap_the_first_is_made() -> None:
    first, second = change("甲乙", "子", 0), change("乙丙", "丑", 1)
    done = apply(document("甲乙丙"), [second, first])
    assert texts(done.document) == ["子丙"]
    assert [r.edit for r in done.refused] == [second]
    inside = change("", "丑", 1)
    assert [r.edit for r in apply(document("甲乙"), [first, inside]).refused] == [inside]


def test_neighbours_do_not_overlap() -> None:
    edits = [change("甲", "", 0), change("乙", "子丑", 1), change("丙", "寅", 2)]
    done = apply(document("甲乙丙"), edits)
    assert texts(done.document) == ["子丑寅"]
    assert not done.refused


def test_blocks_are_joined_split_moved_and_retagged() -> None:
    page = document("甲乙", "圖為丙", "丁戊", "己", "庚")
    one, caption, two, *_ = page.blocks
    move = Regroup(0, 2, (joined([one, two], ""), caption.tagged(Kind.CAPTION)), "because")
    split = Regroup(3, 3, page.blocks[3].cut(0), "because")
    hide = Regroup(4, 4, (page.blocks[4].tagged(Kind.NOISE),), "because")
    done = apply(page, [hide, split, move])
    assert texts(done.document) == ["甲乙丁戊", "圖為丙", "己", "庚"]
    kinds = [Kind.PARAGRAPH, Kind.CAPTION, Kind.PARAGRAPH, Kind.NOISE]
    assert [b.kind for b in done.document.blocks] == kinds
    assert origins(done.document.blocks[0]) == [0, 1, 9, 10]
    assert not done.refused


def test_a_block_is_split_at_its_blanks() -> None:
    page = document("甲乙。 丙丁\n戊")
    pieces = page.blocks[0].cut(4, 7)
    done = apply(page, [Regroup(0, 0, pieces, "because")])
    assert texts(done.document) == ["甲乙。", "丙丁", "戊"]
    assert [origins(b) for b in done.document.blocks] == [[0, 1, 2], [4, 5], [7]]


def test_a_regrouping_may_not_change_what_is_seen() -> None:
    page = document("甲乙", "丙")
    one, two = page.blocks
    other = replace(one, text="甲丁")
    twin = Block(Kind.PARAGRAPH, "甲乙", array("i", [1, 0]))
    for after in ((one,), (one, two, two), (other, two), (twin, two), (), (joined([one, two], "、"),)):
        done = apply(page, [Regroup(0, 1, after, "because")])
        assert [r.why for r in done.refused] == ["visible characters would change"], after
        assert done.document is page


def test_a_regrouping_leaves_no_empty_block() -> None:
    page = document("甲", " ", "乙")
    one, blank, two = page.blocks
    done = apply(page, [Regroup(0, 2, (one, blank.part(0), two), "because")])
    assert texts(done.document) == ["甲", "乙"]


def test_a_block_is_regrouped_once_and_not_rewritten_beside() -> None:
    page = document("甲", "乙", "丙")
    one = Regroup(0, 1, tuple(reversed(page.blocks[:2])), "because")
    other = Regroup(1, 2, tuple(reversed(page.blocks[1:])), "because")
    inside, outside = change("乙", "丁", 0, block=1), change("丙", "戊", 0, block=2)
    done = apply(page, [inside, other, outside, one])
    assert texts(done.document) == ["乙", "甲", "戊"]
    assert {r.why for r in done.refused} == {"overlaps another regrouping", "its block is being regrouped"}
    assert set(done.accepted) == {one, outside}


def test_a_flag_changes_nothing_and_stands_anywhere() -> None:
    page = document("甲乙")
    flags = [Flag(0, 0, 2, "because"), Flag(0, 1, 2, "because"), Flag(0, 2, 2, "because")]
    done = apply(page, [*flags, Regroup(0, 0, page.blocks, "because")])
    assert not done.refused
    assert [e for e in done.accepted if isinstance(e, Flag)] == flags


def test_nothing_to_do_gives_the_same_document() -> None:
    page = document("甲乙")
    assert apply(page, []).document is page


WANTED = st.tuples(st.integers(0, 12), st.integers(0, 4), st.text("丙丁", max_size=3))


@given(st.text("甲乙\n ", max_size=12), st.lists(WANTED))
def test_edits_do_what_slices_do(text: str, wanted: list[tuple[int, int, str]]) -> None:
    edits = [change(text[at : at + size], after, at) for at, size, after in wanted if at <= len(text)]
    done = apply(document(text), edits)
    expected = text
    for edit in reversed(done.accepted):
        assert isinstance(edit, Replace)
        expected = expected[: edit.start] + edit.after + expected[edit.end :]
    block = done.document.blocks[0]
    assert block.text == expected
    assert len(block.origin) == len(expected)
    assert len(done.accepted) + len(done.refused) == len(edits)
    assert all(text[n] == c for n, c in zip(block.origin, expected, strict=True) if n >= 0)
    kept = [n for n in block.origin if n >= 0]
    assert kept == sorted(set(kept))


def test_a_block_that_lost_all_its_text_is_gone() -> None:
    page = document("甲", "\u200b", "乙 丙")
    edits = [change("\u200b", "", 0, block=1), change("乙", "", 0, block=2), change("丙", "", 2, block=2)]
    done = apply(page, edits)
    assert texts(done.document) == ["甲"]
    assert not done.refused
