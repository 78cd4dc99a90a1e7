"""The edit log: what it says, how it leads back, and how it refuses what is not its own."""

import json
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu import Options, Result, __version__, clean
from kanwu.errors import RevertError
from kanwu.model import Entry, Span, Sure
from kanwu.read.encoding import Decoded, decode, encode
from kanwu.write.log import PageLog, digest, json_line, log_lines, read_log, revert

PAGE = "居民昨日 , 在橋上\n開會,爲了孩子。\n\n居民昨日 , 在橋上\n\n議會通過撥款。\n"


def cleaned(data: bytes, encoding: str | None = None, **options: object) -> tuple[Result, str]:
    """A page cleaned from its bytes, and its log."""
    decoded = decode(data, encoding)
    result = clean(decoded.text, Options(**options))  # type: ignore[arg-type]
    return result, "".join(log_lines(result, data, decoded, "page.md"))


def test_the_head_names_the_page() -> None:
    data = b"\xef\xbb\xbf" + PAGE.encode()
    result, log = cleaned(data)
    head = json.loads(log.split("\n")[0])
    assert head["kanwu"] == __version__
    assert (head["input"], head["encoding"], head["bom"]) == ("page.md", "utf-8", "efbbbf")
    assert head["output_sha256"] == digest(result.text)


def test_each_edit_has_its_line_in_the_order_of_the_source() -> None:
    result, log = cleaned(PAGE.encode())
    lines = [json.loads(line) for line in log.split("\n")[1:-1]]
    assert len(lines) == len(result.edits) + len(result.flags)
    assert lines, "the page has something to repair"
    assert [line["source"] for line in lines] == sorted(line["source"] for line in lines)
    keys = {"rule", "verb", "source", "line", "output", "before", "after", "why", "sure", "applied"}
    for line in lines:
        assert keys <= line.keys() <= keys | {"kinds"}
        assert line["sure"] in ("certain", "likely", "guess")


TEXTS = st.text(st.sampled_from("甲\U00020000\ud800\udfff\n\x00\x7f\u2028\"\\/<é") | st.characters(), max_size=8)


@given(before=TEXTS, after=TEXTS, why=TEXTS, kinds=st.sampled_from([(), ("caption",)]), applied=st.booleans(),
       sure=st.sampled_from(Sure), verb=st.sampled_from(["replace", "regroup", "flag"]))  # fmt: skip
