"""Whether one piece of running text goes on in another: what the break cuts, and how the lines at it are set."""

from collections.abc import Container, Iterator
from functools import lru_cache

import regex

from kanwu.evidence.bigrams import affinity
from kanwu.evidence.columns import set_width
from kanwu.evidence.lexicon import frequency
from kanwu.evidence.sentence import cannot_start, ends_sentence, sentence_ends
from kanwu.evidence.signs import told, total
from kanwu.model import Block, Document, is_han

JOIN = 2.0  # from this score on two pieces are halves of one paragraph
BODY = 24.0  # ems; a shorter piece without a sentence end in it may be a subheading
_BOND = 1.0  # log10 of the ratio to chance: one in eight neighbours in running text reaches it, one in 200 at random
_STRANGE = -0.9
_SCRAP = 4  # characters; a shorter piece without a stop is debris rather than text
_WORD = -5.6  # log10 frequency of a word of two characters that the break would cut
_LONG_WORD = -7.5  # the same for longer ones: chance makes few of them

_STUMP = regex.compile(r"[^。\uff0c\uff01\uff1f\uff1b、,!?;「『“\s]{1,4}[。\uff1b;](?=.{8})", regex.DOTALL)
_PAUSE = regex.compile(r"[\uff0c、\uff1b,;—]$")
_OPENER = regex.compile(
    r"[【\[\uff08(]?本[報报][訊讯]|[\u3400-\u9fff]{2,6}社[\u3400-\u9fff]{0,6}\d|其中[\uff0c,]|此外|然而|不[過过][\uff0c,]|另外[\uff0c,]|同[時时][\uff0c,]"
    r"|[一二三四五六七八九十]{1,2}[、\uff0e.]|[\uff08(][一二三四五六七八九十\d]{1,2}[)\uff09]|\d{1,2}[、\uff0e]"
    r"|[記记]者|[顯显]然|事[實实]上|[據据][悉了統统介]|近年[來来][\uff0c,]|目前[\uff0c,]|如今[\uff0c,]|去年[\uff0c,]|今年\d"
)


def continues(first: Block, second: Block, column: float | None, next_column: float | None,
              phrases: Container[str] | None = None) -> tuple[float, str]:  # fmt: skip
    """How strongly two pieces are halves of one paragraph (JOIN and more: they are), and the signs that say so.

    `column` and `next_column` are the widths in ems of the columns that the pieces stand in, where known; `phrases` the
    document's own runs of three characters, see `phrases_of`.
    """
    signs = list(_signs(first.text, second.text, column, next_column))
    if phrases and not ends_sentence(first.text) and (phrase := _phrase_across(first.text, second.text, phrases)):
        signs.append((1.5 if column is not None else 0.4, f"{phrase} elsewhere on the page"))
    return total(signs), told(signs)


def _signs(first: str, second: str, column: float | None, next_column: float | None) -> Iterator[tuple[float, str]]:
    finished = ends_sentence(first)
    yield (-2.5, "a finished sentence") if finished else (1.0, "an unfinished sentence")
    last_line, next_lines = first.rsplit("\n", 1)[-1], second.split("\n", 1)
    if cannot_start(second):
        yield 3.0, "a sign that cannot start a line"
    elif len(second) < _SCRAP and not ends_sentence(second):
        yield -2.0, "a scrap"
    if _OPENER.match(second):
        yield -3.0, "words that open a paragraph"
    if not finished:
        yield from _words(first, second, column is not None)
    if column and set_width(last_line) <= column + 2:
        lacks = column - set_width(last_line)
        if lacks <= 1.25:
            yield (1.5 if "\n" in first else 0.75), "the column is filled"
        elif lacks > 3:
            yield -1.0, "the last line is short"
    if next_column and len(next_lines) > 1:
        lacks = next_column - set_width(next_lines[0])
        if abs(lacks) <= 1.0:
            yield 1.5, "no indent"
        elif 1.5 <= lacks <= 2.75:
            yield -1.0, "an indent"


def _words(first: str, second: str, in_columns: bool) -> Iterator[tuple[float, str]]:
    """The signs in the words at the break. Where no columns show, a comma may end a line for many reasons: it
    says less."""
    if _PAUSE.search(first):
        yield (1.5 if in_columns else 0.4), "a pause before the break"
    elif word := _word_across(first, second):
        yield 1.5, f"the word {word}"
    elif (bond := affinity(first[-1], second[0])) >= _BOND:
        yield 1.0, f"{first[-1]} and {second[0]} go together"
    elif bond <= _STRANGE:
        yield -0.5, f"{first[-1]} and {second[0]} do not go together"
    if _STUMP.match(second) and not cannot_start(second):
        yield 1.5, "a first sentence that is a mere end"
    if sum(first.count(c) - first.count(d) for c, d in ("「」", "『』", "《》", "\uff08\uff09")) > 0:
        yield 0.5, "an open bracket"
    if sentence_ends(first) or set_width(first) >= BODY:
        yield 0.5, "running text"


def _word_across(first: str, second: str) -> str:
    """The commonest word that the break would cut in two, or nothing."""
    words = (first[-n:] + second[:m] for n in (1, 2, 3) for m in (1, 2, 3) if len(first) >= n and len(second) >= m)
    best = max(words, key=lambda word: (frequency(word) + 1.2 * len(word), word), default="")
    return best if best and frequency(best) > (_WORD if len(best) == 2 else _LONG_WORD) else ""


@lru_cache(maxsize=4)
def phrases_of(document: Document) -> Container[str]:
    """The runs of three signs that stand in the running text of a document, white space aside."""
    found: set[str] = set()
    for _, block in document.prose():
        text = "".join(block.text.split())
        found.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
    return found


def _phrase_across(first: str, second: str, phrases: Container[str]) -> str:
    """A run of three Chinese characters over the break that stands elsewhere on the page, or nothing."""
    for run in (first[-2:] + second[:1], first[-1:] + second[:2]):
        if len(run) == 3 and all(map(is_han, run)) and run in phrases:
            return run
    return ""
