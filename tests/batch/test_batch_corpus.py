"""`kanwu batch --corpus`: two passes, with a stand-in for what is counted and for what it is good for."""

import time
from pathlib import Path

import pytest

from batch.archive import NAMES, archive, begun, ended, made
from batch.test_batch_resume import reached
from cli.console import Runner
from kanwu.errors import ExitCode

HOOK = """
import json, sys, types
from collections import Counter
from dataclasses import replace
from pathlib import Path
import kanwu

class Gathering:
    def __init__(self, path):
        self.path, self.all = Path(path), Counter()
    def add(self, counts):
        self.all.update(counts)
    def finish(self):
        self.path.write_text(json.dumps(sorted(self.all.items())))
    def close(self):
        pass

class Corpus:
    def __init__(self, path):
        self.known = dict(json.loads(Path(path).read_text()))
    open = classmethod(lambda cls, path: cls(path))

clean = kanwu.clean
def with_corpus(page, options=None, corpus=None):
    if corpus is None:
        return clean(page, options)
    assert corpus.known
    return clean(page, replace(options, skip=("width",)))

gathering, reading = types.ModuleType("kanwu.batch.gathering"), types.ModuleType("kanwu.evidence.corpus")
gathering.counted, gathering.Gathering = lambda text: Counter(text), Gathering
reading.Corpus = Corpus
sys.modules.update({"kanwu.batch.gathering": gathering, "kanwu.evidence.corpus": reading})
kanwu.clean = with_corpus
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = archive(tmp_path_factory.mktemp("archive"), 10, 10)
    (home / "hook").mkdir()
    (home / "hook" / "sitecustomize.py").write_text(HOOK)
    code, said = ended(home, "--corpus", *NAMES, "whole", "--workers", 2, path=home / "hook")
    assert code == ExitCode.UNREAD, said
    return home


def test_all_pages_are_counted_and_the_counts_are_used(home: Path) -> None:
    assert (home / "whole" / "corpus.kwc").stat().st_size > 1000
    ended(home, "--corpus", *NAMES, "one", "--workers", 1, path=home / "hook")
    assert made(home / "one") == made(home / "whole")
    ended(home, *NAMES, "plain", path=home / "hook")
    assert made(home / "plain")["0/0.md"] != made(home / "whole")["0/0.md"]


@pytest.mark.parametrize("size", [0, 2000])
def test_a_run_that_is_broken_off_goes_on(home: Path, tmp_path: Path, size: int) -> None:
    """In the first pass, of which nothing is kept, and in the second."""
    out = tmp_path / "out"
    process = begun(home, "--corpus", *NAMES, out, path=home / "hook")
    assert reached(process, out / "manifest.jsonl", size)
    time.sleep(0.05)
    process.kill()
    process.wait()
    assert ended(home, "--corpus", *NAMES, out, path=home / "hook")[0] == ExitCode.UNREAD
    assert made(out).keys() == made(home / "whole").keys()
    assert made(out) == made(home / "whole")


def test_a_stream_cannot_be_read_twice(run: Runner, tmp_path: Path) -> None:
    assert run("batch", "--corpus", "-", tmp_path / "out").code == ExitCode.USAGE