def test_a_line_is_the_entry_as_json(
    before: str, after: str, why: str, kinds: tuple[str, ...], applied: bool, sure: Sure, verb: str
) -> None:
    entry = Entry("width", verb, Span(3, 5), 2, Span(0, 1), before, after, why, sure, applied, kinds)
    result = Result("", "", (entry,), (), (), array("i"))
    *_, line = log_lines(result, b"", Decoded("", "utf-8"), "page.md")
    assert line == json_line(entry.as_dict())
    assert json.loads(line) == entry.as_dict()


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "甲", PAGE, PAGE.replace("\n", "\r\n"), PAGE.replace("\n", "\r"), "甲\r\n乙\r丙\n",
        "\U00020000\u2028甲\x85乙\x1c\n",
    ],
    ids=["nothing", "a line end", "a character", "a page", "crlf", "cr", "mixed", "odd"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs"])
def test_the_way_back_in_each_encoding(text: str, encoding: str) -> None:
    data = text.encode(encoding, "ignore")
    result, log = cleaned(data, encoding)
    assert revert(result.text, read_log(log)) == data


@pytest.mark.parametrize("bom", ["utf-8", "utf-16-le", "utf-16-be"])
def test_the_mark_at_the_head_comes_back(bom: str) -> None:
    data = ("\ufeff" + PAGE).encode(bom)
    result, log = cleaned(data)
    assert not result.text.startswith("\ufeff")
    assert revert(result.text, read_log(log)) == data


def test_codes_that_the_encoding_has_twice_come_back() -> None:
    before, after = (encode(text, "big5hkscs") for text in ("居民昨日在橋上開會。", "議會通過撥款。\n"))
    data = before + b"\xf9\xf9\xf9\xf9" + after
    result, log = cleaned(data)
    assert json.loads(log.split("\n")[0])["encoding"] == "big5hkscs"
    assert revert(result.text, read_log(log)) == data


def test_lone_surrogates_go_through_a_log_that_any_program_can_read() -> None:
    source = "居民\ud800昨日\n\n\udfff\n"
    result, data = clean(source), source.encode("utf-8", "surrogatepass")
    log = "".join(log_lines(result, data, Decoded(source, "utf-8"), "page.md"))
    log.encode("utf-8")
    assert revert(result.text, read_log(log)) == data


def test_each_page_of_a_log_is_found_by_its_text() -> None:
    pages = [PAGE.encode(), "渡輪 , 停航。".encode(), "渡轮停航。".encode()]
    done = [cleaned(data) for data in pages]
    log = read_log("".join(log for _, log in done))
    assert len(log) == len(pages)
    for data, (result, _) in zip(pages, done, strict=True):
        assert revert(result.text, log) == data


def test_two_inputs_of_one_output_both_lead_to_an_input() -> None:
    first, second = "渡輪停航。\n\n", "渡輪停航。\n\n\n\n"
    done = [cleaned(text.encode()) for text in (first, second)]
    assert done[0][0].text == done[1][0].text
    for (result, log), text in zip(done, (first, second), strict=True):
        assert revert(result.text, read_log(log)) == text.encode()


def test_a_text_that_was_changed_is_refused() -> None:
    result, log = cleaned(PAGE.encode())
    for text in (result.text + " ", result.text[:-1], result.text.replace("議會", "議员"), ""):
        with pytest.raises(RevertError, match="was not made with this text"):
            revert(text, read_log(log))


def test_no_log_leads_nowhere() -> None:
    with pytest.raises(RevertError):
        revert("甲", read_log(""))


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("{", "line 1 of the log is no JSON"),
        ('{"kanwu": "1"}\nnot this\n', "line 2 of the log is no JSON"),
        ('{"rule": "x"}\n', "line 1 of the log comes before any page"),
        ("[]\n", "line 1 of the log comes before any page"),
        ('{"kanwu": "1"}\n17\n', "line 2 of the log comes before any page"),
        ("[" * 100_000, "line 1 of the log is no JSON"),
    ],
)
def test_what_is_no_log_is_refused_by_line(log: str, said: str) -> None:
    with pytest.raises(RevertError, match=said):
        read_log(log)


def test_blank_lines_of_a_log_mean_nothing() -> None:
    result, log = cleaned(PAGE.encode())
    assert revert(result.text, read_log("\n" + log.replace("\n", "\r\n") + "\n\n")) == PAGE.encode()


@pytest.mark.parametrize(
    "damage",
    [
        {"map": [[0, 0, 1]]}, {"map": None}, {"map": [["0", 0]]}, {"removed": []}, {"removed": [[0]]},
        {"removed": [["x", "y"]]}, {"encoding": "klingon"}, {"encoding": "big5hkscs"}, {"encoding": 8},
        {"map": [[0, float("inf"), 1]]}, {"map": [[0, 0, -1]]}, {"removed": [[float("inf"), "x"]]},
        {"bom": "zz"}, {"bom": "efbbbf"}, {"oddities": [[0, "ff"]]}, {"oddities": 1}, {"input_sha256": ""},
    ],
    ids=str,
)  # fmt: skip
def test_a_damaged_head_is_refused(damage: dict[str, object]) -> None:
    result, log = cleaned(PAGE.encode())
    (page,) = read_log(log)
    with pytest.raises(RevertError):
        revert(result.text, [PageLog(page.head | damage)])


def test_a_log_that_keeps_a_text_many_times_over_is_refused_at_once() -> None:
    """Each entry of the map is a few bytes, and the whole text again."""
    result, log = cleaned((PAGE * 2000).encode())
    (page,) = read_log(log)
    head = page.head | {"map": [[0, n, len(result.text)] for n in range(100_000)]}
    with pytest.raises(RevertError):
        revert(result.text, [PageLog(head)])


KEYS = ["map", "removed", "encoding", "bom", "oddities", "input_sha256", "output_sha256"]


@pytest.mark.parametrize("key", KEYS)
def test_a_head_that_lacks_something_is_refused(key: str) -> None:
    result, log = cleaned(PAGE.encode())
    (page,) = read_log(log)
    with pytest.raises(RevertError):
        revert(result.text, [PageLog({k: v for k, v in page.head.items() if k != key})])


def test_the_edits_of_a_log_are_read() -> None:
    _, log = cleaned(PAGE.encode())
    (page,) = read_log(log)
    assert [e["rule"] for e in page.edits] == [json.loads(line)["rule"] for line in log.split("\n")[1:-1]]
