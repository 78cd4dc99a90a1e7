"""Two ways to run a command line: in this process, and as a process of its own."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kanwu.cli import main

STARTED = "import sys; from kanwu.cli import main; sys.exit(main())"

PAGE = (
    "海邊起了風,漁船都回到港裏。碼頭上的人把繩子收好,等着下一班船。\n\n"
    "燈塔的光掃過水面,每十五秒一次。守塔的人說,這盞燈從來沒有熄過,連颱風來的那一夜也沒有。\n"
)
"""A page of which a half-width comma between Chinese characters is the least that is wrong."""
WHOLE = PAGE.replace(",", "\uff0c")


class Ended(NamedTuple):
    """How a command line ended."""

    code: int
    out: bytes
    err: str


Runner = Callable[..., Ended]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Runs a command line in this process, with bytes on standard input."""

    def runner(*argv: object, stdin: bytes = b"") -> Ended:
        out, err = io.BytesIO(), io.StringIO()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, write_through=True))
        monkeypatch.setattr(sys, "stderr", err)
        code = main([str(a) for a in argv])
        sys.stdout.flush()
        return Ended(code, out.getvalue(), err.getvalue())

    return runner


@pytest.fixture
def start() -> Runner:
    """Runs a command line as a process; further arguments go to subprocess.run."""

    def runner(*argv: object, code: str = STARTED, **more: Any) -> Ended:
        more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60} | more
        done = subprocess.run([sys.executable, "-c", code, *map(str, argv)], check=False, **more)
        return Ended(done.returncode, done.stdout or b"", (done.stderr or b"").decode())

    return runner


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A garbled page in a file."""
    return written(tmp_path / "page.md", PAGE)


def written(file: Path, text: str) -> Path:
    """The file, made with this text in it, and the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file
