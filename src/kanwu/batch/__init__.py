"""Many texts: the unit that every engine calls, here and on a cluster."""
