"""Single characters and scraps of decorated headings and pictures."""

from collections.abc import Iterator

import regex

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.captions import has_credit
from kanwu.evidence.columns import column_widths, set_width
from kanwu.evidence.furniture import letters
from kanwu.evidence.headlines import body_start
from kanwu.evidence.lexicon import best_cut
from kanwu.evidence.neighbours import beside
from kanwu.evidence.scraps import SHORT, is_marker, is_stray, scrap_signs
from kanwu.evidence.sentence import CLOSERS, ENDS, PAUSES, cannot_start, ends_sentence
from kanwu.model import Block, Document, Edit, Flag, Kind, Regroup, Sure, is_han, joined

_DEBRIS, _DOUBT = 2.5, 2.0  # measured on bench pages: from the first on noise, from the second on a flag
_LATIN = 10  # letters of a block without a Chinese character
_CLUSTER = 3  # blocks in a row; two of them single characters
_TINY = 2  # letters of the other blocks of a cluster
_JOINS = 1.0  # log10 by which a character is likelier behind the word before it: it belongs there
_FULL = 0.85  # share of the column that the lines around a stray one fill
_RUNNING = (Kind.PARAGRAPH, Kind.HEADING)
_TAIL = regex.compile(rf"[{regex.escape(ENDS + PAUSES + CLOSERS)}][\s.]*$")


def debris(document: Document) -> Iterator[Edit]:
    """Takes out single characters and scraps: what is left of a decorated heading, or was read in a picture.

    Signs are weighed: a single character, no word in it, Latin letters that make no word, stray signs, blanks inside, what
    stands beside it, whether it interrupts running text. Three scraps in a row count more than one. A short piece that
    ends the sentence before it, numbers a part, belongs to a byline or to a heading beside it, or is a whole sentence
    stays. A character alone between two full lines of a paragraph is shown as a guess.
    """
    clusters = _clusters(document)
    for number, block in document.of(*_RUNNING):
        if number in clusters or _is_short(block.text):
            signs = list(_signs(document, number, number in clusters))
            score = sum(weight for weight, _ in signs)
            why = ", ".join(f"{name} {weight:+g}" for weight, name in signs)
            if score >= _DEBRIS:
                yield Regroup(number, number, (block.tagged(Kind.NOISE),), why)
            elif score >= _DOUBT:
                yield Flag(number, 0, len(block.text), f"may be a scrap: {why}")
        elif block.kind == Kind.PARAGRAPH and "\n" in block.text:
            yield from _lines(document, number)


def _is_short(text: str) -> bool:
    size, han = letters(text), sum(map(is_han, text))
    return size <= (SHORT if han else _LATIN) and "\n" not in text


def _signs(document: Document, number: int, cluster: bool) -> Iterator[tuple[float, str]]:
    """The signs for a scrap and against it; none at all where the text is plainly something else."""
    block, text = document.blocks[number], document.blocks[number].text
    before, after = (None if at is None else document.blocks[at] for at in (beside(document, number, -1), beside(document, number, 1)))
    if cluster:
        yield 3.0, "one of several scraps in a row"
    elif is_marker(text) or cannot_start(text) or _is_tail(text) or _belongs(before, block):
        return
    yield from (sign for sign in scrap_signs(text) if not cluster or sign[0] > 0)
    han = any(map(is_han, text))
    if not cluster and han and block.kind == Kind.HEADING:
        yield -1.5, "may be part of a heading"
    if not cluster and han and number < body_start(document):
        yield -1.5, "may be part of the title"
    if before and after and before.kind == after.kind == Kind.PARAGRAPH and not ends_sentence(before.text):
        yield (1.0 if sum(map(is_han, text)) < 2 else 0.5), "interrupts a sentence"
    elif before and has_credit(before.text) or after and has_credit(after.text):
        yield 0.5, "beside a caption"
    if not cluster and letters(text) == 1 and block.kind == Kind.PARAGRAPH:
        yield 1.0, "a paragraph of one letter"


def _is_tail(text: str) -> bool:
    """Whether the piece ends as a sentence, a clause or a quotation does; brackets after Latin debris say nothing."""
    return bool(_TAIL.search(text)) and (any(map(is_han, text)) or text.rstrip()[-1] in PAUSES)


def _belongs(before: Block | None, block: Block) -> bool:
    """Whether the piece goes on what stands before it: a byline, or a word that it completes."""
    if before is None or not is_han(block.text[0]) or ends_sentence(before.text):
        return False
    line = before.text.rsplit("\n", 1)[-1]
    if before.kind == Kind.BYLINE or is_byline(line) or is_byline(line + block.text):
        return True
    tail = regex.search(r"\p{Han}{1,4}$", line)
    if not tail:
        return False
    head = regex.match(r"\p{Han}+", block.text)
    own = head.group() if head else ""
    return best_cut(tail.group() + own) - best_cut(tail.group()) - best_cut(own) >= _JOINS


def _clusters(document: Document) -> set[int]:
    """Blocks in a row of at most two letters each, at least two of them stray, unless they spell out a text."""
    found: set[int] = set()
    run: list[int] = []
    for number in range(len(document.blocks) + 1):
        block = document.blocks[number] if number < len(document.blocks) else None
        if block and block.kind in _RUNNING and letters(block.text) <= _TINY and not _TAIL.search(block.text):
            run.append(number)
            continue
        texts = [document.blocks[n].text for n in run]
        strays = [t for t in texts if is_stray(t) and not is_marker(t)]
        if len(run) >= _CLUSTER and len(strays) >= 2 and not _spells(texts):
            found |= set(run)
        run = []
    return found


def _spells(texts: list[str]) -> bool:
    """Whether single characters, read one after the other, make words: a heading set vertically."""
    whole = "".join(texts)
    return all(len(t) == 1 for t in texts) and best_cut(whole) / len(whole) > -2.3


def _lines(document: Document, number: int) -> Iterator[Edit]:
    """A line of one character between two full ones, taken out of its paragraph as a guess."""
    block, width = document.blocks[number], column_widths(document)[number]
    lines, at = block.text.split("\n"), 0
    for place, line in enumerate(lines):
        if width and 0 < place < len(lines) - 1 and len(line) == 1 and is_han(line):
            if all(set_width(lines[n]) >= _FULL * width for n in (place - 1, place + 1)):
                parts = block.part(0, at), block.part(at + 2)
                yield Regroup(
                    number, number, (joined(parts), block.part(at, at + 1, Kind.NOISE)),
                    "one character between two full lines", Sure.GUESS,
                )  # fmt: skip
                return
        at += len(line) + 1
