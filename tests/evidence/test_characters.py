"""What a text is translated with, character by character."""

from kanwu.evidence.characters import Characters


def test_each_character_is_asked_for_once() -> None:
    asked: list[str] = []

    def made(char: str) -> str | None:
        asked.append(char)
        return None if char == "\uff0c" else char.upper()

    table: Characters[str | None] = Characters(made)
    assert "a\uff0cba\U00020000".translate(table) == "ABA\U00020000"
    assert "ab\uff0c".translate(table) == "AB"
    assert asked == ["a", "\uff0c", "b", "\U00020000"]
