"""The paragraphs of Azure Document Intelligence, with what figures and tables say of them."""

import re
from dataclasses import dataclass
from typing import Any

from kanwu.geometry import Box, Role
from kanwu.read.engines.shape import box_of, fields, items, text, whole
from kanwu.read.scan import NO_BOX

_ROLES: dict[str, Role] = {
    "title": "heading", "sectionHeading": "heading", "pageHeader": "header", "pageFooter": "footer",
    "pageNumber": "page number",
}  # fmt: skip
_ELEMENT = re.compile(r"#?/paragraphs/(\d{1,9})")


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its text, its role, where it is; `is_split`: in more than one place, on one page or on two."""

    node: dict[str, Any]
    content: str
    role: Role
    level: int
    page: int
    box: Box
    is_split: bool


def paragraphs_of(result: dict[str, Any]) -> tuple[list[Paragraph], list[tuple[int, Box]]]:
    """The paragraphs that have text, and the figures: number of the page, and box."""
    figures = [fields(figure) for figure in items(result.get("figures"))]
    tables = [fields(table) for table in items(result.get("tables"))]
    roles: dict[int, Role] = {}
    for table in tables:
        for cell in items(table.get("cells")):
            roles |= dict.fromkeys(_elements(cell), "table")
        roles |= dict.fromkeys(_elements(table.get("caption")), "caption")
    for figure in figures:
        roles |= dict.fromkeys(_elements(figure), "picture")
        roles |= dict.fromkeys(_elements(figure.get("caption")), "caption")
    found = (_paragraph(fields(node), roles.get(at)) for at, node in enumerate(items(result.get("paragraphs"))))
    places = (_place(place) for figure in figures for place in items(figure.get("boundingRegions")))
    return [p for p in found if p.content.strip()], [place for place in places if place[1] != NO_BOX]


def _elements(value: Any) -> list[int]:
    """The numbers of the paragraphs that a node names as its elements."""
    given = items(fields(value).get("elements"))
    return [int(match[1]) for element in given if (match := _ELEMENT.fullmatch(text(element)))]


def _paragraph(node: dict[str, Any], role: Role | None) -> Paragraph:
    own = text(node.get("role"))
    is_heading = own in ("title", "sectionHeading")
    level = (1 if own == "title" else 2) if is_heading else 0
    places = [_place(place) for place in items(node.get("boundingRegions"))] or [(0, NO_BOX)]
    split = len(places) > 1 or len(items(node.get("spans"))) > 1
    known: Role = _ROLES.get(own) or role or "text"
    return Paragraph(node, text(node.get("content")), known, level, *places[0], split)


def _place(value: Any) -> tuple[int, Box]:
    node = fields(value)
    return whole(node.get("pageNumber")) or 0, box_of(node.get("polygon") or node.get("boundingBox"))
