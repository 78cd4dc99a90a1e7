"""Text that may be printed on a terminal whatever it holds."""

# Control characters as their pictures, U+2400 and on; C1 (some terminals obey them) and the signs that turn
# the direction of writing as the replacement character.
_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_TURNS = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_UNSEEN = dict.fromkeys((*range(0x80, 0xA0), *_TURNS), 0xFFFD)
_LINE = _PICTURES | _UNSEEN
_LINES = {code: shown for code, shown in _LINE.items() if code not in (0x09, 0x0A)}
# What takes no room on a line: joiners, soft hyphens, marks of variants.
_JOINERS = (0xAD, 0x34F, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
_NO_ROOM = (*_JOINERS, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
_ALL = _LINE | dict.fromkeys(_NO_ROOM, 0xFFFD)
LINE_END = "\u21b5"  # what stands for a line end in a text shown on one line


def visible(text: str) -> str:
    """The text on one line, control characters shown and not obeyed: a line end is its picture."""
    return text.translate(_LINE)


def all_visible(text: str) -> str:
    """The same for text that comes or goes: also what takes no room is shown."""
    return text.translate(_ALL)


def visible_lines(text: str) -> str:
    """The same for a text of several lines: line feeds and tabs stay."""
    return text.translate(_LINES)


def clipped(text: str, longest: int) -> str:
    """A text on one line, blanks drawn together, its end left out when it has more than `longest` characters."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}\u2026"
