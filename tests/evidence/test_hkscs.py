"""Private code points of Hong Kong's old supplement."""

import pytest

from kanwu.evidence.hkscs import public
from kanwu.model import is_han


@pytest.mark.parametrize(
    ("private", "char"),
    [
        ("\ue05e", "滙"), ("\ue2e5", "着"), ("\ue473", "邨"), ("\ue547", "嚟"), ("\ue5a2", "哋"), ("\uecb1", "嘢"),
        ("\uecd0", "㗎"), ("\uecd1", "嘅"), ("\uecd8", "喺"), ("\uecd9", "咗"), ("\uecda", "啲"),
    ],
)  # fmt: skip
def test_characters_of_hong_kong(private: str, char: str) -> None:
    assert public(private) == char


@pytest.mark.parametrize("char", ["國", "A", "\udfff", "\uf849", "\uf8ff", "\uf900", "\U000f0000", "\U0010ffff"])
def test_what_lies_outside(char: str) -> None:
    assert public(char) == ""


def test_all_are_chinese_and_nearly_all_their_own() -> None:
    found = [public(chr(code)) for code in range(0xE000, 0xF849)]
    known = [char for char in found if char]
    assert len(known) > 4000
    assert all(map(is_han, known))
    assert len(set(known)) > 0.99 * len(known)
