"""Where things stand, and whole pages for tests: fixtures/pages, and the shared bench where it is there."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from kanwu import Options

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "kanwu"
PAGES = ROOT / "fixtures" / "pages"
CLEAN = ROOT / "fixtures" / "clean"
ARTICLES = ROOT / "fixtures" / "articles"
SHARED = ROOT.parent / "shared"
SAMPLE = SOURCE / "data" / "sample.md"


@dataclass(frozen=True)
class Page:
    """A page of fixtures/pages: what OCR gave, what a careful editor would have, what kanwu gives at present.

    `noise` are the strings that are on the page and not in the article; `expected` is None while nothing is
    pinned; `options` come from the page's meta.json, {} without one.
    """

    name: str
    given: str
    gold: str
    noise: tuple[str, ...]
    expected: str | None
    options: Options


def load(folder: Path) -> Page:
    """The page of a folder: input.md and gold.md, and noise.txt, expected.md and meta.json where they are."""
    meta = json.loads(found) if (found := read(folder / "meta.json")) else {}
    noise = tuple(line for line in (read(folder / "noise.txt") or "").split("\n") if line.strip())
    given, gold, expected = (read(folder / name) for name in ("input.md", "gold.md", "expected.md"))
    if given is None or gold is None:
        raise FileNotFoundError(f"{folder.name} wants both input.md and gold.md")
    return Page(folder.name, given, gold, noise, expected, Options(**meta.get("options", {})))


def read(file: Path) -> str | None:
    """The text of a file with its own line ends; None when there is no such file."""
    return file.read_bytes().decode("utf-8") if file.exists() else None


def page_folders() -> list[Path]:
    """The folders of fixtures/pages, by name."""
    return sorted(d for d in PAGES.iterdir() if d.is_dir()) if PAGES.is_dir() else []


def shared(*parts: str) -> Path:
    """A file or folder shared beside the project; the test is skipped where it is not there."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no ../shared/{'/'.join(parts)} beside the project")
    return path


def shared_cases() -> list[Path]:
    """The bench's case folders, by name; none where the bench is not there."""
    return sorted((SHARED / "bench" / "cases").glob("*/")) if SHARED.is_dir() else []
