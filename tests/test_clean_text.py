"""Correct text goes through unchanged: own clean pages to the byte, published prose but for its signs."""

from pathlib import Path

import pytest

from house import CLEAN, read, shared
from kanwu import Options, Result, clean
from kanwu.model import SILENT, is_han

PAGES = sorted(CLEAN.glob("*.md"))


@pytest.mark.parametrize("script", ["keep", "auto", "own"])
@pytest.mark.parametrize("file", PAGES, ids=lambda f: str(f.stem))
def test_a_clean_page_stays_to_the_byte(file: Path, script: str) -> None:
    text = read(file)
    assert text
    standard = file.stem.split("-")[0] if script == "own" else script
    result = clean(text, Options(script=standard))  # type: ignore[arg-type]
    assert result.text == text


@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["crlf", "cr"])
@pytest.mark.parametrize("file", PAGES, ids=lambda f: str(f.stem))
def test_a_clean_page_keeps_its_line_ends(file: Path, newline: str) -> None:
    text = (read(file) or "").replace("\n", newline)
    assert clean(text).text == text


@pytest.mark.parametrize("file", PAGES, ids=lambda f: str(f.stem))
def test_a_clean_page_needs_no_last_line_end(file: Path) -> None:
    text = (read(file) or "").rstrip("\n")
    assert clean(text).text == text


@pytest.mark.parametrize("name", ["wiki-hant-tw", "wiki-hant-gsd", "news-hans"])
def test_published_prose_keeps_its_characters_and_paragraphs(name: str) -> None:
    lines = shared("corpus", f"{name}.txt").read_text(encoding="utf-8").split("\n")[:200]
    paragraphs = [line.strip() for line in lines if line.strip()]
    result = clean("\n\n".join(paragraphs) + "\n", Options(script="keep"))
    changed = changed_characters(result)
    assert len(changed) * 20_000 <= sum(map(len, paragraphs)), changed  # published text has misprints of its own
    assert all("misread_characters" in change for change in changed)
    written = [_han(b.text) for b in result.blocks if b.kind not in SILENT]
    kept = [_han(paragraph) for paragraph in paragraphs]
    assert [len(text) for text in written] == [len(text) for text in kept], "lost, joined, split or moved"
    pairs = zip("".join(written), "".join(kept), strict=True)
    unlike = sum(one != other for one, other in pairs)
    assert unlike == len(changed)


def changed_characters(result: Result) -> list[str]:
    """Each applied edit that writes or takes away a Chinese character, in words."""
    found = [e for e in result.edits if e.applied and e.verb == "replace" and _han(e.before) != _han(e.after)]
    return [f"line {e.line}, {e.rule}: {e.before!r} -> {e.after!r}, {e.why}" for e in found]


def _han(text: str) -> str:
    return "".join(filter(is_han, text))
