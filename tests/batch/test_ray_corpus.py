"""What all pages print, gathered piece by piece: the same file as on one machine, whatever breaks off; here without a
cluster."""

import os
import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from cli.console import written
from house import SOURCE
from kanwu.batch.gathering import Gathering, counted
from kanwu.batch.orders import Limits
from kanwu.errors import ExitCode, KanwuError, UnreadableError

fsspec = pytest.importorskip("fsspec")

# ruff: noqa: E402
from batch.archive import ended
from batch.paper import GARBLED, GARBLED_TOO, MISREAD, MISREAD_TOO, NAME, pages, paper_in
from batch.runs import here, joined, run_here, tree
from kanwu.batch import adding, holdings
from kanwu.batch.counting import COUNTS, count
from kanwu.batch.kept import least_kept
from kanwu.batch.part import Done, Job
from kanwu.batch.pieces import plan
from kanwu.batch.shares import SHARES
from kanwu.batch.stores import Store
from kanwu.batch.tasks import Do, Task
from kanwu.evidence.corpus import Corpus

COUNTED = 64
"""Pages in the paper that can be read, those of the file that is cut off among them, up to where it is."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the paper in `in`, what one machine makes of it in `local`, and what pieces make, in `whole`."""
    home = tmp_path_factory.mktemp("paper")
    paper_in(home / "in")
    assert ended(home, "--corpus", "in", "local")[0] == ExitCode.UNREAD
    run_here([home / "in"], home / "whole", corpus=True)
    return home


def corpus(out: Path) -> bytes:
    return (out / "corpus.kwc").read_bytes()


def same(one: Path, other: Path) -> bool:
    """Whether two runs made the same, but for the seconds in the manifest."""
    found, wanted = tree(one), tree(other)
    found.pop("manifest.jsonl"), wanted.pop("manifest.jsonl")
    return found == wanted


@pytest.mark.parametrize("size", [900, 3000, 1 << 20])
def test_the_same_file_as_on_one_machine(home: Path, tmp_path: Path, size: int) -> None:
    seen: list[tuple[str, int, int]] = []
    run_here(
        [home / "in"], tmp_path / "out", size, corpus=True,
        watch=lambda totals: seen.append((totals.what, totals.reached, totals.size)),
    )  # fmt: skip
    assert corpus(tmp_path / "out") == corpus(home / "local")
    assert Corpus.open(tmp_path / "out" / "corpus.kwc").pages == COUNTED
    assert not list((tmp_path / "out").glob(".kanwu/[cs][ou]*")), "sums are gone"
    assert list(dict.fromkeys(what for what, _, _ in seen)) == ["count", "add", "clean"]
    for what in ("count", "add", "clean"):
        places = [place for this, *place in seen if this == what]
        assert places == sorted(places)
        assert places[-1][0] == places[-1][1] > 0


def test_each_page_is_cleaned_with_it_as_on_one_machine(home: Path, tmp_path: Path) -> None:
    run_here([home / "in"], tmp_path / "plain")
    assert MISREAD in (tmp_path / "plain" / "scans" / "1" / f"{GARBLED}.md").read_text("utf-8")
    assert MISREAD_TOO in joined(tmp_path / "plain").decode("unicode-escape")
    assert joined(home / "whole") == (home / "local" / "a.jsonl").read_bytes()
    names = [file.relative_to(home / "local") for file in (home / "local" / "scans").rglob("*.md")]
    assert len(names) == 20
    for name in names:
        assert (home / "whole" / name).read_bytes() == (home / "local" / name).read_bytes()
    assert NAME in (home / "whole" / "scans" / "1" / f"{GARBLED}.md").read_text("utf-8")


DEEDS = {"slow": "while True: pass", "hog": "bytearray(8 << 30)", "dies": "os.kill(os.getpid(), 9)", "wrong": "1 / 0"}
HOOK = """
import os
import kanwu.batch.gathering

counted = kanwu.batch.gathering.counted
def tried(text):
    for name, deed in {deeds!r}.items():
        if name in text:
            exec(deed)
    return counted(text)
kanwu.batch.gathering.counted = tried
"""


