"""Which files in an output folder are a run's own, so that no other is written over."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from kanwu.batch.inputs import stamp
from kanwu.batch.manifest import BEFORE, MANIFEST, NEXT, lines_of


class Ownership:
    """What the runs in a folder wrote, by their manifests, which are read when a file is first found in the way.

    `all_`: every file may be written over, since the user said so.
    """

    def __init__(self, out: Path, all_: bool = False) -> None:
        self._out, self._all = out, all_
        self._known: dict[bytes, bytes] | None = None

    def may_write(self, output: str, name: str, data: bytes | None = None) -> bool:
        """Whether the output of an input can be written: nothing is there, or what a run wrote of the same input and
        nobody changed since, or what is to be written."""
        target = self._out / output
        if self._all or not os.path.lexists(target):
            return True
        if self._known is None:
            self._known = self._read()
        wrote = self._known.get(stamp(output, name))
        if wrote == b"":  # a file of records
            return True
        old = None
        with suppress(OSError):
            old = target.read_bytes()
        if old is None or wrote is None:
            return old is not None and old == data
        return not old or old == data or _short(sha256(old).hexdigest()) == wrote

    def _read(self) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        for name in (BEFORE, MANIFEST, NEXT):
            for line, _ in lines_of(self._out / name):
                if line.get("output"):
                    key = stamp(line["output"], line.get("input") or line.get("file"))
                    found[key] = _short(line.get("output_sha256", ""))
        return found


def _short(digest: str) -> bytes:
    return bytes.fromhex(digest[:32])
