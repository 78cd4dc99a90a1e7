"""What docs/batch.md shows is so: each piece of code is run where what it needs is installed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import kanwu
from cli.console import PAGE
from house import ROOT
from kanwu.batch.unit import MORE

DOCS = (ROOT / "docs" / "batch.md").read_text("utf-8")
CODE = re.findall(r"^```python\n(.*?)^```", DOCS, re.S | re.M)
WITH = {"ray": "ray.data", "datasets": "datasets", "dask": "dask.dataframe", "spark": "pyspark"}


@pytest.mark.parametrize("name", WITH)
def test_code_runs(tmp_path: Path, name: str) -> None:
    pytest.importorskip(WITH[name].partition(".")[0], reason=f"{WITH[name]} is not installed")
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [PAGE, None, "", PAGE * 2] * 10
    pq.write_table(pa.table({"id": [f"a{n}" for n in range(40)], "text": texts}), tmp_path / "articles.parquet")
    (code,) = (code for code in CODE if f"clean-{name}" in code)
    path = [str(ROOT / "src")]
    program = f"import os, sys\nos.environ['PYTHONPATH'] = {path[0]!r}\nsys.path[:0] = {path!r}\n" + code
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    (made,) = tmp_path.glob("clean-*")
    rows = pq.read_table(made).sort_by("id")
    assert set(rows.column_names) >= {"id", "text", *MORE}
    assert str(rows.schema.field("text").type).replace("large_", "") == "string"
    wanted = {f"a{n}": text and kanwu.clean(text).text for n, text in enumerate(texts)}
    assert dict(zip(rows["id"].to_pylist(), rows["text"].to_pylist(), strict=True)) == wanted
    assert set(rows["kanwu_error"].to_pylist()) == {"", "no text"}


def test_each_engine_is_there_in_a_few_lines() -> None:
    assert len(CODE) == len(WITH)
    for name, code in zip(WITH, CODE, strict=True):
        lines = [line for line in code.splitlines() if line.strip()]
        assert len(lines) <= (10 if name == "spark" else 5), name
