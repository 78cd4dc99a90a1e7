"""decisions.json: what a person decided about changes, read and made sure of."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from reprlib import repr as short
from typing import Any

from kanwu.changes.model import UNMADE, Change, Form
from kanwu.errors import UnreadableError
from kanwu.model import Span
from kanwu.read.inputs import read_bytes

FORMAT = 1
VERDICTS = ("accept", "reject", "edit")
SCOPES = ("one", "same", "rule")
_MADE = frozenset(Form) - UNMADE


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `scope`: the change at this place ("one"), the same change everywhere ("same"), or all that its
    rule does in this way ("rule"). `left` and `right` are visible characters beside the place in the text before,
    `source` its code points there, `text` what an edit writes; `page` the digest of the text that it was made on."""

    verdict: str
    scope: str
    form: Form
    rule: str
    before: str
    after: str
    text: str
    left: str
    right: str
    source: Span
    line: int
    page: str = ""

    @property
    def same(self) -> tuple[Form, str, str, str]:
        """What changes have in common with it that are the same."""
        return (self.form, self.rule, self.before, self.after)

    @property
    def whole_rule(self) -> tuple[str, str]:
        """What changes have in common with it that its rule makes, or proposes, in this way."""
        return rule_key(self.rule, self.form)


def rule_key(rule: str, form: Form) -> tuple[str, str]:
    """The rule and how it spoke: made, held, flag."""
    return (rule, "made" if form in _MADE else form.value)


def same_key(change: Change) -> tuple[Form, str, str, str]:
    """As `Decision.same`, of a change."""
    return (change.form, change.rule, change.before, change.after)


@dataclass(frozen=True)
class Decisions:
    """The decisions of one review, in the order in which they were made, and the options that it was made with."""

    decisions: tuple[Decision, ...]
    options: Mapping[str, Any] = field(default_factory=dict)


def load_decisions(file: Path) -> Decisions:
    """The decisions in a file. Raises UnreadableError, naming it."""
    try:
        data = read_bytes(file)
    except UnreadableError as error:
        raise UnreadableError(f"{file}: {error.what}", error.advice) from error
    return read_decisions(data, file)


def read_decisions(data: bytes, name: Path) -> Decisions:
    """The decisions in a file's bytes. Raises UnreadableError, naming the file and the entry, for what is none."""
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{name} is no JSON", "give the file that the review page saved") from error
    if not isinstance(content, dict) or not _is_known(content.get("decisions_format")):
        raise UnreadableError(f"{name} holds no decisions that this kanwu knows", "save them anew from a review")
    listed, options = content.get("decisions"), content.get("options", {})
    page = content.get("source_sha256", "")
    if not isinstance(page, str):
        raise UnreadableError(f"{name} is damaged: source_sha256 is no text", "save it anew from a review")
    if not isinstance(listed, list) or not isinstance(options, dict):
        raise UnreadableError(f"{name} is damaged: no list of decisions, or no options", "save it anew from a review")
    found: list[Decision] = []
    for number, record in enumerate(listed, 1):
        try:
            found.append(_decision(record, page))
        except (KeyError, TypeError, ValueError) as error:
            what = f"{name}: decision {number} is damaged ({type(error).__name__}: {error})"
            raise UnreadableError(what, "take it out, or save the file anew") from error
    return Decisions(tuple(found), options)


def has_half(text: str) -> bool:
    """Whether there is half a character in it, a lone surrogate, which no file can hold."""
    return any("\ud800" <= c <= "\udfff" for c in text)


def _is_known(version: object) -> bool:
    return type(version) is int and version == FORMAT


def _form(name: Any) -> Form:
    if name not in tuple(Form):
        raise ValueError(f"form cannot be {short(name)}")
    return Form(name)


def _decision(record: Any, page: str) -> Decision:
    if not isinstance(record, dict):
        raise TypeError("not an object")
    verdict, scope = record["verdict"], record["scope"]
    if verdict not in VERDICTS or scope not in SCOPES or (verdict, scope) == ("edit", "rule"):
        raise ValueError(f"{short(verdict)} for {short(scope)}")
    names = ("rule", "before", "after", "left", "right")
    texts = {name: record[name] for name in names}
    texts["text"] = record["text"] if verdict == "edit" else ""
    if wrong := [name for name, text in texts.items() if not isinstance(text, str)]:
        raise TypeError(f"{wrong[0]} is no string")
    if has_half(texts["text"]):
        raise ValueError("text has half a character, which no file can hold")
    start, end = record["source"]
    if not all(type(n) is int and n >= 0 for n in (start, end, record["line"])):
        raise TypeError("source or line is no place")
    return Decision(verdict, scope, _form(record["form"]), source=Span(start, end), line=record["line"],
                    page=page, **texts)  # fmt: skip
