"""What no rule may touch: inline Markdown, addresses, and the names and terms that the user protects."""

from functools import lru_cache

import regex

from kanwu.model import SILENT, Block, Document, Edit, Flag, Regroup, Replace, Span
from kanwu.patterns import late

_TARGET = r"\([^()\s]{1,500}+(?:[ ]\"[^\"\n]{0,200}\")?\)"
# One alternative a line: code, links' and images' brackets and targets, tags, comments, addresses, e-mail.
_MARKUP = late(
    r"(?<!`)(`+)(?!`)[^`\n]{1,200}+\1(?!`)"
    rf"|!?\[(?=[^\[\]\n]{{0,200}}+\]{_TARGET})|\]{_TARGET}"
    r"|</?[A-Za-z][A-Za-z0-9-]*(?:[ \t][^<>\n]{0,200}+)?/?>"
    r"|<!--[^\n]{0,500}?-->"
    r"|(?<![A-Za-z0-9])(?:(?:https?|ftp)://|www\.)[!-~]{1,500}+"
    r"|[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)
_SIGNS = ("`", "](", "<", "://", "www.", "@")


@lru_cache(maxsize=512)
def markup(text: str) -> tuple[Span, ...]:
    """The stretches of a block's text that are inline Markdown, HTML or an address."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    return tuple(Span(*m.span()) for m in _MARKUP.finditer(text))


@lru_cache(maxsize=16)
def _pattern(terms: tuple[str, ...]) -> "regex.Pattern[str] | None":
    """The terms, each also where white space or a line end has come between its characters."""
    words = (r"\s*".join(map(regex.escape, "".join(t.split()))) for t in sorted(terms, key=len, reverse=True))
    return regex.compile("|".join(words)) if terms else None


def protected(text: str, terms: tuple[str, ...]) -> tuple[Span, ...]:
    """Where the user's terms stand in a block's text."""
    pattern = _pattern(terms)
    return tuple(Span(*m.span()) for m in pattern.finditer(text)) if pattern else ()


def veto(document: Document, edit: Edit, terms: tuple[str, ...]) -> str:
    """Why the edit may not be made: "markup", "protected", or nothing."""
    if isinstance(edit, Flag):
        return ""
    if isinstance(edit, Regroup):
        return "protected" if terms and _silences(document, edit, terms) else ""
    text = document.blocks[edit.block].text
    spans = markup(text)
    if not spans and not terms:
        return ""
    blank = not edit.before.strip() and not edit.after.strip()
    if any(_touches(edit, span) for span in spans):
        return "" if blank and "\n" in edit.before else "markup"
    if blank:
        return ""
    return "protected" if any(_touches(edit, span) for span in protected(text, terms)) else ""


def _touches(edit: Replace, span: Span) -> bool:
    if edit.start == edit.end:
        return span.start < edit.start < span.end
    return edit.start < span.end and span.start < edit.end


def _silences(document: Document, edit: Regroup, terms: tuple[str, ...]) -> bool:
    """Whether the regrouping would take a protected term out of what is written."""
    old = [b for b in document.blocks[edit.first : edit.last + 1] if b.kind not in SILENT]
    return _count(old, terms) > _count([b for b in edit.after if b.kind not in SILENT], terms)


def _count(blocks: list[Block], terms: tuple[str, ...]) -> int:
    return sum(len(protected(b.text, terms)) for b in blocks)
