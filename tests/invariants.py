"""The promises of kanwu as checks of one page; each raises AssertionError with what is broken."""

from kanwu import Document, Options, Result, clean
from kanwu.ledger import LAYOUT
from kanwu.model import SILENT, Entry, Kind, place
from kanwu.prints import Prints
from kanwu.read.encoding import Decoded
from kanwu.write.log import log_lines, read_log, revert

MARKS = frozenset("#>*")  # of headings, quotes and captions, which the writer sets anew


def check_page(source: str, options: Options | None = None, corpus: Prints | None = None) -> None:
    """All invariants on one text: those of one cleaning, and that a second one changes nothing."""
    check_settled(check_accounts(source, options, corpus), options, corpus)


def check_accounts(page: str | Document, options: Options | None = None, corpus: Prints | None = None) -> Result:
    """The invariants of one cleaning: each character accounted for, each edit placed, all undone."""
    result = clean(page, options, corpus)
    assert result.source == (page if isinstance(page, str) else page.source)
    check_origins(result)
    check_nothing_lost(result)
    check_places(result)
    check_befores(result)
    check_none_refused(result)
    check_undone(result)
    return result


def check_origins(result: Result) -> None:
    """A kept character is the source's own, and stands once; a written one knows a place in the source."""
    assert len(result.origin) == len(result.text)
    kept = [(n, c) for n, c in zip(result.origin, result.text, strict=True) if n >= 0]
    wrong = [(n, c) for n, c in kept if n >= len(result.source) or result.source[n] != c]
    assert not wrong, f"characters that are not the source's: {wrong[:5]}"
    assert len({n for n, _ in kept}) == len(kept), "a source character is written twice"
    assert all(place(n) <= len(result.source) for n in result.origin), "an origin beyond the source"


def check_nothing_lost(result: Result) -> None:
    """Each source character is in the output, in a block that was taken out, or in an applied edit."""
    held = bytearray(len(result.source))
    for n in result.origin:
        if n >= 0:
            held[n] = 1
    for block in result.blocks:
        if block.kind in SILENT or block.kind == Kind.DAMAGED:
            for n in block.origin:
                if n >= 0:
                    held[n] = 1
    for entry in result.edits:
        if entry.applied and entry.rule != LAYOUT:
            held[entry.source.start : entry.source.end] = b"\1" * (entry.source.end - entry.source.start)
    lost = [i for i, is_held in enumerate(held) if not is_held and not _is_layout(result.source[i])]
    assert not lost, f"lost at {lost[:5]}: {''.join(result.source[i] for i in lost[:40])!r}"


def _is_layout(char: str) -> bool:
    return char.isspace() or char in MARKS


def check_places(result: Result) -> None:
    """Every entry's places are inside their texts, its line is the one it starts in."""
    lines = result.source.replace("\r\n", "-\n").replace("\r", "\n")
    for entry in (*result.edits, *result.flags):
        assert 0 <= entry.source.start <= entry.source.end <= len(result.source), entry
        assert 0 <= entry.output.start <= entry.output.end <= len(result.text), entry
        assert entry.line == lines.count("\n", 0, entry.source.start) + 1, entry
        assert entry.why.strip(), entry
        assert entry.verb != "flag" or not entry.applied, entry
    flags = [(flag.rule, flag.source, flag.why) for flag in result.flags]
    assert len(set(flags)) == len(flags), "a place is flagged twice for the same reason"


def check_befores(result: Result) -> None:
    """What a replacement says it read is what the source has, where no applied edit came before it."""
    touched = bytearray(len(result.source) + 1)
    for entry in result.edits:
        start, end = entry.source
        if entry.verb == "replace" and entry.rule != LAYOUT and not any(touched[start:end]):
            if end - start == len(entry.before):
                assert _visible(result.source[start:end]) == _visible(entry.before), entry
            else:  # a line end of two characters, an indent or a quote's mark is no part of a block's text
                assert _visible(entry.before) == _without_marks(result.source[start:end], entry), entry
        if entry.applied:
            first, last = (start, end) if start < end else (max(0, start - 1), start + 1)  # of an insertion: beside
            touched[first:last] = b"\1" * (last - first)


def _visible(text: str) -> str:
    return "".join(c for c in text if not c.isspace())


def _without_marks(text: str, entry: Entry) -> str:
    plain = _visible(text)
    return plain if plain == _visible(entry.before) else plain.replace(">", "")


def check_none_refused(result: Result) -> None:
    """No rule asked for an edit that had to be refused."""
    refused = [e for e in result.edits if "(refused: " in e.why]
    assert not refused, f"refused: {refused[:3]}"


def check_undone(result: Result) -> None:
    """The output and its log give the input back, byte for byte, and the log survives a file."""
    data = result.source.encode("utf-8", "surrogatepass")
    log = "".join(log_lines(result, data, Decoded(result.source, "utf-8"), "page.md"))
    filed = log.encode("utf-8").decode("utf-8")
    assert revert(result.text, read_log(filed)) == data


def check_settled(result: Result, options: Options | None = None, corpus: Prints | None = None) -> None:
    """Cleaning the output changes nothing more."""
    again = clean(result.text, options, corpus)
    made = [e for e in again.edits if e.applied]
    assert again.text == result.text, f"a second cleaning made {made[:5]}"
