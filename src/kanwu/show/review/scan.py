"""The image of a page, as a review page can hold it, and where on it each change stands."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kanwu.changes.model import Change
from kanwu.errors import UnreadableError
from kanwu.geometry import Box, Geometry
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


_MOST = 60  # lines of a change that are marked; one that moves a page has more


def on_paper(geometry: Geometry | None, changes: Iterable[Change]) -> dict[int, list[list[float]]]:
    """Where each change stands on the first page, by its number: for each printed line left, top, width and height
    as percentages of the page's. Changes that stand on no line are left out."""
    if geometry is None:
        return {}
    sheet = geometry.sheets[0]
    inside = [line.box for line in geometry.lines if line.start < sheet.end]
    width = sheet.width or max((box.right for box in inside), default=0.0)
    height = sheet.height or max((box.bottom for box in inside), default=0.0)
    if width <= 0 or height <= 0:
        return {}
    found = {}
    for change in changes:
        start, end = change.source
        places = range(start, end) if start < end else range(max(0, start - 1), start + 1)
        boxes = (box for number, box in geometry.boxes(places) if geometry.lines[number].start < sheet.end)
        if shown := [_share(box, width, height) for box in islice(boxes, _MOST)]:
            found[change.number] = shown
    return found


def _share(box: Box, width: float, height: float) -> list[float]:
    parts = (box.left / width, box.top / height, box.width / width, box.height / height)
    return [round(100 * part, 2) for part in parts]
