"""Small scan files for tests, of lines of text: hOCR, ALTO, PAGE, an engine's JSON, METS, zips."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping

LINES = (
    "海邊起了風,漁船都回到港裏。碼頭上的人把",
    "繩子收好,等着下一班船。守燈塔的人說,這",
    "盞燈從來沒有熄過,連颱風來的那一夜也沒有",
    "。漁民靠着這一點光,一艘一艘找到了回家的",
    "路。",
)
"""A paragraph in printed lines; a half-width comma is the least that is wrong."""
OTHER = (
    "渡輪停航三天,島上的學校也停了課。孩子們",
    "跑到沙灘上拾貝殼,把最大的一枚送給老師,",
    "老師把它放在窗前,當作這個冬天的紀念。第",
    "四天清早汽笛響了,全島的人都站到碼頭上去",
    "看。",
)
CLEAN, OTHER_CLEAN = ("".join(lines).replace(",", "\uff0c") for lines in (LINES, OTHER))
_SIZE, _LEFT, _TOP, _STEP = 30, 100, 200, 40  # pixels of a character and of a line


def _boxes(lines: Iterable[str]) -> list[tuple[str, int, int, int, int]]:
    """Each line with its left, top, right and bottom."""
    tops = range(_TOP, 100_000, _STEP)
    return [(t, _LEFT, y, _LEFT + _SIZE * len(t), y + _SIZE) for t, y in zip(lines, tops, strict=False)]


def hocr(lines: Iterable[str] = LINES, image: str = "scan.png") -> str:
    """A page of hOCR with one paragraph, a word a line."""
    rows = "".join(
        f'<span class="ocr_line" title="bbox {a} {b} {c} {d}">'
        f'<span class="ocrx_word" title="bbox {a} {b} {c} {d}; x_wconf 90">{text}</span></span>\n'
        for text, a, b, c, d in _boxes(lines)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title>\n'
        '<meta name="ocr-system" content="tesseract 5.3.0"/></head><body>\n'
        f'<div class="ocr_page" title="image &quot;{image}&quot;; bbox 0 0 800 1200"><p class="ocr_par">\n{rows}'
        "</p></div></body></html>\n"
    )


def alto(lines: Iterable[str] = LINES) -> str:
    """A page of ALTO 4 with one block, a string a line."""
    rows = "".join(
        f'<TextLine HPOS="{a}" VPOS="{b}" WIDTH="{c - a}" HEIGHT="{d - b}">'
        f'<String CONTENT="{text}" HPOS="{a}" VPOS="{b}" WIDTH="{c - a}" HEIGHT="{d - b}" WC="0.9"/></TextLine>\n'
        for text, a, b, c, d in _boxes(lines)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#">'
        "<Description><MeasurementUnit>pixel</MeasurementUnit></Description>\n"
        '<Layout><Page ID="p1" PHYSICAL_IMG_NR="1" WIDTH="800" HEIGHT="1200"><PrintSpace HPOS="0" VPOS="0" WIDTH="800" '
        f'HEIGHT="1200"><TextBlock ID="b1">\n{rows}</TextBlock></PrintSpace></Page></Layout></alto>\n'
    )


def page_xml(lines: Iterable[str] = LINES) -> str:
    """A page of PAGE XML with one region."""
    rows = "".join(
        f'<TextLine id="l{b}"><Coords points="{a},{b} {c},{b} {c},{d} {a},{d}"/>'
        f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv></TextLine>\n"
        for text, a, b, c, d in _boxes(lines)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata/>\n'
        '<Page imageFilename="scan.png" imageWidth="800" imageHeight="1200"><TextRegion id="r1">'
        f'<Coords points="100,200 800,200 800,400 100,400"/>\n{rows}</TextRegion></Page></PcGts>\n'
    )


def paddle(lines: Iterable[str] = LINES) -> str:
    """A page of PaddleOCR's JSON."""
    found = _boxes(lines)
    return json.dumps({
        "input_path": "scan.png", "rec_texts": [text for text, *_ in found], "rec_scores": [0.9] * len(found),
        "rec_polys": [[[a, b], [c, b], [c, d], [a, d]] for _, a, b, c, d in found],
        "rec_boxes": [[a, b, c, d] for _, a, b, c, d in found],
    })  # fmt: skip


def mets(*hrefs: str) -> str:
    """A METS file that lists page files in an order."""
    files = "".join(
        f'<mets:file ID="f{n}" MIMETYPE="text/xml"><mets:FLocat LOCTYPE="URL" xlink:href="{href}"/></mets:file>\n'
        for n, href in enumerate(hrefs)
    )
    pages = "".join(
        f'<mets:div TYPE="page" ORDER="{n + 1}"><mets:fptr FILEID="f{n}"/></mets:div>\n' for n in range(len(hrefs))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<mets:mets xmlns:mets="http://www.loc.gov/METS/" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">\n'
        f'<mets:fileSec><mets:fileGrp USE="FULLTEXT">\n{files}</mets:fileGrp></mets:fileSec>\n'
        f'<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="physSequence">\n{pages}</mets:div></mets:structMap>\n'
        "</mets:mets>\n"
    )


def zipped(files: Mapping[str, str | bytes], pack: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of some files, by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pack) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()
