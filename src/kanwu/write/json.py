"""A cleaned page as JSON: its blocks with their places on paper, every edit, and what a person should look at."""

import math
from typing import Any, NamedTuple

from kanwu import Result, __version__
from kanwu.geometry import Box, Geometry, Sheet
from kanwu.model import Block
from kanwu.write.log import json_line


class Source(NamedTuple):
    """What the page was read from; `encoding` is "" where several files are one page, or none is a file of text."""

    name: str
    format: str
    encoding: str
    sha256: str


def write_json(result: Result, source: Source) -> str:
    """The page as a JSON object, a line for each block and each edit. Keys are always there, in one order.

    Lengths are in the unit of the input; what it does not tell is null, or an empty list.
    """
    sheets = result.geometry.sheets if result.geometry else ()
    told = {name: value or None for name, value in source._asdict().items()}
    record = {
        "kanwu": __version__, "source": told | {"sheets": [_sheet(sheet) for sheet in sheets]}, "script": result.script,
        "blocks": _Rows(_block(block, result.geometry) for block in result.blocks),
        "edits": _Rows(entry.as_dict() for entry in result.edits),
        "flags": _Rows(entry.as_dict() for entry in result.flags),
    }  # fmt: skip
    return "{\n" + ",\n".join(f'"{name}": {_laid_out(value)}' for name, value in record.items()) + "\n}\n"


class _Rows(list[dict[str, Any]]):
    """Objects that are written a line each."""


def _laid_out(value: object) -> str:
    if isinstance(value, _Rows) and value:
        return "[\n" + ",\n".join(map(_line, value)) + "\n]"
    return _line(value)


def _line(value: object) -> str:
    return json_line(value).rstrip("\n")


def _sheet(sheet: Sheet) -> dict[str, Any]:
    width, height = (_number(length) or None for length in (sheet.width, sheet.height))
    return {"width": width, "height": height, "image": sheet.image or None}


def _block(block: Block, geometry: Geometry | None) -> dict[str, Any]:
    where = block.where
    boxes = [box for _, box in geometry.boxes(block.origin) if box != Box(0, 0, 0, 0)] if geometry else []
    return {
        "kind": str(block.kind), "level": block.level, "text": block.text, "source": list(where),
        "page": geometry.sheet_of(where.start) + 1 if geometry else None,
        "boxes": [[_number(side) for side in box] for box in boxes],
    }  # fmt: skip


def _number(value: float) -> float | None:
    """A length, whole where it is; None for one that no number can hold."""
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) else round(value, 2)
