"""Decoding and encoding: byte-exact in every encoding, right by likelihood, clear when nothing fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.errors import ExitCode, UndecodableError, UnwritableError, UsageError
from kanwu.read.encoding import UNITS, Decoded, canonical, decode, encode

CODECS = ("utf-8", "utf-16-le", "utf-16-be", "big5hkscs", "cp950", "gb18030")
BOMS = {
    "utf-8": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "gb18030": b"\x84\x31\x95\x33",
}
HANT = "河邊的舊倉庫上週改成圖書館\uff0c開門第一天就來了三百多人。"
HANS = "河边的旧仓库上周改成图书馆\uff0c开门第一天就来了三百多人。"
SHORT_HANT = [
    "渡輪停航",
    "居民開會討論",
    "醫院新樓下月啟用",
    "今晨有霧\uff0c請慢駛",
    "學校圖書館添了三千本書",
]
SHORT_HANS = [
    "渡轮停航",
    "居民开会讨论",
    "医院新楼下月启用",
    "今晨有雾\uff0c请慢驶",
    "学校图书馆添了三千本书",
]


def given_back(decoded: Decoded) -> bytes:
    return encode(decoded.text, decoded.encoding, decoded.bom, decoded.oddities)


def fits(raw: bytes, codec: str) -> bool:
    try:
        raw.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def units_of(codec: str) -> list[bytes]:
    """Every code of one or two bytes that the codec has."""
    pairs = [bytes((first, second)) for first in range(256) for second in range(256)]
    return [unit for unit in [*(bytes((first,)) for first in range(256)), *pairs] if fits(unit, codec)]


@pytest.mark.parametrize("codec", CODECS)
@given(data=st.data())
def test_text_in_each_codec_comes_back(codec: str, data: st.DataObject) -> None:
    unstable = "\xa2\xa3\xa5\u2022\u203e\u223c\u2609\u2641\uff64" if codec == "cp950" else ""
    raw = data.draw(st.text(st.characters(codec=codec, exclude_characters=unstable))).encode(codec)
    decoded = decode(raw, codec)
    assert given_back(decoded) == raw
    assert encode(decoded.text, codec, decoded.bom) == raw, "text that the codec itself wrote has no oddities"
    with_bom = BOMS.get(codec, b"") + raw
    assert given_back(decode(with_bom, codec)) == with_bom


@pytest.mark.parametrize("codec", CODECS)
@given(raw=st.binary(max_size=60))
def test_random_bytes_come_back_or_are_refused(codec: str, raw: bytes) -> None:
    if fits(raw, codec):
        assert given_back(decode(raw, codec)) == raw
        return
    with pytest.raises(UndecodableError) as caught:
        decode(raw, codec)
    assert caught.value.offset in range(len(raw))


@given(raw=st.binary(max_size=60) | st.text("。的漢汉\ufeffA\r\n").map(lambda text: text.encode("gb18030")))
def test_guessing_gives_the_bytes_back_or_refuses(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except UndecodableError:
        return
    assert given_back(decoded) == raw


@pytest.mark.parametrize("codec", sorted(UNITS))
def test_every_code_of_a_legacy_codec_comes_back(codec: str) -> None:
    units = units_of(codec)
    assert len(units) > 10_000
    raw = b"\n".join(units)
    assert given_back(decode(raw, codec)) == raw


@pytest.mark.parametrize("codec", sorted(UNITS))
@given(data=st.data())
def test_codes_in_any_order_come_back(codec: str, data: st.DataObject) -> None:
    odd = [b"\xa1\xfe", b"\xa2\xcc", b"\xa2\xce", b"\xf9\xfa", b"\x88\x62", b"\x88\x66", b"\x81\x30\x81\x30"]
    codes = [code for code in [*odd, b"a", b"\r\n", b"\xa4\x40"] if fits(code, codec)]
    raw = b"".join(data.draw(st.lists(st.sampled_from(codes))))
    assert given_back(decode(raw, codec)) == raw


def test_duplicate_big5_codes_are_kept_with_their_offset() -> None:
    raw = "一".encode("big5hkscs") + b"\xa2\xcc" + "二".encode("big5hkscs") + b"\xa2\xce"
    decoded = decode(raw, "big5")
    assert decoded.text == "一十二卅"
    assert decoded.oddities == ((1, b"\xa2\xcc"), (3, b"\xa2\xce"))
    assert given_back(decoded) == raw


@pytest.mark.parametrize(
    ("text", "codec"),
    [(text, codec) for text in SHORT_HANT for codec in ("big5hkscs", "gb18030", "utf-8")]
    + [(text, "gb18030") for text in SHORT_HANS],
)
def test_short_texts_come_out_right(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)


@pytest.mark.parametrize("codec", CODECS)
def test_long_text_without_bom(codec: str) -> None:
    text = HANT if codec != "gb18030" else HANS
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.encoding == ("big5hkscs" if codec == "cp950" else codec)


@pytest.mark.parametrize(("codec", "bom"), BOMS.items())
def test_bom_decides_and_is_no_text(codec: str, bom: bytes) -> None:
    raw = bom + (HANS + "\r\nAB\n").encode(codec)
    decoded = decode(raw)
    assert (decoded.text, decoded.encoding, decoded.bom) == (HANS + "\r\nAB\n", codec, bom)
    assert given_back(decoded) == raw


def test_ascii_and_nothing_are_utf8() -> None:
    assert decode(b"") == Decoded("", "utf-8")
    assert decode(b"plain\r\nlines\x0c") == Decoded("plain\r\nlines\x0c", "utf-8")


def test_few_signs_decide_for_utf8_and_utf16() -> None:
    assert decode("café".encode()).text == "café"
    assert decode("plain text".encode("utf-16-le")) == Decoded("plain text", "utf-16-le")


def test_euro_of_windows_big5() -> None:
    raw = (HANT + "\u20ac").encode("cp950")
    assert decode(raw).encoding == "cp950"
    assert given_back(decode(raw)) == raw


@pytest.mark.parametrize(
    ("alias", "codec"),
    [
        ("UTF8", "utf-8"),
        ("utf_8", "utf-8"),
        ("big5", "big5hkscs"),
        ("Big5-HKSCS", "big5hkscs"),
        ("gbk", "gb18030"),
        ("GB2312", "gb18030"),
        ("cp950", "cp950"),
    ],
)
def test_aliases(alias: str, codec: str) -> None:
    assert canonical(alias) == codec
    assert decode("中文".encode(codec), alias) == Decoded("中文", codec)


def test_forced_utf16_finds_its_byte_order() -> None:
    for order in ("utf-16-le", "utf-16-be"):
        assert decode(HANT.encode(order), "utf-16") == Decoded(HANT, order)
        assert decode(BOMS[order] + HANT.encode(order), "utf16").text == HANT


def test_unknown_encoding_suggests() -> None:
    with pytest.raises(UsageError, match=r"'big5-hksc'; did you mean 'big5-hkscs'") as caught:
        decode(b"", "big5-hksc")
    assert caught.value.code is ExitCode.USAGE
    with pytest.raises(UsageError, match=r"known: .*utf-8"):
        canonical("???")


def test_undecodable_names_byte_offset_and_remedy() -> None:
    raw = HANT.encode() + b"\xff" + HANT.encode()
    with pytest.raises(UndecodableError) as caught:
        decode(raw)
    error = caught.value
    assert error.code is ExitCode.UNREAD
    assert error.offset == len(HANT.encode())
    line = str(error)
    assert all(part in line for part in ("0xFF", str(error.offset), "utf-8", "gb18030", "--encoding"))
    assert "\n" not in line


def test_offset_counts_the_bom() -> None:
    with pytest.raises(UndecodableError, match="offset 5 "):
        decode(b"\xef\xbb\xbfab\xff")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\0", "zip"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "NUL"),
    ],
)
def test_binary_files_are_refused_by_kind(raw: bytes, kind: str) -> None:
    with pytest.raises(UndecodableError, match=kind):
        decode(raw)


def test_nul_in_text_is_refused_with_its_offset() -> None:
    with pytest.raises(UndecodableError, match=r"NUL .* offset 3:"):
        decode("好".encode() + b"\0" + HANT.encode())


def test_japanese_in_shift_jis_is_no_chinese() -> None:
    prose = "\u306e\u306f\u3092\u306b\u304c\u3067\u3068\u3082\u304b\u3089\u307e\u3067" * 6
    with pytest.raises(UndecodableError):
        decode(prose.encode("shift_jis"))


def test_lone_surrogates_pass_only_where_they_stand() -> None:
    assert encode("a\ud800b", "utf-8") == b"a\xed\xa0\x80b"
    with pytest.raises(UndecodableError):
        decode(b"a\xed\xa0\x80b", "utf-8")


def test_character_that_the_encoding_lacks_is_unwritable() -> None:
    with pytest.raises(UnwritableError, match=r"U\+1F600 at character offset 1") as caught:
        encode("a\U0001f600", "big5")
    assert caught.value.code is ExitCode.UNWRITTEN


def test_character_that_would_come_back_as_another_is_unwritable() -> None:
    with pytest.raises(UnwritableError, match=r"U\+00A2 at character offset 2"):
        encode("ab\xa2", "cp950")
