"""The house is built as designed: imports run downhill, files and functions are small, little is loaded."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from house import ROOT, SOURCE

LONGEST_FILE = 250  # lines
LONGEST_FUNCTION = 40

# What each part may import beside itself. A part that stands here in no line has no place in the house yet.
MAY_IMPORT = {
    "geometry": "",
    "prints": "",
    "model": "geometry prints",
    "errors": "",
    "patterns": "",
    "ends": "",
    "runs": "",
    "fixtures": "",
    "score": "model",
    "options": "errors model",
    "settings": "errors options read",
    "apply": "model",
    "guard": "model",
    "evidence": "geometry prints model errors",
    "rules": "geometry model evidence",
    "read": "geometry model errors evidence",
    "write": "geometry model errors options read kanwu",
    "ledger": "model write",
    "changes": "model errors ledger kanwu read write",
    "passes": "model options apply guard ledger",
    "pipeline": "passes prints model errors options ledger evidence rules read write",
    "kanwu": "geometry prints model errors options pipeline read",
    "show": "geometry model errors options settings fixtures read write pipeline ledger changes kanwu",
    "batch": "prints model errors options settings evidence read write pipeline ledger changes kanwu",
    "cli": "prints model errors options settings fixtures evidence read write pipeline ledger changes kanwu show batch"
    " score",
}
LEAVES = {"patterns", "ends", "runs"}  # what all may import
ONLY_IN = {
    "click": {"cli"}, "rich": {"show", "cli"}, "pyarrow": {"read", "write", "batch"},
    "ray": {"batch"}, "fsspec": {"batch"},
}  # fmt: skip
EXTRAS = ("parquet", "ray")  # what kanwu does without until it is asked for
FILES = sorted(SOURCE.rglob("*.py"))


def part(module: str) -> str:
    """The part of the house that a module belongs to: kanwu.rules.noise.debris is of rules."""
    return module.split(".")[1] if "." in module else module


def module_of(file: Path) -> str:
    names = file.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)


def imported(file: Path) -> Iterator[str]:
    """Each module that a file imports; `from kanwu import x` gives kanwu.x where that is a module."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module_of(file)}: imports are written in full"
            found = f"{node.module}"
            for name in node.names:
                below = SOURCE.parent.joinpath(*found.split("."), name.name)
                yield f"{found}.{name.name}" if below.is_dir() or below.with_suffix(".py").exists() else found


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_imports_run_downhill(file: Path) -> None:
    here = part(module_of(file))
    assert here in MAY_IMPORT, f"{here} has no place in the order of imports"
    allowed = {here, *MAY_IMPORT[here].split()} | LEAVES
    wrong = [name for name in imported(file) if part(name) not in allowed and name.split(".")[0] == "kanwu"]
    assert not wrong, f"{here} may not import {wrong}"


@pytest.mark.parametrize("file", sorted((SOURCE / "rules").rglob("*.py")), ids=module_of)
def test_rules_do_not_import_each_other(file: Path) -> None:
    assert not [name for name in imported(file) if name.startswith("kanwu.rules")]


def test_imports_have_no_loop() -> None:
    downward = {module_of(f): set(imported(f)) - {module_of(f)} for f in FILES}
    while leaves := [name for name, below in downward.items() if not below & downward.keys()]:
        for name in leaves:
            del downward[name]
    assert not downward, f"these import each other in a circle: {sorted(downward)}"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_outside_packages_are_declared_and_kept_in_their_place(file: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = (line for name in EXTRAS for line in project["optional-dependencies"][name])
    declared = {re.split(r"[>\[]", line)[0] for line in (*project["dependencies"], *extras)}
    for name in {n.split(".")[0] for n in imported(file)} - {"kanwu"} - sys.stdlib_module_names:
        assert name in declared, f"{name} is no dependency of kanwu"
        assert part(module_of(file)) in ONLY_IN.get(name, MAY_IMPORT), f"{name} does not belong here"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_files_and_functions_are_small(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_FILE
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)]
    sizes = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in functions}
    assert not {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION}


@pytest.mark.parametrize("file", sorted((SOURCE / "rules").rglob("*.py")), ids=module_of)
def test_rules_touch_nothing_outside(file: Path) -> None:
    """A rule is a pure function: it opens no file, prints nothing, keeps no state, draws no lots."""
    assert not {"os", "io", "pathlib", "random", "time", "sys", "threading"} & set(imported(file))
    tree = ast.parse(file.read_bytes())
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Global | ast.Nonlocal)]
    calls = [n.func for n in ast.walk(tree) if isinstance(n, ast.Call)]
    names = {f.id for f in calls if isinstance(f, ast.Name)}
    assert not names & {"open", "print", "input", "eval", "exec", "id", "hash"}


def test_the_library_loads_neither_terminal_nor_converter() -> None:
    program = "import sys, kanwu; kanwu.clean('渡輪停航。'); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"click", "rich", "opencc", "jieba", "wordfreq", "numpy", "pyarrow"} & set(run.stdout.split())
