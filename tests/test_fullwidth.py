"""Golden texts have full-width signs where Chinese print has them.

Editors and tools like to turn such signs into ASCII unseen. A rule's case whose result is half-width on
purpose, because the rule runs before the one that widens signs, says so: [raw] at the end of its title.
"""

import re
from collections.abc import Iterator

import pytest

from house import CLEAN, ROOT, page_folders, read
from kanwu.fixtures import cases, fixture_files
from kanwu.guard import markup
from kanwu.read.markdown import read_markdown

_CHINESE = "[\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u303f\u3400-\u9fff\uff01-\uff60]"
_HALF_WIDTH = re.compile(rf"(?<={_CHINESE})[,;:?!()\[\]](?={_CHINESE})")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])|\[\^[^\[\]]*\]")


def half_width(text: str) -> list[str]:
    """Each ASCII sign between two Chinese characters of running text, and its neighbours."""
    found = []
    for _, block in read_markdown(text).prose():
        plain = _LINK.sub(r" \1 ", block.text)
        for start, end in reversed(markup(plain)):
            plain = plain[:start] + " " + plain[end:]
        found += [plain[max(0, m.start() - 6) : m.end() + 6] for m in _HALF_WIDTH.finditer(plain)]
    return found


def golden() -> Iterator[tuple[str, str]]:
    """Every golden text of the project with its name; expected.md, compared to the letter, may be imperfect."""
    for file in (*(folder / "gold.md" for folder in page_folders()), *sorted(CLEAN.glob("*.md"))):
        if (text := read(file)) is not None:
            yield str(file.relative_to(ROOT)), text
    for name in sorted(fixture_files()):
        for case in cases(name):
            if case.wanted and "raw" not in case.options:
                yield f"{name}: {case.title}", case.wanted


@pytest.mark.parametrize(("name", "text"), [pytest.param(*found, id=found[0]) for found in golden()])
def test_golden_texts_are_full_width(name: str, text: str) -> None:
    assert not half_width(text), f"{name} has ASCII signs between Chinese characters"


@pytest.mark.parametrize("sign", ",;:?!()[]")
def test_a_half_width_sign_is_found(sign: str) -> None:
    assert half_width(f"居民{sign}議會") == [f"居民{sign}議會"]
    assert half_width(f"「居民」{sign}「議會」")
    assert not half_width(f"居民 {sign}A議會")


def test_markup_is_no_half_width_sign() -> None:
    text = "見[議會](http://example.org/甲,乙)與[居民][甲]及`甲,乙`註[^1]一\n\n```\n甲,乙\n```\n\n- 甲,乙\n"
    assert not half_width(text)
    assert not half_width("用`甲,乙`寫")
    assert half_width("甲[乙]丙") == ["甲[乙]丙", "甲[乙]丙"]
