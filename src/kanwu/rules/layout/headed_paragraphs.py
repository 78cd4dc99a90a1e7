"""Subheadings that were read as one block with the first line of their text."""

from collections.abc import Iterator

from kanwu.evidence.bigrams import affinity
from kanwu.evidence.bylines import is_byline
from kanwu.evidence.columns import column_widths, set_width
from kanwu.evidence.credits import has_credit
from kanwu.evidence.headlines import body_start, is_structured
from kanwu.evidence.neighbours import beside
from kanwu.evidence.sentence import PAUSES, cannot_start, ends_sentence, sentence_ends
from kanwu.evidence.signs import Sign, told, total
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure, joined
from kanwu.patterns import late

_HEADING = (5.0, 21.0)  # ems; 46 subheadings of sixteen articles had 8 to 19
_OVER = 2.5  # ems by which a heading's line is wider than the column beside it
_SHORT = 3.0  # ems that a line lacks at least to fill the column
_INDENT = (0.5, 3.5)  # ems that a paragraph's first line lacks: two, and what the engine dropped or made wider
_CUT = 2.5  # from this score on a heading ends with the first line of its text
_FULL, _OVERFULL = 22.0, 25.5  # ems; few headings have more than the first, none more than the second
_BOND = 0.5  # log10 of the ratio to chance from which on two neighbours go together
_PAUSE = late(r"[\uff0c,\uff1b;。]")
_LEAD = late(r"[\s.、\uff0c,]*\s[\s.、]*")
_LABEL = late(r"[\uff1a:]$|^[\uff08(]?[一二三四五六七八九十\d]{1,3}[、.)\uff09]|^[【\[\uff08(]|\d{4}|[記记]者|[圖图]")


def headed_paragraphs(document: Document) -> Iterator[Edit]:
    """Cuts a subheading off the first line of the paragraph below it, where both were read as one block.

    A paragraph's first line fills its column but for the indent. So a block begins with a subheading if its first line
    is some words, a blank and a full line; if its first two lines are short, the second far, and have no stop; or if
    its first line is wider than the column. A heading that ends in a full line with a pause in it gives it back.
    """
    if is_structured(document):
        return
    columns, done = column_widths(document), body_start(document)
    for number, block in document.of(Kind.HEADING, Kind.PARAGRAPH):
        column = columns[number]
        if number <= done or column is None:
            continue
        if block.kind == Kind.HEADING:
            for edit in _from_heading(document, number, column):
                done = edit.last
                yield edit
        elif (above := beside(document, number, -1)) is not None:
            at = _first_lines(block, column)
            if at is None or not _is_finished(document.blocks[above]):
                continue
            after = (block.part(0, at, Kind.HEADING).tagged(Kind.HEADING, 2), block.part(at))
            yield Regroup(number, number, after, "words without a stop above a paragraph's first line", Sure.LIKELY)


def _is_finished(block: Block) -> bool:
    """Whether a heading may stand behind the block: a finished sentence, a caption, or the rest of the heading."""
    return block.kind in (Kind.CAPTION, Kind.QUOTE, Kind.HEADING) or ends_sentence(block.text)


def _first_lines(block: Block, column: float) -> int | None:
    """Where the text begins behind the lines of a heading, or None."""
    lines = block.text.split("\n")
    if cannot_start(block.text) or len(lines) < 2:
        return None
    for gap in _LEAD.finditer(lines[0]):
        words, line = lines[0][: gap.start()], lines[0][gap.end() :]
        if _is_heading(words) and not _PAUSE.search(words) and _is_first(line, column) and _is_apart(words, line):
            return gap.end()
    wide = set_width(lines[0]) >= column + _OVER and _LEAD.search(lines[0]) and not _PAUSE.search(lines[0])
    stub = len(lines) > 2 and _is_stub(lines[0], column - _SHORT) and _is_stub(lines[1], column / 2)
    size = 2 if stub else 1 if wide else 0
    at = sum(len(line) + 1 for line in lines[:size])
    return at if size and _is_heading(block.text[: at - 1]) and _is_first(lines[size], column) else None


def _is_apart(first: str, second: str) -> bool:
    """Whether the blank between them cuts no word and stands beside no figure or Latin word."""
    return not (first[-1].isascii() or second[0].isascii()) and affinity(first[-1], second[0]) < _BOND


def _is_stub(line: str, longest: float) -> bool:
    """Whether a line is shorter than that, and neither a sentence nor a clause ends with it."""
    return bool(line) and set_width(line) <= longest and line[-1] not in PAUSES and not _PAUSE.search(line)


def _is_first(line: str, column: float) -> bool:
    """Whether a line is as long as a paragraph's first line."""
    return _INDENT[0] <= column - set_width(line) <= _INDENT[1] and not cannot_start(line)


def _is_heading(text: str) -> bool:
    if not _HEADING[0] <= set_width(text) <= _HEADING[1] or sentence_ends(text) or _LABEL.search(text):
        return False
    return not (is_byline(text) or has_credit(text))


def _from_heading(document: Document, number: int, column: float) -> Iterator[Regroup]:
    """The end of a heading that is the first line of the paragraph below, given back to it."""
    block, below = document.blocks[number], beside(document, number, 1)
    gaps = list(_LEAD.finditer(block.text))
    if not gaps or below is None or document.blocks[below].kind != Kind.PARAGRAPH or ends_sentence(block.text):
        return
    at, line, text = gaps[-1].end(), block.text[gaps[-1].end() :], document.blocks[below]
    if not line or not _is_heading(block.text[: gaps[-1].start()]):
        return
    signs: list[Sign] = [
        (1.0 * _is_first(line, column), "as long as a paragraph's first line"),
        (1.0 * bool(_PAUSE.search(line)), "with a pause in it"),
        (1.0 * (set_width(block.text) > _FULL), "longer than headings are"),
        (1.0 * (set_width(block.text) > _OVERFULL), "far longer"),
        (0.5 * (affinity(line[-1], text.text[0]) > 0), "the text goes on it"),
    ]
    if signs[0][0] and total(signs) >= _CUT:
        whole = joined([block.part(at).tagged(Kind.PARAGRAPH), text])
        rest = document.blocks[number + 1 : below]
        yield Regroup(number, below, (block.part(0, at), *rest, whole), told([s for s in signs if s[0]]), Sure.LIKELY)
