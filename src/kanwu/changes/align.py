"""Which characters two texts have in common, in order and moved: for files that no log ties together.

White space is set aside at first: OCR ends a line every twenty characters, clean text does not. Stretches that
stand once in both texts are anchors; the increasing chain of them is what stayed, long ones beside it were moved.
What lies between anchors is searched again for shorter ones, and at last compared character by character.
"""

from array import array
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from kanwu.changes.chain import chain
from kanwu.changes.texts import Pair
from kanwu.model import Run

_ANCHORS = (20, 8, 4)  # characters of an anchor: first in the whole texts, then in what lies between
_MOVED = 12  # characters from which a stretch beside the chain was moved
_REACH = 3  # characters by which a run may reach into another line by chance
_MOST = 64_000_000  # characters times characters that are compared one by one: 16 MB, and less than 0.1 s
_REWRITTEN = 2  # a run between two edits, each so many times as long, is chance


def align(before: str, after: str) -> Pair:
    """The pair of two texts. Time grows with their length, whatever they are."""
    old, old_places = _visible(before)
    new, new_places = _visible(after)
    origin = array("i", [-1]) * len(after)
    starts = frozenset(at for at, n in enumerate(new_places) if n == 0 or after[n - 1] in "\n\r")
    for run in _common(old, new, 0, starts):
        for step in range(run.size):
            origin[new_places[run.output + step]] = old_places[run.source + step]
    _blanks(before, after, origin)
    _written(origin)
    return Pair(before, after, origin)


def _visible(text: str) -> tuple[str, list[int]]:
    places = [n for n, c in enumerate(text) if not c.isspace()]
    return "".join([text[n] for n in places]), places


def _common(old: str, new: str, level: int, starts: frozenset[int] = frozenset()) -> list[Run]:
    """Runs that both texts have; no character of either is in two of them. `starts`: where lines of the new begin."""
    if not old or not new:
        return []
    first = _clipped(Run(0, 0, _same(old, new)), starts)
    head = first.size if not first.output else 0
    tail = _same(old[head:][::-1], new[head:][::-1])
    last = _clipped(Run(len(new) - tail, len(old) - tail, tail), starts)
    last = Run(last.output, last.source, len(new) - last.output)
    found = [Run(0, 0, head)] if head else []
    middle = _between(old[head : last.source], new[head : last.output], level, frozenset(n - head for n in starts))
    found += [_shifted(r, head, head) for r in middle]
    return found + ([last] if last.size else [])


def _clipped(run: Run, starts: frozenset[int]) -> Run:
    """A run without the few characters by which it reaches into a line before or behind it: paragraphs that stand in
    another order all end in the same sign, and each would take it from the next."""
    start, end = run.output, run.output + run.size
    for at in range(start + 1, min(end, start + _REACH) + 1):
        if at in starts:
            run = Run(at, run.source + at - run.output, end - at)
    for at in range(end - 1, max(run.output, end - _REACH - 1), -1):
        if at in starts:
            run = Run(run.output, run.source, at - run.output)
    return run if run.size > _REACH or not starts else Run(run.output + run.size, run.source + run.size, 0)


def _between(old: str, new: str, level: int, starts: frozenset[int] = frozenset()) -> list[Run]:
    if not old or not new:
        return []
    if level and len(old) * len(new) <= _MOST:
        return _letter_by_letter(old, new)
    if level == len(_ANCHORS):
        return []
    anchors = [r for a in _anchors(old, new, _ANCHORS[level]) if (r := _clipped(a, starts)).size]
    stayed = chain(anchors)
    kept = {r.output for r in stayed}
    moved = [r for r in anchors if r.output not in kept and r.size >= _MOVED] if not level else []
    found = [*stayed, *moved]
    if not found:
        return _between(old, new, level + 1)
    for holes in _holes(stayed, moved, len(old), len(new)):
        left = "".join(old[a:b] for a, b in holes[0])
        right = "".join(new[a:b] for a, b in holes[1])
        for run in _common(left, right, level + 1):
            found += _laid(run, holes)
    return sorted(found)


Stretches = list[tuple[int, int]]


def _holes(stayed: list[Run], moved: list[Run], old: int, new: int) -> Iterator[tuple[Stretches, Stretches]]:
    """What lies between the runs that stayed, on both sides, without what was moved away or there."""
    outs = sorted((r.source, r.size) for r in moved)
    ins = sorted((r.output, r.size) for r in moved)
    a = b = 0
    for run in (*stayed, Run(new, old, 0)):
        yield _rest(a, run.source, outs), _rest(b, run.output, ins)
        a, b = run.source + run.size, run.output + run.size


def _rest(start: int, end: int, taken: list[tuple[int, int]]) -> Stretches:
    """A stretch without those in `taken`, which is sorted and loses what lies before the end."""
    found: Stretches = []
    while taken and taken[0][0] < end:
        at, size = taken.pop(0)
        if start < at:
            found.append((start, at))
        start = at + size
    return [*found, (start, end)] if start < end else found


