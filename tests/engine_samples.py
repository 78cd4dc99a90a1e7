"""What the tests of engines' JSON share: the samples, and what is read of them in a line or two."""

import json
from typing import Any

from house import ROOT
from kanwu.geometry import Box, Role
from kanwu.read.engine_json import json_pages
from kanwu.read.scan import Page, Region, scanned

SAMPLES = ROOT / "fixtures" / "scans" / "engines"
FILES = sorted(SAMPLES.glob("*.json"))
FIRST = "雲腳纜車站的大鐘上個月"  # the first line of the left column
TITLE = "纜車站的鐘\uff0c慢了十一年"
HEADER = "山城晚報 2033年5月8日 星期日"
CAPTION = "修鐘人沈可立在鐘樓上。\uff08本報記者 葛遠舟攝\uff09"
SECTION = "遲到的藉口沒有了"
ENGINE = {
    "ra": "paddle",
    "pa": "paddle",
    "pp": "paddle",
    "mi": "mineru",
    "go": "vision",
    "az": "azure",
    "te": "textract",
}
PICTURE = Box(60, 400, 460, 700)


def source(name: str) -> str:
    return (SAMPLES / f"{name}.json").read_text("utf-8")


def tree(name: str) -> Any:
    return json.loads(source(name))


def pages(value: Any) -> list[Page]:
    return json_pages(json.dumps(value))


def said(region: Region) -> list[str]:
    """The lines of a region as the document has them."""
    return read(Page([region])).split("\n")


def read(page: Page) -> str:
    """The text of a page as the document has it."""
    return scanned([page]).document.source.rstrip("\n")


def outline(page: Page) -> list[tuple[Role, str]]:
    """Role and first line of each region."""
    return [(region.role, said(region)[0]) for region in page.regions]
