"""What a person sees: the summary of a run, the difference between a page and its repair."""
