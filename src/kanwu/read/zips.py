"""The members of a zip, read in memory and within bounds; nothing is ever unpacked onto the disk."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from io import BytesIO

from kanwu.errors import UnreadableError
from kanwu.read.formats import MOST_SCAN, MOST_ZIP, SCAN_SUFFIXES, TEXT_SUFFIXES
from kanwu.read.inputs import HEAD, too_large

MOST_MEMBERS = 5_000
_ENTRY = b"PK\1\2"  # what each member's entry in the table of contents begins with
_DRIVE = re.compile(r"[A-Za-z]:")
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
    OverflowError, LookupError,
)  # fmt: skip
_AGAIN = "pack the pages anew, or give them unpacked"


class Zip:
    """The page files in a zip's bytes, by their names. Raises UnreadableError for a zip that is damaged or not safe."""

    what = "a zip"

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > MOST_MEMBERS:
            raise UnreadableError(f"a zip with more than {MOST_MEMBERS:,} members", "give the pages as a folder")
        with _faults(""):
            self._file = zipfile.ZipFile(BytesIO(data))
        self._members = {safe(i.orig_filename): i for i in self._file.infolist()}
        if sum(self._members[name].file_size for name in self.names()) > MOST_ZIP:
            raise UnreadableError(f"a zip whose pages unpack to more than {MOST_ZIP >> 20} MB", "give fewer in one zip")

    def names(self) -> list[str]:
        """The names that are those of pages; hidden ones left out, and zips within the zip."""
        return [n for n in self._members if n.lower().endswith(_CALLED) and not _is_hidden(n)]

    def has(self, name: str) -> bool:
        return name in self._members

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of a member."""
        with _faults(name), self._file.open(self._checked(name)) as member:
            return member.read(size)

    def whole(self, name: str) -> bytes:
        """All bytes of a member; no more are unpacked than the zip declares and HEAD."""
        info = copy(self._checked(name))
        declared = info.file_size
        if declared > MOST_SCAN:
            raise too_large(MOST_SCAN)
        info.file_size += HEAD  # else what there is beyond would be cut off in silence
        with _faults(name), self._file.open(info) as member:
            data = member.read(declared + 1)
            if len(data) <= declared:
                member.read(1)  # at its end its checksum is compared
        if len(data) != declared:
            raise UnreadableError(f"a damaged zip: {name} does not unpack to the size it declares", _AGAIN)
        return data

    def _checked(self, name: str) -> zipfile.ZipInfo:
        info = self._members[name]
        if info.flag_bits & 1:
            raise UnreadableError(f"an encrypted zip ({name})", "pack the pages anew, without a password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableError(f"{name} is packed in a way that kanwu does not read", "pack it as an ordinary zip")
        return info


_CALLED = tuple(s for s in (*TEXT_SUFFIXES, *SCAN_SUFFIXES) if s != ".zip")


def safe(name: str) -> str:
    """A member's name with / between folders. Raises UnreadableError for one that leads out of the zip."""
    plain = name.replace("\\", "/")
    if plain.startswith("/") or _DRIVE.match(plain) or ".." in plain.split("/"):
        raise UnreadableError(f"a zip with a name that leads out of it ({name[:80]!r})", _AGAIN)
    return plain


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


@contextmanager
def _faults(name: str) -> Iterator[None]:
    """Turns what a damaged zip raises into one fault."""
    try:
        yield
    except _DAMAGED as error:
        where = f": {name}" if name else ""
        raise UnreadableError(f"a damaged or cut-off zip{where}", _AGAIN) from error
