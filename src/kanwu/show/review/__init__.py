"""The review of a page: one HTML file in which a person sees each change and decides."""
