"""The stretches of a page that were read in one piece, and the order in which their halves put them."""

from collections.abc import Sequence
from itertools import pairwise

from kanwu.evidence.partners import BETWEEN, Link, chain, following_text, partners
from kanwu.model import Document

_NEAR = 4  # blocks; so few may move behind the paragraph that they stand in, wherever its other half leads


def reordered(document: Document) -> tuple[list[int], tuple[Link, ...]]:
    """The document's blocks in the order that the believed links give, and the links that it follows.

    An order is good when each first half is followed by its second one, and nothing but the other half of its last
    paragraph comes behind the end of the page: else a stretch moves of which nobody knows where it stops, and the
    weakest link that reaches far is given up.
    """
    links = sorted(partners(document).elsewhere, key=lambda link: link.score, reverse=True)
    while links:
        runs = _runs(document, links)
        ordered = _ordered(runs, links)
        if _has_end(ordered, runs[-1], links) and all(_is_kept(link, ordered) for link in links):
            return [number for run in ordered for number in run], tuple(sorted(links, key=lambda link: link.first))
        far = [link for link in links if not _is_near(link)] or links
        links.remove(far[-1])
    return list(range(len(document.blocks))), ()


def _is_near(link: Link) -> bool:
    return 0 < link.second - link.first <= _NEAR


def _runs(document: Document, links: Sequence[Link]) -> list[range]:
    """The stretches between the places where a half goes on elsewhere and those where others go on.

    What stands behind a first half (a caption, a pull-quote, noise) stays with it; a heading goes with the paragraph
    below it.
    """
    seconds = {link.second for link in links}
    follows = {link.first: link for link in partners(document).beside}
    cuts = {0, len(document.blocks), *seconds}
    for link in links:
        cuts.add(_end(document, link.first, seconds))
        if _is_near(link):
            cuts.add(_end(document, chain(link.second, follows)[-1], seconds))
    return [range(a, b) for a, b in pairwise(sorted(cuts))]


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


def _is_kept(link: Link, order: Sequence[range]) -> bool:
    return any(link.first in one and other.start == link.second for one, other in pairwise(order))


def _has_end(order: Sequence[range], last: range, links: Sequence[Link]) -> bool:
    """Whether what comes behind the page's last stretch is known to belong there, or is a few blocks pushed aside."""
    if order[-1] == last or any(link.first in last for link in links):
        return True
    return any(_is_near(link) and link.second == last.start for link in links)
