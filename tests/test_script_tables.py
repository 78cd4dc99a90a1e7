"""The tables of scripts: sorted, unique, sourced, without loops."""

from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "src" / "kanwu" / "data"
TABLES = {"script_variants.tsv": 5, "overconverted.tsv": 2, "bound_characters.tsv": 3, "forms.tsv": 5}
LEGITIMATE = set("后里干面只台谷云松表周采系制准余丑斗范郁征丰朴向志布污叶几才了于胡卷克")


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("name", "columns"), TABLES.items())
def test_sorted_unique_and_sourced(name: str, columns: int) -> None:
    head = [line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    table = rows(name)
    keys = [row[0] for row in table]
    assert len(keys) > 100
    assert keys == sorted(set(keys))
    assert {len(row) for row in table} == {columns}
    assert all(cell for row in table for cell in row)
    assert any("source:" in line for line in head)
    assert f"| {name} |" in (DATA / "SOURCES.md").read_text(encoding="utf-8")


def test_variants_are_single_characters_of_another_form() -> None:
    for char, hk, tw, hans, source in rows("script_variants.tsv"):
        assert {len(char), len(hk), len(tw), len(hans)} == {1}
        assert char not in (hk, tw, hans)
        assert {hk, tw, hans} != {"-"}
        assert set(source) <= set("STV")


@pytest.mark.parametrize("column", [1, 2, 3])
def test_variants_have_no_loops_or_chains(column: int) -> None:
    table = {row[0]: row[column] for row in rows("script_variants.tsv") if row[column] != "-"}
    assert not {char for char, right in table.items() if right in table}


def test_what_both_scripts_have_is_not_changed_in_traditional() -> None:
    assert not LEGITIMATE & {row[0] for row in rows("script_variants.tsv") if row[1:3] != ["-", "-"]}


def test_overconverted_words_change_in_one_place_and_settle() -> None:
    table = dict(rows("overconverted.tsv"))
    for wrong, right in table.items():
        assert 2 <= len(wrong) == len(right) <= 4
        assert sum(left != other for left, other in zip(wrong, right, strict=True)) == 1
    assert not set(table) & set(table.values())
    assert (DATA / "overconverted.tsv").stat().st_size <= 150_000