def _laid(run: Run, holes: tuple[Stretches, Stretches]) -> Iterator[Run]:
    """A run of the joined stretches as runs of the texts."""
    source, output, size = run.source, run.output, run.size
    while size:
        (a, room_a), (b, room_b) = _spot(holes[0], source), _spot(holes[1], output)
        step = min(size, room_a, room_b)
        yield Run(b, a, step)
        source, output, size = source + step, output + step, size - step


def _spot(stretches: Stretches, at: int) -> tuple[int, int]:
    """Where a place of the joined stretches stands, and how much of its stretch is left."""
    for start, end in stretches:
        if at < end - start:
            return start + at, end - start - at
        at -= end - start
    raise IndexError(at)


def _anchors(old: str, new: str, size: int) -> list[Run]:
    """The longest runs around each stretch of `size` characters that stands once in both texts, by their output."""
    in_old, in_new = _once(old, size), _once(new, size)
    found: list[Run] = []
    at = 0
    while at + size <= len(new):
        text = new[at : at + size]
        source = in_old.get(text, -1)
        if source < 0 or in_new[text] < 0:
            at += 1
            continue
        floor = found[-1].output + found[-1].size if found else 0
        back = _same(old[max(0, source - at + floor) : source][::-1], new[floor:at][::-1])
        ahead = size + _ahead(old, source + size, new, at + size)
        found.append(Run(at - back, source - back, back + ahead))
        at += ahead
    return _apart(found)


def _apart(found: list[Run]) -> list[Run]:
    """The runs without those that share characters of the old text with a longer one."""
    kept: list[Run] = []
    for run in sorted(found, key=lambda r: r.source):
        if kept and kept[-1].source + kept[-1].size > run.source:
            if kept[-1].size >= run.size:
                continue
            kept.pop()
        kept.append(run)
    return sorted(kept)


def _once(text: str, size: int) -> dict[str, int]:
    """Where each stretch of a text begins; -1 for those that stand there more than once."""
    places: dict[str, int] = {}
    for at in range(len(text) - size + 1):
        part = text[at : at + size]
        places[part] = -1 if part in places else at
    return places


def _ahead(old: str, source: int, new: str, output: int) -> int:
    """How many characters from two places on are the same; looked at in steps that grow."""
    size, step = 0, 32
    while step:
        a, b = old[source + size : source + size + step], new[output + size : output + size + step]
        if a and a == b:
            size += len(a)
            step *= 2
        else:
            return size + _same(a, b)
    return size


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    least = min(len(one), len(other))
    if one[:least] == other[:least]:
        return least
    low = 0
    while least - low > 32:
        middle = (low + least) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            least = middle
    while low < least and one[low] == other[low]:
        low += 1
    return low


def _letter_by_letter(old: str, new: str) -> list[Run]:
    """The runs of the shortest edit script, without those that stand by chance in what was rewritten."""
    blocks = [Run(b, a, size) for a, b, size in Levenshtein.opcodes(old, new).as_matching_blocks() if size]
    kept: list[Run] = []
    for number, run in enumerate(blocks):
        a, b = (kept[-1].source + kept[-1].size, kept[-1].output + kept[-1].size) if kept else (0, 0)
        after = blocks[number + 1] if number + 1 < len(blocks) else Run(len(new), len(old), 0)
        ahead = max(after.source - run.source, after.output - run.output) - run.size
        behind = max(run.source - a, run.output - b)
        if run.size * _REWRITTEN > min(ahead, behind):
            kept.append(run)
    return kept


def _shifted(run: Run, source: int, output: int) -> Run:
    return Run(run.output + output, run.source + source, run.size)


def _blanks(before: str, after: str, origin: "array[int]") -> None:
    """White space beside characters whose place is known, where it is the same on both sides."""
    taken = bytearray(len(before) + 1)
    for n in origin:
        if n >= 0:
            taken[n] = 1
    for order, step in ((range(len(after)), 1), (range(len(after) - 1, -1, -1), -1)):
        for at in order:
            beside = at - step
            if origin[at] >= 0 or not after[at].isspace():
                continue
            near = origin[beside] + step if 0 <= beside < len(after) and origin[beside] >= 0 else -1
            if not 0 <= beside < len(after):
                near = 0 if step > 0 else len(before) - 1
            if 0 <= near < len(before) and not taken[near] and before[near] == after[at]:
                origin[at] = near
                taken[near] = 1


def _written(origin: "array[int]") -> None:
    """Characters without a place are marked as written behind the one before them."""
    last = 0
    for at, n in enumerate(origin):
        if n >= 0:
            last = n + 1
        else:
            origin[at] = ~last
