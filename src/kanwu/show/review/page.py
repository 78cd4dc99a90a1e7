"""The review page: one self-contained HTML file that loads nothing and runs nothing but its own script.

All text is escaped on its way in, and the Content-Security-Policy admits no script and no style but those that
stand here, by their digest. The page keeps its state in the browser and gives it out as decisions.json.
"""

import hashlib
import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import Any

from kanwu import Options, Result, __version__
from kanwu.changes.atoms import compared
from kanwu.changes.context import context
from kanwu.changes.decisions import Decision
from kanwu.changes.matching import matched
from kanwu.changes.model import UNMADE, Change, Comparison, Form
from kanwu.show.review.marks import escaped, sheet
from kanwu.show.review.scan import Scan, on_paper
from kanwu.show.visible import clipped
from kanwu.write.log import digest

GENERATOR = "kanwu review"  # what the file calls itself: such a file may be replaced by a newer one
_SURROGATE = re.compile("[\ud800-\udfff]")
_LANGUAGES = {"hk": "zh-Hant-HK", "tw": "zh-Hant-TW", "hans": "zh-Hans"}
_LONGEST = 24  # characters shown of a change in a list
_NAMES = {
    Form.REPLACE: "characters", Form.INSERT: "put in", Form.REMOVE: "taken out", Form.SPACE: "white space",
    Form.MOVE: "moved", Form.HELD: "held back", Form.FLAG: "to look at",
}  # fmt: skip


@dataclass(frozen=True)
class Reviewed:
    """What a review page is made of; `name` is the page as the user calls it, `decisions` were made before."""

    name: str
    result: Result
    options: Options
    scan: Scan | None = None
    decisions: tuple[Decision, ...] = ()


def review_page(given: Reviewed) -> bytes:
    """The HTML file, in UTF-8."""
    html = "".join(_document(given, compared(given.result)))
    return html.encode("utf-8", "xmlcharrefreplace")


def _document(given: Reviewed, comparison: Comparison) -> Iterator[str]:
    style, script = _own("review.css"), _own("review.js")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    name = escaped(given.name)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f'<meta name="generator" content="{GENERATOR}">\n<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{name} \u00b7 kanwu review</title>\n<style>{style}</style>\n</head>\n"
    yield "<body>\n"
    yield _own("review.html").replace("{{name}}", name).replace("{{filters}}", "".join(_filters(comparison)))
    yield from _looks(comparison)
    yield '<div class="desk">\n'
    if given.scan:
        yield from _scan(given.scan)
    language = _LANGUAGES.get(given.options.script, "zh")
    yield f'<main id="sheet" lang="{language}" tabindex="-1" aria-label="before and after">\n'
    yield '<div class="row heads" lang="en" aria-hidden="true"><div>before</div><div>after</div></div>\n'
    yield from sheet(comparison)
    yield "</main>\n</div>\n"
    yield f'<script type="application/json" id="data">{_json(_data(given, comparison))}</script>\n'
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _own(name: str) -> str:
    return (files("kanwu.show.review") / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _scan(scan: Scan) -> Iterator[str]:
    yield '<figure class="scan" aria-label="page image"><div class="zoom">'
    yield '<button type="button" data-zoom="-1" aria-label="smaller">\u2212</button>'
    yield '<button type="button" data-zoom="1" aria-label="larger">+</button></div>'
    yield '<div class="frame"><div class="paper" id="paper">'
    yield f'<img id="scan" alt="the scanned page" src="{scan.url}"></div></div></figure>\n'


def _filters(comparison: Comparison) -> Iterator[str]:
    rules = Counter(c.rule for c in comparison.changes)
    yield '<label>rule <select id="by-rule"><option value="">all rules</option>'
    for rule, count in sorted(rules.items(), key=lambda item: (-item[1], item[0])):
        yield f'<option value="{escaped(rule)}">{escaped(rule)} ({count})</option>'
    yield '</select></label><fieldset><legend>how sure</legend>'
    tiers = Counter(_tier(c) for c in comparison.changes)
    for tier in ("certain", "likely", "guess"):
        if tiers[tier]:
            yield _box("tier", tier, tier, tiers[tier])
    yield "</fieldset><fieldset><legend>what</legend>"
    forms = Counter(c.form for c in comparison.changes)
    for form, label in _NAMES.items():
        if forms[form]:
            yield _box("form", form, label, forms[form])
    yield "</fieldset>"


def _box(kind: str, value: str, label: str, count: int) -> str:
    return (
        f'<label><input type="checkbox" data-by="{kind}" value="{value}" checked> {label} '
        f'<span class="count">{count}</span></label>'
    )


def _looks(comparison: Comparison) -> Iterator[str]:
    """Lists with links that work without a script: for a person's eye, taken out, moved."""
    yield '<nav class="looks" aria-label="places to look at">\n'
    lists = (
        ("to look at", UNMADE), ("taken out", frozenset({Form.REMOVE})), ("moved", frozenset({Form.MOVE})),
    )  # fmt: skip
    for label, forms in lists:
        found = [c for c in comparison.changes if c.form in forms]
        if not found:
            continue
        yield f'<details class="{min(forms)}"><summary>{label} <span class="count">{len(found)}</span></summary><ol>\n'
        for change in found:
            yield f'<li data-c="{change.number}"><a href="#c{change.number}">line {change.line}: '
            yield f'<q lang="zh">{escaped(clipped(change.before, _LONGEST))}</q></a> {escaped(_why(change))}</li>\n'
        yield "</ol></details>\n"
    yield "</nav>\n"


def _why(change: Change) -> str:
    return f"{change.causes[0].why} ({change.rule})" if change.causes else ""


def _tier(change: Change) -> str:
    return change.sure.name.lower() if change.sure else ""


def _data(given: Reviewed, comparison: Comparison) -> dict[str, Any]:
    source = comparison.before
    options = asdict(given.options)
    shown = digest(json.dumps([comparison.after, options], ensure_ascii=True))
    editable = {atom.change for atom in comparison.atoms if atom.slot}
    places = on_paper(given.result.geometry, comparison.changes) if given.scan else {}
    changes = []
    for c in comparison.changes:
        left, right = context(c.source, source)
        causes = [[cause.rule, cause.why, cause.sure.name.lower()] for cause in c.causes]
        changes.append({
            "form": c.form, "label": _NAMES[c.form], "rule": c.rule, "tier": _tier(c), "line": c.line,
            "before": c.before, "after": c.after, "left": left, "right": right, "source": list(c.source),
            "causes": causes, "editable": c.number in editable, "made": c.form not in UNMADE,
        })  # fmt: skip
        if c.number in places:
            changes[-1]["boxes"] = places[c.number]
    return {
        "kanwu": __version__, "page": given.name, "source_sha256": digest(source), "shown": shown,
        "options": options, "changes": changes, "records": _records(given, comparison),
    }  # fmt: skip


def _records(given: Reviewed, comparison: Comparison) -> list[dict[str, Any]]:
    """The decisions that were made before and have a place here, as the script keeps them."""
    if not given.decisions:
        return []
    found: dict[Decision, int] = {}
    for number, d in matched(given.decisions, comparison, digest(comparison.before)).verdicts.items():
        found.setdefault(d, number)
    return [
        {"n": found[d], "scope": d.scope, "verdict": d.verdict} | ({"text": d.text} if d.verdict == "edit" else {})
        for d in dict.fromkeys(given.decisions)
        if d in found
    ]


def _json(data: dict[str, Any]) -> str:
    """JSON that nothing in it can end: no `<`, no lone surrogate, no line separator of JavaScript's."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)
