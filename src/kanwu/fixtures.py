"""The rules' examples: what each rule makes of a text and what it leaves alone, as its fixture file has it.

A fixture is a text file, fixtures/rules/<stage>/<rule>.txt, of cases. Text before the first one is a remark:

    @@ title of the case [script=tw]
    the text given
    @@ becomes
    the text wanted

`@@ stays` instead of `@@ becomes` has no text after it; after `@@ flags` stand the places that are flagged,
one a line, in a text that stays; `@@ should become` marks a known failure. Blank lines around a text are no
part of it. Options stand in brackets at the end of the title: script=, sure=, protect= (terms apart by 、) as
in `kanwu.Options`, `raw` for a text that is half-width where print is not, `boxes` for a page whose lines have
their boxes before them, `left top right bottom | text`, and corpus= for what other pages of the paper print, each
phrase with the number of pages (`corpus=林墨白 40、青螺小學 9`, see `kanwu.evidence.stated`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, cast, get_args

Verdict = Literal["becomes", "stays", "flags", "should become"]

_VERDICTS = get_args(Verdict)
_OPTIONS = ("script", "sure", "protect", "raw", "boxes", "corpus")
_OPTION = re.compile(r"\s*\[(\w+)(?:=([^\[\]]+))?\]$")


@dataclass(frozen=True, slots=True)
class Case:
    """One example of a rule. `options` is what stood in brackets.

    `wanted` is the text that `given` becomes, the places that are flagged, or None where all stays.
    """

    title: str
    given: str
    wanted: str | None
    verdict: Verdict
    options: dict[str, str] = field(default_factory=dict)


def cases(rule: str) -> list[Case]:
    """The cases of a rule's fixture in their order; none when it has no fixture.

    Raises ValueError, naming the rule and the line, for a file that is no fixture.
    """
    file = fixture_files().get(rule)
    return list(parse(file.read_bytes().decode("utf-8").replace("\r\n", "\n"), rule)) if file else []


@cache
def fixture_files() -> dict[str, Traversable]:
    """The fixture file of each rule that has one, by the rule's name; its folder is the rule's stage."""
    root: Traversable = files("kanwu") / "fixtures"
    if not root.is_dir():  # an editable install runs from the source tree
        root = Path(__file__).parents[2] / "fixtures" / "rules"
    if not root.is_dir():
        return {}
    stages = sorted((d for d in root.iterdir() if d.is_dir()), key=lambda d: d.name)
    found = [f for d in stages for f in sorted(d.iterdir(), key=lambda f: f.name) if f.name.endswith(".txt")]
    names = [f.name.removesuffix(".txt") for f in found]
    if doubled := {n for n in names if names.count(n) > 1}:
        raise ValueError(f"two fixtures of one name: {', '.join(sorted(doubled))}")
    return dict(zip(names, found, strict=True))


def parse(text: str, name: str) -> Iterator[Case]:
    """The cases of a fixture's text; `name` stands in the errors."""
    parts: list[tuple[int, str, list[str]]] = []  # line number, what follows the @@, the lines below
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("@@"):
            parts.append((number, line[2:].strip(), []))
        elif parts:
            parts[-1][2].append(line)
    for at, (number, head, _) in enumerate(parts):
        alone = at % 2 == 0 and at == len(parts) - 1
        if alone or (head in _VERDICTS) != bool(at % 2):
            raise ValueError(f"{name}, line {number}: wanted a title and then one of {', '.join(_VERDICTS)}")
    for (number, title, given), (below, verdict, wanted) in zip(parts[::2], parts[1::2], strict=True):
        stays = verdict == "stays"
        if stays and any(map(str.strip, wanted)):
            raise ValueError(f"{name}, line {below}: text after `stays`")
        title, options = _options(title, f"{name}, line {number}")
        after = None if stays else _body(wanted)
        yield Case(title, _body(given), after, cast("Verdict", verdict), options)


def _options(title: str, where: str) -> tuple[str, dict[str, str]]:
    """The title without its brackets, and what they say."""
    options: dict[str, str] = {}
    while match := _OPTION.search(title):
        if match[1] not in _OPTIONS:
            raise ValueError(f"{where}: unknown option {match[1]!r}, known: {', '.join(_OPTIONS)}")
        options[match[1]] = match[2] or ""
        title = title[: match.start()]
    return title, options


def _body(lines: list[str]) -> str:
    """The lines as a text, blank lines around it left out."""
    full = [i for i, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[full[0] : full[-1] + 1]) if full else ""
