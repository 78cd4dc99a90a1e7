"""A log in its file says the same as one in memory."""

import json
import random
from pathlib import Path

import pytest

from kanwu import clean
from kanwu.cli import main
from kanwu.errors import RevertError, UnreadableError
from kanwu.read.encoding import Decoded
from kanwu.write import logs
from kanwu.write.log import log_lines, revert, sha256
from kanwu.write.logs import Far, Held, open_log

TEXTS = ["海邊起了風,漁船都回到港裏。", "海邊起了風，漁船都回到港裏。", "山路 上沒有燈", "山路上沒有燈", "終點"]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Each text under several names; some came out the same."""
    file = tmp_path / "edits.jsonl"
    with file.open("w", encoding="utf-8", newline="") as stream:
        for name, text in random.Random(7).sample([(f"{n}.txt", t) for n in range(9) for t in TEXTS], 45):
            stream.writelines(log_lines(clean(text), text.encode(), Decoded(text, "utf-8"), name))
    return file


def outputs() -> list[str]:
    return [clean(text).text for text in TEXTS]


def test_both_find_the_same_pages_in_the_same_order(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    near = open_log(log)
    monkeypatch.setattr(logs, "HELD", 0)
    far = open_log(log)
    assert isinstance(near, Held)
    assert isinstance(far, Far)
    for text in outputs():
        found = far.of(sha256(text.encode()))
        assert [page.head for page in found] == [page.head for page in near.of(sha256(text.encode()))]
        assert len(found) >= 9
        assert {revert(text, [page]).decode() for page in found} <= set(TEXTS)


@pytest.mark.parametrize("digest", ["", "0" * 64, "no digest"])
def test_what_is_not_there_is_not_found(log: Path, digest: str) -> None:
    assert list(Far(log).of(digest)) == []
    assert list(open_log(log).of(digest)) == []


def test_a_head_that_was_damaged_is_told(log: Path) -> None:
    whole = log.read_bytes()
    wanted = sha256(outputs()[0].encode())
    log.write_bytes(whole.replace(b'"map": [', b'"map": ['[:-1]))
    with pytest.raises(RevertError, match=r"head line at byte \d"):
        Far(log).of(wanted)


def test_a_log_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no such file"):
        open_log(tmp_path / "edits.jsonl")
    with pytest.raises(UnreadableError, match="folder"):
        open_log(tmp_path)


def test_heads_begin_as_the_index_expects(log: Path) -> None:
    heads = [line for line in log.read_bytes().splitlines() if b'"input_sha256"' in line]
    assert len(heads) == 45
    for line in heads:
        assert line.startswith(logs._OPENING)
        digest = json.loads(line)["output_sha256"]
        assert logs._KEY + digest.encode() in line


def test_the_commands_go_by_a_large_log_too(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "HELD", 0)
    page, back = log.with_name("3.txt"), log.with_name("back.txt")
    page.write_text(outputs()[0], "utf-8")
    assert main(["revert", str(page), "--log", str(log), "-o", str(back)]) == 0
    assert back.read_text("utf-8") in TEXTS[:2]
    records, edits = log.with_name("a.jsonl"), log.with_name("records.jsonl")
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(TEXTS * 3)]
    records.write_text("\n".join(lines) + "\n", "utf-8")
    tidy = log.with_name("b.jsonl")
    assert main(["clean", str(records), "-o", str(tidy), "--log", str(edits), "-q"]) == 0
    assert tidy.read_bytes() != records.read_bytes()
    assert main(["revert", str(tidy), "--log", str(edits), "-o", str(back)]) == 0
    assert back.read_bytes() == records.read_bytes()
