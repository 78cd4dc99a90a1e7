"""Have real OCR engines read rendered, degraded Chinese text whose truth is known, for make_confusions.py.

    python tools/read_rendered.py --engine tesseract --script hant --fonts Serif.ttc#4 Ming.ttf \\
        --corpus text.txt [more.xz] --blocks 500 --seed 1 --out reads.tsv

Each block is a column of some twenty lines of running text in one font, printed and scanned as on newsprint or worse:
turned a little, the ink spread, blurred and broken, grey and uneven paper, the back shining through, few dots an inch,
JPEG. Tesseract reads the block (chi_tra or chi_sim, page segmentation 6); RapidOCR reads its lines. A line of output
is engine, script, level, true text, read text; every block has a seed of its own, so that runs repeat and may go on.

Needs numpy and pillow; tesseract with its Chinese data, or rapidocr-onnxruntime.
"""

import argparse
import functools
import importlib
import io
import lzma
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

Floats = npt.NDArray[np.float32]


class Level(NamedTuple):
    """What printing and scanning do; lengths in pixels of a page of 200 dots an inch, tones from 0 to 1."""

    turn: tuple[float, float]  # degrees
    shrink: tuple[float, float]
    spread: tuple[float, float]  # 1 is a stroke one pixel wider all round
    blur: tuple[float, float]
    specks: tuple[float, float]  # share of the ink that is missing
    paper: tuple[float, float]
    grain: tuple[float, float]
    back: tuple[float, float]  # how dark the back shows through
    quality: tuple[int, int]  # JPEG


LEVELS = {
    "newsprint": Level((0.0, 0.4), (0.85, 1.0), (0.1, 0.5), (0.6, 1.0), (0.0, 0.03), (0.8, 0.95), (0.02, 0.05),
                       (0.0, 0.1), (50, 80)),
    "bad": Level((0.2, 0.8), (0.7, 0.85), (0.2, 0.6), (0.7, 1.1), (0.01, 0.04), (0.7, 0.85), (0.03, 0.07),
                 (0.05, 0.15), (35, 60)),
}  # fmt: skip
LINES, WIDTHS, SIZES = 20, (14, 20), (22, 28)
RUN = re.compile("[\u3400-\u9fff\uff0c\uff1a\uff1b\uff1f\u3001\u3002\u300c\u300d]{24,}")


def runs(corpus: Iterable[Path]) -> list[str]:
    """Stretches of Chinese characters and their signs, of 24 and more."""
    found: list[str] = []
    for path in corpus:
        data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        found += RUN.findall(data.decode("utf-8"))
    return found


class Texts:
    """Draws running text; of so many drawn lines the one whose characters were seen least."""

    def __init__(self, found: list[str], script: str, drawn: int) -> None:
        self.found, self.drawn, self.seen = found, drawn, Counter[str]()
        self.convert = None
        if script == "hans":
            from opencc import OpenCC

            self.convert = OpenCC("t2s").convert

    def column(self, width: int, rng: random.Random) -> list[str]:
        """LINES lines of that many characters."""
        return [self._line(width, rng) for _ in range(LINES)]

    def _line(self, width: int, rng: random.Random) -> str:
        drawn = []
        for _ in range(self.drawn):
            run = rng.choice(self.found)
            at = rng.randrange(len(run) - width + 1)
            drawn.append(run[at : at + width])
        line = max(drawn, key=lambda text: sum(1 / (1 + self.seen[char]) for char in text))
        self.seen.update(line)
        return self.convert(line) if self.convert else line


def printed(lines: Sequence[str], font: ImageFont.FreeTypeFont, leading: int) -> Image.Image:
    """The lines in black on white, in a column with a margin."""
    size, margin = round(font.size), round(font.size)
    width = max(map(len, lines)) * size + 2 * margin
    image = Image.new("L", (width, len(lines) * leading + 2 * margin), 255)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        for place, char in enumerate(line):
            draw.text((margin + place * size, margin + row * leading + 0.86 * size), char, 0, font, "ls")
    return image


