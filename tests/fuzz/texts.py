"""Texts: cleaned and accounted for, settled after one cleaning, compared with others, decoded and reverted."""

from collections.abc import Iterator
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import strategies
from changes.test_atoms import check as check_atoms
from fuzz.garble import variants
from fuzz.target import OPTIONS, Target, blob, check_told, text_of
from house import CLEAN, load, page_folders
from invariants import check_accounts, check_settled
from kanwu import KanwuError, clean
from kanwu.changes.align import align
from kanwu.read.encoding import decode
from kanwu.read.files import page_of
from kanwu.show.patch import patch
from kanwu.write.log import log_lines, read_log, revert

CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "big5hkscs", "gb18030", "cp950")
NAMES = (None, None, None, "utf-8", "utf-16", "big5", "gb18030", "cp950")


def check_clean(data: bytes) -> None:
    """One cleaning: all accounted for and undone; another one gives the same."""
    text, options = text_of(data)
    first, second = check_accounts(text, options), clean(text, options)
    assert (first.text, first.edits, first.flags) == (second.text, second.edits, second.flags), "not the same twice"
    assert first.origin == second.origin, "not the same twice"


def check_again(data: bytes) -> None:
    """A second cleaning changes nothing."""
    text, options = text_of(data)
    check_settled(clean(text, options), options)


def check_pair(data: bytes) -> None:
    """Any two texts, apart at a line of ===: either can be read off the comparison."""
    before, _, after = text_of(data)[0].partition("\n===\n")
    found = check_atoms(align(before, after))
    "".join(patch(found, "page.md"))


def check_bytes(data: bytes) -> None:
    """Bytes in any encoding: cleaned and reverted, or one fault."""
    name, body = NAMES[data[0] % len(NAMES)] if data else None, data[1:]
    try:
        decoded = decode(body, name)
        page = page_of(body, "text", name)
    except KanwuError as error:
        check_told(error)
        return
    assert page.decoded == decoded
    result = clean(decoded.text)
    log = "".join(log_lines(result, body, decoded, "page.md"))
    assert revert(result.text.encode("utf-8", "surrogatepass"), read_log(log)) == body


@cache
def stock() -> tuple[str, ...]:
    """Own paragraphs, fixtures, and whole pages."""
    pages = [load(folder).given for folder in page_folders()]
    pages += [file.read_text("utf-8") for file in sorted(CLEAN.glob("*.md"))]
    return (*strategies.stock(), *strategies.BLOCKS, *(page[:6000] for page in pages))


def text_seeds() -> Iterator[bytes]:
    for number, text in enumerate(stock()[::4]):
        yield blob(text, number * 7 % len(OPTIONS) if number % 2 else 0)


def _pair_seeds() -> Iterator[bytes]:
    for text in stock()[::8]:
        yield blob(f"{text}\n===\n{clean(text).text}")


def _byte_seeds() -> Iterator[bytes]:
    for number, text in enumerate(stock()[::3]):
        codec = CODECS[number % len(CODECS)]
        yield bytes([number % len(NAMES)]) + text.encode(codec, "ignore")


BLOCKS = (
    "\uff08本報記者莫嘉懿\u3000攝\uff09", "圖為倪守仁在燈塔頂層。", "## 一船書\uff0c渡過七個島", "火光映得他滿臉通紅",
    "日日", "老窯工在窯前觀火\uff0c火光映得他滿臉通紅\uff0c他說這一窯燒了三天。", "本報記者 林墨白",
    "只有四排釘死在甲板上的木架。", "清晨六時\uff0c霧還壓在水面上\uff0c「書船」已經離開白礁碼頭\uff0c船艙裏沒有座位",
    "A12 離島 2031年3月9日 星期日", "> 有人天天讀\uff0c就不算丟。", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |",
)  # fmt: skip

blocks = st.lists(st.sampled_from(BLOCKS), max_size=9).map("\n\n".join)
signs = st.sampled_from((*strategies.SIGNS, *strategies.ODD, *strategies.WORDS, *" _<>#=+&1a"))
trains = st.builds(
    lambda start, pieces, times, end: f"{start}{''.join(pieces) * times}{end}",
    st.sampled_from((*BLOCKS, "居民", "")), st.lists(signs, min_size=1, max_size=3), st.sampled_from((3, 7, 14)),
    st.sampled_from((*BLOCKS, "議會通過撥款。", "", "」", " A")),
)  # fmt: skip
texts = st.one_of(strategies.mixtures(), strategies.pages(), blocks, trains)
numbers = st.one_of(st.just(0), st.integers(0, len(OPTIONS) - 1))
drawn_texts: SearchStrategy[bytes] = st.builds(blob, texts, numbers)
mixed_texts = st.one_of(drawn_texts, drawn_texts, st.deferred(lambda: variants(tuple(text_seeds()))))
pairs = st.builds(lambda one, other: blob(f"{one}\n===\n{other}"), texts, texts)
codings = st.builds(
    lambda text, codec, number: bytes([number]) + text.encode(codec, "ignore"),
    texts, st.sampled_from(CODECS), st.integers(0, len(NAMES) - 1),
)  # fmt: skip

TARGETS = (
    Target("clean", check_clean, mixed_texts, text_seeds, 4.0),
    Target("settled", check_again, mixed_texts, text_seeds, 4.0),
    Target("compare", check_pair, st.one_of(pairs, st.deferred(lambda: variants(tuple(_pair_seeds())))), _pair_seeds),
    Target("bytes", check_bytes, st.one_of(codings, st.deferred(lambda: variants(tuple(_byte_seeds())))), _byte_seeds),
)
