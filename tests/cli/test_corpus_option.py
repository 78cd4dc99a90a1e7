"""`kanwu clean --corpus`: what other pages print, for a page of its own."""

from pathlib import Path

import pytest

from cli.console import Runner, written
from kanwu.batch.gathering import Gathering, counted

PAGE = "渡輪延期開航\uff0c議員甄幕遙說\uff0c沙螺坪的居民已經等了三年。\n"
RIGHT = PAGE.replace("幕", "慕")
WORDS = "船橋灣港風雨山路街市書燈塔圖館校車站樓"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "paper.counts"
    with Gathering(file) as gathering:
        for number in range(300):
            ends = "".join(WORDS[number * n % 19] for n in (1, 3, 5, 7, 11))
            gathering.add(counted(f"{ends}\uff0c議員甄慕遙說{ends}。"))
        gathering.finish()
    return file


def test_a_page(run: Runner, paper: Path, tmp_path: Path) -> None:
    page = written(tmp_path / "page.md", PAGE)
    assert run("clean", "-q", "--script", "hk", page).out.decode() == PAGE
    ended = run("clean", "-q", "--script", "hk", "--corpus", paper, page)
    assert (ended.code, ended.out.decode(), ended.err) == (0, RIGHT, "")


def test_a_record(run: Runner, paper: Path, tmp_path: Path) -> None:
    page = written(tmp_path / "pages.jsonl", f'{{"text":"{PAGE.strip()}"}}\n')
    ended = run("clean", "-q", "--script", "hk", "--corpus", paper, page)
    assert RIGHT.strip() in ended.out.decode()


def test_a_foreign_file(run: Runner, tmp_path: Path) -> None:
    page = written(tmp_path / "page.md", PAGE)
    ended = run("clean", "--corpus", page, page)
    assert ended.code == 3
    assert ended.out == b""
    assert ended.err == f"kanwu: {page} holds no counts of pages; name a file that kanwu batch --corpus wrote\n"


def test_the_counts_are_not_written_over(run: Runner, paper: Path, tmp_path: Path) -> None:
    page = written(tmp_path / "page.md", PAGE)
    assert run("clean", "--corpus", paper, page, "-o", paper).code == 2
