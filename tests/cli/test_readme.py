"""What the README says is so."""

import doctest
import re
import subprocess
import sys

import pytest

from cli.console import Runner
from house import ROOT
from kanwu.cli.group import COMMANDS
from kanwu.pipeline import RULES
from kanwu.settings import KEYS

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.S | re.M)


def test_before_and_after_are_what_the_tool_gives() -> None:
    tool = ROOT / "tools" / "readme_example.py"
    assert subprocess.run([sys.executable, tool, "--check"], check=False).returncode == 0, (
        f"run python {tool.name}"
    )


def test_the_library_example_runs() -> None:
    example = doctest.DocTestParser().get_doctest("".join(blocks("python")), {}, "README", None, 0)
    assert len(example.examples) > 3
    assert doctest.DocTestRunner().run(example).failed == 0


def test_the_settings_are_all_there_and_known() -> None:
    text = "".join(blocks("toml"))
    named = set(re.findall(r"^(\w+) =", text, re.M)) | set(re.findall(r"also: (\w+)", text))
    assert named == set(KEYS)


@pytest.mark.parametrize(
    "line", [line for block in blocks("sh") for line in re.findall(r"kanwu [^|#\n]+", block)]
)
def test_commands_and_options_exist(run: Runner, line: str) -> None:
    name, *rest = line.split()[1:]
    assert name in COMMANDS
    help_ = run(name, "--help").out.decode()
    for option in (word for word in rest if word.startswith("-")):
        assert re.search(rf"(^|\s){option}[,\s]", help_), option
    if name == "explain":
        assert rest[0] in {rule.name for rule in RULES}
