"""A file of a store on this machine: fetched once, whole, and gone when nobody has it in use any more."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.console import written
from house import SOURCE
from kanwu.errors import UnreadableError

pytest.importorskip("fsspec")

from kanwu.batch.copies import on_this_machine
from kanwu.batch.stores import Store

FETCH = """
import sys, time
from pathlib import Path
from kanwu.batch.copies import on_this_machine
from kanwu.batch.stores import Store

url, mark, log = sys.argv[1:]
store = Store.of(url)
fetch = type(store.fs).get_file
def slowly(fs, place, target, **more):
    with open(log, "a") as told:
        print("fetched", file=told)
    Path(target).write_bytes(b"part")
    time.sleep(0.3)
    fetch(fs, place, target, **more)
type(store.fs).get_file = slowly
path = on_this_machine(store, "a", mark)
print(path, len(Path(path).read_bytes()), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    written(tmp_path / "out" / "a", "x" * 1000)
    (tmp_path / "tmp").mkdir()
    return tmp_path


class Workers:
    """Processes that fetch the file, each in use until it is told to end."""

    def __init__(self, home: Path, count: int, mark: str = "m") -> None:
        where = os.environ | {"TMPDIR": str(home / "tmp"), "PYTHONPATH": str(SOURCE.parent)}
        argv = [sys.executable, "-c", FETCH, f"dir://out::file://{home}", mark, str(home / "log")]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "env": where}
        self.all = [subprocess.Popen(argv, **pipes) for _ in range(count)]

    def paths(self) -> list[str]:
        told = [(process.stdout.readline() if process.stdout else "").split() for process in self.all]
        assert {size for _, size in told} == {"1000"}, "the whole file"
        return [path for path, _ in told]

    def end(self) -> None:
        for process in self.all:
            process.communicate(timeout=60)


def copies(home: Path) -> list[Path]:
    return sorted(file for file in (home / "tmp").rglob("*") if file.suffix in (".copy", ".part"))


def test_processes_that_start_at_once_fetch_it_once(home: Path) -> None:
    workers = Workers(home, 4)
    (path,) = set(workers.paths())
    assert (home / "log").read_text() == "fetched\n"
    assert [str(file) for file in copies(home)] == [path]
    assert Path(path).parent.stat().st_mode & 0o777 == 0o700
    workers.end()


def test_what_nobody_has_in_use_goes(home: Path) -> None:
    """When another is fetched; also what came of one whose process died. What is in use stays."""
    one, two = Workers(home, 1), Workers(home, 1, "other")
    kept, left = one.paths()[0], two.paths()[0]
    assert kept != left
    two.end()
    written(Path(kept).with_name("a.1.part"), "x")
    three = Workers(home, 1, "third")
    (new,) = three.paths()
    assert [str(file) for file in copies(home)] == sorted([kept, new])
    one.end()
    three.end()


def test_a_folder_of_others_is_not_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(home / "tmp"))
    theirs = home / "tmp" / f"kanwu-{os.getuid()}"
    theirs.mkdir()
    theirs.chmod(0o777)
    path = Path(on_this_machine(Store.of(f"dir://out::file://{home}"), "a", "m"))
    assert path.parent != theirs
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.read_bytes() == b"x" * 1000


def test_a_file_of_this_machine_is_opened_where_it_is(home: Path) -> None:
    for url in (str(home / "out"), f"file://{home}/out"):
        assert on_this_machine(Store.of(url), "a", "m") == f"{home}/out/a"


def test_a_file_that_is_not_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(home / "tmp"))
    with pytest.raises(UnreadableError, match="b: no such file"):
        on_this_machine(Store.of(f"dir://out::file://{home}"), "b", "m")
    assert copies(home) == []
