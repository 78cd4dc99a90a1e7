"""Misread characters that the other pages of a paper give away."""

from collections.abc import Iterator, Sequence

from kanwu.evidence.passages import covers, foreign_passages
from kanwu.evidence.script import majority
from kanwu.evidence.testimony import certainties
from kanwu.evidence.witnesses import Witness, witnesses
from kanwu.model import Document, Edit, Flag, Replace, Sure

# Measured by tests/benchmarks/bench_corpus.py: from here on 97 % of the corrections and more are right on pages that
# the fit did not see, and correct text is changed less than once in 200,000 characters.
_LIKELY = 0.9
_WORTH_A_LOOK = 0.7  # from here on a person is told
_APART = 3  # characters between two corrections: nearer ones are each other's evidence


def corpus_names(document: Document) -> Iterator[Edit]:
    """Corrects a character that many other pages of the paper print otherwise, in the same phrase: a name above all.

    It does nothing unless a first pass has counted what all pages print (--corpus). Three characters in a row that next
    to no other page has are looked up with one of them left open; what far more pages have there, and engines were seen
    to read as what stands here, is a candidate. Words and n-grams count too, and whether the page has other clear
    cases. Copies of one article count once, and a page is no witness for itself. From 0.9 on the character is changed,
    from 0.7 on flagged with the proposal. Numerals and Cantonese characters never change, nor does what other pages
    print, too: two people's names may differ in one character.
    """
    if document.corpus is None:
        return
    blocks = list(document.prose())
    script = document.script if document.script != "keep" else majority("\n".join(b.text for _, b in blocks))
    if script == "keep":
        return  # too little text to tell
    foreign = foreign_passages(document)
    every = witnesses(blocks, document.blocks, document.corpus, script)
    own = [w for w in every if not covers(foreign.get(w.block, []), w.place)]
    chances = certainties(own, sum(len(block.text) for _, block in blocks))
    chosen = _chosen(own, chances)
    for number, (witness, chance) in enumerate(zip(own, chances, strict=True)):
        here = witness.block, witness.place, witness.place + 1
        why = f"{witness.printed} is {100 * chance:.0f} % probable: {_evidence(witness)}"
        if number in chosen:
            yield Replace(*here, witness.read, witness.printed, why, Sure.LIKELY)
        elif chance >= _WORTH_A_LOOK:
            yield Flag(*here, why, witness.printed)


def _chosen(found: Sequence[Witness], chances: Sequence[float]) -> set[int]:
    """Those to correct, by their numbers: the likely ones, of neighbours the likeliest."""
    ranked = sorted((-chance, number) for number, chance in enumerate(chances) if chance >= _LIKELY)
    chosen: dict[int, Witness] = {}
    for _, number in ranked:
        one = found[number]
        if not any(one.block == other.block and abs(one.place - other.place) < _APART for other in chosen.values()):
            chosen[number] = one
    return set(chosen)


def _evidence(witness: Witness) -> str:
    """The counts in words."""
    as_read = witness.phrase.replace(witness.printed, witness.read)
    here = f"{witness.here.pages:,}" if witness.here.pages else "none"
    signs = [f"{witness.so.pages:,} other pages print {witness.phrase}, {here} what stands here ({as_read})"]
    if witness.seen:
        signs.append(f"engines were seen to read it as {witness.read}")
    return "; ".join(signs)
