"""Loads what a worker needs and cleans the sample: the process that workers are forked from imports it, once."""

import gc
from importlib.resources import files

import kanwu

kanwu.clean(files("kanwu").joinpath("data/sample.md").read_text("utf-8"))
gc.collect()
gc.freeze()  # what is there now is shared by all workers, as long as nothing touches it
