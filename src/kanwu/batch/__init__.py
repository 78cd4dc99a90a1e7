"""Many texts: the unit that every engine calls, here and on a cluster."""

from kanwu.batch.unit import CleanBatch

__all__ = ["CleanBatch"]
