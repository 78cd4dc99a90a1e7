"""What stands beside a change, by which its place is known in another copy of the page."""

from kanwu.model import Span

AROUND = 12  # visible characters on either side
_REACH = 4 * AROUND  # characters looked at on either side


def context(span: Span, text: str) -> tuple[str, str]:
    """The visible characters before and after a stretch of a text, at most AROUND each."""
    left = "".join(text[max(0, span.start - _REACH) : span.start].split())
    right = "".join(text[span.end : span.end + _REACH].split())
    return left[-AROUND:], right[:AROUND]
