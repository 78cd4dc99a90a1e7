"""Files of every format, broken or made to do harm: a document whose numbers are sane, or one fault."""

import io
import math
import zipfile
from collections.abc import Callable, Iterator, Sequence

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import scans
from fuzz.garble import variants
from fuzz.target import Target, check_told
from house import ROOT
from invariants import check_accounts
from kanwu import Document, KanwuError
from kanwu.geometry import UNKNOWN
from kanwu.read.files import Page, page_of
from kanwu.read.formats import FORMATS, found_format
from kanwu.read.mets import mets_pages
from kanwu.read.scan import FARTHEST
from kanwu.write.json import Source, write_json
from kanwu.write.same import bytes_back

FOLDER = ROOT / "fixtures" / "scans"
MARKUP = (None, "hocr", "alto", "page", "mets")
ENGINES = (None, "paddle", "mineru", "vision", "azure", "textract")
ZIPS = (None, "zip")
LONGEST = 1500  # characters of a page that is cleaned too


def reading(kinds: Sequence[str | None]) -> Callable[[bytes], None]:
    """A check of an input whose first byte says which of these formats its bytes are said to have."""

    def check(data: bytes) -> None:
        kind, body = kinds[data[0] % len(kinds)] if data else None, data[1:]
        try:
            found = kind or found_format(body, "")
            if found == "mets":
                mets_pages(body.decode("utf-8", "replace"))
            page = page_of(body, found)
        except KanwuError as error:
            check_told(error)
            return
        check_document(page.document)
        check_cleaned(page)

    return check


def check_document(document: Document) -> None:
    """Characters stand where they are said to, and no number is beyond all measure."""
    for block in document.blocks:
        for char, origin in zip(block.text, block.origin, strict=True):
            assert origin < 0 or document.source[origin] == char
    geometry = document.geometry
    if geometry is None:
        return
    boxes = [word.box for word in geometry.words] + [line.box for line in geometry.lines]
    boxes += [box for sheet in geometry.sheets for box in sheet.pictures]
    numbers = [n for box in boxes for n in box] + [n for s in geometry.sheets for n in (s.width, s.height)]
    assert all(math.isfinite(n) and abs(n) <= FARTHEST for n in (*numbers, *(line.size for line in geometry.lines)))
    assert all(word.confidence == UNKNOWN or 0 <= word.confidence <= 1 for word in geometry.words)
    assert all(0 <= word.start <= word.end <= len(document.source) for word in geometry.words)


def check_cleaned(page: Page) -> None:
    """A short page can be cleaned and written in each way; one that stays is written byte for byte."""
    if page.scan is not None and page.own is not None and FORMATS[page.format].rewritten:
        assert bytes_back(page.own, page.scan, page.document.blocks) == page.data
    if len(page.document.source) > LONGEST:
        return
    result = check_accounts(page.document)
    write_json(result, Source("page", page.format, "", ""))
    if page.scan is not None and page.own is not None and FORMATS[page.format].rewritten:
        page_of(bytes_back(page.own, page.scan, result.blocks), page.format)


def markup_seeds() -> Iterator[bytes]:
    for number, made in enumerate((scans.hocr(), scans.alto(), scans.page_xml(), scans.mets("a.xml", "b/c.xml")), 1):
        yield bytes([number]) + made.encode()
        yield bytes([0]) + made.replace("UTF-8", "Big5").encode("big5hkscs", "xmlcharrefreplace")
    for file in sorted(p for p in FOLDER.iterdir() if p.suffix in (".hocr", ".html", ".xml")):
        yield bytes([0]) + file.read_bytes()


def engine_seeds() -> Iterator[bytes]:
    yield bytes([0]) + scans.paddle().encode()
    for file in sorted((FOLDER / "engines").glob("*.json")):
        yield bytes([0]) + file.read_bytes()


def zip_seeds() -> Iterator[bytes]:
    for pack in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield bytes([0]) + scans.zipped({"1.hocr": scans.hocr(), "2.xml": scans.alto(scans.OTHER)}, pack)
        yield bytes([0]) + scans.zipped({"m.xml": scans.mets("a/1.xml"), "a/1.xml": scans.page_xml()}, pack)
        yield bytes([0]) + scans.zipped({"1.txt": "\n".join(scans.LINES), "1.json": scans.paddle()}, pack)


NAMES = (
    "1.txt", "2.md", "10.xml", "a/1.xml", "a/1.hocr", "a\\2.json", "m.xml", "../1.txt", "/1.txt", "C:1.txt", ".a.txt",
    "", "a/", "1.zip", "\u7532.txt", "a.png", "1.TXT", "__MACOSX/1.txt",
)  # fmt: skip


@st.composite
def zips(draw: st.DrawFn) -> bytes:
    """Zips of pages that were garbled, then garbled themselves a little."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))) as made:
        for name in draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True)):
            made.writestr(name or "1.md", draw(MEMBERS)[1:8000])
    data = bytearray(out.getvalue())
    for _ in range(draw(st.sampled_from((0, 0, 1, 1, 3)))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes([draw(st.integers(0, 1))]) + bytes(data)


def _drawn(seeds: Callable[[], Iterator[bytes]], kinds: Sequence[str | None]) -> SearchStrategy[bytes]:
    first = st.one_of(st.just(0), st.integers(0, len(kinds) - 1))
    plain = st.deferred(lambda: variants(tuple(seeds())))
    return st.one_of(plain, plain, st.builds(lambda n, data: bytes([n]) + data[1:], first, plain))


DRAWN = {"markup": _drawn(markup_seeds, MARKUP), "engines": _drawn(engine_seeds, ENGINES)}
MEMBERS = st.one_of(*DRAWN.values(), st.sampled_from([bytes(1) + line.encode() for line in scans.LINES]))

TARGETS = (
    Target("markup", reading(MARKUP), DRAWN["markup"], markup_seeds, bounded=True),
    Target("engines", reading(ENGINES), DRAWN["engines"], engine_seeds, bounded=True),
    Target("zips", reading(ZIPS), zips(), zip_seeds, bounded=True),
)
