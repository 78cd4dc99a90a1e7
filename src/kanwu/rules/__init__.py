"""One rule a file; its order stands in kanwu.pipeline."""
