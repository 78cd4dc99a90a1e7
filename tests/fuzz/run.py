"""Fuzzes one target for some minutes: `python tests/fuzz/run.py TARGET --minutes N`. Needs atheris (kanwu[fuzz]).

Half of the time inputs are changed from seeds, half of it they are drawn by Hypothesis, both guided by the coverage of
kanwu. Where a run dies or hangs, its input is noted and another one begun. At the end each fault is tried once more
without instruments, in a process of its own, and what is confirmed is made smaller and kept in found/TARGET/, as are
some inputs that reach lines which no other kept one does. One line of JSON tells the counts: executions, coverage
(points of the code that the first inputs reach, and new ones), findings by kind, unconfirmed, kept, minutes.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE.parent)]
STILL = 180  # seconds for which an input may be tried before the run is given up
SHARE = 0.9  # of the time that goes into fuzzing, the rest is for what follows
KEPT = 12  # inputs without a fault that are kept of a run
_COVERAGE = re.compile(r"#\d+\s+(\w+)\s+cov: (\d+)")


def main() -> int:
    from fuzz.table import TARGETS

    parser = argparse.ArgumentParser(description="Fuzz a target; the last line of output is the counts as JSON.")
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--mode", choices=("bytes", "drawn"), action="append")
    parser.add_argument("--keep", type=int, default=KEPT, help="inputs without a fault to keep")
    parser.add_argument("--folder", type=Path, help="work here, and go on from what is there")
    parser.add_argument("--confirm", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--choose", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.confirm:
        return _confirm(given.target, given.confirm, given.minutes * 60)
    folder = given.folder or Path(tempfile.mkdtemp(prefix=f"fuzz-{given.target}-"))
    folder.mkdir(parents=True, exist_ok=True)
    if given.choose:
        return _choose(given.target, folder, given.keep, given.minutes * 60)
    print(json.dumps(Fuzzing(given.target, folder, given.minutes * 60).run(given.mode, given.keep)))
    return 0


class Fuzzing:
    """The runs over one target, and what came of them."""

    def __init__(self, target: str, folder: Path, seconds: float) -> None:
        self.target, self.folder = target, folder
        self.began, self.seconds = time.monotonic(), seconds
        self.coverage: dict[str, list[int]] = {}
        self.died: list[str] = []

    def left(self, share: float = 1.0) -> float:
        return self.seconds * share - (time.monotonic() - self.began)

    def run(self, modes: list[str] | None, keep: int) -> dict[str, Any]:
        """Fuzz, confirm, keep; the counts."""
        modes = modes or ["bytes", "drawn"]
        (self.folder / "current").unlink(missing_ok=True)
        before = self._count()
        for number, mode in enumerate(modes, 1):
            while (seconds := self.left(SHARE * number / len(modes))) > 2:
                self._work(mode, seconds)
        findings, unconfirmed = self._confirmed()
        kept = self._ask("--choose", "--keep", keep, "--folder", self.folder, seconds=max(20.0, self.left()))
        first, last = (sum(c[n] for c in self.coverage.values()) for n in (0, 1))
        return {
            "target": self.target, "executions": self._count() - before,
            "coverage": {"seeds": first, "new": last - first}, "findings": findings, "unconfirmed": unconfirmed,
            "died": self.died, "kept": kept or 0, "minutes": round((time.monotonic() - self.began) / 60, 1),
        }  # fmt: skip

    def _count(self) -> int:
        file = self.folder / "count"
        return int(file.read_text() or 0) if file.exists() else 0

    def _work(self, mode: str, seconds: float) -> None:
        """One process of atheris, watched; its coverage is read from what it prints."""
        log = self.folder / f"{mode}.log"
        given = self.target, mode, str(self.folder), str(int(seconds) + 1)
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, str(HERE / "worker.py"), *given], stdout=out, stderr=out, start_new_session=True
            )
            ended = self._watched(process, seconds)
        points = [int(n) for _, n in _COVERAGE.findall(log.read_text(errors="replace"))]
        if points:
            first, last = self.coverage.get(mode, [points[0], 0])
            self.coverage[mode] = [first, max(last, *points)]
        if ended:
            self._note(f"{mode}: {ended}", log)

    def _watched(self, process: "subprocess.Popen[bytes]", seconds: float) -> str:
        """Waits for a process; what was wrong with its end, or nothing."""
        end, current = time.monotonic() + seconds + 30, self.folder / "current"
        while process.poll() is None:
            time.sleep(1)
            still = time.time() - current.stat().st_mtime if current.exists() else 0
            if time.monotonic() > end or still > STILL:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return "stood still" if still > STILL else ""
        return "" if process.returncode == 0 else f"ended with {process.returncode}"

    def _note(self, what: str, log: Path) -> None:
        """Keep the input that was being tried when a run died, to be confirmed."""
        current = self.folder / "current"
        if not current.exists():
            raise SystemExit(log.read_text(errors="replace")[-3000:])
        (self.folder / "broken" / f"died-{len(self.died)}").write_bytes(current.read_bytes())
        self.died.append(what)
        current.unlink()

    def _confirmed(self) -> tuple[dict[str, Any], int]:
        """Each fault tried once more; the confirmed ones by kind, and how many were not."""
        findings: dict[str, Any] = {}
        unconfirmed = 0
        seen: set[str] = set()
        for file in sorted((self.folder / "broken").glob("*")):
            what = file.name.partition("-")[0]
            if what in seen:
                continue
            found = self._ask("--confirm", file, seconds=max(10.0, self.left() / 10))
            if found is not None and what != "died":
                seen.add(what)
            if found is None:
                unconfirmed += 1
            elif found["kind"] not in findings:
                findings[found["kind"]] = {"says": found["says"], "input": found["file"]}
        return findings, unconfirmed

    def _ask(self, *how: object, seconds: float) -> Any:
        """What a process of its own, without instruments, answers as JSON; None for nothing."""
        command = [sys.executable, __file__, self.target, "--minutes", str(seconds / 60), *map(str, how)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=2 * seconds + 60, check=False)
        except subprocess.TimeoutExpired:
            return {"kind": "hangs", "says": "no answer", "file": str(how[1])} if "--confirm" in how else None
        if done.returncode < 0 and "--confirm" in how:
            return {"kind": f"ends with {done.returncode}", "says": "", "file": str(how[1])}
        return json.loads(done.stdout or b"null")


def _confirm(name: str, file: Path, seconds: float) -> int:
    """Answers what is broken with an input, once it was made smaller and kept."""
    from fuzz.findings import fault, kept, kind, limit_memory, smaller
    from fuzz.table import TARGETS

    limit_memory()
    target, data = TARGETS[name], file.read_bytes()
    target.check(next(iter(target.seeds())))
    if fault(target, data) is None:
        print("null")
        return 0
    data = smaller(target, data, seconds)
    error = fault(target, data)
    if error is not None:
        found = kept(name, data, "broken")
        print(json.dumps({"kind": kind(error), "says": f"{type(error).__name__}: {error}"[:300], "file": found.name}))
    return 0


def _choose(name: str, folder: Path, most: int, seconds: float) -> int:
    """Keeps some inputs of the corpus that reach what no kept one does; answers how many."""
    from fuzz.drawing import drawn_by
    from fuzz.findings import FOUND, kept
    from fuzz.reach import chosen
    from fuzz.table import TARGETS

    target = TARGETS[name]
    new = [file.read_bytes() for file in sorted((folder / "bytes").glob("*"))]
    new += drawn_by(target, [file.read_bytes() for file in sorted((folder / "drawn").glob("*"))])
    seeds = list(target.seeds())
    known = [file.read_bytes() for file in sorted((FOUND / name).glob("*"))]
    known += seeds[:: max(1, len(seeds) // 60)]
    found = chosen(target, known, set(new) - set(known), most, seconds)
    for data in found:
        kept(name, data, "new")
    print(len(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
