"""The words of a document's own running text: whether those over a break between two pieces stand elsewhere in it."""

from functools import cached_property, lru_cache

from kanwu.model import Document, is_han

_SEARCHED = 10_000  # characters of a text that is searched through in less time than its runs are listed


class Phrases:
    """The runs of three signs that stand in the running text of a document, white space aside; found when one is
    asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _text(self) -> str:
        return "\n".join("".join(block.text.split()) for _, block in self._document.prose())

    @cached_property
    def _runs(self) -> set[str]:
        return set(map("".join, zip(self._text, self._text[1:], self._text[2:], strict=False)))

    def across(self, first: str, second: str) -> str:
        """A run of three Chinese characters over the break that stands elsewhere on the page, or nothing."""
        for run in (first[-2:] + second[:1], first[-1:] + second[:2]):
            if len(run) == 3 and all(map(is_han, run)) and run in self:
                return run
        return ""

    def __contains__(self, run: str) -> bool:
        return run in (self._text if len(self._text) <= _SEARCHED else self._runs)


@lru_cache(maxsize=4)
def phrases_of(document: Document) -> Phrases:
    """The document's phrases."""
    return Phrases(document)
