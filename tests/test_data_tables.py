"""The binary tables hold what their readers take for granted; the files are parsed here anew."""

from itertools import pairwise
from pathlib import Path
from struct import calcsize, unpack_from
from typing import NamedTuple

import pytest

from kanwu.evidence import glyphs, lexicon
from kanwu.evidence.forms import LETTERS
from kanwu.evidence.ngrams import numbers as ngram_numbers
from kanwu.model import is_han

DATA = Path(__file__).parents[1] / "src" / "kanwu" / "data"
LIMITS = {
    "lookalikes.bin": 2_500_000, "lexicon.bin": 5_000_000, "bigrams.bin": 1_000_000, "ngrams.bin": 9_000_000,
    "channel.bin": 1_500_000, "forms.tsv": 100_000,
}  # fmt: skip
ALL_LIMIT = 18_000_000


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


class Ngrams(NamedTuple):
    """The columns of ngrams.bin as the file has them."""

    chars: str
    singles: tuple[int, ...]
    pair_starts: tuple[int, ...]
    seconds: tuple[int, ...]
    triple_starts: tuple[int, ...]
    thirds: tuple[int, ...]
    behind_starts: tuple[int, ...]
    behind: tuple[int, ...]  # bytes of bits
    before_starts: tuple[int, ...]
    before: tuple[int, ...]


@pytest.fixture(scope="module")
def ngrams() -> Ngrams:
    data = (DATA / "ngrams.bin").read_bytes()
    assert data[:4] == b"KWNG"
    size, pairs, triples, behind, before = numbers(data, "I", 4, 5)
    chars, at = data[24 : 24 + 2 * size].decode("utf-16-le"), 24 + 2 * size
    columns = []
    for code, count in (
        ("B", size), ("B", size), ("I", size + 1), ("H", pairs), ("B", pairs), ("B", pairs), ("I", pairs + 1),
        ("H", triples), ("B", triples), ("I", size + 1), ("B", behind), ("I", size + 1), ("B", before),
    ):  # fmt: skip
        columns.append(numbers(data, code, at, count))
        at += count * calcsize(f"<{code}")
    assert at == len(data)
    return Ngrams(chars, *(columns[n] for n in (0, 2, 3, 6, 7, 9, 10, 11, 12)))


def sorted_between(starts: tuple[int, ...], values: tuple[int, ...]) -> bool:
    """Whether the rows that the starts cut are all of the values, each row ascending and without doubles."""
    breaks = {at for at, (one, two) in enumerate(pairwise(values), 1) if one >= two}
    in_order = all(a <= b for a, b in pairwise(starts))
    return (starts[0], starts[-1]) == (0, len(values)) and in_order and breaks <= set(starts)


def test_characters_of_the_ngrams_are_unique(ngrams: Ngrams) -> None:
    assert ngrams.chars[0] == "\0"
    assert len(set(ngrams.chars)) == len(ngrams.chars) < 8191, "the number of a character that the table lacks"


def test_characters_of_the_ngrams_are_chinese_and_folded(ngrams: Ngrams) -> None:
    assert not [char for char in ngrams.chars[1:] if not is_han(char) or lexicon.fold(char) != char]


def test_rows_of_the_ngrams_are_sorted(ngrams: Ngrams) -> None:
    assert sorted_between(ngrams.pair_starts, ngrams.seconds)
    assert sorted_between(ngrams.triple_starts, ngrams.thirds)
    assert len(ngrams.pair_starts) == len(ngrams.chars) + 1
    assert len(ngrams.triple_starts) == len(ngrams.seconds) + 1
    assert max(ngrams.seconds) < len(ngrams.chars)
    assert max(ngrams.thirds) < len(ngrams.chars)


def test_bonds_from_both_ends_are_the_same(ngrams: Ngrams) -> None:
    behind = bonds(ngrams.behind_starts, ngrams.behind)
    before = bonds(ngrams.before_starts, ngrams.before)
    assert behind == {(first, second) for second, first in before}
    assert len(behind) > 100_000
    assert all(first and second for first, second in behind), "what is not Chinese is bound to nothing"
    assert max(map(max, behind)) < len(ngrams.chars)


def bonds(starts: tuple[int, ...], data: tuple[int, ...]) -> set[tuple[int, int]]:
    """Each row's number with those of its bits."""
    assert (starts[0], starts[-1]) == (0, len(data))
    found = set()
    for row, (low, high) in enumerate(pairwise(starts)):
        assert low == high or data[high - 1], "no row is longer than its bits"
        found |= {(row, 8 * at + bit) for at, byte in enumerate(data[low:high]) for bit in range(8) if byte >> bit & 1}
    return found


def test_readings_are_sorted_and_from_none_to_itself() -> None:
    data = (DATA / "channel.bin").read_bytes()
    assert data[:4] == b"KWCH"
    size, pairs = numbers(data, "I", 4, 2)
    chars = data[12 : 12 + 2 * size].decode("utf-16-le")
    starts = numbers(data, "I", 12 + 3 * size, size + 1)
    at = 16 + 7 * size
    printed = data[at : at + 2 * pairs].decode("utf-16-le")
    known = numbers(data, "H", at + 2 * pairs, pairs)
    chances = numbers(data, "B", at + 4 * pairs, pairs)
    assert len(data) == at + 6 * pairs
    assert list(known) == ngram_numbers(printed), "made with these n-grams"
    assert (starts[0], starts[-1]) == (0, pairs)
    assert all(a < b for a, b in pairwise(chars))
    for char, (low, high) in zip(chars, pairwise(starts), strict=True):
        row = printed[low:high]
        assert low <= high
        assert len(set(row)) == len(row)
        assert char not in row
        assert list(chances[low:high]) == sorted(chances[low:high]), "the likeliest first"
        assert is_han(char)
        assert all(map(is_han, row))


def test_forms_have_a_letter_for_each_form() -> None:
    for line in (DATA / "forms.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        char, kinds, priors, *sides = line.split("\t")
        assert len(char) == 1
        assert len(set(kinds)) == len(kinds) == len(priors) > 0
        assert set(priors) <= set(LETTERS)
        for side in sides:
            groups = [group for group in side.split(" ") if side != "-"]
            signs = "".join(group[len(kinds) :] for group in groups)
            assert all(len(group) > len(kinds) and set(group[: len(kinds)]) <= set(LETTERS) for group in groups)
            assert len(set(signs)) == len(signs), f"{char}: a neighbour in two groups"
            assert lexicon.fold(signs) == signs, f"{char}: neighbours are looked up folded"


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_a_table_is_small_enough(name: str, limit: int) -> None:
    assert (DATA / name).stat().st_size <= limit


def test_all_tables_together_are_small_enough() -> None:
    assert sum(file.stat().st_size for file in DATA.iterdir()) <= ALL_LIMIT


def test_every_table_has_its_source() -> None:
    sources = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    named = {line.split("|")[1].strip() for line in sources.splitlines() if line.startswith("|")}
    tables = {file.name for file in DATA.iterdir() if file.suffix in (".bin", ".tsv")}
    assert tables <= named
