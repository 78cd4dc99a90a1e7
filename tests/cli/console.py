"""A garbled page, and how a command line ended: for the tests of the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

STARTED = "import sys; from kanwu.cli import main; sys.exit(main())"

PAGE = (
    "海邊起了風,漁船都回到港裏。碼頭上的人把繩子收好,等着下一班船。\n\n"
    "燈塔的光掃過水面,每十五秒一次。守塔的人說,這盞燈從來沒有熄過,連颱風來的那一夜也沒有。\n"
)
"""A page of which a half-width comma between Chinese characters is the least that is wrong."""
WHOLE = PAGE.replace(",", "\uff0c")


class Ended(NamedTuple):
    """How a command line ended."""

    code: int
    out: bytes
    err: str


Runner = Callable[..., Ended]


def written(file: Path, text: str) -> Path:
    """The file, made with this text in it, and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file
