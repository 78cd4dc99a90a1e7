"""HTML, well-formed or not, as the same tree that `kanwu.read.xml` makes of XML."""

import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser

from kanwu.errors import UnreadableError
from kanwu.read.xml import WHOLE_FILE, Node, Tree

_ONE = frozenset({"p", "li", "tr", "td", "th", "dt", "dd", "option"})
"""Elements of HTML that end where another of the same name begins."""
_OPEN = _ONE | {"html", "head", "body", "thead", "tbody", "tfoot"}
"""Elements that may be open where the file ends."""
_VOID = frozenset({"meta", "link", "br", "img", "hr", "input", "base", "area", "col", "embed", "source", "wbr"})
_RAW = re.compile(r"<(script|style)\b", re.I)
_TAG = re.compile(
    r"""<(?:!--.*?-->                                         # a comment
        |!\[\s*(?:if|else|endif)\b.*?\]\s*> | !\[.*?\]\s*\]\s*>  # a section
        |(?!!--|!\[)[A-Za-z/!?](?:[^<>"']|"[^"]*"|'[^']*')*+>   # a tag
        |(?!!--|!\[)[A-Za-z/!?][^<>]*>                          # one with a quotation mark too few
        |(?![A-Za-z/!?]))                                     # a sign
    """,
    re.S | re.I | re.X,
)


def read_html(source: str, what: str) -> Node:
    """The root of a file of HTML, well-formed or not. Raises UnreadableError."""
    _check_tags(source, what)
    builder = _Html(source, what)
    try:
        builder.feed(source)
        builder.close()
        builder.flush()
    except (AssertionError, ValueError, RecursionError) as error:
        raise UnreadableError(f"no {what}: broken HTML", WHOLE_FILE) from error
    left = [node.name for node in builder.tree.open[1:] if node.name not in _OPEN]
    if left:
        raise UnreadableError(f"no {what}: cut off (the file ends within an element {left[-1][:20]!r})", WHOLE_FILE)
    return builder.root


def _check_tags(source: str, what: str) -> None:
    """Refuses HTML with a tag or comment that does not end: for each of those Python's parser would look through the
    whole rest of the file."""
    at = 0
    while (at := source.find("<", at)) >= 0:
        whole, raw = _TAG.match(source, at), _RAW.match(source, at)
        if whole is None:
            line = source.count("\n", 0, at) + 1
            raise UnreadableError(f"no {what}: broken HTML (a tag or comment without an end, line {line})", WHOLE_FILE)
        end = re.compile(f"</{raw[1]}", re.I).search(source, whole.end()) if raw else whole
        if end is None:
            return
        at = end.start() if raw else whole.end()


class _Html(HTMLParser):
    """A run of the HTML parser over a text."""

    def __init__(self, source: str, what: str) -> None:
        super().__init__(convert_charrefs=False)
        self.tree = Tree(what)
        self.source = source
        self.held: list[str] = []  # text seen, and where it starts and ends
        self.start = self.end = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", source))]

    @property
    def root(self) -> Node:
        return self.tree.root

    def _here(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.flush()
        if tag in _ONE and self.tree.open[-1].name == tag:
            self.tree.open.pop()
        self.tree.start(tag, {key: value or "" for key, value in attrs}, self._here())
        if tag in _VOID:
            self.tree.open.pop()

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.flush()
        self.tree.start(tag, {key: value or "" for key, value in attrs}, self._here())
        self.tree.open.pop()

    def handle_endtag(self, tag: str) -> None:
        self.flush()
        names = [node.name for node in self.tree.open[1:]]
        if tag in names:
            while self.tree.open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        here = self._here()
        self._join(data, here, here + len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        here = self._here()
        end = here + len(written)
        self._join(unescape(f"{written};"), here, end + self.source.startswith(";", end))

    def _join(self, text: str, start: int, end: int) -> None:
        """Takes a piece of text, which belongs to the one before if nothing stands between."""
        if self.held and self.end != start:
            self.flush()
        if not self.held:
            self.start = start
        self.held.append(text)
        self.end = end

    def flush(self) -> None:
        """Takes what text is held."""
        self.tree.add("".join(self.held), self.start, self.end)
        self.held.clear()
