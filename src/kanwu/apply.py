"""The one place where edits become a new Document: each is checked, and a wrong one is refused."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import compress
from typing import NamedTuple

from kanwu.ends import common_ends
from kanwu.model import Block, Document, Edit, Flag, Regroup, Replace


class Refusal(NamedTuple):
    """An edit that would have broken a promise, and why."""

    edit: Edit
    why: str


class Applied(NamedTuple):
    """The new document, the edits that made it, and those that were refused."""

    document: Document
    accepted: tuple[Edit, ...]
    refused: tuple[Refusal, ...]


def apply(document: Document, edits: Iterable[Edit]) -> Applied:
    """Carry out the edits of one rule, all found on this same document.

    An edit is refused when its `before` is not there, when it overlaps one that came first, or when a Regroup would
    lose, change or double a visible character. Refusing never raises: the page goes on without that edit.
    """
    accepted: list[Edit] = []
    refused: list[Refusal] = []
    replaces: dict[int, list[Replace]] = defaultdict(list)
    regroups: list[Regroup] = []
    ends: dict[int, int] = {}
    regrouped: set[int] = set()
    for edit in sorted(edits, key=_place):
        fault = _fault(document, edit) or _clash(edit, ends, regrouped)
        if fault:
            refused.append(Refusal(edit, fault))
            continue
        accepted.append(edit)
        if isinstance(edit, Replace):
            replaces[edit.block].append(edit)
            ends[edit.block] = max(edit.end, edit.start)
        elif isinstance(edit, Regroup):
            regroups.append(edit)
            regrouped.update(range(edit.first, edit.last + 1))
    if not replaces and not regroups:
        return Applied(document, tuple(accepted), tuple(refused))
    blocks = list(document.blocks)
    for number, found in replaces.items():
        blocks[number] = _rewrite(blocks[number], found)
    return Applied(replace(document, blocks=_regroup(blocks, regroups)), tuple(accepted), tuple(refused))


def _place(edit: Edit) -> tuple[int, int, int, int]:
    if isinstance(edit, Regroup):
        return (0, edit.first, edit.last, 0)
    return (1, edit.block, edit.start, edit.end)


def _clash(edit: Edit, ends: dict[int, int], regrouped: set[int]) -> str:
    if isinstance(edit, Regroup):
        return "" if regrouped.isdisjoint(range(edit.first, edit.last + 1)) else "overlaps another regrouping"
    if isinstance(edit, Replace):
        if edit.block in regrouped:
            return "its block is being regrouped"
        if edit.start < ends.get(edit.block, 0):
            return "overlaps another edit"
    return ""


def _fault(document: Document, edit: Edit) -> str:
    """What is wrong with the edit, or nothing."""
    if isinstance(edit, Regroup):
        if not 0 <= edit.first <= edit.last < len(document.blocks):
            return "no such blocks"
        old = document.blocks[edit.first : edit.last + 1]
        return "" if _is_same(old, edit.after) else "visible characters would change"
    if not 0 <= edit.block < len(document.blocks):
        return "no such block"
    text = document.blocks[edit.block].text
    if not 0 <= edit.start <= edit.end <= len(text):
        return "no such place"
    if isinstance(edit, Flag):
        return ""
    if text[edit.start : edit.end] != edit.before:
        return "the text before is another"
    return "changes nothing" if edit.before == edit.after else ""


def _is_same(old: Sequence[Block], new: Sequence[Block]) -> bool:
    """Whether both have the same visible characters; most have all of them in the same place."""
    pairs = zip(old, new, strict=False)
    if len(old) == len(new) and all(a.text == b.text and a.origin == b.origin for a, b in pairs):
        return True
    before, after = _visible(old), _visible(new)
    return before == after or sorted(before) == sorted(after)


def _visible(blocks: Iterable[Block]) -> list[tuple[int, str]]:
    """The characters that are no white space, each with its origin."""
    found: list[tuple[int, str]] = []
    for block in blocks:
        seen = compress(block.origin, map(str.strip, block.text))
        found += zip(seen, "".join(block.text.split()), strict=True)
    return found


def _rewrite(block: Block, edits: list[Replace]) -> Block:
    """The block with the edits, sorted and disjoint, carried out in one pass."""
    texts: list[str] = []
    origin: array[int] = array("i")
    text, old, at = block.text, block.origin, 0
    for edit in edits:
        texts += [text[at : edit.start], edit.after]
        origin.extend(old[at : edit.start])
        origin.extend(_written(block, edit))
        at = edit.end
    texts.append(text[at:])
    origin.extend(old[at:])
    return Block(block.kind, "".join(texts), origin, block.level)


def _written(block: Block, edit: Replace) -> "array[int]":
    """Origins of the new characters: those that stay at either end keep theirs, the others are marked as written."""
    before, after = edit.before, edit.after
    if len(before) == len(after) == 1:
        return array("i", [_at(block, edit.start)])
    head, tail = common_ends(before, after)
    old = block.origin[edit.start : edit.end]
    middle = len(after) - head - tail
    origin = old[:head]
    for number in range(middle):
        origin.append(_at(block, min(edit.start + head + number, max(edit.start + head, edit.end - tail - 1))))
    origin.extend(old[len(old) - tail :])
    return origin


def _at(block: Block, place: int) -> int:
    """The mark of a character written at this place of the block."""
    if not block.origin:
        return ~0
    here = block.origin[min(place, len(block.origin) - 1)]
    return here if here < 0 else ~here


def _regroup(blocks: list[Block], regroups: list[Regroup]) -> tuple[Block, ...]:
    out: list[Block] = []
    at = 0
    for edit in regroups:
        out += blocks[at : edit.first]
        out += edit.after
        at = edit.last + 1
    return tuple([b for b in out + blocks[at:] if b.text.strip()])
