"""Pull-quotes: a sentence of the body set large beside it."""

from collections.abc import Iterator

from kanwu.evidence.quoted import pull_quotes_of
from kanwu.evidence.stretches import covered
from kanwu.model import Block, Document, Edit, Kind, Regroup, Sure, joined


def pull_quotes(document: Document) -> Iterator[Edit]:
    """Marks a pull-quote: a short block whose whole text stands again, nearly letter for letter, in the running text.

    It ends as a sentence does, and begins where a clause begins; a heading that only echoes a phrase of the body is
    left alone. Lines that the edge of a tile or the page's columns tore apart are put together again, in the order of
    the sentence. True repeats stay, they are written as quotations.
    """
    quotes = list(pull_quotes_of(document))
    heads = {min(pieces): pieces for pieces in quotes}
    rest = {number for pieces in quotes for number in pieces} - set(heads)
    for first, last, _ in covered(quotes, lambda pieces: pieces):
        after: list[Block] = []
        for number in range(first, last + 1):
            if number in heads:
                after.append(joined([document.blocks[n] for n in heads[number]]).tagged(Kind.QUOTE))
            elif number not in rest:
                after.append(document.blocks[number])
        why = "a sentence of the body, set apart" + (", its lines read apart" if last > first else "")
        yield Regroup(first, last, tuple(after), why, Sure.LIKELY)
