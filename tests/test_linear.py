"""Time grows linearly with length, also on texts made to be slow."""

import time
from collections.abc import Callable, Iterable
from itertools import zip_longest

import pytest

import strategies
from kanwu import clean
from kanwu.model import Document, Edit
from kanwu.pipeline import RULES
from kanwu.read.markdown import read_markdown

SMALL = 4_000  # characters
TIMES = 5
TRIES = 3
MOST = 11.0  # times as long for a text that is TIMES as long; a quadratic step gives 25
LEAST = 0.4  # seconds of CPU below which nothing is measured but noise


def repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def numbered(unit: str) -> Callable[[int], str]:
    """Paragraphs that differ in a number."""
    return lambda size: "".join(f"{unit}{n}件。\n\n" for n in range(size // (len(unit) + 7)))


def pages(size: int) -> str:
    """Blocks of all stock pages in turn, so that a short text and a long one are alike in kind."""
    turns = zip_longest(*(page.split("\n\n") for page in strategies.stock()))
    blocks = [block for turn in turns for block in turn if block]
    text, number = "", 0
    while len(text) < size:
        number += 1
        text += "\n\n".join(blocks).replace("一", str(number)) + "\n\n"
    return text[:size]


TEXTS: dict[str, Callable[[int], str]] = {
    "one character": repeated("甲"),
    "one line": repeated("居民昨日在橋上開會,議會通過撥款。"),
    "lines": repeated("居民昨日在橋上開會,議會通過\n"),
    "the same paragraph": repeated("居民昨日在橋上開會,議會通過撥款。\n\n"),
    "paragraphs nearly the same": numbered("居民昨日在橋上開會,議會收到"),
    "unfinished paragraphs": repeated("居民昨日在橋上開會,議會\n\n"),
    "one-character paragraphs": repeated("日\n\n"),
    "headings": repeated("## 居民昨日開會\n\n"),
    "captions": repeated("圖為居民昨日開會。\n\n"),
    "opening quotes": repeated("「"),
    "quotes": repeated("「居民』『|"),
    "bars": repeated("居民 | 昨日 | "),
    "spaces": repeated(" \u3000"),
    "spaces in Chinese": repeated("居 民 昨 日 "),
    "commas": repeated(",居,"),
    "stops": repeated("..."),
    "dashes": repeated("一一—-"),
    "Latin": repeated("the ferry 12,345.6 "),
    "backticks": repeated("` `` "),
    "brackets": repeated("[甲]( [乙] ("),
    "tags": repeated("<a <b "),
    "addresses": repeated("http://a.b/ c@d. "),
    "list": repeated("- 居民\n"),
    "table": repeated("| 居民 | 昨日 |\n"),
    "quote": repeated("> 居民昨日\n"),
    "unclosed fences": repeated("```\n居民\n\n"),
    "fences that open alone": repeated("```x\n居民\n~~~y\n昨日\n"),
    "unclosed comments": repeated("<!-- 居民\n\n"),
    "stars": repeated("*居 民"),
    "everything": pages,
}


@pytest.mark.parametrize("name", TEXTS)
def test_time_grows_with_length_alone(name: str) -> None:
    make = TEXTS[name]
    clean(make(500))  # loads what is loaded once
    for _ in range(TRIES):  # what else the machine does may hit one of them
        small, large = seconds(make(SMALL)), seconds(make(SMALL * TIMES))
        if large < max(LEAST, MOST * small):
            return
    pytest.fail(f"{small:.2f} s, then {large:.2f} s for {TIMES} times the text")


def seconds(text: str) -> float:
    start = time.process_time()
    clean(text)
    return time.process_time() - start


BLOCKS: dict[str, Callable[[int], str]] = {
    "captions": lambda n: f"圖為居民第{n}次在橋上開會。(本報記者攝)",
    "short_headings": lambda n: (f"## 橋{n}號", f"## 居民昨日在橋上開會{n}", "居民開會,工程下月動工。" * 3)[n % 3],
    "broken_paragraphs": lambda n: (f"居民{n}日在橋上開會,議會通\n過撥款,工程下月動工,預計\n明年完", "成。")[n % 2],
}


@pytest.mark.parametrize("name", BLOCKS)
def test_time_of_a_rule_grows_with_the_blocks_alone(name: str) -> None:
    (find,) = (rule.find for rule in RULES if rule.name == name)
    for _ in range(TRIES):
        small, large = (of_rule(find, BLOCKS[name], count) for count in (2_000, 2_000 * TIMES))
        if large < max(LEAST, MOST * small):
            return
    pytest.fail(f"{small:.2f} s, then {large:.2f} s for {TIMES} times the blocks")


def of_rule(find: Callable[[Document], Iterable[Edit]], make: Callable[[int], str], count: int) -> float:
    document = read_markdown("\n\n".join(map(make, range(count))))
    start = time.process_time()
    list(find(document))
    return time.process_time() - start
