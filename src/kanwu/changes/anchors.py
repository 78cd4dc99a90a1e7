"""What two texts have in common: stretches that stand once in each, and what is the same in the same order."""

from rapidfuzz.distance import Levenshtein

from kanwu.runs import Run

CHANCE = 8  # characters from which a stretch that stands between two long differences is no chance


def alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    least, at, step = min(len(one), len(other)), 0, 16
    while at < least and one[at : at + step] == other[at : at + step] and at + step <= least:
        at, step = at + step, 2 * step
    while step > 1:
        step //= 2
        if at + step <= least and one[at : at + step] == other[at : at + step]:
            at += step
    return at


def anchors(one: str, other: str, width: int) -> list[Run]:
    """The longest stretches around those of this width that stand once in each text, in the order of the other."""
    here, there = _once(one, width), _once(other, width)
    used = bytearray(len(one))
    found: list[Run] = []
    at = last = 0
    while at <= len(other) - width:
        piece = other[at : at + width]
        source = here.get(piece, -1)
        if source < 0 or there[piece] < 0 or used.find(1, source, source + width) >= 0:
            at += 1
            continue
        start, end = at, at + width
        while start > last and source > 0 and one[source - 1] == other[start - 1] and not used[source - 1]:
            start, source = start - 1, source - 1
        rear = source + end - start
        while end < len(other) and rear < len(one) and one[rear] == other[end] and not used[rear]:
            end, rear = end + 1, rear + 1
        used[source:rear] = b"\1" * (rear - source)
        found.append(Run(start, source, end - start))
        at = last = end
    return found


def _once(text: str, width: int) -> dict[str, int]:
    """Where each stretch of this width stands; -1 when it stands at several places."""
    found: dict[str, int] = {}
    for at in range(len(text) - width + 1):
        piece = text[at : at + width]
        found[piece] = -1 if piece in found else at
    return found


def equals(one: str, other: str) -> list[Run]:
    """What two texts have in common in this order, without what is short between long differences."""
    kept: list[tuple[Run, int]] = []  # each with the size of the difference before it
    x = y = 0
    for op in (*Levenshtein.opcodes(one, other), None):
        if op is not None and op.tag != "equal":
            continue
        start, there = (op.src_start, op.dest_start) if op else (len(one), len(other))
        gap = max(start - x, there - y)
        while kept and kept[-1][0].size < CHANCE and 2 * kept[-1][0].size <= min(kept[-1][1], gap):
            gone, before = kept.pop()
            gap += before + gone.size
        if op:
            kept.append((Run(there, start, op.src_end - start), gap))
            x, y = op.src_end, op.dest_end
    return [run for run, _ in kept]