def test_pages_over_a_limit_are_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on one machine; and the others are."""
    written(tmp_path / "hook" / "sitecustomize.py", HOOK.format(deeds=DEEDS))
    deeds = dict(zip((3, 9, 11, 19), DEEDS, strict=True))
    for number, text in enumerate(pages()[:20]):
        written(tmp_path / "in" / f"{number}.txt", text + deeds.get(number, ""))
    code, said = ended(tmp_path, "--corpus", "in", "local", "--seconds", 1, path=tmp_path / "hook")
    assert code == ExitCode.FINE, said
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "hook"), str(SOURCE.parent)]))
    run_here([tmp_path / "in"], tmp_path / "out", corpus=True, limits=Limits(1, 2048))
    assert Corpus.open(tmp_path / "out" / "corpus.kwc").pages == 16
    assert corpus(tmp_path / "out") == corpus(tmp_path / "local")


class Stopping:
    """An engine that is broken off after so many tasks; `done` are those that it did over all its runs."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.done: list[tuple[str, str]] = []

    def __call__(self, tasks: Sequence[Task], job: Job, do: Do) -> Iterator[Done]:
        for done in here(tasks, job, do):
            yield done
            if done.error:
                continue
            self.done.append((do.__name__, done.key))
            if not len(self.done) % self.after:
                raise KeyboardInterrupt

    def runs(self, inputs: Sequence[object], out: Path) -> int:
        """How often it was called until all was done."""
        for times in range(1, 100):
            try:
                run_here(inputs, out, engine=self, corpus=True)
            except KeyboardInterrupt:
                continue
            return times
        pytest.fail("it does not come to an end")


@pytest.mark.parametrize("after", [4, 7])
def test_what_was_broken_off_goes_on(home: Path, tmp_path: Path, after: int) -> None:
    engine = Stopping(after)
    assert engine.runs([home / "in"], tmp_path / "out") > 5
    assert same(tmp_path / "out", home / "whole")
    assert len(engine.done) == len(set(engine.done)) > 50, "nothing is done twice"
    assert {what for what, _ in engine.done} == {"count", "add", "finish", "do"}


def test_sums_of_other_pieces_are_not_taken(home: Path, tmp_path: Path) -> None:
    """The inputs change after some shares were added up, and before all were."""
    shutil.copytree(home / "in" / "scans", tmp_path / "in")
    size = 300

    def broken(tasks: Sequence[Task], job: Job, do: Do) -> Iterator[Done]:
        yield from here(tasks if do.__name__ == "count" else tasks[:1], job, do)
        if do.__name__ != "count":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_here([tmp_path / "in"], tmp_path / "out", size, engine=broken, corpus=True)
    assert len(list((tmp_path / "out" / ".kanwu" / "sums").rglob("*-*"))) == 1
    written(tmp_path / "in" / "1" / "new.txt", pages()[30])
    (tmp_path / "in" / "1" / "1.txt").unlink()
    run_here([tmp_path / "in"], tmp_path / "out", size, corpus=True)
    run_here([tmp_path / "in"], tmp_path / "fresh", corpus=True)
    assert corpus(tmp_path / "out") == corpus(tmp_path / "fresh")


