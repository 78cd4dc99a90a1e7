"""The promises of kanwu on random texts and on every page there is."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strategies
from house import ROOT, load, page_folders, read, shared, shared_cases
from invariants import check_accounts, check_page, check_settled
from kanwu import Options, clean
from kanwu.read.encoding import Decoded
from kanwu.write.log import log_lines

TEXTS = {"mixtures": strategies.mixtures(), "pages": strategies.pages()}
AGAIN = """
import sys, json
sys.path.insert(0, "tests")
from test_invariants import digests
print(json.dumps(digests(json.load(sys.stdin))))
"""


def test_a_line_of_a_control_character_alone() -> None:
    line = "风电主轴轴承直径.米\uff0c重8.6吨\uff0c 滚道微米\uff0c“相当于一 发丝的二十分之一”减到5个\uff0c返 到"
    check_page(f"{line}\n\n#\n\x00\n城")


@pytest.mark.parametrize("kind", ["mixtures", "pages"])
@given(data=st.data(), options=strategies.options)
def test_random_texts_are_accounted_for(kind: str, data: st.DataObject, options: Options) -> None:
    check_accounts(data.draw(TEXTS[kind]), options)


@pytest.mark.parametrize("kind", ["mixtures", "pages"])
@given(data=st.data(), options=strategies.options)
def test_random_texts_are_clean_after_one_cleaning(kind: str, data: st.DataObject, options: Options) -> None:
    check_settled(clean(data.draw(TEXTS[kind]), options), options)


@pytest.mark.parametrize("block", strategies.BLOCKS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_each_kind_of_block(block: str, newline: str) -> None:
    apart, close = f"居民昨日\n\n{block}\n\n議會通過。\n", f"居民昨日\n{block}\n議會通過。"
    for text in (block, f"{block}\n{block}", apart, close):
        check_page(text.replace("\n", newline))


@pytest.mark.parametrize("sign", strategies.ODD, ids=ascii)
def test_each_odd_sign(sign: str) -> None:
    alone = f"居民昨日\n\n{sign}\n\n議會通過。"
    for text in (sign, sign * 3, alone, f"居民{sign}昨日", f"## {sign}\n", f"居民{sign}\n{sign}昨日"):
        check_page(text)


# What the deep profile found once.
FOUND = (
    "本报记者\u3000苗雨霏\u3000见习记者\u3000翟一诺\r\n渡輪渡輪渡輪OCR\n00\n\n渡輪渡輪渡輪OCR\n",
    "渡輪渡輪渡輪渡輪渡輪渡輪https://example.org/a,b?c=d\n\n$$\na,b\n$$\n",
    "\r一一通过。\x1b\n \n\x1b\x0c\ue000攝\n\n\n口\r\n\r\n",
    "---\ntitle: 甲,乙\n---\n\n 資料圖片\n",
    "居民昨日在橋上開會" + "(\u300f" * 18 + "\u300d",
    "\uff08本報記者莫嘉懿攝\uff09\n\n\uff08本報記者莫嘉懿攝\uff09\n\n圖為倪守仁在燈塔頂層。",
)


NAMES = ["past the end", "joined late", "signs alone", "an indent", "brackets", "two credits"]


@pytest.mark.parametrize("text", FOUND, ids=NAMES)
def test_what_was_found(text: str) -> None:
    check_page(text)


@pytest.mark.parametrize("text", ["", " ", "\n", "\r", "\r\n", "\u3000", "\n\n\n", "\ufeff", "\0"], ids=ascii)
def test_nothing_much(text: str) -> None:
    check_page(text)


@pytest.mark.parametrize("folder", page_folders(), ids=lambda d: str(d.name))
def test_own_pages(folder: Path) -> None:
    page = load(folder)
    check_page(page.given, page.options)
    check_page(page.gold, page.options)


def test_the_seed() -> None:
    check_page(read(shared("seed", "seed.txt")) or "")


@pytest.mark.parametrize("part", range(8))
def test_the_bench(part: int) -> None:
    shared("bench", "cases")
    broken = {}
    for case in shared_cases()[part::8]:
        try:
            check_page(read(case / "input.md") or "")
        except AssertionError as error:
            broken[case.name] = str(error).split("\n")[0][:300]
    assert not broken, "\n".join(f"{name}: {what}" for name, what in broken.items())


def digests(texts: list[str]) -> list[str]:
    """What cleaning gives for each text, output and log together, as digests."""
    found = []
    for text in texts:
        result, data = clean(text), text.encode("utf-8", "surrogatepass")
        lines = "".join(log_lines(result, data, Decoded(text, "utf-8"), "page.md"))
        found.append(hashlib.sha256((result.text + lines).encode("utf-8", "surrogatepass")).hexdigest())
    return found


def test_the_same_bytes_in_every_process() -> None:
    texts = [load(folder).given for folder in page_folders()]

    @given(text=strategies.pages())
    @settings(max_examples=60, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    first, second = (_elsewhere(texts, seed) for seed in "01")
    assert first == second == digests(texts)


def _elsewhere(texts: list[str], seed: str) -> list[str]:
    """The digests as a process of another hash seed has them."""
    run = subprocess.run(
        [sys.executable, "-c", AGAIN], input=json.dumps(texts), capture_output=True, text=True, check=True,
        cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed},
    )  # fmt: skip
    found: list[str] = json.loads(run.stdout)
    return found
