"""The stretches of a page that were read in one piece, and the order in which their halves put them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from kanwu.evidence.partners import BETWEEN, NEAR, Link, chain, following_text, partners
from kanwu.model import Document

_REST = 25  # blocks behind the last half; what stands further off is another page's


def reordered(document: Document) -> tuple[list[int], tuple[Link, ...]]:
    """The document's blocks in the order that the believed links give, and the links that it follows.

    An order is good when each first half is followed by its second one, and nothing but the other half of its last
    paragraph comes behind the end of the page: else a stretch moves of which nobody knows where it stops, and the
    weakest link that reaches far is given up. Links that have no block in common are looked at apart, as those of
    different pages are.
    """
    order, followed = list(range(len(document.blocks))), list[Link]()
    for group in _groups(partners(document).elsewhere):
        page = range(min(map(min, map(_halves, group))), len(document.blocks))
        page = page[: max(map(max, map(_halves, group))) - page.start + _REST]
        runs, links = _arranged(document, group, page)
        order[page.start : page.stop] = [number for run in runs for number in run]
        followed += links
    return order, tuple(followed)


def _halves(link: Link) -> tuple[int, int]:
    return link.first, link.second


def _groups(links: Sequence[Link]) -> Iterator[list[Link]]:
    """The links in groups whose stretches of the page overlap."""
    group: list[Link] = []
    for link in sorted(links, key=lambda link: min(_halves(link))):
        if group and min(_halves(link)) > max(max(_halves(other)) for other in group) + _REST:
            yield group
            group = []
        group.append(link)
    if group:
        yield group


def _arranged(document: Document, group: Sequence[Link], page: range) -> tuple[list[range], list[Link]]:
    """The stretches of a part of the page in their order, and the links that it follows, by their first halves."""
    links = sorted(group, key=lambda link: link.score, reverse=True)
    while links:
        runs = _runs(document, links, page)
        ordered = _ordered(runs, links)
        if _has_end(document, ordered, runs[-1], links) and _are_kept(links, ordered):
            return ordered, sorted(links, key=lambda link: link.first)
        far = [link for link in links if not _is_near(link)] or links
        links.remove(far[-1])
    return [page], []


def _is_near(link: Link) -> bool:
    """Whether so little stands between that it may move behind the paragraph, wherever the other half leads."""
    return 0 < link.second - link.first <= NEAR


def _runs(document: Document, links: Sequence[Link], page: range) -> list[range]:
    """The stretches between the places where a half goes on elsewhere and those where others go on.

    What stands behind a first half (a caption, a pull-quote, noise) stays with it; a heading goes with the paragraph
    below it.
    """
    seconds = {link.second for link in links}
    follows = {link.first: link for link in partners(document).beside}
    cuts = {page.start, page.stop, *seconds}
    for link in links:
        cuts.add(_end(document, link.first, seconds))
        if _is_near(link):
            cuts.add(_end(document, chain(link.second, follows)[-1], seconds))
    return [range(a, b) for a, b in pairwise(sorted(min(cut, page.stop) for cut in cuts)) if a < b]


def _end(document: Document, number: int, seconds: set[int]) -> int:
    """Where the stretch ends that has this paragraph last."""
    after = following_text(document, number)
    headings = (n for n in range(number + 1, after) if document.blocks[n].kind not in BETWEEN)
    return after if after in seconds else next(headings, after)


def _ordered(runs: Sequence[range], links: Sequence[Link]) -> list[range]:
    """The stretches, each behind the one that it goes on, else as they stand."""
    todo = {run.start: run for run in runs}
    seconds = {link.second for link in links}
    order: list[range] = []
    for head in sorted(todo, key=lambda start: (start in seconds, start)):
        at: int | None = head
        while at in todo:
            order.append(todo.pop(at))
            at = next((link.second for link in links if link.first in order[-1]), None)
    return order


def _are_kept(links: Sequence[Link], order: Sequence[range]) -> bool:
    """Whether each first half is followed by its second."""
    before = {other.start: one for one, other in pairwise(order)}
    return all(link.second in before and link.first in before[link.second] for link in links)


def _has_end(document: Document, order: Sequence[range], last: range, links: Sequence[Link]) -> bool:
    """Whether what comes behind the page's last stretch is known to belong there, or is a few blocks pushed aside."""
    if order[-1] == last or (last.stop == len(document.blocks) and any(link.first in last for link in links)):
        return True
    return any(_is_near(link) and link.second == last.start for link in links)


Group = TypeVar("Group")


def covered(
    groups: Iterable[Group], blocks: Callable[[Group], Collection[int]]
) -> Iterator[tuple[int, int, list[Group]]]:
    """The stretches of blocks that groups cover, those that overlap taken together: the first block, the last, and the
    groups in the order in which they came. `blocks` gives the numbers of a group's blocks."""
    given, inside, first, last = list(groups), list[int](), 0, -1
    for low, high, at in sorted((min(blocks(group)), max(blocks(group)), at) for at, group in enumerate(given)):
        if inside and low > last:
            yield first, last, [given[n] for n in sorted(inside)]
            inside = []
        first, last = (first, max(last, high)) if inside else (low, high)
        inside.append(at)
    if inside:
        yield first, last, [given[n] for n in sorted(inside)]