@pytest.mark.parametrize("store", ["", "memory://"])
def test_what_is_gathered_stays_until_restart(tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on one machine: pages that are new are cleaned with what was gathered before."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    out, texts = f"{store}{tmp_path}/out", pages()

    def run(**more: Any) -> list[str]:
        """What was done."""
        engine = Stopping(1000)
        run_here([tmp_path / "in"], out, engine=engine, corpus=True, **more)
        return [what for what, _ in engine.done]

    def page(number: int) -> str:
        return (Store.of(out).read(f"{number}.md") or b"").decode()

    written(tmp_path / "in" / f"{GARBLED}.txt", texts[GARBLED])
    assert run() == ["count", "add", "finish", "do"]
    assert MISREAD in page(GARBLED)
    for number, text in enumerate(texts):
        written(tmp_path / "in" / f"{number}.txt", text)
    assert set(run()) == {"do"}
    assert run() == []
    assert MISREAD_TOO in page(GARBLED_TOO)
    assert set(run(restart=True)) == {"count", "add", "finish", "do"}
    assert NAME in page(GARBLED)
    assert not [name for name in (MISREAD, MISREAD_TOO) if name in page(GARBLED) + page(GARBLED_TOO)]


def test_of_too_many_those_on_the_fewest_pages_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Gathering(tmp_path / "wanted", most=50) as gathering:
        for number, text in enumerate(pages()):
            written(tmp_path / "in" / f"{number}.txt", text)
            gathering.add(counted(text))
        gathering.finish()
    monkeypatch.setattr(adding, "least_kept", partial(least_kept, most=50))
    run_here([tmp_path / "in"], tmp_path / "out", corpus=True)
    assert Corpus.open(tmp_path / "out" / "corpus.kwc").least > 3
    assert corpus(tmp_path / "out") == (tmp_path / "wanted").read_bytes()


def test_nothing_to_count(tmp_path: Path) -> None:
    written(tmp_path / "a.jsonl", "{}\n")
    run_here([tmp_path / "a.jsonl"], tmp_path / "out", corpus=True)
    assert Corpus.open(tmp_path / "out" / "corpus.kwc").pages == 0


def failing(*which: str) -> Any:
    """An engine to which some kind of work does not succeed, the first time that it is asked."""

    def engine(tasks: Sequence[Task], job: Job, do: Do) -> Iterator[Done]:
        if do.__name__ in which:
            yield Done(tasks[0].key, error="the store is away", code=ExitCode.UNREAD)
            tasks = tasks[1:]
        yield from here(tasks, job, do)

    return engine


def test_pieces_that_are_not_counted_are_told(home: Path, tmp_path: Path) -> None:
    totals = run_here([home / "in" / "a.jsonl"], tmp_path / "out", engine=failing("count"), corpus=True)
    assert totals.uncounted == [f"{home}/in/a.jsonl@0: not in corpus.kwc: the store is away"]
    assert totals.errors == []
    assert totals.code == ExitCode.UNREAD
    assert totals.texts == 20
    assert 15 < Corpus.open(tmp_path / "out" / "corpus.kwc").pages < 20


@pytest.mark.parametrize("what", ["add", "finish"])
def test_without_all_sums_there_is_no_file(home: Path, tmp_path: Path, what: str) -> None:
    with pytest.raises(KanwuError, match="cannot be added up: the store is away; what is done is kept") as fault:
        run_here([home / "in"], tmp_path / "out", engine=failing(what), corpus=True)
    assert fault.value.code == ExitCode.UNREAD
    assert not (tmp_path / "out" / "corpus.kwc").exists()
    run_here([home / "in"], tmp_path / "out", corpus=True)
    assert same(tmp_path / "out", home / "whole")


class Failing(BytesIO):
    """A file of a store that fails when its middle is read."""

    error: Exception

    def read(self, size: int | None = -1, /) -> bytes:
        at = self.tell()
        if at <= 2000 < (1 << 60 if size in (-1, None) else at + (size or 0)):
            raise self.error
        return super().read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 2000:
            raise self.error
        return super().readline(size)


@pytest.mark.parametrize("name", ["a.jsonl", "c.parquet", "b.jsonl.gz"])
@pytest.mark.parametrize("error", [OSError(5, "input/output error"), TimeoutError(), RuntimeError("away")], ids=repr)
def test_a_store_that_fails_is_no_damaged_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, error: Exception
) -> None:
    """What it kept back is not taken for what is not there."""
    job = Job(Store.of(str(tmp_path / "out")))
    (piece,) = plan([str(home / "in" / name)], job.out)
    with monkeypatch.context() as patch:
        patch.setattr(Failing, "error", error, raising=False)
        patch.setattr(holdings, "opened", lambda fs, path: Failing(Path(path).read_bytes()))
        with pytest.raises(UnreadableError):
            count(piece, job)
    assert job.out.names(COUNTS) == []
    assert count(piece, job).texts == {"a": 20, "b": 10, "c": 10}[name[0]]


@pytest.mark.parametrize("store", ["dir", "memory"])
def test_other_stores(home: Path, tmp_path: Path, store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    out = f"dir://out::file://{tmp_path}" if store == "dir" else f"memory://{tmp_path}/out"
    run_here([home / "in"], out, corpus=True)
    made, wanted = Store.of(out), tree(home / "whole")
    wanted.pop("manifest.jsonl")
    assert wanted == {name: made.read(name) for name in wanted}
    (copy,) = (tmp_path / "tmp").rglob("*.copy")
    assert copy.read_bytes() == corpus(home / "local")


@pytest.mark.parametrize("pieces", [0, 1, 7, 8, 100, 2007, 2008, 1 << 20])
def test_each_share_is_added_up_once(pieces: int) -> None:
    found = adding.shares(pieces)
    assert [share for part in found for share in range(part.first, part.last)] == [*range(SHARES)]
    assert all(part.first < part.last for part in found)
