"""The encoding of XML and HTML: as declared where that is true, and the bytes come back."""

import pytest

from kanwu.errors import UndecodableError
from kanwu.read.markup import decoded_markup
from kanwu.write.same import encoded_back

TEXT = "<p>河邊的舊倉庫上週改成圖書館\uff0c開門第一天就來了三百多人。</p>"


@pytest.mark.parametrize("name", ["utf-8", "UTF-8", "big5", "Big5-HKSCS", "gb18030", "cp950"])
def test_what_is_declared_is_believed(name: str) -> None:
    text = f"<?xml version='1.0' encoding='{name}'?>{TEXT}"
    decoded = decoded_markup(text.encode(name))
    assert decoded.text == text
    assert encoded_back(decoded.text, decoded.encoding, decoded.bom, decoded.oddities) == text.encode(name)


@pytest.mark.parametrize("meta", ['<meta charset="big5">', '<META http-equiv=x content="text/html; charset=big5">'])
def test_html_declares_in_its_head(meta: str) -> None:
    assert decoded_markup(f"<html>{meta}{TEXT}".encode("big5")).encoding == "big5hkscs"


@pytest.mark.parametrize("bom", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_a_mark_counts_more_than_what_is_declared(bom: bytes) -> None:
    codec = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}[bom]
    text = f'<?xml version="1.0" encoding="Big5"?>{TEXT}'
    data = bom + text.encode(codec)
    decoded = decoded_markup(data)
    assert (decoded.text, decoded.bom, decoded.encoding) == (text, bom, codec)
    assert encoded_back(decoded.text, decoded.encoding, decoded.bom) == data


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_a_mark(codec: str) -> None:
    assert decoded_markup(TEXT.encode(codec)).text == TEXT


@pytest.mark.parametrize(
    ("declared", "true"),
    [("iso-8859-1", "utf-8"), ("windows-1252", "utf-8"), ("big5", "utf-8"), ("utf-8", "gb18030")]
    + [(name, true) for name in ("utf-8", "ascii", "utf-16", "none", "rot13", "idna") for true in ("utf-8", "big5")],
)
def test_what_is_declared_wrongly_is_told_by_likelihood(declared: str, true: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>{TEXT * 3}'
    assert decoded_markup(text.encode(true)).text == text


def test_references_in_a_western_file() -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?><p>caf\xe9 &#27827;</p>'
    decoded = decoded_markup(text.encode("latin-1"))
    assert (decoded.text, decoded.encoding) == (text, "iso8859-1")
    assert encoded_back(text.replace("&#27827;", "河灘"), decoded.encoding) == text.encode("latin-1").replace(
        b"&#27827;", b"&#27827;&#28760;"
    )


def test_an_encoding_that_is_named_goes_before_all() -> None:
    assert decoded_markup(TEXT.encode("big5"), "big5").text == TEXT
    with pytest.raises(UndecodableError):
        decoded_markup(TEXT.encode("big5"), "utf-8")


@pytest.mark.parametrize("data", [b"", b"<", b"<?xml", b"<?xml encoding=", b"<html><meta charset=>"])
def test_scraps_are_text(data: bytes) -> None:
    assert decoded_markup(data).text == data.decode()


@pytest.mark.parametrize("data", [b"<a>" + bytes(range(256)) + b"</a>", b"\0" * 9, b"<?xml encoding='utf-8'?>\xff\0"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        decoded_markup(data)
