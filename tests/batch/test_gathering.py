"""The counts of a whole paper: gathered in any order, in a file that nothing foreign passes for."""

import pickle
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu.batch.gathering import Gathering, counted
from kanwu.batch.runs import Row, Runs
from kanwu.errors import UnreadableError, UnwritableError
from kanwu.evidence.corpus import Corpus
from kanwu.evidence.grams import grams, split, stem
from kanwu.prints import Count

PEOPLE = ("甄慕遙", "俞朗軒", "莊靖雯", "柯遠揚", "沙螺坪", "望鶴灣")


def pages(count: int) -> list[str]:
    lot = random.Random(7)
    return [f"{lot.choice(PEOPLE)}說\uff0c{lot.choice(PEOPLE)}的船{n}號遲了。\n" * 2 for n in range(count)]


def made(path: Path, counts: Iterable[Mapping[int, int]], **limits: int) -> bytes:
    with Gathering(path, **limits) as gathering:
        for each in counts:
            gathering.add(each)
        gathering.finish()
    return path.read_bytes()


def key(phrase: str) -> int:
    return next(gram.key for gram in grams(phrase))


def test_pages_are_counted_once_however_often_they_say_it(tmp_path: Path) -> None:
    made(tmp_path / "c", (counted("甄慕遙。甄慕遙。\n\n甄慕遙。") for _ in range(5)))
    corpus = Corpus.open(tmp_path / "c")
    assert corpus.pages == 5
    assert corpus.count(key("甄慕遙")).pages == 5
    assert corpus.count(key("甄幕遙")) == Count(0, 0)


def test_copies_weigh_as_one(tmp_path: Path) -> None:
    made(tmp_path / "c", (counted("碼頭今早重開\uff0c議員甄慕遙說船期不變\uff0c居民放心。") for _ in range(90)))
    count = Corpus.open(tmp_path / "c").count(key("甄慕遙"))
    assert count.pages == 90
    assert count.weight < 1.1


@pytest.mark.parametrize("limits", [{}, {"held": 1}, {"held": 7}, {"held": 40}], ids=str)
def test_any_order_and_any_memory_give_the_same_bytes(tmp_path: Path, limits: dict[str, int]) -> None:
    counts = [counted(page) for page in pages(300)]
    wanted = made(tmp_path / "a", counts)
    random.Random(3).shuffle(counts)
    assert made(tmp_path / "b", counts, **limits) == wanted


def test_the_counts_are_right(tmp_path: Path) -> None:
    counts = [counted(page) for page in pages(300)]
    made(tmp_path / "c", counts, held=50, least=2)
    corpus, sums = Corpus.open(tmp_path / "c"), Counter(key for each in counts for key in each)
    assert sums
    for each, count in sums.items():
        assert corpus.count(each).pages == (count if count >= 2 else 0)


def test_what_stands_in_one_place(tmp_path: Path) -> None:
    texts = ["甄慕遙來", "甄慕遙來", "甄幕遙來", "甄墓遙來", "甄慕選來", "甫慕遙來"]
    made(tmp_path / "c", map(counted, texts), least=1)
    corpus = Corpus.open(tmp_path / "c")
    assert [corpus.others(stem(key("甄慕遙"), hole), hole) for hole in range(3)] == ["甄甫", "墓幕慕", "选遥"]
    assert corpus.others(stem(key("甄某遙"), 1), 1) == "墓幕慕", "also for what it has not"
    assert corpus.others(stem(key("沙螺坪"), 1), 1) == ""


def test_of_too_many_those_on_the_fewest_pages_go(tmp_path: Path) -> None:
    texts = ["甄慕遙"] * 9 + ["俞朗軒"] * 5 + ["莊靖雯"] * 4
    made(tmp_path / "c", map(counted, texts), most=2)
    corpus = Corpus.open(tmp_path / "c")
    assert corpus.least == 5
    assert [corpus.count(key(name)).pages for name in ("甄慕遙", "俞朗軒", "莊靖雯")] == [9, 5, 0]


def test_a_corpus_goes_to_another_process_as_its_path(tmp_path: Path) -> None:
    made(tmp_path / "c", [counted("甄慕遙")] * 4)
    data = pickle.dumps(Corpus.open(tmp_path / "c"))
    assert len(data) < 300
    assert pickle.loads(data).count(key("甄慕遙")).pages == 4


def test_an_empty_paper(tmp_path: Path) -> None:
    made(tmp_path / "c", [])
    corpus = Corpus.open(tmp_path / "c")
    assert (corpus.pages, corpus.count(key("甄慕遙")), corpus.others(key("甄慕遙"), 0)) == (0, Count(0, 0), "")


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    made(tmp_path / "c", [counted("甄慕遙")] * 4, held=1)
    assert [file.name for file in tmp_path.iterdir()] == ["c"]
    with Gathering(tmp_path / "d", held=1) as gathering:
        gathering.add(counted("甄慕遙"))
    assert [file.name for file in tmp_path.iterdir()] == ["c"], "given up"


def test_no_room(tmp_path: Path) -> None:
    with pytest.raises(UnwritableError, match="no such file or directory; name another"):
        Gathering(tmp_path / "none" / "c")
    (tmp_path / "c").mkdir()
    with pytest.raises(UnwritableError), Gathering(tmp_path / "c") as gathering:
        gathering.finish()


@pytest.mark.parametrize("wrong", [b"", b"{}", b"KWCORP1\n", b"PK\x03\x04" * 99, "議員".encode() * 40], ids=ascii)
def test_a_foreign_file(tmp_path: Path, wrong: bytes) -> None:
    (tmp_path / "c").write_bytes(wrong)
    with pytest.raises(UnreadableError, match="name a file that"):
        Corpus.open(tmp_path / "c")


def test_no_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(UnreadableError) as fault:
            Corpus.open(path)
        assert "\n" not in str(fault.value)


@given(st.data())
@settings(max_examples=60)
def test_a_damaged_file(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    file = tmp_path_factory.mktemp("damaged") / "c"
    whole = made(file, [counted(page) for page in pages(20)])
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        file.write_bytes(whole[:at])
    else:
        file.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    with pytest.raises(UnreadableError):
        Corpus.open(file)


def test_many_runs_are_merged(tmp_path: Path) -> None:
    runs, lot, sums = Runs(tmp_path), random.Random(2), dict[int, Row]()
    for _ in range(700):
        rows = {n: Row(n, lot.randint(1, 9), 1 << lot.randint(0, 63)) for n in sorted(lot.sample(range(50), 5))}
        runs.add(rows.values())
        for n, row in rows.items():
            _, pages_, bits = sums.get(n, Row(n, 0, 0))
            sums[n] = Row(n, pages_ + row.pages, bits | row.bits)
    assert len(list(tmp_path.iterdir())) < 140
    assert list(runs.rows()) == [sums[n] for n in sorted(sums)]


def test_keys_are_of_three_characters() -> None:
    assert {"".join(map(chr, split(key))) for key in counted("甄慕\n遙")} == {"甄慕遥"}
    assert counted("") == counted("the ferry") == {}
