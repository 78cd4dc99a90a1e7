"""Two readings of one stretch are found, told from a writer's repetitions, and cut where the better parts meet."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import strategies
from build import document, texts
from house import shared_cases
from kanwu.apply import apply
from kanwu.evidence.cuts import best_cut_over
from kanwu.evidence.overlap import HEAD, LONGEST, REACH, Overlap, Run, Spot, Stream, aligned
from kanwu.evidence.readings import clarity, echoes, quality
from kanwu.evidence.repeats import seam_in
from kanwu.evidence.skeletons import GRAM, breaks, grams, places, skeleton
from kanwu.model import SILENT, Document, Kind, Regroup
from kanwu.read.markdown import read_markdown
from kanwu.rules.layout.line_ends import line_ends
from kanwu.rules.layout.seams import seams

FIRST = "茶亭荒廢多年\uff0c上月起由街坊輪流看守\uff0c每朝\n五時便有人燒水沖茶\uff0c"
SECOND = "五時便有人燒水沖茶\uff0c\n免費招待晨運客。"
FILLER = "圖書車駛進山區。"


def found(page: Document) -> list[Overlap]:
    stream = Stream(page)
    return [real for overlaps in stream.overlaps() for o in overlaps if (real := seam_in(stream, page, o))]


def lined(page: Document) -> Document:
    return apply(page, line_ends(page)).document


def cleaned(*blocks: str) -> list[str]:
    page = document(*blocks)
    done = apply(page, seams(page))
    assert not done.refused
    return [b.text for b in done.document.blocks if b.kind not in SILENT]


def test_a_skeleton_has_neither_signs_nor_blanks_and_one_script_width_and_case() -> None:
    assert skeleton("\uff21I 觀\uff0c察\u3000\uff17 「灣」|") == "ai观察7湾"


def test_places_lead_back_to_the_text() -> None:
    text = "\uff0c觀 察。7"
    assert [text[at] for at in places(text)[:-1]] == ["觀", "察", "7"]
    assert places(text)[-1] == len(text)


def test_an_alignment_leaves_out_what_is_equal_by_chance() -> None:
    runs = aligned("一丁丁丁丁丁甲乙丙丁戊己", "丂丂一丂丂丂丂丂甲乙丙丁戊己")
    assert runs == (Run(6, 8, 6),)


def test_an_alignment_goes_back_as_far_as_the_texts_are_equal() -> None:
    assert aligned("茶籃茶亭山路口", "茶亭山路口") == (Run(2, 0, 5),)
    assert aligned("甲乙", "丙丁") == ()


def test_an_overlap_says_how_well_it_fits() -> None:
    overlap = Overlap((Run(10, 52, 4), Run(15, 57, 3)), end=20, start=50)
    assert (overlap.matched, overlap.missed, overlap.skew) == (7, 1, 0)
    assert (overlap.lead, overlap.left_over, overlap.between) == (2, 2, 30)
    assert overlap.likeness == 7 / 8


def test_a_stream_knows_the_spots_of_its_characters() -> None:
    stream = Stream(document("甲\uff0c乙", "|", "「丙"))
    assert stream.text == "甲乙丙"
    assert [stream.spot(place) for place in range(3)] == [Spot(0, 0), Spot(0, 2), Spot(2, 1)]
    assert stream.raw(0, 2) == "甲\uff0c乙"
    assert stream.raw(1, 3) == "乙\n\n|\n\n「丙"
    assert [stream.gap(place) for place in range(4)] == ["\n", "\uff0c", "\n", "\n"]


def test_a_line_read_twice_is_found() -> None:
    (overlap,) = found(document(FIRST, SECOND))
    assert (overlap.matched, overlap.lead, overlap.left_over, overlap.likeness) == (9, 0, 0, 1)


@pytest.mark.parametrize("blocks", [REACH - 1, REACH])
def test_debris_may_stand_between_up_to_a_reach(blocks: int) -> None:
    assert len(found(document(FIRST, *["日"] * blocks, SECOND))) == (blocks < REACH)


def test_nothing_is_looked_for_behind_a_table() -> None:
    page = document(FIRST, "| 甲 | 乙 |", SECOND, kinds=(Kind.PARAGRAPH, Kind.VERBATIM))
    assert found(page) == []


def test_an_overlap_has_to_begin_with_the_second_block_and_may_not_be_longer_than_some_lines() -> None:
    assert found(document(FIRST, FILLER * (HEAD // 7) + SECOND)) == []
    column = "".join(chr(0x4E00 + 7 * n) for n in range(LONGEST + 1))
    assert found(document(f"茶亭\n{column}", f"{column}\n茶亭")) == []
    assert len(found(document(f"茶亭\n{column[-40:]}", f"{column[-40:]}\n茶亭"))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("茶亭開張。\n請喝茶\uff0c坐一坐。", "請喝茶\uff0c坐一坐。\n他說。"),  # a sentence
        ("他說\uff1a\n「請喝茶\uff0c坐一坐再走」", "「請喝茶\uff0c坐一坐再走」\n是老規矩。"),  # a quotation
        ("茶亭修復的工程下月展開", "茶亭修復的工程下月展開\uff0c為期半年。"),  # an unmarked headline
        ("我們要守住山上的老茶亭。", "山上的老茶亭\uff0c是街坊的茶亭。"),  # words taken up again
        ("每朝\n五時便有人燒水沖茶\uff0c", "五時便有人燒水\n沖茶\uff0c招待晨運客。"),  # set in other lines
        ("每朝\n五時便有人燒水沖茶\uff0c", "他說\uff0c老茶亭早已\n五時便有人燒水沖茶\uff0c"),  # text before it
    ],
)
def test_a_repetition_is_no_seam(first: str, second: str) -> None:
    assert found(document(first, second)) == []


def test_figures_count_for_less_than_words() -> None:
    assert len(found(document("茶亭於\n雪白的山頂上", "雪白的山頂上\n重開。"))) == 1
    assert found(document("茶亭於\n20250714", "20250714\n重開。")) == []


def test_the_cut_keeps_the_words_that_are_there() -> None:
    page = document("渡輪把頭班船提早\n整整半小時開出\uff0c趕上卓市", "整整半小時閘出\uff0c趕上早市\n的買賣。")
    stream = Stream(page)
    cut = best_cut_over(stream, page, found(page)[0])
    assert stream.between(Spot(0, 0), cut.keep).endswith("整整半小時開出\uff0c趕上")
    assert page.blocks[1].text[cut.resume.at :] == "早市\n的買賣。"


def test_the_first_reading_is_kept_whole_where_both_are_equal() -> None:
    page = document(FIRST, SECOND)
    cut = best_cut_over(Stream(page), page, found(page)[0])
    assert (cut.keep, cut.resume, cut.glue) == (Spot(0, len(FIRST)), Spot(1, 11), "\n")


def test_what_stood_between_moves_behind_and_the_copy_is_kept_unwritten() -> None:
    page = document(FIRST, "日", SECOND)
    (edit,) = seams(page)
    assert isinstance(edit, Regroup)
    assert [b.kind for b in edit.after] == [Kind.PARAGRAPH, Kind.COPY, Kind.PARAGRAPH]
    assert cleaned(FIRST, "日", SECOND) == [f"{FIRST}\n免費招待晨運客。", "日"]


def test_finished_sentences_with_something_between_stay_two_blocks() -> None:
    first = "茶亭重開\uff0c街坊輪流看守\uff0c每\n朝五時便有人燒水沖茶。"
    assert cleaned(first, "圖為山上的老茶亭", "朝五時便有人燒水沖茶。\n茶錢隨緣。") == [
        first, "圖為山上的老茶亭", "茶錢隨緣。",
    ]  # fmt: skip


def test_words_have_a_better_quality_than_what_is_read_for_them() -> None:
    assert quality("五時便有人燒水沖茶") > quality("五時便冇人澆氷沖荼")
    assert quality("茶亭|") < quality("茶亭")
    assert quality("茶亭12") > quality("茶亭2")
    assert clarity("老茶亭荒廢多年") > -0.6 > clarity("卜卅蒜夬呂伐梓杓")
    assert clarity("No. 7") == 0.0


def test_an_echo_counts_for_the_reading_that_alone_has_it() -> None:
    alone, shared, other = echoes(skeleton("白雀嶺的纜車復駛"), ["往來白雀嶺", "往來山下", "往來白省嶺"])
    assert alone > 0
    assert shared == other == 0
    assert echoes("白雀", ["白。雀", "白"]) == [0, 0]


@given(strategies.pages())
def test_every_edit_is_carried_out_and_loses_nothing(text: str) -> None:
    page = read_markdown(text)
    done = apply(page, seams(page))
    assert not done.refused
    assert sorted("".join(texts(page)).split()) or not done.accepted


@pytest.mark.skipif(not shared_cases(), reason="no ../shared/bench/cases beside the project")
def test_pages_that_were_read_once_have_no_seams() -> None:
    pages = [case for case in shared_cases() if not case.name.endswith("-overlap")]
    assert [case.name for case in pages if found(lined(read_markdown((case / "input.md").read_text("utf-8"))))] == []


@given(strategies.pages() | st.text("甲乙丙丁", max_size=40) | st.text("甲乙\U00020000a", max_size=30))
def test_grams_differ_where_the_characters_do(text: str) -> None:
    cut = [text[at : at + GRAM] for at in range(len(text) - GRAM + 1)]
    numbers = list(grams(text))
    assert [cut.index(gram) for gram in cut] == [numbers.index(number) for number in numbers]


@given(strategies.pages())
def test_places_are_those_of_the_letters(text: str) -> None:
    far = [at for at, char in enumerate(text) if skeleton(char)]
    assert list(places(text)) == [*far, len(text)]
    gaps = {n: text[far[n - 1] + 1 : far[n]] for n in range(1, len(far))}
    assert breaks(text) == {n: gap for n, gap in gaps.items() if "|" in gap or any(map(str.isspace, gap))}


@given(strategies.pages())
def test_a_stream_knows_where_its_lines_may_break(text: str) -> None:
    stream = Stream(read_markdown(text))
    for start, end in pairwise(stream.starts):
        assert stream.broken(start + 1, end) == [at for at in range(start + 1, end) if stream.break_before(at)]
