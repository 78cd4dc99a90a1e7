"""Two texts taken apart: either can be read off the atoms, by sign and by what is decided."""

import random
from array import array

from hypothesis import example, given
from hypothesis import strategies as st

import strategies
from kanwu import Options, clean
from kanwu.changes.atoms import taken_apart
from kanwu.changes.model import UNMADE, Comparison, Form
from kanwu.changes.texts import Pair
from kanwu.model import Entry


def composed(found: Comparison, off: set[int]) -> str:
    """The text when the changes in `off` are not made."""
    return "".join(atom.text for atom in found.atoms if all(w.holds(off) for w in atom.when))


def check(pair: Pair, entries: tuple[Entry, ...] | None = None) -> Comparison:
    found = taken_apart(pair, entries)
    assert "".join(a.text for a in found.atoms if a.sign in " -") == pair.before
    assert "".join(a.text for a in found.atoms if a.sign in " +") == pair.after
    unmade = {c.number for c in found.changes if c.form in UNMADE}
    assert composed(found, unmade) == pair.after
    assert composed(found, {c.number for c in found.changes}) == pair.before
    assert [c.number for c in found.changes] == list(range(len(found.changes)))
    for atom in found.atoms:
        kept = pair.before[atom.at : atom.at + len(atom.text)]
        assert atom.at < 0 or kept == atom.text, "an atom that is not at its place"
        assert atom.sign == " " or atom.when, "an atom that nothing decides"
    for change in found.changes:
        assert pair.before[slice(*change.source)] == change.before
    return found


@given(st.text("甲乙丙丁\n\r ,*#", max_size=40), st.randoms(use_true_random=False))
def test_any_two_texts(source: str, chance: random.Random) -> None:
    cuts = sorted(chance.randint(0, len(source)) for _ in range(8))
    parts: list[tuple[int, int] | str] = list(zip(cuts[::2], cuts[1::2], strict=True))
    chance.shuffle(parts)
    for new in ("新", "\n\n", "*"):
        parts.insert(chance.randint(0, len(parts)), new)
    text, origin = "", array("i")
    for part in parts:
        text += part if isinstance(part, str) else source[slice(*part)]
        origin.extend([~chance.randint(0, len(source))] * len(part) if isinstance(part, str) else range(*part))
    check(Pair(source, text, origin))


@example("## 等是九\n年終圓夢", Options())
@given(strategies.pages(), strategies.options)
def test_any_page(source: str, options: Options) -> None:
    result = clean(source, options)
    found = check(Pair(result.source, result.text, result.origin), (*result.edits, *result.flags))
    assert all(c.causes for c in found.changes), "a change without a rule"
    asked = [e for e in (*result.edits, *result.flags) if not e.applied and not e.why.endswith("(protected)")]
    assert len([c for c in found.changes if c.form in UNMADE]) == len(asked)


def made(before: str, after: str, *kept: tuple[int, int, int]) -> Comparison:
    """The comparison of two texts that have these stretches (before, after, size) in common."""
    origin = array("i", [~0] * len(after))
    for source, output, size in kept:
        origin[output : output + size] = array("i", range(source, source + size))
    return check(Pair(before, after, origin))


def test_a_moved_caption_is_one_change_and_keeps_its_own_changes() -> None:
    before = "前半句\n\n圖說,甲乙\n\n後半句到句末"
    after = "前半句後半句到句末\n\n*圖說\uff0c甲乙*"
    found = made(before, after, (0, 0, 3), (12, 3, 6), (5, 12, 2), (8, 15, 2))
    forms = {c.form: c.number for c in found.changes}
    assert sorted(c.form for c in found.changes) == [Form.MOVE, Form.REPLACE, Form.SPACE]
    assert composed(found, {forms[Form.MOVE]}) == "前半句\n\n圖說\uff0c甲乙\n\n後半句到句末"
    assert composed(found, {forms[Form.REPLACE]}) == "前半句後半句到句末\n\n*圖說,甲乙*"
    assert composed(found, {forms[Form.SPACE]}) == "前半句\n\n後半句到句末\n\n*圖說\uff0c甲乙*"


def test_paragraphs_taken_out_are_changes_of_their_own() -> None:
    before = "前句。\n\n雜一\n\n雜二\n\n後句。"
    found = made(before, "前句。\n\n後句。", (0, 0, 3), (11, 3, 5))
    assert [(c.form, c.before) for c in found.changes] == [(Form.REMOVE, "雜一"), (Form.REMOVE, "雜二")]
    assert composed(found, {0}) == "前句。\n\n雜一\n\n後句。"
    assert composed(found, {1}) == "前句。\n\n雜二\n\n後句。"
