"""One run of atheris over a target, in a process of its own: `python worker.py TARGET MODE FOLDER SECONDS`.

MODE is `bytes`, in which inputs are changed byte by byte and token by token from seeds on, or `drawn`, in which the
bytes choose what Hypothesis draws. FOLDER takes the corpus, the input that is being tried (`current`), how many were
(`count`), and those with which something is broken (`broken/`). A fault does not end the run.
"""

import hashlib
import importlib
import os
import pkgutil
import random
import sys
from collections import Counter
from pathlib import Path

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE.parent)]
SLACK = 4.0  # times the CPU time that instrumented code may take
OF_A_KIND = 3  # inputs that are kept with the same fault
OUTSIDE = ("kanwu.cli", "kanwu.batch")


def main() -> None:
    name, mode, folder, seconds = sys.argv[1:5]
    with atheris.instrument_imports(include=["kanwu"]):
        import kanwu

        for module in pkgutil.walk_packages(kanwu.__path__, "kanwu."):
            if not module.name.startswith(OUTSIDE):
                importlib.import_module(module.name)
    from fuzz.drawing import fed
    from fuzz.findings import limit_memory

    limit_memory()
    run = Run(name, Path(folder))
    corpus = Path(folder) / mode
    corpus.mkdir(exist_ok=True)
    seeds = Path(folder) / f"{mode}-seeds"
    seeds.mkdir(exist_ok=True)
    given = run.seeds if mode == "bytes" else _noise()
    for data in [*given, *(run.kept() if mode == "bytes" else ())]:
        (seeds / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    flags = [
        f"-max_total_time={seconds}", "-timeout=120", "-rss_limit_mb=2500", f"-max_len={run.longest(mode)}",
        "-print_final_stats=1", "-detect_leaks=0", "-len_control=0", "-reload=0", f"-artifact_prefix={folder}/",
    ]  # fmt: skip
    entry, mutate = (run.one, {"custom_mutator": run.mutate}) if mode == "bytes" else (fed(run.target, run.one), {})
    atheris.Setup([sys.argv[0], *flags, str(corpus), str(seeds)], entry, **mutate)
    atheris.Fuzz()


class Run:
    """A target while it is fuzzed, and what is written of that."""

    def __init__(self, name: str, folder: Path) -> None:
        from fuzz.table import TARGETS

        self.target, self.folder = TARGETS[name], folder
        self.seeds = tuple(self.target.seeds())
        self.kinds: Counter[str] = Counter()
        (folder / "broken").mkdir(exist_ok=True)
        self.current = os.open(folder / "current", os.O_RDWR | os.O_CREAT)
        self.count = os.open(folder / "count", os.O_RDWR | os.O_CREAT)
        self.tried = int(os.read(self.count, 20) or 0)
        self.target.check(self.seeds[0])  # loads what is loaded once

    def one(self, data: bytes) -> None:
        """Try an input; note what is broken."""
        from fuzz.findings import fault, kind

        os.ftruncate(self.current, 0)
        os.pwrite(self.current, data, 0)
        error = fault(self.target, data, SLACK)
        self.tried += 1
        os.pwrite(self.count, b"%d" % self.tried, 0)
        if error is not None:
            what = kind(error)
            self.kinds[what] += 1
            if self.kinds[what] <= OF_A_KIND:
                name = hashlib.sha256(what.encode()).hexdigest()[:8] + f"-{self.kinds[what]}"
                (self.folder / "broken" / f"{name}-{os.getpid()}").write_bytes(data)

    def mutate(self, data: bytes, most: int, seed: int) -> bytes:
        """Another input: changed by tokens as often as by bytes."""
        from fuzz.garble import garbled

        chance = random.Random(seed)
        if chance.random() < 0.4:
            return bytes(atheris.Mutate(data, most))
        return garbled(data, chance.choice(self.seeds), chance, most)

    def longest(self, mode: str) -> int:
        return max(20_000, *map(len, self.seeds)) if mode == "bytes" else 8_000

    def kept(self) -> list[bytes]:
        from fuzz.findings import FOUND

        return [file.read_bytes() for file in sorted((FOUND / self.target.name).glob("*"))]


def _noise() -> list[bytes]:
    """What Hypothesis draws first: bytes of no meaning, always the same."""
    chance = random.Random(0)
    return [chance.randbytes(chance.choice((100, 400, 1500, 6000))) for _ in range(60)]


if __name__ == "__main__":
    main()
