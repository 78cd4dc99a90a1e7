"""METS: the file that lists the pages of an issue, each of them a file of its own (loc.gov/standards/mets).

Of the groups of files in it (images, ALTO, PAGE, PDF ...) that is taken which has the text of most pages. Nothing is
fetched, and no file outside the METS file's own folder is named.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from kanwu.errors import UnreadableError
from kanwu.read.measures import number
from kanwu.read.xml import Node, read_xml

_TEXT_TYPES = re.compile(r"(?:text|application)/(?:xml|html|xhtml\+xml|alto|hocr|vnd\.[\w.]+\+(?:xml|html)|alto\+xml)")
_TEXT_NAMES = (".xml", ".hocr", ".html", ".htm", ".xhtml")
_TEXT_USES = re.compile(r"FULL-?TEXT|ALTO|HOCR|PAGE-?XML|\bTEXT\b|OCR(?!-D)|TRANSCRI|\bGT\b", re.I)
_STEPS = re.compile(r"-(?:SEG|BIN|CROP|DESKEW|DENOISE|DEWARP|EVAL|IMG)\b", re.I)  # of OCR-D, before there is text
_FILE = re.compile(r"file:(?://(?:localhost)?)?", re.I)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")
_HAND = "give the pages themselves, in a folder or a zip"


class _File(NamedTuple):
    """A file of a group by the place of it in METS, and its references, the first that is not elsewhere to be used."""

    name: str
    hrefs: tuple[str, ...]
    group: str


def mets_pages(source: str) -> list[str]:
    """The references to the page files that a METS file's text lists, in the order of the pages: relative, with / or \\
    as written. Raises UnreadableError where it lists no text, or files that are not beside it."""
    root = read_xml(source, "METS").child("mets")
    if root is None:
        raise UnreadableError("no METS: its root element is not mets", _HAND)
    files = {file.name: file for file in _files(root)}
    pages = _physical(root, files) or [[name] for name in files]
    group = _fullest(files, pages)
    if group is None:
        raise UnreadableError("METS that lists no file of text", _HAND)
    names = dict.fromkeys(name for page in pages for name in page if files[name].group == group)
    return list(dict.fromkeys(_beside(files[name]) for name in names))


def _files(root: Node) -> Iterator[_File]:
    """The files that may hold text, each with the use that it, or the innermost group around it, is said to have."""
    sections = [n for n in root.children if n.name == "fileSec"]
    stack = [(section, "") for section in reversed(sections)]
    while stack:
        node, group = stack.pop()
        group = node.get("USE") or (node.get("ID") if node.name == "fileGrp" and not group else "") or group
        hrefs = tuple(n.get("href").strip() for n in node.children if n.name == "FLocat" and n.get("href").strip())
        if node.name == "file" and hrefs and _is_text(node, hrefs, group):
            yield _File(node.get("ID"), hrefs, group)
        stack.extend((n, group) for n in reversed(node.children))


def _is_text(node: Node, hrefs: tuple[str, ...], group: str) -> bool:
    kind = node.get("MIMETYPE").strip().lower()
    if kind:
        return _TEXT_TYPES.fullmatch(kind) is not None
    return any(href.lower().endswith(_TEXT_NAMES) for href in hrefs) and not group.upper().startswith("IM")


def _physical(root: Node, files: dict[str, _File]) -> list[list[str]]:
    """The files of each page, in the order of the pages; empty where no map of pages names any."""
    maps = [n for n in root.children if n.name == "structMap"]
    maps.sort(key=lambda n: n.get("TYPE").upper() != "PHYSICAL")
    for chart in maps:
        pages = [[name for name in names if name in files] for names in _divisions(chart)]
        if any(pages):
            return [page for page in pages if page]
    return []


def _divisions(chart: Node) -> Iterator[list[str]]:
    """The names of the files of each division that has some, those with the lower ORDER first."""
    stack = [chart]
    while stack:
        node = stack.pop()
        pointers = [n for n in node.children if n.name == "fptr"]
        names = (area.get("FILEID") for pointer in pointers for area in pointer.walk())
        if found := [name for name in names if name]:
            yield found
        inner = [n for n in node.children if n.name == "div"]
        if all(number(n.get("ORDER")) is not None for n in inner):
            inner.sort(key=lambda n: number(n.get("ORDER")) or 0.0)
        stack.extend(reversed(inner))


def _fullest(files: dict[str, _File], pages: list[list[str]]) -> str | None:
    """The group that has a file for most pages. Of several: what is called text, else the one that is last."""
    counts: dict[str, int] = {}
    for page in pages:
        for group in {files[name].group: None for name in page}:
            counts[group] = counts.get(group, 0) + 1
    ranks = {}
    for at, group in enumerate(dict.fromkeys(file.group for file in files.values())):
        called = bool(_TEXT_USES.search(group)) and not _STEPS.search(group)
        ranks[group] = (counts.get(group, 0), called, not _STEPS.search(group), at)
    return max(ranks, key=lambda group: ranks[group]) if ranks else None


def _beside(file: _File) -> str:
    """The reference to a file in the METS file's own folder or below it."""
    for written in file.hrefs:
        href = _FILE.sub("", written, count=1)
        if not any(_is_elsewhere(form) for form in (href, unquote(href))):
            return href
    raise UnreadableError(f"METS that lists a file elsewhere ({file.hrefs[0][:80]!r})", "put the pages beside it")


def _is_elsewhere(href: str) -> bool:
    return not href or _ELSEWHERE.match(href) is not None or ".." in re.split(r"[/\\]", href) or "\0" in href
