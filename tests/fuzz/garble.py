"""Inputs made of others, token by token: markup, JSON, logs and text stay nearly what they were."""

import random
import re
from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

TOKEN = re.compile(rb"""<[^<>]{0,200}>|"(?:[^"\\\n]|\\.)*"|[\w.-]+|[\x80-\xff]{3}|\s+|.""", re.S)
VALUES = (
    b"", b"0", b"-1", b"1", b"65536", b"1e308", b"-1e400", b"NaN", b"Infinity", b"9" * 400, b"null", b"true", b"[]",
    b"{}", b'""', b'"\\ud800"', b"\0", b"\n", b"\r\n", b"\xff", b"\xef\xbb\xbf", b"<", b">", b"&#0;", b"&amp;",
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<a>", b"</a>", b'"', b"'", b"\\", b"[", b"]", b"{", b"}", b",", b":",
    "\u7532".encode(), "\U00020bb7".encode(), "\u3000".encode(), b"\xed\xa0\x80",
)  # fmt: skip
MOST = 40_000  # bytes of an input


def garbled(data: bytes, other: bytes, chance: random.Random, most: int = MOST) -> bytes:
    """The input with a few of its tokens taken out, repeated, exchanged, or put in from another input."""
    tokens = TOKEN.findall(data[:most]) or [b""]
    stock = TOKEN.findall(other[:most]) or [b""]
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        _change(tokens, stock, chance)
    return b"".join(tokens)[:most]


def _change(tokens: list[bytes], stock: Sequence[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(tokens) + 1)
    end = min(len(tokens), at + chance.choice((1, 1, 1, 2, 5, 30)))
    way = chance.randrange(7)
    if way == 0:
        del tokens[at:end]
    elif way == 1:
        tokens[at:at] = tokens[at:end] * chance.choice((1, 1, 2, 50))
    elif way == 2:
        there = chance.randrange(len(tokens) + 1)
        tokens[there:there] = tokens[at:end]
    elif way == 3:
        start = chance.randrange(len(stock))
        tokens[at:at] = stock[start : start + chance.choice((1, 3, 20))]
    elif way == 4:
        tokens[at:end] = [chance.choice(stock)]
    else:
        tokens[at:end] = [chance.choice(VALUES)]


@cache
def _lots() -> SearchStrategy[random.Random]:
    return st.randoms(use_true_random=False)


def variants(seeds: Sequence[bytes]) -> SearchStrategy[bytes]:
    """Seeds, garbled with tokens of one another."""
    picked = st.sampled_from(seeds)
    return st.builds(garbled, picked, picked, _lots())
