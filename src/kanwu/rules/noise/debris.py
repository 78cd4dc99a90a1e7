"""Single characters and scraps of decorated headings and pictures."""

from collections.abc import Iterator

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.columns import column_widths, set_width
from kanwu.evidence.credits import has_credit, is_half_credit
from kanwu.evidence.furniture import letters
from kanwu.evidence.headlines import body_start
from kanwu.evidence.lexicon import best_cut
from kanwu.evidence.neighbours import beside, weeded
from kanwu.evidence.scraps import SHORT, ends_phrase, is_marker, rows, scrap_signs
from kanwu.evidence.sentence import PAUSES, cannot_start, ends_sentence
from kanwu.evidence.signs import told, total
from kanwu.model import Block, Document, Edit, Flag, Kind, Regroup, Sure, is_han, joined
from kanwu.patterns import late, simple

_DEBRIS, _DOUBT = 2.5, 2.0  # measured on bench pages: from the first on noise, from the second on a flag
_LATIN = 10  # letters of a block without a Chinese character
_JOINS = 1.0  # log10 by which a character is likelier behind the word before it: it belongs there
_FULL = 0.85  # share of the column that the lines around a stray one fill
_RUNNING = (Kind.PARAGRAPH, Kind.HEADING)
_LONE = simple(r"\n.\n")  # a line of one character between two others
_TAIL, _HEAD = late(r"\p{Han}{1,4}$"), late(r"\p{Han}+")


def debris(document: Document) -> Iterator[Edit]:
    """Takes out single characters and scraps: what is left of a decorated heading, or was read in a
    picture.

    Signs are weighed: a single character, no word in it, Latin letters that make no word, stray signs,
    blanks inside, what stands beside it, whether it interrupts running text. Three scraps in a row count
    more than one. A short piece that ends the sentence before it, numbers a part, belongs to a byline or to
    a heading beside it, or is a whole sentence stays. A character alone between two full lines of a
    paragraph is shown as a guess.
    """
    for number, block in document.of(Kind.PARAGRAPH):
        yield from _lines(document, number) if _LONE.search(block.text) else ()
    sure, doubtful = weeded(document, _weighed)
    for number, why in sure.items():
        yield Regroup(number, number, (document.blocks[number].tagged(Kind.NOISE),), why)
    for number, why in doubtful.items():
        yield Flag(number, 0, len(document.blocks[number].text), f"may be a scrap: {why}")


def _weighed(document: Document) -> dict[int, tuple[bool, str]]:
    """The blocks that may be scraps, by their number: whether that is sure enough, and the signs."""
    weighed, (scraps, headings) = {}, rows(document)
    for number, block in document.of(*_RUNNING):
        if number not in headings and (number in scraps or _is_short(block.text)):
            signs = list(_signs(document, number, number in scraps))
            score = total(signs)
            if score >= _DOUBT:
                weighed[number] = score >= _DEBRIS, told(signs)
    return weighed


def _is_short(text: str) -> bool:
    size = letters(text)
    return size <= _LATIN and "\n" not in text and (size <= SHORT or not any(map(is_han, text)))


def _signs(document: Document, number: int, in_row: bool) -> Iterator[tuple[float, str]]:
    """The signs for a scrap and against it; none at all where the text is plainly something else."""
    block, text = document.blocks[number], document.blocks[number].text
    near = (beside(document, number, -1), beside(document, number, 1))
    before, after = (None if at is None else document.blocks[at] for at in near)
    if in_row:
        yield 3.0, "one of several scraps in a row"
        return
    if is_half_credit(text) or is_marker(text) or cannot_start(text) or _is_tail(text) or _belongs(before, block):
        return
    yield from scrap_signs(text)
    han = sum(map(is_han, text))
    if han and block.kind == Kind.HEADING:
        yield -1.5, "may be part of a heading"
    if han and number < body_start(document):
        yield -1.5, "may be part of the title"
    if before and after and before.kind == after.kind == Kind.PARAGRAPH and not ends_sentence(before.text):
        yield (1.0 if han < 2 else 0.5), "interrupts a sentence"
    elif any(other and has_credit(other.text) for other in (before, after)):
        yield 0.5, "beside a caption"
    if letters(text) == 1 and block.kind == Kind.PARAGRAPH:
        yield 1.0, "a paragraph of one letter"


def _is_tail(text: str) -> bool:
    """Whether the piece ends a phrase; brackets after Latin debris say nothing."""
    return ends_phrase(text) and (any(map(is_han, text)) or text.rstrip()[-1] in PAUSES)


def _belongs(before: Block | None, block: Block) -> bool:
    """Whether the piece goes on what stands before it: a byline, or a word that it completes."""
    if before is None or not is_han(block.text[0]) or ends_sentence(before.text):
        return False
    line = before.text.rsplit("\n", 1)[-1]
    if before.kind == Kind.BYLINE or is_byline(line) or is_byline(line + block.text):
        return True
    tail = _TAIL.search(line)
    if not tail:
        return False
    head = _HEAD.match(block.text)
    own = head.group() if head else ""
    return best_cut(tail.group() + own) - best_cut(tail.group()) - best_cut(own) >= _JOINS


def _lines(document: Document, number: int) -> Iterator[Edit]:
    """The first line of one character between two full ones, taken out of its paragraph as a guess."""
    block, width = document.blocks[number], column_widths(document)[number]
    lines, at = block.text.split("\n"), 0
    for place, line in enumerate(lines):
        around = [lines[n] for n in (place - 1, place + 1) if 0 <= n < len(lines)]
        lone = len(line) == 1 and is_han(line) and len(around) == 2
        if width and lone and min(map(set_width, around)) >= _FULL * width:
            rest = joined((block.part(0, at), block.part(at + 2)))
            why = "one character between two full lines"
            yield Regroup(number, number, (rest, block.part(at, at + 1, Kind.NOISE)), why, Sure.GUESS)
            return
        at += len(line) + 1
