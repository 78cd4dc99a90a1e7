"""Settings that a project keeps for its pages: `[tool.kanwu]` in pyproject.toml, or kanwu.toml.

The nearest file wins, from the page's folder upwards; in one folder kanwu.toml beats pyproject.toml.
Files are not mixed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from kanwu.errors import KanwuError, UsageError
from kanwu.options import Options
from kanwu.read.encoding import canonical, decode

OWN, SHARED = "kanwu.toml", "pyproject.toml"
OTHERS = ("encoding", "decisions")  # keys that are no field of kanwu.Options
KEYS = (*(f.name for f in fields(Options)), *OTHERS)


@dataclass(frozen=True)
class Settings:
    """What one file sets: fields of `kanwu.Options` (`protect` as its terms), `encoding`, and `decisions` as paths."""

    file: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@cache
def nearest(folder: Path) -> Settings:
    """The settings in force for pages of an absolute folder. Raises UsageError for a file with a fault."""
    if (folder / OWN).is_file():
        return load(folder / OWN)
    if (folder / SHARED).is_file() and _table(folder / SHARED) is not None:
        return load(folder / SHARED)
    return Settings() if folder.parent == folder else nearest(folder.parent)


def load(file: Path) -> Settings:
    """The settings in a file, checked. Raises UsageError, naming the file, for what kanwu does not know."""
    table = _table(file)
    if table is None:
        raise UsageError(f"{file} has no [tool.kanwu]", "add one, or name another file")
    try:
        return Settings(file, _checked(table, file))
    except UsageError as error:
        raise UsageError(f"{file}: {error.what}", error.advice) from error


def read_terms(file: Path) -> tuple[str, ...]:
    """The terms in a list to protect: one a line, # and what follows a remark, any encoding that kanwu reads.

    A # inside a word (C#) is part of it. Raises UsageError for a file that cannot be read.
    """
    what = f"the list to protect, {file}"
    try:
        text = decode(file.read_bytes()).text
    except OSError as error:
        raise UsageError(f"{what}: {_reason(error)}", "check its name") from error
    except KanwuError as error:
        raise UsageError(f"{what}: {error.what}", "save it as UTF-8") from error
    lines = (" " + line for line in text.splitlines())
    terms = (_without_remark(line).strip() for line in lines)
    return tuple(dict.fromkeys(t for t in terms if t))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _without_remark(line: str) -> str:
    at = next((i for i, c in enumerate(line) if c == "#" and line[i - 1].isspace()), len(line))
    return line[:at]


def _table(file: Path) -> dict[str, Any] | None:
    """The table of settings in a file; None for one that has no part for kanwu."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {_reason(error)}", "check its name") from error
    if file.name == SHARED and b"kanwu" not in data:
        return None
    content = _parsed(data, file)
    if file.name != SHARED and "tool" not in content:
        return content
    tool = content.get("tool")
    table = tool.get("kanwu") if isinstance(tool, dict) else None
    return table if isinstance(table, dict) else None


def _parsed(data: bytes, file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file} is no TOML: {error}", "mend it, or use --no-config") from error


def _checked(table: dict[str, Any], file: Path) -> dict[str, Any]:
    """The values as Options takes them."""
    for key in table:
        if key not in KEYS:
            raise UsageError.unknown("key", key, KEYS)
    values = dict(table)
    if isinstance(path := values.get("protect"), str):
        values["protect"] = read_terms(file.parent / path)
    if (encoding := values.get("encoding")) is not None:
        if not isinstance(encoding, str):
            raise UsageError(f"encoding cannot be {encoding!r}", 'write encoding = "big5"')
        canonical(encoding)
    if (files := values.get("decisions")) is not None:
        files = [files] if isinstance(files, str) else files
        if not isinstance(files, list) or not all(isinstance(f, str) and f for f in files):
            raise UsageError(f"decisions cannot be {files!r}", 'write decisions = "decisions.json"')
        values["decisions"] = tuple(file.parent / f for f in files)
    Options(**{k: v for k, v in values.items() if k not in OTHERS})
    return values
