"""What other pages of a paper say of a page's characters, and that a page cleaned so stays."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from build import document
from invariants import check_page
from kanwu import Options, clean
from kanwu.evidence.stated import Stated
from kanwu.evidence.testimony import certainties
from kanwu.evidence.witnesses import Witness, witnesses
from kanwu.model import Replace
from kanwu.prints import CONTEXTS, Count
from kanwu.rules.characters.corpus_names import corpus_names

PHRASES = (
    "甄慕遙 812", "甄幕遙 9", "沙螺坪 96", "望鶴灣 51", "榕溪文化館 75", "居民昨日 300", "居民作日 30", "議會通過撥 40",
    "渡輪停航 60", "漁船都回 44", "新時代的 30",
)  # fmt: skip
PAPER = Stated("、".join(PHRASES))
GARBLED = "渡輪延期開航\uff0c議員甄幕遙說\uff0c沙螺坪的居民已經等了三年。"


def found(*texts: str, paper: str, script: str = "hk") -> list[Witness]:
    page = document(*texts)
    return witnesses(list(page.prose()), page.blocks, Stated(paper), script)


def test_a_witness_tells_what_it_knows() -> None:
    (only,) = found("島上平靜。", GARBLED, paper="甄慕遙 812 50")
    assert (only.block, only.place, only.read, only.printed) == (1, GARBLED.index("幕"), "幕", "慕")
    assert (only.so, only.here, only.phrase) == (Count(812, 50), Count(0, 0), "甄慕遙")
    assert (only.shared, only.rival) == (1, 0.0)
    assert only.seen > 0


def test_a_page_is_no_witness_for_itself() -> None:
    (with_it,) = found(GARBLED, "甄慕遙", paper="甄慕遙 812 50")
    assert with_it.so == Count(811, 49)
    (silent,) = found(GARBLED, paper="甄慕遙 812、甄幕遙 4")
    assert silent.here.pages == 3


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        ("甄慕遙 812、甄幕遙 200", "other pages print it, too"),
        ("甄慕遙 1", "one page"), ("甄慕遙 90 1", "copies"),
        ("甄慕遙 90、甄墓遙 80", "the candidate may be a misreading of a third"),
        ("甄林遙 812", "no engine reads it so"),
    ],
)  # fmt: skip
def test_no_witness(paper: str, why: str) -> None:
    assert found(GARBLED, paper=paper) == [], why


def test_white_space_within_a_name_is_no_matter() -> None:
    spaced = GARBLED.replace("甄幕", "甄\n 幕")
    (witness,) = found(spaced, paper="甄慕遙 812")
    assert spaced[witness.place] == "幕"
    (plain,) = found(GARBLED, paper="甄慕遙 812")
    assert plain == witness._replace(place=plain.place)


def test_numerals_and_cantonese_stay() -> None:
    assert found("圖書館借書五日還", paper="書三日還 90") == []
    assert found("阿婆話佢哋唔飲茶", paper="婆話他哋 90、話佢地唔 90") == []


def test_more_pages_and_more_damage_make_it_surer() -> None:
    chances = [certainties(found(GARBLED, paper=f"甄慕遙 {n}"), 1000)[0] for n in (30, 100, 800)]
    assert chances == sorted(chances)
    assert chances[0] < 0.9 < chances[2]
    paper = "甄慕遙 812、望鶴灣 500"
    both = found(GARBLED, "望鶴滿的堤岸裂了。", paper=paper)
    assert certainties(both, 1000)[0] > certainties(found(GARBLED, paper=paper), 1000)[0]


def test_neighbours_are_not_changed_at_once() -> None:
    page = replace(document("議員甄幕選說\uff0c船期不變。"), script="hk", corpus=Stated("甄慕選說 900、甄幕遙說 900"))
    edits = [e for e in corpus_names(page) if isinstance(e, Replace)]
    assert len(edits) <= 1


def test_contexts_weigh() -> None:
    assert Count(0, 0).weight == 0
    assert Count(1, 1).weight == 1
    assert Count(500, CONTEXTS).weight == 500
    assert Count(500, 1).weight < 1.1
    assert Count(7, 60).weight == 7
    assert Count(0, 3).less(5) == Count(0, 0)


def test_the_log_says_how_many_pages() -> None:
    result = clean(GARBLED, Options(script="hk"), Stated("甄慕遙 1200"))
    (edit,) = [e for e in result.edits if e.rule == "corpus_names"]
    assert "1,200 other pages print 甄慕遙, none what stands here (甄幕遙)" in edit.why


WORDS = st.sampled_from([
    *"甄慕幕遙選說", "甄幕遙", "望鶴滿", "榨溪文化館", "居民作日", "議會通遇撥款", "\uff0c", "。", "\n\n", " ", "\n",
])  # fmt: skip


@given(st.lists(WORDS, max_size=40).map("".join), strategies.options)
def test_what_was_cleaned_with_a_paper_stays(text: str, options: Options) -> None:
    check_page(text, options, PAPER)


@given(strategies.pages(), strategies.options)
def test_any_page_with_a_paper(text: str, options: Options) -> None:
    check_page(text, options, PAPER)
