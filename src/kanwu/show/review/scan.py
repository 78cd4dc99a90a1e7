"""The image of a page, as a review page can hold it."""

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from kanwu.errors import UnreadableError
from kanwu.read.inputs import read_bytes

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"), (b"BM", "image/bmp"),
)  # fmt: skip


@dataclass(frozen=True)
class Scan:
    """An image as a data: URL."""

    url: str


def read_scan(file: Path) -> Scan:
    """The image in a file. Raises UnreadableError for what is no image that browsers show."""
    try:
        data = read_bytes(file)
    except UnreadableError as error:
        raise UnreadableError(f"--image {file}: {error.what}", error.advice) from error
    kind = next((kind for start, kind in _KINDS if data.startswith(start)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "image/webp"
    if kind is None:
        raise UnreadableError(f"--image {file} is no image that browsers show", "give a PNG, JPEG, WebP or GIF")
    return Scan(f"data:{kind};base64,{b64encode(data).decode()}")
