"""How likely a text is as Chinese, by the commonness of its characters; tells one encoding from another."""

from collections import Counter
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parents[1] / "data" / "char_likelihood.tsv"
# ln p of a character that the table lacks, by the block it is in (block start, value). The table ends at -16:
# a rare ideograph is rarer; private use, controls and unassigned places are what a wrong encoding gives.
BLOCKS = (
    (0x00, -22.0), (0x09, -4.0), (0x0B, -22.0), (0x0C, -9.0), (0x0D, -4.0), (0x0E, -22.0),
    (0x20, -4.0), (0x21, -6.0), (0x7F, -22.0), (0xA0, -15.0), (0x180, -18.0), (0x1CD, -15.0),
    (0x1DD, -18.0), (0x2000, -13.0), (0x2600, -16.0), (0x3000, -11.0), (0x3040, -14.0), (0x3100, -16.0),
    (0x3400, -18.0), (0x4E00, -17.0), (0xA000, -18.0), (0xD800, -25.0), (0xE000, -20.0), (0xF900, -17.0),
    (0xFB00, -19.0), (0xFE30, -14.0), (0xFE50, -13.0), (0xFE70, -19.0), (0xFF01, -9.0), (0xFF61, -16.0),
    (0xFFE0, -13.0), (0xFFF0, -22.0), (0x1F300, -14.0), (0x20000, -18.0), (0x30000, -24.0),
)  # fmt: skip


def log_likelihood(text: str) -> float:
    """Sum of ln p over the characters. Comparable between texts that are readings of the same bytes."""
    table = _table()
    return sum(count * (table.get(char) or _by_block(char)) for char, count in Counter(text).items())


def mean_beyond_ascii(text: str) -> tuple[float, int]:
    """Mean ln p of the characters beyond ASCII, and how many there are (mean 0.0 when none)."""
    wide = "".join(char for char in text if not char.isascii())
    return (log_likelihood(wide) / len(wide), len(wide)) if wide else (0.0, 0)


@cache
def _by_block(char: str) -> float:
    return next(value for first, value in reversed(BLOCKS) if ord(char) >= first)


@cache
def _table() -> dict[str, float]:
    table: dict[str, float] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            value, chars = line.split("\t")
            table.update(dict.fromkeys(chars, float(value)))
    return table
