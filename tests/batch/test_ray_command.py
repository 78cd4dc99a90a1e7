"""What the command line says to the engine on Ray, and what it tells of what came of it."""

import re
import sys
from types import ModuleType
from typing import Any

import pytest

from kanwu.cli.cluster import batch_on_ray
from kanwu.errors import ExitCode, UsageError

pytest.importorskip("fsspec")
from kanwu.batch.tasks import Totals

GIVEN: dict[str, Any] = {
    "to": "txt", "text_field": "body", "id_field": None, "script": "hk", "sure": None, "only": (), "skip": ("width",),
    "protect": (), "damaged": None, "encoding": None, "kind": None, "config": None, "no_config": True,
    "decisions": (), "workers": 3, "seconds": 5.0, "memory": None, "restart": False, "address": None, "quiet": False,
}  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the engine was asked; it answers with `totals`."""
    asked: dict[str, Any] = {"totals": Totals(texts=4, changed=2, edits={"width": 3, "markdown": 9}, pieces=2)}

    def run(inputs: list[str], out: str, **more: Any) -> Totals:
        asked.update(more, inputs=list(inputs), out=out)
        if "now" in asked:
            asked["on_progress"](asked["now"])
        totals: Totals = asked["totals"]
        return totals

    engine = ModuleType("kanwu.batch.ray")
    engine.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "kanwu.batch.ray", engine)
    return asked


def test_the_options_reach_the_engine(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert batch_on_ray(("s3://a/b", "c", "s3://out"), GIVEN) == ExitCode.FINE
    assert (asked["inputs"], asked["out"]) == (["s3://a/b", "c"], "s3://out")
    assert (asked["to"], asked["text_field"], asked["workers"], asked["seconds"]) == ("txt", "body", 3, 5.0)
    assert (asked["options"].script, asked["options"].skip) == ("hk", ("width",))
    assert not {"memory", "corpus"} & asked.keys()
    assert capsys.readouterr().err == "kanwu: 4 pages, 2 of them changed: 3 repairs by 1 rule\n"


def test_the_corpus_is_asked_for(asked: dict[str, Any]) -> None:
    batch_on_ray(("a", "out"), GIVEN | {"corpus": True})
    assert asked["corpus"] is True


def test_pieces_that_the_corpus_lacks_are_told(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    told = "a.jsonl: not in corpus.kwc: no such bucket"
    asked["totals"] = Totals(texts=4, changed=1, pieces=2, uncounted=[told], code=ExitCode.UNREAD)
    assert batch_on_ray(("a", "out"), GIVEN | {"corpus": True}) == ExitCode.UNREAD
    assert capsys.readouterr().err.startswith(f"kanwu: {told}\nkanwu: 4 pages, 1 of them changed")


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (Totals(what="count", texts=7, reached=5_000_000, size=9_000_000), "reading .* 5.0 of 9.0 MB, 7 pages"),
        (Totals(what="add", reached=3, size=12), "adding up .* 3 of 12 parts"),
        (Totals(texts=2000, reached=1_000_000, size=9_000_000), "cleaning .* 1.0 of 9.0 MB, 2,000 pages"),
    ],
    ids=lambda now: getattr(now, "what", ""),
)
def test_how_far_it_is(
    asked: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, now: Totals, told: str
) -> None:
    asked["now"] = now
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    batch_on_ray(("a", "out"), GIVEN)
    assert re.search(told, re.sub(r"\x1b\[[\d;?]*\w", "", capsys.readouterr().err))


def test_what_is_wrong_is_told(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    asked["totals"] = Totals(texts=4, faults=1, errors=["a.jsonl: no gzip"] * 22, pieces=2, code=ExitCode.UNREAD)
    assert batch_on_ray(("a", "out"), GIVEN) == ExitCode.UNREAD
    told = capsys.readouterr().err.splitlines()
    assert told[:20] == ["kanwu: a.jsonl: no gzip"] * 20
    assert told[20] == "kanwu: there are more faults; the manifest has them all"
    assert told[-1] == "kanwu: 23 with an error, which manifest.jsonl has"


def test_what_was_done_before(asked: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    asked["totals"] = Totals(texts=4, pieces=2, kept=2)
    batch_on_ray(("a", "out"), GIVEN)
    assert capsys.readouterr().err == "kanwu: nothing to do; all 4 pages were done before\n"
    batch_on_ray(("a", "out"), GIVEN | {"quiet": True})
    assert capsys.readouterr().err == ""


def test_what_a_cluster_cannot(asked: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="a cluster does not read standard input"):
        batch_on_ray(("-", "out"), GIVEN)
    with pytest.raises(UsageError, match="is missing beside out"):
        batch_on_ray(("out",), GIVEN)
    with pytest.raises(UsageError, match="--overwrite does not go with --engine ray"):
        batch_on_ray(("a", "out"), GIVEN | {"overwrite": True})
    assert "inputs" not in asked
