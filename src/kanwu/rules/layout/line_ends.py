"""Spaces that stand where a printed line ended."""

from collections.abc import Iterator

from kanwu.evidence.bylines import is_byline
from kanwu.evidence.columns import commonest, set_width
from kanwu.evidence.sentence import ends_sentence
from kanwu.model import Block, Document, Edit, Flag, Kind, Replace, Sure
from kanwu.patterns import late

_SPACE = late(r"[ \u3000\t]+")
_WIDE = r"[^\x00-\x7f·“”‘’]"
_BETWEEN = late(rf"(?<={_WIDE})[ \u3000\t]+(?={_WIDE})")  # no engine sets a space there but for a line end
_FULL = (0.8, 1.12)  # a line of the column, at a space that may also be the engine's own; share of the column's width
_SHORT = 0.55  # below this share of the column no line ends but with its sentence
_LEAST = 6.0  # ems; shorter runs between spaces are names and lists, not lines
_JOINED = 1.6  # a run this many columns wide has lines in it that were joined already


def line_ends(document: Document) -> Iterator[Edit]:
    """Turns the space that an OCR pipeline put where a printed line ended back into a line end.

    The width of the column is inferred from the runs between spaces; a space counts as a line end where the run
    before it fills the column or ends a sentence. Lines are closed later, when it is known which of them end a
    paragraph. Spaces between the names of a byline, inside short lines and inside headings are left alone.
    """
    runs = [_runs(b) if _has_line_ends(b) else [] for b in document.blocks]
    page = commonest([w for block in runs for w in block[:-1]])
    for number, block in enumerate(document.blocks):
        if runs[number] and (width := commonest(runs[number][:-1]) or page):
            yield from _found(number, block, width)


def _has_line_ends(block: Block) -> bool:
    prose = block.kind in (Kind.PARAGRAPH, Kind.CAPTION, Kind.QUOTE)
    return prose and "\n" not in block.text and " " in block.text and not is_byline(block.text)


def _runs(block: Block) -> list[float]:
    """The widths between spaces that stand between Chinese characters."""
    return [set_width(run) for run in _BETWEEN.split(block.text)]


def _found(number: int, block: Block, width: float) -> Iterator[Edit]:
    text, start = block.text, 0
    spaces = list(_SPACE.finditer(text))
    for space, following in zip(spaces, [*spaces[1:], None], strict=True):
        between = bool(_BETWEEN.match(text, space.start()))
        if not _is_end(text[start : space.start()], between, width):
            continue
        if not between and following and _surer(text, start, following.start(), width):
            continue
        start = space.end()
        why = f"a line of the column ended here (about {width:g} ems)"
        yield Replace(number, *space.span(), space.group(), "\n", why, Sure.CERTAIN)
        if following and following.start() == start + 1 and _BETWEEN.match(text, following.start()):
            yield Flag(number, start, start + 1, "a character alone at a line's start: part of the line may be lost")


def _surer(text: str, start: int, following: int, width: float) -> bool:
    """Whether the next blank stands between Chinese characters and still within the line: that one is its end."""
    return bool(_BETWEEN.match(text, following)) and set_width(text[start:following]) <= _FULL[1] * width


def _is_end(line: str, between: bool, width: float) -> bool:
    filled = set_width(line) / width
    if _FULL[0] <= filled <= _FULL[1]:
        return True
    if not between or (set_width(line) < min(_LEAST, _SHORT * width) and not ends_sentence(line)):
        return False
    return filled >= _SHORT or ends_sentence(line)
