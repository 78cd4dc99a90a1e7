"""What stands in the head of a page that may be a piece of its title or subtitle."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kanwu.evidence.columns import set_width
from kanwu.evidence.furniture import furniture
from kanwu.evidence.headlines import head_end
from kanwu.evidence.sentence import ends_sentence
from kanwu.evidence.title_signs import is_named
from kanwu.model import SILENT, Document, Kind, is_han
from kanwu.patterns import late

LINE = (4.0, 25.0)
"""Ems of a title or a subtitle; of 32 printed ones the shortest had 12, the longest 23."""
LOOSE = 4.0
"""Ems; a paragraph in the head that has less is a label."""
BANNER = 12.0
"""Ems; what an engine read in a picture is hardly longer."""

_LABEL = 15.0  # ems; a sentence in the head that has more is a caption
_WORDS = 0.5  # share of Chinese characters in it; debris has fewer
_LEAST = 2  # characters that count
_WHOLE = 11.0  # ems; hardly a line of a head that is whole has less
_NAME = late(r"\p{Han}{2}(?:[·.。]?\p{Han}{2})?")  # sections have two characters or four: 要聞, 經濟觀察, 人物·專訪
_APART = late(r"[ \u3000]{6,}")  # things set apart in one printed line
_NO_LABEL = late(r"\d|[\uff0c\uff1a]")  # what banners and signs have not
_BY = late(r"(?:本[報报刊社])?[記记]者|文\s?[/\uff0f:\uff1a圖图圆圓]")  # a byline, even where it is misread


class Piece(NamedTuple):
    """A block in the head."""

    number: int
    text: str
    width: float
    heading: bool
    label: bool  # right above a caption, and short: it may have been read in the picture


@lru_cache(maxsize=8)
def head_pieces(document: Document) -> tuple[Piece, ...]:
    """The headings before the byline, and the short paragraphs among them that are no sentence."""
    end = head_end(document)
    shown = [n for n in range(end + 1) if n < len(document.blocks) and document.blocks[n].kind not in SILENT]
    pieces = []
    for number, after in pairwise(shown):
        block = document.blocks[number]
        if _BY.match(block.text):
            break
        width, heading = set_width(block.text), block.kind == Kind.HEADING
        words = block.kind == Kind.PARAGRAPH and sum(map(is_han, block.text)) >= _WORDS * len(block)
        loose = words and LOOSE <= width <= LINE[1] and not ends_sentence(block.text)
        if len(block) >= _LEAST and (heading or (loose and not _is_caption(document, after))):
            pieces.append(Piece(number, block.text, width, heading, _is_caption(document, after)))
    return _labelled(_unnamed(document, pieces))


def _unnamed(document: Document, pieces: list[Piece]) -> list[Piece]:
    """The pieces without page furniture, and without the name of a section among it where a whole line is left."""
    lines = [p for p in pieces if not (furniture(p.text) or len(_APART.findall(p.text)) > 1)]
    first = next((p.number for p in lines if p.heading and p.width >= _WHOLE), 0)
    items = [found.items if (found := furniture(b.text)) else None for b in document.blocks[:first]]
    before = [p for p in lines if p.number < first]
    names = [p for p in before if _NAME.fullmatch(p.text) or not p.heading]
    if names != before or not any(items) or any("section" in found for found in items if found):
        return lines
    return [p for p in lines if p not in names]


def _labelled(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces, marked as labels only if they are short; a few characters above a label are one, too."""
    done: list[Piece] = []
    for piece in reversed(pieces):
        beside = piece.label or (bool(done) and done[-1].label and piece.width < LOOSE)
        short = piece.width <= BANNER and not _NO_LABEL.search(piece.text) and not is_named(piece.text)
        done.append(piece._replace(label=beside and short))
    return tuple(reversed(done))


def _is_caption(document: Document, number: int | None) -> bool:
    if number is None:
        return False
    block = document.blocks[number]
    sentence = block.kind == Kind.PARAGRAPH and set_width(block.text) > _LABEL and ends_sentence(block.text)
    return block.kind == Kind.CAPTION or sentence
