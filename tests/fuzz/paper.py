"""Pages whose lines have places on paper, likely and unlikely ones: accounted for, and settled after one cleaning.

An input is, after the byte of its options, lines of this kind; others are passed over:

    60 100 380 120 90% | a line, after its left, top, right, bottom and confidence; `v` before them: from top to bottom
    + 390 100 420 120 | one more word of it
    ! 0 200 400 700
    # heading 2

`!` is a picture, `#` the role and level of what follows. Blank lines part regions, `---` parts pages.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import get_args

from hypothesis import strategies as st

import strategies
from fuzz.garble import variants
from fuzz.readers import FOLDER, check_document
from fuzz.target import OPTIONS, Target, blob, text_of
from invariants import check_accounts, check_settled
from kanwu import Document
from kanwu.fixtures import cases, fixture_files
from kanwu.geometry import UNKNOWN, Box, Role
from kanwu.read.files import read_page
from kanwu.read.scan import Line, Page, Region, Word, scanned

ROLES: dict[str, Role] = {role.replace(" ", "-"): role for role in get_args(Role)}
_SET = re.compile(r"([+v!]?) ?(\S+) (\S+) (\S+) (\S+)(?: (\d{1,3})%)?(?: \| (.*))?")
_ROLE = re.compile(r"# ([a-z-]*) ?(\d?)")


def check_paper(data: bytes) -> None:
    """All promises on one page with geometry."""
    text, options = text_of(data)
    document = set_out(text)
    check_document(document)
    check_settled(check_accounts(document, options), options)


def set_out(text: str) -> Document:
    """The document of a page that is written so."""
    pages = [Page([Region()], 800, 1000)]
    for line in text.split("\n"):
        if line == "---":
            pages.append(Page([Region()], 800, 1000))
        elif not line.strip():
            last = pages[-1].regions[-1]
            pages[-1].regions.append(Region(role=last.role, level=last.level))
        elif role := _ROLE.fullmatch(line):
            pages[-1].regions.append(Region(role=ROLES.get(role[1], ""), level=min(6, int(role[2] or 0))))
        elif found := _SET.fullmatch(line):
            with suppress(ValueError):
                _set(pages[-1], found)
    return scanned(pages).document


def _set(page: Page, found: re.Match[str]) -> None:
    sign, *numbers, sure, text = found.groups()
    box = Box(*map(float, numbers))
    word = Word(text or "", box, min(1.0, int(sure) / 100) if sure else UNKNOWN)
    lines = page.regions[-1].lines
    if sign == "!":
        page.pictures.append(box)
    elif sign == "+" and lines:
        lines[-1].words.append(word)
        lines[-1].box = Box(0, 0, 0, 0)
    else:
        lines.append(Line([word], box, vertical=sign == "v"))


def written(document: Document) -> str:
    """A document with geometry as such lines."""
    geometry = document.geometry
    lines: list[str] = []
    for sheet in geometry.sheets if geometry else ():
        lines += ["---"] * bool(lines)
        lines += [f"! {_numbers(box)}" for box in sheet.pictures]
        region = -1
        for line in geometry.lines_in(sheet) if geometry else ():
            if line.region != region and geometry:
                region = line.region
                lines.append(f"# {geometry.regions[region].role.replace(' ', '-')}")
            text = document.source[line.start : line.end]
            lines.append(f"{'v ' if line.vertical else ''}{_numbers(line.box)} | {text}")
    return "\n".join(lines)


def _numbers(box: Box) -> str:
    return " ".join(f"{side:.10g}" for side in box)


def paper_seeds() -> Iterator[bytes]:
    for name in sorted(fixture_files()):
        for case in cases(name):
            if "boxes" in case.options:
                yield blob(case.given)
    for file in sorted(p for p in FOLDER.rglob("*") if p.suffix in (".hocr", ".xml", ".json") and p.stem != "mets"):
        yield blob(written(read_page(file).document))


@st.composite
def columns(draw: st.DrawFn) -> bytes:
    """Paragraphs of real and odd text set in columns, some of them read twice, strewn with other things."""
    out: list[str] = []
    for column in range(draw(st.integers(1, 3))):
        y, width, size = 100.0, draw(st.integers(6, 16)), draw(st.sampled_from((20, 20, 30)))
        for _ in range(draw(st.integers(1, 4))):
            out += draw(st.sampled_from(([], [""], [f"# {draw(st.sampled_from(list(ROLES)))}"])))
            text = draw(st.one_of(st.sampled_from(strategies.stock()), strategies.runs))[: 8 * width]
            for line in _lines(text, width):
                x = column * (width + 2) * size + draw(st.sampled_from((0, 0, 0, 2 * size, 3)))
                out.append(f"{x} {y:g} {x + size * len(line)} {y + size:g} | {line}")
                y += size * draw(st.sampled_from((1.5, 1.5, 1.5, 3, 0)))
    if draw(st.booleans()):
        out = draw(st.permutations(out))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(out)))
        more = (out, out[:at], ["---"], ["! 0 100 300 400"], ["v 700 0 720 300 | \u7532\u4e59\u4e19\u4e01"])
        out[at:at] = draw(st.sampled_from(more))
    return blob("\n".join(out), draw(st.sampled_from((0, 0, 1, 5, 10, 15, len(OPTIONS) - 1))))


def _lines(text: str, width: int) -> list[str]:
    flat = " ".join(text.split())
    return [flat[at : at + width] for at in range(0, len(flat), width)]


drawn = st.one_of(columns(), columns(), st.deferred(lambda: variants(tuple(paper_seeds()))))
TARGETS = (Target("paper", check_paper, drawn, paper_seeds, 6.0),)
