"""How blocks are set: captions in small type, titles in the largest."""

from kanwu import clean
from kanwu.evidence.setting import is_largest, role_of, setting
from kanwu.geometry import Box, Role
from kanwu.model import Document, Kind
from kanwu.read.drawn import drawn
from kanwu.read.scan import Line, Page, Region, Word, scanned


def body(top: int) -> str:
    return "\n".join(f"0 {top + 30 * n} 240 {top + 20 + 30 * n} | 山路走到盡頭就是海渡口船" for n in range(4))


BODY = body(100)


def test_small_type_speaks_for_a_caption_and_the_type_of_the_text_against_one() -> None:
    page = drawn(f"{BODY}\n\n0 300 204 317 | 守塔人擦拭玻璃的那一個早晨")
    assert [weight for weight, _ in setting(page, 1, 1)] == [2.0]
    assert [weight for weight, _ in setting(page, 0, 0)] == [-2.0]


def test_short_lines_and_text_without_boxes_say_nothing() -> None:
    assert list(setting(drawn(f"{BODY}\n\n0 300 51 317 | 守塔人"), 1, 1)) == []
    blocks = drawn(BODY).blocks
    assert list(setting(Document(blocks, "山路走到盡頭就是海"), 0, 0)) == []


def with_headings(title: int, section: int) -> Document:
    """A page with a title and a section's heading of these sizes."""
    top = f"0 0 {title * 6} {title} | 守塔人的早晨"
    middle = f"0 300 {section * 6} {300 + section} | 燈不會自己亮"
    page = drawn(f"{top}\n\n{BODY}\n\n{middle}")
    first, text, last = page.blocks
    blocks = (first.tagged(Kind.HEADING, 2), text, last.tagged(Kind.HEADING, 2))
    return Document(blocks, page.source, geometry=page.geometry)


def test_a_title_is_far_larger_than_all_other_headings() -> None:
    assert is_largest(with_headings(50, 30), 0)
    assert not is_largest(with_headings(50, 30), 2)
    assert not is_largest(with_headings(32, 30), 0)


def test_the_largest_heading_becomes_the_title() -> None:
    page = drawn(f"0 0 550 50 | 守塔人和他父親的那盞燈\n\n{BODY}\n\n0 240 180 270 | 燈不會自己亮\n\n{body(300)}")
    assert clean(page).text.startswith("# 守塔人和他父親的那盞燈\n")


def called(role: Role, text: str) -> Document:
    """A page of running text and of one line that its format calls something."""
    lines = [Line([Word("山路走到盡頭就是海渡口船", Box(0, y, 240, y + 20))]) for y in (100, 130, 160, 190)]
    lines[-1].words[0].text = "渡口的船每天只來一次。"
    named = Region([Line([Word(text, Box(0, 20, 20 * len(text), 40))])], role)
    return scanned([Page([named, Region(lines)], 400, 300)]).document


def test_what_the_input_calls_a_line_tells() -> None:
    page = called("header", "山城鐘聲")
    assert [role_of(page, block) for block in page.blocks] == ["header", ""]
    found = clean(page)
    assert (found.text[:2], found.blocks[0].kind) == ("山路", Kind.NOISE)
    assert "the input calls it a header" in [edit.why for edit in found.edits]
    assert clean(called("", "山城鐘聲")).text.startswith("山城鐘聲")


def test_a_sentence_stays_whatever_the_input_calls_it() -> None:
    assert clean(called("footer", "守塔人說，燈不會自己亮。")).text.startswith("守塔人說")
    assert clean(called("caption", "守塔人在塔頂擦拭玻璃。")).text.startswith("*守塔人在塔頂擦拭玻璃。*")
