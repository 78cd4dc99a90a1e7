"""Runs on a real Ray cluster of several worker processes: nothing is lost and nothing doubled, whoever dies."""

import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from cli.console import Runner

ray = pytest.importorskip("ray", reason="Ray is not installed")
pytest.importorskip("ray.data", reason="Ray Data is not installed")

# ruff: noqa: E402
from batch.paper import paper_in
from batch.runs import joined, lines, manifest, run_here, tree
from kanwu.batch import adding, counting, first_pass
from kanwu.batch.part import Done, Job
from kanwu.batch.ray import run as run_on_ray
from kanwu.batch.stores import Upload
from kanwu.batch.tasks import Do, Task
from kanwu.errors import ExitCode, UsageError

SIZE = 1500  # bytes of a piece


@pytest.fixture(scope="module")
def _cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    own = {"env_vars": {"TMPDIR": str(tmp_path_factory.mktemp("tmp"))}}
    quiet = {"include_dashboard": False, "log_to_driver": False, "logging_level": "ERROR"}
    ray.init(address="local", num_cpus=3, runtime_env=own, **quiet)
    yield
    ray.shutdown()


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder of records and pages; what one process makes of it is beside it, in `whole`."""
    page = lines(tmp_path / "in")
    for number in range(150):
        (tmp_path / "in" / f"p{number}.txt").write_bytes(page.read_bytes()[10 * number :][:3000].replace(b"\n", b""))
    run_here([tmp_path / "in"], tmp_path / "whole", SIZE)
    return tmp_path / "in"


def test_a_cluster_that_does_not_answer(tmp_path: Path) -> None:
    page = lines(tmp_path)
    for address in ("127.0.0.1:9", "ray://127.0.0.1:9"):
        with pytest.raises(UsageError, match=rf"no Ray cluster at {address} \(.*\); check --address"):
            run_on_ray([str(page)], str(tmp_path / "out"), address=address)


@pytest.mark.usefixtures("_cluster")
def test_the_same_as_one_process_also_through_another_store(given: Path, tmp_path: Path) -> None:
    seen = []
    totals = run_on_ray(
        [f"dir://in::file://{tmp_path}"], f"dir://out::file://{tmp_path}", piece=SIZE, workers=3,
        on_progress=lambda now: seen.append((now.reached, now.size)),
    )  # fmt: skip
    run_here([f"dir://in::file://{tmp_path}"], tmp_path / "whole2", SIZE)
    one, many = tree(tmp_path / "whole2"), tree(tmp_path / "out")
    assert one.keys() == many.keys()
    assert [name for name in one if one[name] != many[name]] == ["manifest.jsonl"]  # for the seconds
    assert manifest(tmp_path / "out") == manifest(tmp_path / "whole2")
    assert totals.pieces == len(seen) > 10
    assert seen[-1][0] == seen[-1][1]
    assert totals.code == ExitCode.UNREAD
    again = run_on_ray([f"dir://in::file://{tmp_path}"], f"dir://out::file://{tmp_path}", piece=SIZE)
    assert (again.kept, again.texts) == (totals.pieces, totals.texts)


@pytest.mark.usefixtures("_cluster")
def test_the_command(run: Runner, tmp_path: Path) -> None:
    page = lines(tmp_path / "in")
    ended = run("batch", "--engine", "ray", page, tmp_path / "out", "--workers", 2)
    assert ended.code == ExitCode.UNREAD
    assert ended.err.startswith("kanwu: 41 pages, 41 of them changed: ")
    assert ended.err.endswith("kanwu: 2 with an error, which manifest.jsonl has\n")
    run("clean", page, "-o", tmp_path / "one.jsonl")
    assert (tmp_path / "out" / "a.jsonl").read_bytes() == (tmp_path / "one.jsonl").read_bytes()
    again = run("batch", "--engine", "ray", page, tmp_path / "out")
    assert again.err.startswith("kanwu: nothing to do; all 41 pages were done before\n")
    for more in (("--overwrite", "--engine", "ray"), ("--address", "auto")):
        assert run("batch", *more, page, tmp_path / "out2").code == ExitCode.USAGE


@pytest.mark.usefixtures("_cluster")
def test_killed_workers_lose_nothing_and_double_nothing(given: Path, tmp_path: Path) -> None:
    killed: list[int] = []
    over = Event()
    reaper = Thread(target=_reap, args=(killed, over, tmp_path / "out"))
    reaper.start()
    try:
        totals = run_on_ray([str(given)], str(tmp_path / "out"), piece=SIZE, workers=3)
    finally:
        over.set()
        reaper.join()
    assert len(killed) >= 3
    assert totals.errors == []
    assert manifest(tmp_path / "out") == manifest(tmp_path / "whole")
    one, many = tree(tmp_path / "whole"), tree(tmp_path / "out")
    one.pop("manifest.jsonl"), many.pop("manifest.jsonl")
    assert one == {name: data for name, data in many.items() if not name.endswith(".part")}


def _reap(killed: list[int], over: Event, out: Path) -> None:
    """Kill a worker at its work, again and again, each time that some pieces more are done."""
    while not over.is_set() and len(killed) < 5:
        if len(list(out.glob(".kanwu/done/*"))) > 2 * len(killed):
            for pid in _workers(os.getpid())[:1]:
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)
        time.sleep(0.02)


@pytest.mark.usefixtures("_cluster")
def test_the_same_corpus_as_on_one_machine_also_through_another_store(run: Runner, tmp_path: Path) -> None:
    """Each worker has the file as a copy; where the store is of this machine, they open it where it is."""
    paper_in(tmp_path / "in")
    run("batch", "--corpus", tmp_path / "in", tmp_path / "local", "-q")
    seen = []
    totals = run_on_ray(
        [f"dir://in::file://{tmp_path}"], f"dir://out::file://{tmp_path}", piece=6000, corpus=True,
        on_progress=lambda now: seen.append(now.what),
    )  # fmt: skip
    assert list(dict.fromkeys(seen)) == ["count", "add", "clean"]
    assert totals.edits["corpus_names"] == 2
    ended = run("batch", "--corpus", "--engine", "ray", tmp_path / "in", tmp_path / "whole")
    assert ended.code == ExitCode.UNREAD
    for out in ("out", "whole"):
        assert (tmp_path / out / "corpus.kwc").read_bytes() == (tmp_path / "local" / "corpus.kwc").read_bytes()
        for page in (tmp_path / "local" / "scans").rglob("*.md"):
            assert (tmp_path / out / page.relative_to(tmp_path / "local")).read_bytes() == page.read_bytes()
    assert joined(tmp_path / "out") == (tmp_path / "whole" / "a.jsonl").read_bytes()
    assert (tmp_path / "whole" / "a.jsonl").read_bytes() == (tmp_path / "local" / "a.jsonl").read_bytes()


@pytest.mark.usefixtures("_cluster")
def test_workers_killed_while_they_gather(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a piece is counted, in the middle of it, and after it was written; and while sums are added up."""
    paper_in(tmp_path / "in")
    run_here([tmp_path / "in"], tmp_path / "whole", SIZE, corpus=True)
    ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])  # workers do not find the tests
    monkeypatch.setattr(first_pass, "count", partial(_dying, counting.count))
    monkeypatch.setattr(adding.Adding, "add", property(lambda self: partial(_dying, partial(ADD, self))))
    totals = run_on_ray([str(tmp_path / "in")], str(tmp_path / "out"), piece=SIZE, corpus=True)
    assert len(list((tmp_path / "out" / ".kanwu" / "died").iterdir())) > 3
    assert totals.uncounted == []
    one, many = tree(tmp_path / "whole"), tree(tmp_path / "out")
    assert one["corpus.kwc"] == many["corpus.kwc"]
    assert manifest(tmp_path / "out") == manifest(tmp_path / "whole")
    one.pop("manifest.jsonl"), many.pop("manifest.jsonl")
    assert one == many


