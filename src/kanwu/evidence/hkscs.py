"""Characters of Hong Kong's supplementary set (HKSCS) that old files keep at private code points."""

from kanwu.model import is_han

# (First private code point, first lead byte, first trail byte) of each range, as Big5 systems laid them out before
# Unicode had the characters. Source: code page 950 of Windows with HKSCS-1999; Python's codec big5hkscs has the rest.
_RANGES = ((0xF6B1, 0xC6, 0xA1), (0xEEB8, 0x81, 0x40), (0xE311, 0x8E, 0x40), (0xE000, 0xFA, 0x40))
_END = 0xF848
_TRAILS = (*range(0x40, 0x7F), *range(0xA1, 0xFF))


def public(char: str) -> str:
    """The Chinese character that a private code point stands for in that set; empty if none."""
    code = ord(char)
    if not 0xE000 <= code <= _END:
        return ""
    first, lead, trail = next(row for row in _RANGES if code >= row[0])
    row, column = divmod(code - first + _TRAILS.index(trail), len(_TRAILS))
    try:
        found = bytes((lead + row, _TRAILS[column])).decode("big5hkscs")
    except UnicodeDecodeError:
        return ""
    return found if len(found) == 1 and is_han(found) else ""
