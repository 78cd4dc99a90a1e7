"""How Chinese sentences end and begin, as far as signs show it."""

from functools import lru_cache

import regex

from kanwu.patterns import late

ENDS = "。\uff01\uff1f!?…"
CLOSERS = "」』》〉）】〕”’\uff09\uff3d)]\"'"
OPENERS = "「『《〈（【〔“‘\uff08([\"'"
PAUSES = "\uff0c、\uff1b\uff1a,;:—·"

_END = late(rf"[{regex.escape(ENDS)}][{regex.escape(CLOSERS)}\s]*$")
_STOPS = frozenset(ENDS)
_OPEN_ENDED = frozenset(CLOSERS + ".")  # behind them a look further back tells
_NO_START = frozenset("\uff0c。、\uff1b\uff1a\uff1f\uff01,.;:?!)]" + CLOSERS[:-4])
_HALF_END = late(rf"[\u3400-\u9fff][.][{regex.escape(CLOSERS)}\s]*$")


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does: a full stop, question or exclamation mark or ellipsis, and
    closers after it."""
    last = text[-1:]
    if last in _STOPS:
        return True
    return (last in _OPEN_ENDED or last.isspace()) and _ends(text[-12:])


@lru_cache(maxsize=4096)
def _ends(tail: str) -> bool:
    return bool(_END.search(tail) or _HALF_END.search(tail))


def cannot_start(text: str) -> bool:
    """Whether no line of running text starts so: with a closing bracket, a stop or a pause."""
    return text[:1] in _NO_START


def sentence_ends(text: str) -> list[int]:
    """The places right after each sentence end inside the text, closers that belong to it counted in."""
    return list(_sentence_ends(text))


@lru_cache(maxsize=1024)
def _sentence_ends(text: str) -> tuple[int, ...]:
    return tuple(m.end() for m in _INNER.finditer(text))


_INNER = late(rf"[{regex.escape(ENDS)}]+[{regex.escape(CLOSERS)}]*")
