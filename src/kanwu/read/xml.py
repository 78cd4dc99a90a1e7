"""XML and HTML as a tree that knows where each element and each piece of text stands in the file.

Nothing outside the file is ever fetched and no entity is declared by it: a document that declares one is refused, as is
one too deep or with too many elements. Memory and time are bounded by the size of the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any, NamedTuple
from xml.parsers import expat

from kanwu.errors import UnreadableError

DEEPEST = 200
"""Elements within elements. The formats that are read here need 12 at most."""
MOST = 2_000_000
"""Elements of a file. A dense newspaper page in ALTO, a word an element, has some 50,000."""
LONGEST = 1_000_000
"""Characters of an attribute. The outline of a region in PAGE XML has some 10,000."""
_OPENING = re.compile(r"<[^\s/>]+")
_ATTRIBUTE = re.compile(r"""\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")


class Text(NamedTuple):
    """A piece of text, as it means, and where it stands as written (code points of the file, end exclusive)."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Node:
    """An element. `name` is without its namespace's prefix; `tag` is where its start tag begins."""

    name: str
    attributes: dict[str, str]
    tag: int
    children: "list[Node]" = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def all(self, *names: str) -> "Iterator[Node]":
        """The element itself and those below it that have one of these names, in the file's order."""
        stack = [self]
        while stack:
            node = stack.pop()
            if node.name in names:
                yield node
            stack.extend(reversed(node.children))

    def child(self, *names: str) -> "Node | None":
        """The first child of one of these names."""
        return next((c for c in self.children if c.name in names), None)

    def pieces(self) -> list[Text]:
        """The text of the element and of all below it, in the file's order."""
        return sorted((t for node in self.walk() for t in node.texts), key=lambda t: t.start)

    def walk(self) -> "Iterator[Node]":
        """The element and all below it, in the file's order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def text(self) -> str:
        """All text of the element and of those below it."""
        return "".join(t.text for t in self.pieces())


def attribute_span(source: str, node: Node, name: str) -> tuple[int, int] | None:
    """Where an attribute's value stands between its quotes, in the text of the file."""
    opening = _OPENING.match(source, node.tag)
    at = opening.end() if opening else node.tag
    while match := _ATTRIBUTE.match(source, at):
        if match[1].rpartition(":")[2] == name:
            return match.start(2) + 1, match.end(2) - 1
        at = match.end()
    return None


def read_xml(source: str, what: str) -> Node:
    """The root of an XML file's text. Raises UnreadableError, with the place, for what is not well-formed or not safe;
    `what` is the format's name for the message."""
    builder = _Xml(source, what)
    builder.parse()
    return builder.root


WHOLE_FILE = "give the file as its engine wrote it"


class Tree:
    """The elements that are open, and the limits."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.root = Node("", {}, 0)
        self.open = [self.root]
        self.count = 0

    def start(self, name: str, attributes: dict[str, str], at: int) -> None:
        self.count += 1
        if len(self.open) > DEEPEST:
            raise UnreadableError(f"no {self.what}: elements {DEEPEST} deep", WHOLE_FILE)
        if self.count > MOST:
            raise UnreadableError(f"no {self.what}: more than {MOST:,} elements", "cut the file into pages")
        if any(len(value) > LONGEST for value in attributes.values()):
            raise UnreadableError(f"no {self.what}: an attribute of more than {LONGEST:,} characters", WHOLE_FILE)
        node = Node(name.rpartition(":")[2], attributes, at)
        self.open[-1].children.append(node)
        self.open.append(node)

    def add(self, text: str, start: int, end: int) -> None:
        if text:
            self.open[-1].texts.append(Text(text, start, end))


class _Xml:
    """A run of expat over a text."""

    def __init__(self, source: str, what: str) -> None:
        self.tree = Tree(what)
        self.data = source.encode("utf-8", "surrogatepass")
        self.ascii = len(self.data) == len(source)
        self.byte = self.at = 0  # the place reached, in bytes and in code points
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartCdataSectionHandler = lambda: self._text("")  # so that its markup belongs to the piece
        self.parser.SkippedEntityHandler = self._named
        self.parser.EntityDeclHandler = self._entity
        self.held: list[tuple[str, int]] = []  # text seen, and where it starts

    @property
    def root(self) -> Node:
        return self.tree.root

    def parse(self) -> None:
        try:
            self.parser.Parse(self.data, True)
        except expat.ExpatError as error:
            place = f"line {error.lineno}, column {error.offset + 1}"
            reason = expat.ErrorString(error.code).lower()
            raise UnreadableError(f"no {self.tree.what}: not well-formed ({reason}, {place})", WHOLE_FILE) from error

    def _here(self) -> int:
        byte = self.parser.CurrentByteIndex
        if self.ascii:
            return byte
        self.at += len(self.data[self.byte : byte].decode("utf-8", "surrogatepass"))
        self.byte = byte
        return self.at

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        here = self._here()
        self._flush(here)
        self.tree.start(name, {key.rpartition(":")[2]: value for key, value in attributes.items()}, here)

    def _end(self, name: str) -> None:
        self._flush(self._here())
        self.tree.open.pop()

    def _text(self, text: str) -> None:
        self.held.append((text, self._here()))

    def _named(self, name: str, is_parameter: bool) -> None:
        """A name that the document's type would declare, in a file that was not fetched: HTML's are known."""
        if not is_parameter:
            self._text(unescape(f"&{name};"))

    def _flush(self, end: int) -> None:
        if self.held:
            self.tree.add("".join(text for text, _ in self.held), self.held[0][1], end)
            self.held.clear()

    def _entity(self, *_: Any) -> None:
        what = f"no {self.tree.what}: it declares entities, which can be made to grow without end"
        raise UnreadableError(what, WHOLE_FILE)
