"""Document out: Markdown, and the log of the edits that made it."""
