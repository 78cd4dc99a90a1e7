"""Two ways to run a command line, in this process and as a process of its own; and the profiles of Hypothesis.

The profiles: `ci` (the default, the same examples every time) and `deep` for runs by hand.

    python -m pytest --hypothesis-profile=deep tests/test_invariants.py
"""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from cli.console import PAGE, STARTED, Ended, Runner, written
from kanwu.cli import main

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
_EVERY = settings(deadline=None, suppress_health_check=_SLOW)
settings.register_profile("ci", _EVERY, derandomize=True, max_examples=150)
settings.register_profile("deep", _EVERY, max_examples=5000, print_blob=True)
settings.load_profile("ci")


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
        process = [sys.executable, "-c", code, *map(str, argv)]
        done: Any = subprocess.run(process, check=False, **more)
        return Ended(done.returncode, done.stdout or b"", (done.stderr or b"").decode())

    return runner


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A garbled page in a file."""
    return written(tmp_path / "page.md", PAGE)
