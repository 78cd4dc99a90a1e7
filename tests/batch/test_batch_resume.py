"""A run that is broken off goes on where it stopped, and gives what one in one piece gives."""

import os
import random
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from batch.archive import NAMES, archive, begun, ended, made
from cli.console import PAGE, written
from kanwu.errors import ExitCode

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, gone over in one piece into `whole`."""
    home = archive(tmp_path_factory.mktemp("archive"), 50, 30)
    assert ended(home, *NAMES, "whole", "--workers", 2)[0] == ExitCode.UNREAD
    return home


def below(pid: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    children = [int(p) for task in Path(f"/proc/{pid}/task").glob("*/children") for p in task.read_text().split()]
    return [*children, *(found for child in children for found in below(child))]


def workers(pid: int) -> list[int]:
    """The workers of a run: what its children started."""
    children = {int(p) for task in Path(f"/proc/{pid}/task").glob("*/children") for p in task.read_text().split()}
    return [found for found in below(pid) if found not in children]


def reached(process: Any, file: Path, size: int) -> bool:
    """Wait until a file has so many bytes, or the process is over; whether it is not."""
    while process.poll() is None:
        if file.exists() and file.stat().st_size >= size:
            return True
        time.sleep(0.001)
    return False


def gone(pids: list[int], seconds: float = 10) -> bool:
    """Whether processes are over within some seconds."""
    until = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < until:
        time.sleep(0.02)
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


@pytest.mark.parametrize("names", [NAMES[:1], NAMES[1:2], NAMES[2:3], NAMES[3:], NAMES], ids="-".join)
def test_killed_again_and_again(home: Path, names: tuple[str, ...], tmp_path: Path) -> None:
    """Each run is killed when its manifest has grown by a little, at whatever it does then."""
    draw = random.Random(repr(names))
    out = tmp_path / "out"
    whole = tmp_path / "whole"
    ended(home, *names, whole)
    manifest = out / "manifest.jsonl"
    kills = 0
    for _ in range(40):
        process = begun(home, *names, out, "--workers", draw.randint(1, 3))
        size = manifest.stat().st_size if manifest.exists() else 0
        if not reached(process, manifest, size + draw.randint(1, 2500)):
            break
        time.sleep(draw.random() * 0.02)
        children = below(process.pid)
        process.kill()
        process.wait()
        kills += 1
        assert gone(children)
    assert kills
    assert process.wait() in (ExitCode.FINE, ExitCode.UNREAD), process.stderr.read()
    assert made(out) == made(whole)


def test_killed_workers_are_replaced(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = begun(home, *NAMES, out, "--workers", 2)
    kills = 0
    while process.poll() is None and kills < 6:
        time.sleep(0.4)
        for worker in workers(process.pid)[:1]:
            os.kill(worker, signal.SIGKILL)
            kills += 1
    assert process.wait() == ExitCode.UNREAD
    assert kills
    assert made(out) == made(home / "whole")


def test_ctrl_c_leaves_a_run_that_goes_on(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = begun(home, *NAMES, out, "--workers", 2, start_new_session=True)
    assert reached(process, out / "manifest.jsonl", 4000)
    children = below(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=20)[1].decode()
    assert process.returncode == 130
    assert said.splitlines()[-1] == "kanwu: interrupted; the same command goes on here"
    assert "Traceback" not in said
    assert gone(children)
    assert ended(home, *NAMES, out)[0] == ExitCode.UNREAD
    assert made(out) == made(home / "whole")


@pytest.mark.parametrize("size", [2_000, 40_000, 120_000])
def test_a_full_disk_stops_the_run_and_it_goes_on(home: Path, tmp_path: Path, size: int) -> None:
    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    out = tmp_path / "out"
    code, said = ended(home, *NAMES, out, preexec_fn=bounded)
    assert code == ExitCode.UNWRITTEN
    assert "cannot write" in said
    assert "the same command goes on here" in said
    assert ended(home, *NAMES, out)[0] == ExitCode.UNREAD
    assert made(out) == made(home / "whole")


@pytest.mark.skipif(sys.platform != "linux" or os.getuid() != 0, reason="needs the right to mount")
def test_a_disk_that_is_really_full(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    if os.system(f"mount -t tmpfs -o size=128k none {out} 2>/dev/null"):
        pytest.skip("cannot mount")
    try:
        code, said = ended(home, *NAMES, out)
        assert code == ExitCode.UNWRITTEN
        assert "no space left" in said
        os.system(f"mount -o remount,size=64m {out}")
        assert ended(home, *NAMES, out)[0] == ExitCode.UNREAD
        assert made(out) == made(home / "whole")
    finally:
        os.system(f"umount {out}")


def test_two_runs_do_not_write_into_one_folder(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = begun(home, *NAMES, out)
    assert reached(process, out / "manifest.jsonl", 1)
    os.kill(process.pid, signal.SIGSTOP)
    code, said = ended(home, *NAMES, out)
    os.kill(process.pid, signal.SIGCONT)
    assert (code, said.count("\n")) == (ExitCode.USAGE, 1)
    assert "another run writes into" in said
    assert process.wait() == ExitCode.UNREAD
    assert made(out) == made(home / "whole")


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_a_half_line_is_taken_back(home: Path, tmp_path: Path, cut: int) -> None:
    """As when power went: the manifest ends in half a line, or is further than the log."""
    out = tmp_path / "out"
    ended(home, "scans", out)
    whole = made(out)
    for name in ("manifest.jsonl", "edits.jsonl"):
        data = (out / name).read_bytes()
        (out / name).write_bytes(data[:-cut])
        assert ended(home, "scans", out)[0] == ExitCode.FINE
        assert made(out) == whole


def test_records_that_changed_meanwhile_are_done_anew(tmp_path: Path) -> None:
    data = "".join(f'{{"id": {n}, "text": "{PAGE[:35]}{n}"}}\n' for n in range(3000))
    source = written(tmp_path / "a.jsonl", data)
    process = begun(tmp_path, "a.jsonl", "out")
    assert reached(process, tmp_path / "out" / "manifest.jsonl", 3000)
    process.kill()
    process.wait()
    assert (tmp_path / "out" / ".kanwu-a.jsonl.part").exists()
    written(source, data[: len(data) // 20] + "\n")
    ended(tmp_path, "a.jsonl", "out")
    ended(tmp_path, "a.jsonl", "anew")
    assert made(tmp_path / "out") == made(tmp_path / "anew")
