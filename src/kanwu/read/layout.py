"""What ALTO and PAGE XML have in common: the names of roles, and the order in which regions are read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from kanwu.geometry import Role
from kanwu.read.scan import NO_BOX, Word, squashed

_NAMES: dict[Role, str] = {
    "heading": "heading headline head title subtitle subheading subheadline maintitle articletitle crossheading",
    "caption": "caption figurecaption imagecaption picturecaption photocaption tablecaption",
    "header": "header pageheader runninghead runningheader runningtitle runningtitlezone",
    "footer": "footer pagefooter runningfoot runningfooter",
    "page number": "pagenumber pageno pagenum numberingzone",
    "table": "table tablezone",
    "picture": "picture image photo photograph illustration graphic graphiczone",
    "text": "text paragraph body bodytext maintext mainzone",
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names.split()}
_LONGEST = 40  # characters of the name of a role
T = TypeVar("T")


def role_of(name: str) -> Role:
    """The role that a format's own name plainly stands for, "" for any other; signs and case do not count."""
    if len(name) > _LONGEST:
        return ""
    return _ROLES.get("".join(char for char in name.partition(":")[0].lower() if char.isalpha()), "")


def in_order(things: Sequence[tuple[str, T]], order: Iterable[str]) -> list[T]:
    """The things of a file, each with its id, in the order that their ids are named in. One that is not named keeps
    behind the one that it stands behind in the file."""
    ranks: dict[str, int] = {}
    for name in order:
        ranks.setdefault(name, len(ranks))
    keys, last = [], -1
    for name, _ in things:
        last = ranks.get(name, last)
        keys.append(last)
    return [things[at][1] for at in sorted(range(len(things)), key=lambda n: keys[n])]


def chained(names: Sequence[str], following: Mapping[str, str]) -> list[str]:
    """The ids that others name as their next ones, or that name a next one, chain after chain."""
    targets = set(following.values())
    order: dict[str, None] = {}
    for name in names:
        while name not in targets and name in following and name not in order:
            chain = name
            while chain and chain not in order:
                order[chain] = None
                chain = following.get(chain, "")
    return list(order)


def spaced_as(text: str, words: Sequence[Word]) -> None:
    """Joins the words of a line that its text, which they spell, has no blank between. Whether a blank between others
    is one, the script and the gap tell where there are boxes: some engines put one behind every Chinese word."""
    at = 0
    for word in words:
        start = at
        for char in squashed(word.text):
            at = text.index(char, at) + 1
        blank = text[start : start + 1].isspace()
        word.spaced = False if not blank else None if word.box != NO_BOX else True
