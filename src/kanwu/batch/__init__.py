"""Many texts: the unit that every engine calls, here and on a cluster."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kanwu.batch.unit import CleanBatch

__all__ = ["CleanBatch"]


def __getattr__(name: str) -> Any:
    """The unit, loaded when it is asked for: a command that cleans one page has no use for it."""
    if name != "CleanBatch":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kanwu.batch.unit import CleanBatch

    return CleanBatch
