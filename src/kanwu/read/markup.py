"""Bytes of XML and HTML to text: by the byte order mark, by what the file declares, else by the likeliest encoding."""

import codecs
import re

from kanwu.errors import UndecodableError
from kanwu.read.encoding import ALIASES, BOMS, Decoded, decode

_HEAD = 4096  # bytes in which an encoding is declared
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["']""")
_META = re.compile(rb"""<meta\b[^>]{0,400}?\bcharset\s*=\s*["']?\s*([A-Za-z][\w.:-]{0,40})""", re.I)
_WESTERN = frozenset({"ascii", "iso8859-1", "iso8859-15", "cp1252"})
"""What files also declare whose Chinese is all in numeric references, or that are UTF-8 in truth."""
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


def decoded_markup(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of an XML or HTML file, in the encoding named, else in the one that it declares if its bytes allow that,
    else in the likeliest one. `kanwu.write.same.encoded_back` gives the bytes back.

    UsageError for an unknown name, UndecodableError when nothing fits or the bytes are no text.
    """
    if encoding is not None or any(data.startswith(bom) for bom, _ in BOMS):
        return decode(data, encoding)
    wide = next((name for start, name in _WIDE if data.startswith(start)), None)
    if wide is not None:
        return decode(data, wide)
    if b"\0" in data:
        return decode(data)
    head = data[:_HEAD]
    found = _DECLARED.search(head) or _META.search(head)
    name = found[1].decode("ascii") if found else "utf-8"
    try:
        return _western(data, name) or decode(data, name if _is_known(name) else None)
    except UndecodableError:
        return decode(data)


def _is_known(name: str) -> bool:
    plain = name.lower().replace("-", "").replace("_", "")
    return plain in ALIASES and not plain.startswith("utf16")  # ASCII bytes that declare it are not in it


def _western(data: bytes, name: str) -> Decoded | None:
    """The text in a Western encoding if the file declares one; None if not, or if the bytes are UTF-8 beyond ASCII."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    if codec not in _WESTERN:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None if not data.isascii() else Decoded(data.decode("ascii"), codec)
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError:
        return None
