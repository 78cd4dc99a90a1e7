"""Pull-quotes: a sentence of the body set large beside it."""

from collections.abc import Iterator

from kanwu.evidence.quoted import pull_quotes_of
from kanwu.model import Document, Edit, Kind, Regroup, Sure, joined


def pull_quotes(document: Document) -> Iterator[Edit]:
    """Marks a pull-quote: a short block whose whole text stands again, nearly letter for letter, in the running text.

    It ends as a sentence does, and begins where a clause begins; a heading that only echoes a phrase of the body is
    left alone. Lines that the edge of a tile or the page's columns tore apart are put together again, in the order of
    the sentence. True repeats stay, they are written as quotations.
    """
    for pieces in pull_quotes_of(document):
        first, last = min(pieces), max(pieces)
        whole = joined([document.blocks[n] for n in pieces]).tagged(Kind.QUOTE)
        others = [b for n, b in enumerate(document.blocks[first : last + 1], first) if n not in pieces]
        why = "a sentence of the body, set apart" + (", its lines read apart" if others else "")
        yield Regroup(first, last, (whole, *others), why, Sure.LIKELY)
