"""Logs that were damaged, or made to do harm: the input as it was, or one fault."""

import json
from collections.abc import Iterator
from functools import cache

from hypothesis import strategies as st

from fuzz.garble import variants
from fuzz.target import Target, check_told
from fuzz.texts import stock
from kanwu import KanwuError, clean
from kanwu.changes.atoms import taken_apart
from kanwu.changes.logged import logged
from kanwu.read.encoding import decode
from kanwu.read.files import Page
from kanwu.write.log import log_lines, read_log, revert, sha256, way_back, written_text

APART = b"\n===\n"  # between the output and its log
OUTPUT = b"$OUTPUT"  # in a log: the digest that is right, else nothing gets past it


def check_log(data: bytes) -> None:
    """A log leads back to the input that it names, or is refused."""
    output, _, log = data.partition(APART)
    try:
        pages = read_log(written_text(log.replace(OUTPUT, sha256(output).encode())))
        back = revert(output, pages)
    except KanwuError as error:
        check_told(error)
        return
    assert sha256(back) in {page.head.get("input_sha256") for page in pages}


def check_diff(data: bytes) -> None:
    """A log tells why two texts differ, or is refused: the comparison of its two texts holds, whatever it says."""
    before, _, rest = data.partition(APART)
    after, _, log = rest.partition(APART)
    try:
        texts = before.decode("utf-8"), after.decode("utf-8")
        pages = read_log(written_text(log.replace(OUTPUT, sha256(after).encode())))
        pair, entries = logged(*texts, pages)
    except (KanwuError, UnicodeDecodeError):
        return
    found = taken_apart(pair, entries)
    assert "".join(a.text for a in found.atoms if a.sign in " -") == texts[0]
    assert "".join(a.text for a in found.atoms if a.sign in " +") == texts[1]


@cache
def _logs() -> tuple[tuple[str, str, str], ...]:
    """Texts with their outputs and logs, the digest of the output left open."""
    found = []
    for number, text in enumerate(stock()[::5]):
        text = text[:600]
        data = text.encode("utf-8", "surrogatepass")
        result = clean(text)
        way = way_back(Page(data, decode(data), "hocr")) if number % 9 == 0 else None
        log = "".join(log_lines(result, data, decode(data), "page.md", way=way)) if text.strip() else ""
        head, _, rest = log.partition("\n")
        if head:
            record = json.loads(head) | {"output_sha256": OUTPUT.decode()}
            head = json.dumps(record, ensure_ascii=False)
        found.append((text, result.text, f"{head}\n{rest}"))
    return tuple(found)


def log_seeds() -> Iterator[bytes]:
    for _, output, log in _logs():
        yield output.encode("utf-8", "surrogatepass") + APART + log.encode("utf-8", "surrogatepass")


def diff_seeds() -> Iterator[bytes]:
    for source, output, log in _logs():
        yield APART.join(text.encode("utf-8", "surrogatepass") for text in (source, output, log))


TARGETS = (
    Target("revert", check_log, st.deferred(lambda: variants(tuple(log_seeds()))), log_seeds, bounded=True),
    Target("logged", check_diff, st.deferred(lambda: variants(tuple(diff_seeds()))), diff_seeds, bounded=True),
)
