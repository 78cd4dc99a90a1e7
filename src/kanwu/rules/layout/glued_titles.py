"""Title and subtitle that were read as one heading."""

from collections.abc import Iterator

from kanwu.evidence.columns import set_width
from kanwu.evidence.headlines import head_end, is_structured
from kanwu.model import Document, Edit, Kind, Regroup, Sure
from kanwu.patterns import late

_LONGEST = 25.0  # ems; the longest of 32 titles and subtitles had 23
_SHORTEST = 11.0  # ems; the shortest had 12, and engines drop characters
_PHRASE = 3.0  # ems; what is shorter is no phrase, and no line breaks beside it
_GAP = late(r"[\s。_\]\[|“”\"]*\s[\s。_\]\[|“”\"]*")


def glued_titles(document: Document) -> Iterator[Edit]:
    """Cuts a heading in the head of the page that is too long for a title into its two lines.

    The cut is at a blank, where both lines are as long as titles are. A heading with no such place, or with several,
    stays.
    """
    if is_structured(document):
        return
    for number, block in document.of(Kind.HEADING):
        if number >= head_end(document):
            break
        if set_width(block.text) <= _LONGEST:
            continue
        places = list(_places(block.text))
        if len(places) == 1:
            yield Regroup(number, number, block.cut(*places), "two lines of the head, each of them whole", Sure.LIKELY)


def _places(text: str) -> Iterator[int]:
    """Where the second of two lines may begin."""
    ends = [0, *(m.end() for m in _GAP.finditer(text)), len(text)]
    for before, at, after in zip(ends, ends[1:], ends[2:], strict=False):
        phrases, lines = (text[before:at], text[at:after]), (text[:at], text[at:])
        if min(map(set_width, phrases)) >= _PHRASE and all(
            _SHORTEST <= set_width(line) <= _LONGEST for line in lines
        ):
            yield at
