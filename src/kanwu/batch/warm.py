"""Loads what a worker needs and cleans a first text: the process that workers are forked from imports it, once."""

import gc

import kanwu

FIRST = "# \u6f01\u8239\u56de\u6e2f\n\n\u6d77\u908a\u8d77\u4e86\u98a8,\u6f01\u8239\u90fd\u56de\u6e2f\u3002\n"

kanwu.clean(FIRST)
gc.collect()
gc.freeze()  # what is there now is shared by all workers, as long as nothing touches it