ADD = adding.Adding.add


def _dying(do: Do, task: Task, job: Job) -> Done:
    """Does a task, and dies of some, once: before it, in it, or after it."""
    draw, note = zlib.crc32(task.key.encode()), f".kanwu/died/{task.key}"
    when = ("before", "in", "after")[draw // 8 % 3]
    if draw % (4 if "-" in task.key else 8) or job.out.read(note) is not None:
        return do(task, job)
    job.out.write(note, when.encode())
    if when == "in":
        patch = pytest.MonkeyPatch()
        patch.setattr(Upload, "commit", lambda self: os.kill(os.getpid(), signal.SIGKILL))
    if when != "before":
        do(task, job)
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def _workers(above: int) -> list[int]:
    """The processes at work on a piece, of the cluster that a process started."""
    above_of: dict[int, int] = {}
    at_work = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            above_of[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if (entry / "cmdline").read_bytes().startswith(b"ray::Map"):
                at_work.append(int(entry.name))
        except OSError:
            continue
    return [pid for pid in at_work if above in _line(pid, above_of)]


def _line(pid: int, above_of: dict[int, int]) -> Iterator[int]:
    while pid := above_of.get(pid, 0):
        yield pid


@pytest.mark.usefixtures("_cluster")
def test_a_run_goes_on_after_its_driver_was_killed(given: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from kanwu.batch.ray import run\n"
        "run([sys.argv[1]], sys.argv[2], piece=int(sys.argv[3]), workers=2)"
    )
    out = tmp_path / "out"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    argv = [sys.executable, "-c", program, str(given), str(out), str(SIZE)]
    with subprocess.Popen(argv, env=environment, stderr=subprocess.DEVNULL) as driver:
        end = time.monotonic() + 300
        while len(list(out.glob(".kanwu/done/*"))) < 5 and driver.poll() is None and time.monotonic() < end:
            time.sleep(0.02)
        driver.kill()
    assert driver.returncode == -signal.SIGKILL
    assert not (out / "manifest.jsonl").exists()
    totals = run_on_ray([str(given)], str(out), piece=SIZE)
    assert 5 <= totals.kept < totals.pieces
    assert manifest(out) == manifest(tmp_path / "whole")
    assert joined(out) == joined(tmp_path / "whole")


def test_without_ray_one_line_says_what_to_do(run: Runner, tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['ray'] = None\n"
        "from kanwu.batch.ray import run\nfrom kanwu.errors import UsageError\n"
        "try: run(['a'], 'b')\nexcept UsageError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "--engine ray needs Ray Data, which is not there; pip install 'kanwu[ray]'\n"
