"""Makes the sample of fixtures/scans: a small page of our own words, drawn, and read by Tesseract into hOCR and ALTO.

    python tools/make_scans.py

Needs Pillow, Debian's fonts-noto-cjk, tesseract-ocr and tesseract-ocr-chi-tra. The page is two columns of a newspaper
with a heading over both, a photograph and its caption. What stands on it is in page.txt.
"""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SCANS = Path(__file__).parents[1] / "fixtures" / "scans"
WIDTH, HEIGHT, MARGIN, GUTTER = 960, 700, 50, 60
EM, LEADING = 26, 34
COLUMN = (WIDTH - 2 * MARGIN - GUTTER) // 2
HEADING = "燈塔換了新燈\uff0c老漁民認不得路"
CAPTION = "新燈昨夜首次點亮。\uff08程星野攝\uff09"
LEFT = (
    "浮山島上的燈塔站了八十七年\uff0c昨夜第一次換上了會轉的新燈。看塔人喬伯說\uff0c舊燈是他父親親手擦亮的\uff0c"
    "如今擺在碼頭倉庫裏\uff0c誰想看都可以去看。",
    "漁民起初並不高興。「舊燈是黃的\uff0c新燈是白的。」船長沈大洋說\uff0c「我在海上看了半天\uff0c以為走錯了"
    "島。」他掉頭往外開了三海里\uff0c才肯相信那是自己的家。",
)
RIGHT = (
    "縣裏的工程師韓雨晴解釋\uff0c新燈只用從前一成的電\uff0c光卻能照到二十海里以外。",
    "喬伯今年七十一歲\uff0c他打算再看三年塔。「燈會自己轉\uff0c可是玻璃不會自己擦。」他說。",
)


def font(size: int, style: str = "Regular") -> ImageFont.FreeTypeFont:
    """Noto Serif CJK TC as the system has it."""
    pattern = f"Noto Serif CJK TC:style={style}"
    order = ["fc-match", "-f", "%{file}\n%{index}", pattern]
    name, index = subprocess.run(order, capture_output=True, text=True, check=True).stdout.split("\n")
    return ImageFont.truetype(name, size, index=int(index))


def set_lines(text: str, width: int) -> list[str]:
    """A paragraph in lines of so many characters; no line begins with a closing sign."""
    lines, rest = [], "\u3000\u3000" + text
    while rest:
        end = width
        while end < len(rest) and rest[end] in "。」\uff0c\uff09":
            end += 1
        lines.append(rest[:end])
        rest = rest[end:]
    return lines


def drawn() -> tuple[Image.Image, list[str]]:
    """The page, and the lines on it in reading order."""
    page = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(page)
    pen.text((MARGIN, 40), HEADING, 0, font(46, "Bold"))
    left = [line for text in LEFT for line in set_lines(text, COLUMN // EM - 1)]
    right = [line for text in RIGHT for line in set_lines(text, COLUMN // EM - 1)]
    body = font(EM)
    for number, line in enumerate(left):
        pen.text((MARGIN, 140 + LEADING * number), line, 20, body)
    start = MARGIN + COLUMN + GUTTER
    photo = (start, 145, start + COLUMN, 340)
    picture(pen, photo)
    pen.text((start, 350), CAPTION, 20, font(20))
    for number, line in enumerate(right):
        pen.text((start, 400 + LEADING * number), line, 20, body)
    return page.point(lambda v: v // 32 * 36), [HEADING, *left, CAPTION, *right]


def picture(pen: ImageDraw.ImageDraw, box: tuple[int, int, int, int]) -> None:
    """A night with a tower and its light, as a photograph would be."""
    left, top, right, bottom = box
    pen.rectangle(box, 72)
    pen.polygon([(left + 130, top + 60), (right, top + 10), (right, top + 110)], 180)
    foot = bottom - 40
    pen.polygon([(left + 90, foot), (left + 110, top + 40), (left + 150, top + 40), (left + 170, foot)], 216)
    pen.rectangle((left, foot, right, bottom), 36)


def read(kind: str, options: Iterable[str] = ()) -> str:
    """What Tesseract makes of the page, in one of its formats."""
    order = ["tesseract", "page.png", "-", "-l", "chi_tra", "--psm", "3", *options, kind]
    return subprocess.run(order, cwd=SCANS, capture_output=True, text=True, check=True).stdout


def main() -> None:
    SCANS.mkdir(parents=True, exist_ok=True)
    page, lines = drawn()
    page.save(SCANS / "page.png", optimize=True, dpi=(150, 150))
    (SCANS / "page.txt").write_text("\n".join(line.strip() for line in lines) + "\n", "utf-8")
    (SCANS / "tesseract.hocr").write_text(read("hocr"), "utf-8")
    glyphs = read("hocr", ["-c", "hocr_char_boxes=1"])
    (SCANS / "tesseract-characters.hocr").write_text(glyphs, "utf-8")
    alto = read("alto")
    (SCANS / "tesseract.alto.xml").write_text(re.sub(r"(?m)^\s+$\n", "", alto), "utf-8")


if __name__ == "__main__":
    main()
