"""Bytes to text and back, byte for byte, in the encodings that Chinese newspapers' texts come in.

Decoding is strict. Where several encodings fit, the likelier text wins: the sum of ln p over its characters,
all candidates having the same bytes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kanwu.errors import UndecodableError, UnwritableError, UsageError
from kanwu.read.likelihood import log_likelihood, mean_beyond_ascii

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Names as asked for, without hyphens; suggested with.
NAMES = [
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "big5",
    "big5-hkscs",
    "cp950",
    "gbk",
    "gb2312",
    "gb18030",
]
ALIASES = {
    "utf8": "utf-8", "utf8sig": "utf-8", "utf16": "utf-16", "utf16le": "utf-16-le", "utf16be": "utf-16-be",
    "big5": "big5hkscs", "big5hkscs": "big5hkscs", "big5hk": "big5hkscs", "hkscs": "big5hkscs",
    "cp950": "cp950", "ms950": "cp950", "windows950": "cp950",
    "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "euccn": "gb18030", "cp936": "gb18030",
}  # fmt: skip
BINARY = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"), (b"MM\x00*", "a TIFF image"), (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"), (b"7z\xbc\xaf", "a 7z archive"),
    (b"PK\x03\x04", "a zip archive (docx, odt, epub and xlsx are such)"),
    (b"\x1f\x8b", "a gzip archive"), (b"\xfd7zXZ", "an xz archive"), (b"BZh", "a bzip2 archive"),
)  # fmt: skip
# ASCII text has none of these; short UTF-16 text without BOM has.
CONTROLS = re.compile(rb"[\x01-\x08\x0b\x0e-\x1f\x7f]")
UNITS = {
    "gb18030": re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]|[\x81-\xfe].|.", re.S),
    "big5hkscs": re.compile(rb"[\x81-\xfe].|.", re.S),
    "cp950": re.compile(rb"[\x81-\xfe].|.", re.S),
}
# Surplus of bytes over characters from which valid UTF-8 is no chance. Measured: of 232,450 slices of 3 to
# 200 characters in Big5 and GB18030, none that was valid UTF-8 by chance had a surplus above 4.
SURE_UTF8 = 32
# In nats. A file with a few accented letters is UTF-8; ASCII pairs make good ideographs in UTF-16.
UTF8_BONUS = 10.0
UTF16_MALUS = 10.0
# (characters beyond ASCII, lowest mean ln p that still is Chinese). Measured on slices of six corpora: right
# readings of 8 characters never fell below -12.0, of 50 never below -9.7; wrong readings of 50 never rose
# above -12.7; EUC-KR and EUC-JP prose read as GB18030 gave -11.2 and -12.2.
FLOORS = ((40, -11.0), (8, -12.1))
MEND = "name the encoding with --encoding, or mend these bytes"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file and what gives its bytes back.

    `text` has no BOM and keeps its line ends; `encoding` is a Python codec name; `oddities` are (offset
    in characters, original bytes) of each code point that the codec would encode otherwise.
    """

    text: str
    encoding: str
    bom: bytes = b""
    oddities: tuple[tuple[int, bytes], ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of `data`, in the encoding named or else in the likeliest one that decodes all of it.

    `encoding` takes the usual aliases; gb2312 and gbk are read as gb18030, big5 as big5hkscs (supersets).
    UsageError for an unknown name, UndecodableError when nothing fits or the bytes are no text.
    """
    if encoding is not None:
        return _forced(data, canonical(encoding))
    for magic, kind in BINARY:
        if data.startswith(magic):
            what = f"{kind}, not text (byte 0x{data[0]:02X} at byte offset 0)"
            raise UndecodableError(what, "give kanwu the text that OCR made of it", 0)
    for bom, name in BOMS:
        if data.startswith(bom):
            return _no_nul(_strict(data, name, bom))
    if b"\0" not in data and (text := _sure_utf8(data)) is not None:
        return Decoded(text, "utf-8")
    return _likeliest(data)


def encode(text: str, encoding: str, bom: bytes = b"", oddities: tuple[tuple[int, bytes], ...] = ()) -> bytes:
    """The bytes that `decode` read: encode(d.text, d.encoding, d.bom, d.oddities) is the input.

    Lone surrogates, which Python text may hold though no decoding here gives them, are written to UTF-8 and
    UTF-16 with `surrogatepass`, and only then. UnwritableError names a character that the encoding lacks.
    """
    name = canonical(encoding)
    name = ("utf-16-be" if bom == b"\xfe\xff" else "utf-16-le") if name == "utf-16" else name
    parts, start = [bom], 0
    for offset, original in oddities:
        parts += (_plain(text[start:offset], name), original)
        start = offset + 1
    parts.append(_plain(text[start:] if start else text, name))
    return b"".join(parts)


def canonical(encoding: str) -> str:
    """The codec name that an alias stands for; "utf-16" stays open between its two byte orders.

    UsageError, with the nearest name as advice, for any other.
    """
    asked = encoding.strip().lower().replace("-", "").replace("_", "")
    if asked not in ALIASES:
        raise UsageError.unknown("encoding", encoding, NAMES)
    return ALIASES[asked]


def _plain(text: str, name: str) -> bytes:
    try:
        raw = text.encode(name)
    except UnicodeEncodeError as error:
        if name.startswith("utf"):
            return text.encode(name, "surrogatepass")
        raise _lacking(text, error.start, name) from error
    # cp950 writes some signs as a look-alike: the cent sign would come back as the full-width one.
    if name in UNITS and (back := raw.decode(name)) != text:
        raise _lacking(text, next(at for at, char in enumerate(text) if char != back[at]), name)
    return raw


def _lacking(text: str, offset: int, name: str) -> UnwritableError:
    what = f"U+{ord(text[offset]):04X} at character offset {offset} cannot be written in {name}"
    return UnwritableError(what, "write UTF-8")


def _forced(data: bytes, name: str) -> Decoded:
    for bom, owner in BOMS:
        if data.startswith(bom) and (owner == name or (name == "utf-16" and owner.startswith(name))):
            return _strict(data, owner, bom)
    if name != "utf-16":
        return _strict(data, name)
    both = [_try(data, order) for order in ("utf-16-le", "utf-16-be")]
    fits = [decoded for decoded in both if isinstance(decoded, Decoded)]
    return max(fits, key=_weight) if fits else _strict(data, "utf-16-le")


def _strict(data: bytes, name: str, bom: bytes = b"") -> Decoded:
    decoded = _try(data, name, bom)
    if isinstance(decoded, Decoded):
        return decoded
    raise _stopped(data, {name: decoded})


def _try(data: bytes, name: str, bom: bytes = b"") -> Decoded | UnicodeDecodeError:
    """The text, or the fault with its offsets counted from the start of `data`."""
    body = data[len(bom) :] if bom else data
    try:
        text = body.decode(name)
    except UnicodeDecodeError as error:
        return UnicodeDecodeError(name, data, error.start + len(bom), error.end + len(bom), error.reason)
    legacy = name in UNITS and text.encode(name) != body
    return Decoded(text, name, bom, tuple(_oddities(body, name)) if legacy else ())


def _oddities(body: bytes, name: str) -> Iterator[tuple[int, bytes]]:
    known: dict[bytes, tuple[int, bool]] = {}
    offset = 0
    for unit in UNITS[name].findall(body):
        if unit not in known:
            char = unit.decode(name)
            known[unit] = len(char), char.encode(name) != unit
        length, odd = known[unit]
        if odd:
            yield offset, unit
        offset += length


def _no_nul(decoded: Decoded) -> Decoded:
    at = decoded.text.find("\0")
    if at < 0:
        return decoded
    raise _binary(len(decoded.bom) + len(decoded.text[:at].encode(decoded.encoding)), (decoded.encoding,))


def _binary(offset: int, tried: tuple[str, ...]) -> UndecodableError:
    what = f"NUL byte 0x00 at byte offset {offset}: a binary file, not text (tried: {', '.join(tried)})"
    advice = "give kanwu text; UTF-16 without BOM can be named with --encoding utf-16"
    return UndecodableError(what, advice, offset, tried)


def _sure_utf8(data: bytes) -> str | None:
    """ASCII, or UTF-8 with so many signs beyond ASCII that it is no chance."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    surplus = len(data) - len(text)
    sure = surplus >= SURE_UTF8 or (surplus == 0 and not CONTROLS.search(data))
    return text if sure else None


def _likeliest(data: bytes) -> Decoded:
    names = ["utf-16-le", "utf-16-be"] if len(data) % 2 == 0 else []
    if b"\0" not in data:
        names = ["utf-8", "big5hkscs", "gb18030", *names]
    tries = {name: _try(data, name) for name in names}
    if isinstance(tries.get("big5hkscs"), UnicodeDecodeError):
        tries["cp950"] = _try(data, "cp950")
    fits = [tried for tried in tries.values() if isinstance(tried, Decoded) and _is_chinese(tried)]
    if fits:
        return max(fits, key=_weight)
    if b"\0" in data:
        raise _binary(data.index(b"\0"), ("utf-8", *tries))
    raise _stopped(data, tries)


def _stopped(data: bytes, tries: Mapping[str, Decoded | UnicodeDecodeError]) -> UndecodableError:
    faults = {name: tried for name, tried in tries.items() if isinstance(tried, UnicodeDecodeError)}
    eight_bit = {name: fault for name, fault in faults.items() if not name.startswith("utf-16")} or faults
    name, fault = max(eight_bit.items(), key=lambda item: item[1].start)
    values = " ".join(f"0x{byte:02X}" for byte in data[fault.start : max(fault.end, fault.start + 1)][:4])
    notes = [f"tried: {', '.join(tries)}"] + ([f"{name} came furthest"] if len(tries) > 1 else [])
    senseless = [other for other in tries if other not in faults and not other.startswith("utf-16")]
    notes += [f"{' and '.join(senseless)} would give no Chinese text"] if senseless else []
    what = f"cannot decode {values} at byte offset {fault.start} ({'; '.join(notes)})"
    return UndecodableError(what, MEND, fault.start, tuple(tries))


def _weight(decoded: Decoded) -> float:
    bonus = {"utf-8": UTF8_BONUS, "utf-16-le": -UTF16_MALUS, "utf-16-be": -UTF16_MALUS}
    return bonus.get(decoded.encoding, 0.0) + log_likelihood(decoded.text)


def _is_chinese(decoded: Decoded) -> bool:
    if decoded.encoding == "utf-8":
        return True
    if decoded.encoding.startswith("utf-16"):
        return log_likelihood(decoded.text) >= FLOORS[0][1] * len(decoded.text)
    mean, count = mean_beyond_ascii(decoded.text)
    return mean >= next((floor for least, floor in FLOORS if count >= least), -99.0)