def cloud(shape: tuple[int, int], spot: int, rng: np.random.Generator) -> Floats:
    """Smooth noise of mean 0 and deviation 1, its spots that many pixels wide."""
    small = rng.standard_normal((max(2, shape[0] // spot), max(2, shape[1] // spot))).astype(np.float32)
    wide = np.asarray(Image.fromarray(small).resize(shape[::-1], Image.Resampling.BICUBIC), np.float32)
    return np.asarray((wide - wide.mean()) / wide.std(), np.float32)


def scanned(page: Image.Image, level: Level, rng: np.random.Generator) -> Image.Image:
    """The page as printed on newsprint and scanned, in its own size."""
    some = functools.partial(lambda bounds: float(rng.uniform(*bounds)))
    page = page.rotate(some(level.turn) * rng.choice([-1, 1]), Image.Resampling.BICUBIC, fillcolor=255)
    page = Image.blend(page, page.filter(ImageFilter.MinFilter(3)), some(level.spread))
    behind = np.asarray(ImageOps.mirror(page).filter(ImageFilter.GaussianBlur(2.5)), np.float32)
    ink = 1 - np.asarray(page.filter(ImageFilter.GaussianBlur(some(level.blur))), np.float32) / 255
    shape = (page.height, page.width)
    holes = cloud(shape, 3, rng)
    ink *= np.where(holes > np.quantile(holes, 1 - some(level.specks)), 0.35, 1.0)
    light = some(level.paper) * (1 + 0.03 * cloud(shape, max(shape) // 2, rng))
    grain = some(level.grain) * (cloud(shape, 2, rng) + rng.standard_normal(shape)) / 2
    seen = light * (1 - 0.9 * ink) * (1 - some(level.back) * (1 - behind / 255)) + grain
    image, shrink = Image.fromarray((np.clip(seen, 0, 1) * 255).astype(np.uint8)), some(level.shrink)
    store = io.BytesIO()
    small = image.resize((round(page.width * shrink), round(page.height * shrink)), Image.Resampling.LANCZOS)
    small.save(store, "JPEG", quality=round(some(level.quality)))
    with Image.open(store) as stored:
        return stored.convert("L").resize(page.size, Image.Resampling.BICUBIC)


def tesseract(image: Image.Image, script: str) -> str:
    """What Tesseract reads of the block, lines apart."""
    store = io.BytesIO()
    image.save(store, "PNG")
    language = {"hans": "chi_sim", "hant": "chi_tra"}[script]
    command = ["tesseract", "-", "-", "-l", language, "--psm", "6", "--dpi", "200"]
    quiet = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, input=store.getvalue(), capture_output=True, check=True, env=quiet).stdout.decode()


@functools.cache
def rapid_engine() -> Any:
    return importlib.import_module("rapidocr_onnxruntime").RapidOCR(intra_op_num_threads=1)


def rapidocr(image: Image.Image, leading: int, margin: int) -> str:
    """What RapidOCR reads of each line, lines apart."""
    page = np.asarray(image.convert("RGB"))
    tops = range(margin - (leading - margin) // 2, page.shape[0] - margin - leading // 2, leading)
    crops = [page[max(0, top) : top + leading, margin // 2 : -margin // 2] for top in tops]
    read, _ = rapid_engine().text_rec(crops)
    return "\n".join(text for text, *_ in read)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=["tesseract", "rapidocr"], required=True)
    parser.add_argument("--script", choices=["hant", "hans"], required=True)
    parser.add_argument("--fonts", nargs="+", required=True, metavar="FILE[#FACE]")
    parser.add_argument("--corpus", nargs="+", type=Path, required=True)
    parser.add_argument("--blocks", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--drawn", type=int, default=12, help="lines drawn for each printed; 1 is plain text")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    texts = Texts(runs(args.corpus), args.script, args.drawn)
    for number in range(args.blocks):
        rng = random.Random(f"{args.seed} {number} {args.engine} {args.script}")
        name, _, face = rng.choice(args.fonts).partition("#")
        size, level = rng.randint(*SIZES), rng.choice(["newsprint", "newsprint", "bad"])
        leading = round(size * rng.uniform(1.38, 1.6))
        lines = texts.column(rng.randint(*WIDTHS), rng)
        page = printed(lines, ImageFont.truetype(name, size, index=int(face or 0)), leading)
        image = scanned(page, LEVELS[level], np.random.default_rng(rng.getrandbits(32)))
        read = tesseract(image, args.script) if args.engine == "tesseract" else rapidocr(image, leading, size)
        cells = (args.engine, args.script, level, "".join(lines), "".join(read.split()))
        with args.out.open("a", encoding="utf-8") as out:
            out.write("\t".join(cells) + "\n")
        if number % 50 == 49:
            print(number + 1, file=sys.stderr)


if __name__ == "__main__":
    main()
