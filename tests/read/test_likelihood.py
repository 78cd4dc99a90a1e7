"""The table that tells one encoding from another."""

import subprocess
import sys
import unicodedata

from kanwu.read.likelihood import TABLE, log_likelihood, mean_beyond_ascii


def test_likelihood_table_is_sorted_unique_and_small() -> None:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    values = [float(value) for value, _ in rows]
    every = "".join(chars for _, chars in rows)
    assert values == sorted(set(values), reverse=True)
    assert all(list(chars) == sorted(chars) for _, chars in rows)
    assert len(set(every)) == len(every) == 8000
    assert not any(unicodedata.category(char) in ("Cc", "Co", "Cs", "Cn") for char in every)
    assert TABLE.stat().st_size <= 40_000
    assert lines[1].startswith("# source:")


def test_utf8_needs_no_table() -> None:
    """A page in UTF-8 must not wait for the table."""
    code = "from kanwu.read import encoding, likelihood; encoding.decode(('\u6f22' * 99).encode());"
    code += "assert likelihood._table.cache_info().currsize == 0"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_chinese_is_likelier_than_its_misreading() -> None:
    text = "今天下午有雨"
    misread = text.encode("big5").decode("gb18030")
    assert log_likelihood(text) > log_likelihood(misread)
    assert mean_beyond_ascii("ab") == (0.0, 0)
    assert mean_beyond_ascii("a的")[1] == 1
