"""Whole pages of fixtures/pages: what kanwu makes of each is pinned in expected.md.

A change for the better is pinned anew with `python tests/update_pages.py`; look before you keep it.
"""

from collections import Counter
from pathlib import Path

import pytest

from house import load, page_folders
from kanwu import clean
from kanwu.model import is_han

FOLDERS = page_folders()


def test_there_are_pages() -> None:
    assert FOLDERS


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda d: str(d.name))
def test_a_page_comes_out_as_pinned(folder: Path) -> None:
    page = load(folder)
    assert page.expected is not None, "run python tests/update_pages.py"
    assert clean(page.given, page.options).text == page.expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda d: str(d.name))
def test_a_page_comes_nearer_to_what_was_printed(folder: Path) -> None:
    page = load(folder)
    result = clean(page.given, page.options)
    assert likeness(result.text, page.gold) > likeness(page.given, page.gold)


def likeness(text: str, gold: str) -> float:
    """The share of threes of characters, blanks aside, that two texts have in common, in any order."""
    have, want = _threes(text), _threes(gold)
    return 2 * (have & want).total() / (have.total() + want.total())


def _threes(text: str) -> Counter[str]:
    plain = "".join(text.split())
    return Counter(plain[i : i + 3] for i in range(len(plain) - 2))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda d: str(d.name))
def test_no_character_of_a_golden_page_is_changed(folder: Path) -> None:
    page = load(folder)
    result = clean(page.gold, page.options)
    for entry in result.edits:
        if entry.applied and entry.verb == "replace":
            assert not any(is_han(c) for c in entry.before + entry.after), entry
