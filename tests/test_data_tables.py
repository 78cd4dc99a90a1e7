"""The binary tables hold what their readers take for granted; the files are parsed here anew."""

from itertools import pairwise
from pathlib import Path
from struct import unpack_from

import pytest

from kanwu.evidence import glyphs, lexicon

DATA = Path(__file__).parents[1] / "src" / "kanwu" / "data"
PAIR_LIMIT, WORD_LIMIT, BOND_LIMIT = 2_500_000, 5_000_000, 1_000_000


def numbers(data: bytes, code: str, at: int, count: int) -> tuple[int, ...]:
    return unpack_from(f"<{count}{code}", data, at)


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, int]]:
    """Each character's neighbours with their scores, as the file has them."""
    data = (DATA / "lookalikes.bin").read_bytes()
    count, cells = numbers(data, "I", 4, 2)
    chars = data[12 : 12 + 2 * count].decode("utf-16-le")
    starts = numbers(data, "I", 12 + 2 * count, count + 1)
    values = numbers(data, "H", 16 + 6 * count, cells)
    assert len(data) == 16 + 6 * count + 2 * cells
    assert starts[0] == 0
    assert starts[-1] == cells
    table: dict[str, dict[str, int]] = {}
    for char, (first, last) in zip(chars, pairwise(starts), strict=True):
        at, row = 0, table.setdefault(char, {})
        for cell in values[first:last]:
            at += cell >> 6
            if cell & 63:
                assert chars[at] not in row
                row[chars[at]] = cell & 63
    return table


def test_characters_are_sorted_and_unique(rows: dict[str, dict[str, int]]) -> None:
    assert len(rows) == 8400
    assert all(a < b for a, b in pairwise(rows))
    assert all(list(row) == sorted(row) for row in rows.values())


def test_likeness_is_mutual_and_never_of_itself(rows: dict[str, dict[str, int]]) -> None:
    for char, row in rows.items():
        assert char not in row
        assert len(row) >= 40
        assert all(rows[other][char] == score for other, score in row.items())


def test_reader_and_file_agree(rows: dict[str, dict[str, int]]) -> None:
    for char in list(rows)[::97]:
        assert dict(glyphs.neighbours(char)) == {other: n / 63 for other, n in rows[char].items()}


def test_both_scripts_are_there(rows: dict[str, dict[str, int]]) -> None:
    for encoding, first, last in (("big5", 0xA440, 0xC67E), ("gb2312", 0xB0A1, 0xD7F9)):
        codes = (code.to_bytes(2, "big").decode(encoding, "ignore") for code in range(first, last + 1))
        assert {char for char in codes if len(char) == 1 and char >= "\u4e00"} <= set(rows)
    assert set("嘅咗哋冇喺㗎嚟") <= set(rows)


def test_word_keys_are_sorted_and_unique() -> None:
    data = (DATA / "lexicon.bin").read_bytes()
    folds, shorts, longs, longest = numbers(data, "I", 4, 4)
    at = 20 + 4 * folds
    short = numbers(data, "I", at, shorts)
    long = numbers(data, "Q", at + 4 * shorts, longs)
    assert longest == lexicon.LONGEST
    assert all(a < b for a, b in pairwise(short))
    assert all(a < b for a, b in pairwise(long))
    assert short[-1] < 2**32 <= long[0]
    assert len(data) == at + 6 * shorts + 9 * longs
    scores = data[at + 4 * shorts + 8 * longs :][: shorts + longs]
    assert all(scores[shorts:])
    assert sum(map(bool, scores)) == 429_918


def test_fold_table_is_sorted_and_settled() -> None:
    data = (DATA / "lexicon.bin").read_bytes()
    size = 2 * numbers(data, "I", 4, 1)[0]
    old, new = (data[start : start + size].decode("utf-16-le") for start in (20, 20 + size))
    assert all(a < b for a, b in pairwise(old))
    assert not set(old) & set(new)


def test_pair_keys_are_sorted_and_unique() -> None:
    data = (DATA / "bigrams.bin").read_bytes()
    characters, pairs = numbers(data, "I", 4, 2)
    chars = data[12 : 12 + 2 * characters].decode("utf-16-le")
    assert len(set(chars)) == characters
    assert all("\u4e00" <= c <= "\u9fff" for c in chars)
    keys = numbers(data, "I", 12 + 2 * characters, pairs)
    assert all(a < b for a, b in pairwise(keys))
    assert max(key // 8192 for key in keys) < characters
    assert max(key % 8192 for key in keys) < characters
    assert len(data) == 12 + 2 * characters + 5 * pairs


def test_tables_are_small_enough() -> None:
    assert (DATA / "bigrams.bin").stat().st_size <= BOND_LIMIT
    assert (DATA / "lookalikes.bin").stat().st_size <= PAIR_LIMIT
    assert (DATA / "lexicon.bin").stat().st_size <= WORD_LIMIT


def test_every_table_has_its_source() -> None:
    sources = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    named = {line.split("|")[1].strip() for line in sources.splitlines() if line.startswith("|")}
    tables = {file.name for file in DATA.iterdir() if file.suffix in (".bin", ".tsv")}
    assert tables <= named
